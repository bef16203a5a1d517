"""How many links a text holds."""

from dataclasses import dataclass, replace

from moderation.rules.example import STRANGER, Example
from moderation.rules.hosts import is_under_one_of
from moderation.rules.linked import foreign_links, is_named_only, words_beside_links
from moderation.rules.rule import Rule, param
from moderation.text.links import links_of
from moderation.words import N_, Facts, Signal, Status, Submission

THREE = "See https://one.example/a, https://two.example/b and three.example.org/c"


@dataclass(frozen=True, kw_only=True)
class Links(Rule):
    """Counts the places that a text links to, beyond those that are free.

    Links to your own site and to hosts that you trust are free, the same address twice counts once, a host
    that is only named (“with asp.net”) is no link, and a long text may hold more. Readers do link, so this is
    a weak sign: it does not hold a comment alone, unless you say from how many links on it shall. That counts
    as WordPress does: every link of the text, the same address as often as it stands there, your own too;
    never the website.
    """

    title = N_("Links")
    needs_trusted = True

    points: int = param(1, N_("Points each"), low=0, high=20)
    most: int = param(3, N_("Points at most"), low=0, high=40)
    free: int = param(1, N_("Free links"), low=0, high=100)
    words: int = param(25, N_("One more is free for every"), unit=N_("words"), low=1, high=10_000)

    hold_from_links: int = param(
        0, N_("A moderator looks from"), unit=N_("links (0: never)"), low=0, high=1_000
    )

    flags = (THREE, Example(text="See https://one.example/a", setting={"hold_from_links": 1}))
    passes = (
        "See https://one.example/a",
        "See https://one.example/a and http://www.one.example/a/",
        "I compared nginx.org, apache.org and lighttpd.net.",
        Example(text=THREE, setting={"free": 3}),
        Example(text=THREE, facts=replace(STRANGER, trusted_hosts=("one.example", "example.org"))),
        Example(
            text="See https://one.example/a", website="https://mina.example", setting={"hold_from_links": 2}
        ),
    )

    def check(self, submission: Submission, facts: Facts) -> Signal | None:
        """Points for each link beyond the free ones, up to the most; a hold where there are too many."""
        linked, every = foreign_links(submission.text, facts.own_hosts), links_of(submission.text)
        elsewhere = (link for link in linked if not is_under_one_of(link.host, facts.trusted_hosts))
        links = [link for link in elsewhere if not is_named_only(link)]
        beyond = len(links) - self.free - words_beside_links(submission.text) // self.words
        points = min(self.most, self.points * max(beyond, 0))
        if 0 < self.hold_from_links <= len(every):
            return self.counts(
                len(every),
                N_("Holds {n} link; from {least} on every comment waits"),
                N_("Holds {n} links; from {least} on every comment waits"),
                points=points,
                quotes=[link.quote for link in every][:20],
                least=self.hold_from_links,
            ).with_verdict(Status.PENDING)
        if beyond <= 0:
            return None
        return self.counts(
            len(links),
            N_("Links to {n} place"),
            N_("Links to {n} places"),
            points=points,
            quotes=[link.quote for link in links][:20],
        )
