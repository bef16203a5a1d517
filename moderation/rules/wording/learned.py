"""What the moderators' own decisions say."""

from dataclasses import dataclass, replace
from math import sqrt

from moderation.rules.example import STRANGER, Example
from moderation.rules.rule import Rule, param
from moderation.words import N_, Facts, Learned, Signal, Submission

AGAINST = (-0.5, 0.0, 0.5, 1.0)
"""Each of these that a score passes is a point; 0 is where both are as likely."""
IN_FAVOUR = (-1.5, -3.0)
UNIT = 10_000
"""Weights are kept in such parts of one."""
MOST_QUOTES = 6

TAUGHT = Learned(
    spam=60,
    approved=80,
    weight=90_000,
    n_features=25,
    findings=(("+first_link", 20_000),),
    words=(("jewellery", 50_000), ("collection", 30_000), ("leek", -40_000)),
)
PITCH = "The new collection of jewellery goes well with leek soup."


@dataclass(frozen=True, kw_only=True)
class LearnedWords(Rule):
    """Learns from what you and your moderators decide which words, and which findings of the other
    rules, belong to spam on this site and which to its readers.

    It is silent until it has seen enough of both, and of words that it never met. It learns a little from
    each decision and forgets it when the decision is undone. Rejected comments teach it nothing. The words
    that weighed most are marked.
    """

    title = N_("Learned from decisions")
    needs_findings = True

    points: int = param(4, N_("Points at most"), low=0, high=10)
    trust_points: int = param(2, N_("Points at most in favour"), low=0, high=10)
    least: int = param(50, N_("Silent until so many of each side are decided"), low=10, high=10_000)

    flags = (
        Example(text=PITCH, facts=replace(STRANGER, learned=TAUGHT)),
        Example(text=PITCH, facts=replace(STRANGER, learned=replace(TAUGHT, weight=-150_000))),
    )
    passes = (
        PITCH,
        Example(text=PITCH, facts=replace(STRANGER, learned=replace(TAUGHT, approved=49))),
        Example(text=PITCH, facts=replace(STRANGER, learned=replace(TAUGHT, weight=-40_000))),
    )

    def check(self, submission: Submission, facts: Facts) -> Signal | None:
        """Points for either side, once enough is known of both."""
        learned = facts.learned
        if learned is None or min(learned.spam, learned.approved) < self.least or not learned.n_features:
            return None
        score = score_of(learned, facts.findings)
        against = min(self.points, sum(score > step for step in AGAINST))
        quotes = heaviest(learned, +1)
        if against and quotes:
            return self.fires(
                N_("Reads like what moderators called spam here"), points=against, quotes=quotes
            )
        trust, quotes = min(self.trust_points, sum(score < step for step in IN_FAVOUR)), heaviest(learned, -1)
        if trust and quotes:
            return self.fires(N_("Reads like what moderators approved here"), points=-trust, quotes=quotes)
        return None


def score_of(learned: Learned, findings: tuple[str, ...]) -> float:
    """The logarithm of the odds that this is spam, by what was learned."""
    weights = dict(learned.findings)
    weight = learned.weight + sum(weights.get(finding, 0) for finding in findings)
    return weight / UNIT / sqrt(learned.n_features + len(findings))


def heaviest(learned: Learned, way: int) -> list[str]:
    """The words that weighed most for one side."""
    return [word for word, weight in learned.words if weight * way > 0][:MOST_QUOTES]
