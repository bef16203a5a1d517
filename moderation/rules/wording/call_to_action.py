"""Advertising oneself."""

from dataclasses import dataclass

from moderation.rules.linked import foreign_links
from moderation.rules.phrases import phrases, words_with_places
from moderation.rules.rule import Rule, param
from moderation.rules.said import said_in
from moderation.words import N_, Facts, Signal, Submission

FEW = 4
"""In so few words a call says nothing else."""


@dataclass(frozen=True, kw_only=True)
class CallToAction(Rule):
    """Asks your readers to go to the writer: “follow me on…”, “visit our shop”, “abonnez-vous à ma chaîne”.

    It takes an invitation and the writer's own thing together; somebody who says “my blog”, or
    advises a book by somebody else, is not meant, but “Subscribe!” alone is. Fewer points go to a push
    beside a link, such as “click here” or “please share”. English and French phrases are built in, and
    you can add your own, one a line; “*” stands for any one word.
    """

    title = N_("Call to action")

    points: int = param(4, N_("Points each"), low=0, high=20)
    click_points: int = param(2, N_("Points for pushing readers to a link"), low=0, high=20)
    most: int = param(8, N_("Points at most"), low=0, high=40)
    words: tuple[str, ...] = param((), N_("Your own phrases"), shape="lines")

    flags = (
        "Subscribe to my channel!",
        "Great soup. Come and visit our online shop.",
        "Sympa ! Abonnez-vous à ma chaîne.",
        "Et si vous voulez me suivre sur Twitter, c'est ici.",
        "Click here: https://prizes.example/",
        "Come subscribe!",
    )
    passes = (
        "I subscribe to your channel, and I like it.",
        "On my blog I cooked it with leeks instead.",
        "Je me suis abonnée à ta chaîne, merci !",
        "How do I subscribe to the comments?",
        "Click here and nothing happens, the button is broken.",
    )

    def check(self, submission: Submission, facts: Facts) -> Signal | None:
        """Points for each invitation found, up to the most."""
        tree = phrases(self.key, self.words)
        found = {hit.folded: hit for text in said_in(submission) for hit in tree.find(text)}
        hits = list(found.values())
        if hits:
            return self.counts(
                len(hits),
                N_("Asks readers to follow or visit the writer"),
                N_("Asks readers to follow or visit the writer, {n} times"),
                points=min(self.most, self.points * len(hits)),
                quotes=[hit.quote for hit in hits],
            )
        if foreign_links(submission.text, facts.own_hosts):
            return self.pushes(submission.text)
        return self.alone(submission)

    def alone(self, submission: Submission) -> Signal | None:
        """Points for a call that says hardly anything else, such as “Come subscribe!”."""
        if submission.kind.is_mention or len(words_with_places(submission.text)) > FEW:
            return None
        hits = phrases("call_alone").find(submission.text)
        if not hits:
            return None
        return self.fires(N_("Says nothing but a call"), quotes=[hit.quote for hit in hits])

    def pushes(self, text: str) -> Signal | None:
        """Points for words that push readers to a link, which are everyday words elsewhere."""
        hits = phrases("call_to_click").find(text)
        if not hits or not self.click_points:
            return None
        return self.fires(
            N_("Pushes readers to a link"), points=self.click_points, quotes=[hit.quote for hit in hits]
        )
