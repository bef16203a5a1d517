"""A replay of labelled comments: each source as a site of its own, a person deciding rightly after each."""

import json
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from itertools import islice
from pathlib import Path
from typing import Any

from moderation.domain.alike import ranked
from moderation.domain.marks import Mark, marks_of
from moderation.rules.book import Book
from moderation.rules.home import home_of
from moderation.rules.verdict import weigh
from moderation.store.alike import MOST, PER_BAND
from moderation.text.alike import band_keys
from moderation.text.fold import text_key
from moderation.text.links import host_of
from moderation.words import Alike, Author, Facts, Kind, Seen, Status, Submission, Verdict

MONTH = timedelta(days=30)
HOUR = timedelta(hours=1)
KEY = b"of these tests"
UNDATED = datetime(2020, 1, 1, tzinfo=UTC)


@dataclass(frozen=True, kw_only=True)
class Line:
    """One labelled comment, judged."""

    submission: Submission
    is_spam: bool
    verdict: Verdict


def replay(file: Path, book: Book) -> list[Line]:
    """Every comment of a source in the order of the file, judged by what came before it."""
    memory = Memory()
    lines = []
    for n, data in enumerate(read(file)):
        submission, is_spam = as_submission(data, n), data["label"] == "spam"
        verdict = weigh(submission, memory.facts(submission), book)
        memory.decide(submission, is_spam)
        lines.append(Line(submission=submission, is_spam=is_spam, verdict=verdict))
    return lines


def judge_case(case: dict[str, Any], book: Book) -> Verdict:
    """The verdict on a written case after its own history, whose comments were all approved."""
    memory = Memory()
    for n, data in enumerate(case["history"]):
        memory.decide(as_submission(data, n), is_spam=False)
    submission = as_submission(case, len(case["history"]))
    return weigh(submission, memory.facts(submission), book)


def read(file: Path) -> Iterator[dict[str, Any]]:
    """The lines of a JSON Lines file."""
    for line in file.read_text(encoding="utf-8").splitlines():
        yield json.loads(line)


def as_submission(data: dict[str, Any], n: int) -> Submission:
    """A labelled line as a door would hand it in; undated ones come a minute apart.

    Of a mention the website is the address of its page, which nobody has looked at.
    """
    dated = data.get("posted_at")
    at = datetime.fromisoformat(dated) if dated else UNDATED + timedelta(minutes=n)
    return Submission(
        kind=Kind(data["kind"]),
        page_url=f"https://site.example/{data['page_title']}",
        page_title=data["page_title"],
        author=Author(name=data["name"], email=data["email"], website=data["website"]),
        text=data["text"],
        source=data["website"] if Kind(data["kind"]).is_mention else "",
        origin=f"line:{n}",
        posted_at=at,
        received_at=at,
    )


@dataclass
class Memory:
    """What a site knows after the decisions so far."""

    approved: Counter[tuple[str, str]] = field(default_factory=Counter)
    spam: Counter[tuple[str, str]] = field(default_factory=Counter)
    marks: dict[Mark, list[datetime]] = field(default_factory=lambda: defaultdict(list))
    homes: Counter[tuple[str, bool]] = field(default_factory=Counter)
    mentions: dict[str, list[datetime]] = field(default_factory=lambda: defaultdict(list))
    texts: dict[bytes, list[tuple[Submission, bool]]] = field(default_factory=lambda: defaultdict(list))
    bands: dict[int, list[tuple[Submission, bool]]] = field(default_factory=lambda: defaultdict(list))

    def facts(self, submission: Submission) -> Facts:
        """What is known of a submission at the moment it comes in."""
        author = writer(submission)
        alike = self.texts[text_key(submission.text)]
        recent = [(other, spam) for other, spam in alike if is_within_a_month(other, submission)]
        elsewhere = [spam for other, spam in recent if is_elsewhere(other, submission)]
        here = [spam for other, spam in alike if is_repeated(other, submission)]
        return Facts(
            is_member=False,
            author_approved=self.approved[author],
            author_spam=self.spam[author],
            own_hosts=("site.example",),
            page_title=submission.page_title,
            same_text=len(elsewhere),
            same_text_spam=sum(elsewhere),
            alike=self.alike(submission),
            repeats_spam=any(here),
            spam_seen=tuple(
                Seen(what=mark[0], value=shown, n=len(self.marks[mark]), last_at=max(self.marks[mark]))
                for mark, shown in marks_of(submission, KEY).items()
                if mark in self.marks
            ),
            author_decided=(),  # nothing was rejected: what is labelled is genuine or spam
            imitates=(),
            source_approved=self.homes[home_of(submission.source), False],
            source_spam=self.homes[home_of(submission.source), True],
            host_burst=sum(
                submission.received_at - at < HOUR for at in self.mentions[host_of(submission.source)]
            ),
            is_own_source=False,
        )

    def alike(self, submission: Submission) -> tuple[Alike, ...]:
        """Nearly the same texts of the last month, elsewhere, found as the store finds them."""
        key, met = text_key(submission.text), Counter[int]()
        seen: dict[int, tuple[Submission, bool]] = {}
        for band in band_keys(submission.text):
            recent = (one for one in reversed(self.bands[band]) if is_within_a_month(one[0], submission))
            for one in islice(recent, PER_BAND):
                met[id(one[0])] += 1
                seen[id(one[0])] = one
        nearest = (seen[number] for number, _ in met.most_common(MOST))
        others = (
            (other.text, spam)
            for other, spam in nearest
            if is_elsewhere(other, submission) and text_key(other.text) != key
        )
        return ranked(submission.text, others)

    def decide(self, submission: Submission, is_spam: bool) -> None:
        """A person's right decision."""
        counts = self.spam if is_spam else self.approved
        counts[writer(submission)] += 1
        for mark in marks_of(submission, KEY) if is_spam else ():
            self.marks[mark].append(submission.received_at)
        self.texts[text_key(submission.text)].append((submission, is_spam))
        for band in band_keys(submission.text):
            self.bands[band].append((submission, is_spam))
        if submission.kind.is_mention:
            self.homes[home_of(submission.source), is_spam] += 1
            self.mentions[host_of(submission.source)].append(submission.received_at)


def writer(submission: Submission) -> tuple[str, str]:
    """Name and e-mail, by which an author is known."""
    return submission.author.name, submission.author.email


def is_elsewhere(one: Submission, other: Submission) -> bool:
    """Whether two stand on other pages or under other names."""
    return one.page_url != other.page_url or writer(one) != writer(other)


def is_within_a_month(one: Submission, other: Submission) -> bool:
    """Whether the second came so soon after the first."""
    return other.received_at - one.received_at <= MONTH


def is_repeated(one: Submission, other: Submission) -> bool:
    """Whether the same writer says it on the same page."""
    return not is_elsewhere(one, other)


@dataclass(frozen=True, kw_only=True)
class Tally:
    """How many of each, and what became of them."""

    ham: int = 0
    spam: int = 0
    ham_held: int = 0
    ham_binned: int = 0
    spam_held: int = 0
    spam_binned: int = 0

    @property
    def caught(self) -> float:
        """The share of spam that was held or called spam."""
        return (self.spam_held + self.spam_binned) / max(1, self.spam)

    @property
    def stopped(self) -> float:
        """The share of genuine comments that were held or called spam."""
        return (self.ham_held + self.ham_binned) / max(1, self.ham)


def tally(lines: Iterable[Line]) -> Tally:
    """The count of what became of the lines; who waits by the mode alone is not held."""
    counts: Counter[str] = Counter()
    for line in lines:
        label = "spam" if line.is_spam else "ham"
        counts[label] += 1
        if line.verdict.flagged:
            counts[f"{label}_{'binned' if line.verdict.status is Status.SPAM else 'held'}"] += 1
    return Tally(**counts)
