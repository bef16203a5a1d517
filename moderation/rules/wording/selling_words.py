"""What advertisers sell."""

from dataclasses import dataclass

from moderation.rules.example import Example
from moderation.rules.linked import foreign_links
from moderation.rules.phrases import fragments, phrases, words_with_places
from moderation.rules.rule import Rule, param
from moderation.rules.said import said_in
from moderation.text.fold import fold
from moderation.text.links import host_of
from moderation.words import N_, Facts, Signal, Submission

LENDING = "A payday loan costs more than 400 % a year, as your table shows."


@dataclass(frozen=True, kw_only=True)
class SellingWords(Rule):
    """Holds what advertisers write everywhere: loans, bets, pills, followers, places in search engines.

    Looks at the text and at the addresses it links to, at the website, and at the title and the address
    of a mention. Words count less in a long comment, and not at all where the title of your page has them
    too. English and French phrases are built in, and you can add your own, one a line; “*” stands for any
    one word.
    """

    title = N_("Selling words")

    points: int = param(3, N_("Points each"), low=0, high=20)
    most: int = param(9, N_("Points at most"), low=0, high=40)
    long: int = param(120, N_("Count less in texts over"), unit=N_("words"), low=10, high=10_000)
    words: tuple[str, ...] = param((), N_("Your own phrases"), shape="lines")

    flags = (
        "Get a payday loan in five minutes",
        "Buy cheap followers and more traffic for your site",
        "Voyance gratuite en ligne, rachat de crédit",
        Example(text="Thanks, I agree.", website="https://best-casino-bonus.example/"),
    )
    passes = (
        Example(text=LENDING, page_title="What a payday loan costs"),
        "I bought a bottle of olive oil at the market, for a good price.",
    )

    def check(self, submission: Submission, facts: Facts) -> Signal | None:
        """Points for each phrase and address that the page itself is not about, fewer in long texts."""
        addresses = [link.url for link in foreign_links(submission.text, facts.own_hosts)]
        addresses += [submission.author.website]
        source = submission.source if host_of(submission.source) not in facts.own_hosts else ""
        quotes = [
            *self.said(submission, facts, addresses),
            *self.linked(submission, facts, [*addresses, source]),
        ]
        n_words = len(words_with_places(submission.text))
        points = min(self.most, self.points * len(quotes))
        if n_words > self.long:
            points = points * self.long // n_words
        if not points:
            return None
        return self.counts(
            len(quotes),
            N_("Holds {n} phrase of advertisers"),
            N_("Holds {n} phrases of advertisers"),
            points=points,
            quotes=quotes,
        )

    def said(self, submission: Submission, facts: Facts, addresses: list[str]) -> list[str]:
        """The phrases of the text beside its addresses, and of a mention's title."""
        tree = phrases(self.key, self.words)
        subject = {hit.folded for hit in tree.find(facts.page_title or submission.page_title)}
        hits = {hit.folded: hit for text in said_in(submission) for hit in tree.find(text)}
        quotes = (hit.quote for said, hit in hits.items() if said not in subject)
        return [quote for quote in quotes if not any(quote in address for address in addresses)]

    def linked(self, submission: Submission, facts: Facts, addresses: list[str]) -> list[str]:
        """What the addresses say is sold, each once."""
        title = fold(facts.page_title or submission.page_title)
        found = [part for address in addresses for part in fragments("selling_addresses", address)]
        return [part for part in dict.fromkeys(found) if fold(part) not in title]
