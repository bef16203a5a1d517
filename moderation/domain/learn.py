"""Learns from what people decide, a comment at a time: logistic regression, taken back by undo.

Spam and approvals teach, rejections do not, nor does what rules or members do by themselves. A lesson is one
step of stochastic gradient descent (Bottou 2010) of the same size for all features of the comment: work in
proportion to the comment, a sum that any later undo takes back exactly. docs/learned.md has the comparison.
"""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from math import exp, sqrt
from typing import Any

from moderation.rules.book import catalogue
from moderation.rules.findings import findings_of
from moderation.rules.wording.learned import UNIT
from moderation.store import lessons, tallies
from moderation.store.comments import Comment
from moderation.store.db import Session
from moderation.store.lessons import Lesson
from moderation.text.features import VERSION, Features, features_of, finding_numbers
from moderation.text.fold import original_span
from moderation.words import Learned, Signal, Status, Submission

RATE = 5.0
LEAST = 10
"""Lessons of each side below which nothing is looked up; the rule waits longer than that."""
MOST_WORDS = 6
TAUGHT = (tallies.TAUGHT, "")


@dataclass(frozen=True)
class Taught:
    """How many comments taught a site what is spam, and how many what is not."""

    spam: int
    approved: int

    @property
    def least(self) -> int:
        """Those of the side that knows less."""
        return min(self.spam, self.approved)


def taught_by(counts: Mapping[tallies.Key, tuple[int, datetime]], site_id: int) -> Taught:
    """What the ledger says of TAUGHT."""
    spam, approved = (
        counts.get((site_id, *TAUGHT, status), (0,))[0] for status in (Status.SPAM, Status.APPROVED)
    )
    return Taught(spam, approved)


def known(session: Session, site_id: int, submission: Submission, taught: Taught) -> Learned:
    """What a site has learned of the words of a submission; of a member's nobody asks."""
    if submission.member_id is not None or taught.least < LEAST:
        return Learned(spam=taught.spam, approved=taught.approved)
    features = features_in(submission)
    wanted = features.every | set(every_finding().values())
    return recalled(submission, features, lessons.weights(session, site_id, wanted), taught)


def recalled(
    submission: Submission, features: Features, weights: Mapping[int, int], taught: Taught
) -> Learned:
    """What these weights say of a submission."""
    return Learned(
        spam=taught.spam,
        approved=taught.approved,
        weight=sum(weights.get(number, 0) for number in features.every),
        n_features=len(features.every),
        findings=tuple(
            (name, weights[number]) for name, number in every_finding().items() if weights.get(number)
        ),
        words=_words(submission.text, features, weights),
    )


def features_in(submission: Submission) -> Features:
    """The features of what a submission says."""
    author = submission.author
    return features_of(author.name, submission.text, has_website=bool(author.website))


def step_for(weight: int, n_features: int, status: Status) -> int:
    """What a lesson adds to each of its features, when they together weighed so much."""
    scale = 1 / sqrt(n_features)
    score = weight / UNIT * scale
    told = 1 / (1 + exp(-max(-30.0, min(30.0, score))))
    return round(RATE * ((status is Status.SPAM) - told) * scale * UNIT)


def numbers_of(features: Features, findings: Iterable[str]) -> frozenset[int]:
    """All that a lesson is about."""
    return features.every | set(finding_numbers(findings).values())


def teach(session: Session, comments: Collection[Comment], at: datetime) -> None:
    """Bring what a site has learned in line with what people have decided of these comments.

    A handful of statements for any number of them.
    """
    before = lessons.of(session, [comment.id for comment in comments])
    over = [(c, before[c.id]) for c in comments if c.id in before and before[c.id].status is not _label(c)]
    for comment, lesson in over:
        _unteach(session, comment, lesson, at)
    known = before.keys() - {comment.id for comment, _ in over}
    new = [comment for comment in comments if comment.id not in known and _label(comment) is not None]
    lessons.drop(session, [lesson for _, lesson in over])
    lessons.keep(session, [lesson for group in by_site(new) for lesson in _taught(session, group, at)])


def unteach(session: Session, comment: Comment, at: datetime) -> None:
    """Take back what a comment taught, before its words change; `teach` teaches the new ones."""
    known = list(lessons.of(session, [comment.id]).values())
    for lesson in known:
        _unteach(session, comment, lesson, at)
    lessons.drop(session, known)


def by_site(comments: Iterable[Comment]) -> list[list[Comment]]:
    """The comments of each site, in their order."""
    groups: dict[int, list[Comment]] = {}
    for comment in comments:
        groups.setdefault(comment.site_id, []).append(comment)
    return list(groups.values())


def _label(comment: Comment) -> Status | None:
    """What people have called it, where that teaches."""
    if not comment.is_by_people or comment.member_id is not None or comment.erased_at is not None:
        return None
    return comment.status if comment.status in (Status.SPAM, Status.APPROVED) else None


def _taught(session: Session, comments: Sequence[Comment], at: datetime) -> Iterator[Lesson]:
    """The lessons of comments of one site, each by what the ones before it have taught."""
    site_id = comments[0].site_id
    findings = [findings_of(map(Signal.from_json, comment.signals)) for comment in comments]
    numbers = [_numbers(*each) for each in zip(comments, findings, strict=True)]
    weights = lessons.weights(session, site_id, frozenset().union(*numbers))
    for comment, found, own in zip(comments, findings, numbers, strict=True):
        status = _label(comment)
        assert status is not None  # so they were chosen
        step = step_for(sum(weights.get(number, 0) for number in own), len(own), status)
        weights |= {number: weights.get(number, 0) + step for number in own}
        lessons.add(session, site_id, own, step)
        tallies.add(session, (site_id, *TAUGHT, status), +1, at)
        told: dict[str, Any] = {"findings": list(found), "version": VERSION, "status": status, "step": step}
        yield Lesson(comment_id=comment.id, site_id=site_id, **told)


def _unteach(session: Session, comment: Comment, lesson: Lesson, at: datetime) -> None:
    if lesson.version == VERSION:
        lessons.add(session, comment.site_id, _numbers(comment, lesson.findings), -lesson.step)
    tallies.add(session, (comment.site_id, *TAUGHT, lesson.status), -1, at)


def _numbers(comment: Comment, findings: Iterable[str]) -> frozenset[int]:
    features = features_of(comment.name, comment.text, has_website=bool(comment.website))
    return numbers_of(features, findings)


def _words(text: str, features: Features, weights: Mapping[int, int]) -> tuple[tuple[str, int], ...]:
    """The words that weigh most, as they stand in the text, those that weigh most first."""
    found: dict[tuple[int, ...], tuple[str, int]] = {}
    heavy = [(sum(weights.get(n, 0) for n in word.features), word) for word in features.words]
    for weight, word in sorted(heavy, key=lambda each: -abs(each[0])):
        if weight and word.features not in found and len(found) < 2 * MOST_WORDS:
            found[word.features] = (original_span(text, word.start, word.end), weight)
    return tuple(found.values())


@cache
def every_finding() -> Mapping[str, int]:
    """The numbers of whatever rules can find, by finding."""
    judging = [rule.key for rule in catalogue() if rule.section != "door"]
    return finding_numbers(f"{way}{key}" for key in judging for way in "+-")
