"""What a site knows after the decisions so far, kept in memory: the facts of a replay without a database.

Each part is one kind of knowledge. It says what it knows of a submission as the fields of the Facts, and
is told each decision. A test holds all of them to what `know` says of the same comments in the database.
"""

from collections import Counter, defaultdict, deque
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Protocol

from moderation.domain import homes, learn, marks
from moderation.domain.alike import WITHIN, ranked
from moderation.domain.know import BURST_WITHIN, MOST_DECIDED, author_hash
from moderation.store.alike import MOST, PER_BAND
from moderation.store.mentions import MOST_COUNTED
from moderation.text.alike import band_keys
from moderation.text.fold import text_key
from moderation.text.http_url import split_http
from moderation.text.links import host_of
from moderation.text.page_url import is_under, page_key
from moderation.text.pair import pair_of
from moderation.words import Decided, Facts, Learned, Seen, Status, Submission

LANGUAGE = "en"
"""The language of a site of which nothing else is known."""
MOST_SAME = 20
"""So many of the newest comments with the same text are looked at, as in the database."""


class Part(Protocol):
    """One kind of knowledge."""

    def facts(self, submission: Submission) -> Mapping[str, Any]:
        """The fields of Facts that it knows of a submission as it comes in."""
        ...

    def decide(self, submission: Submission, is_spam: bool) -> None:
        """A person approves the submission, or calls it spam, in the moment in which it came in."""
        ...


class Memory:
    """All that a site without members knows; `bases` are its addresses, `key` that of its hashes."""

    def __init__(self, bases: Sequence[str], key: bytes) -> None:
        own_hosts = tuple(host_of(url) for url in bases)
        self._parts: tuple[Part, ...] = (
            Place(bases, own_hosts),
            Authors(key),
            SameTexts(key),
            NearTexts(key),
            Marks(key, own_hosts),
            Sources(key),
            Bursts(),
        )
        self._lessons = Lessons()

    def facts(self, submission: Submission) -> Facts:
        """What is known of a submission at the moment it comes in."""
        known: dict[str, Any] = {}
        for part in self._parts:
            known |= part.facts(submission)
        return Facts(**known, learned=self._lessons.learned(submission))

    def decide(self, submission: Submission, is_spam: bool, findings: Sequence[str] = ()) -> None:
        """Remember a person's decision; `findings` is what rules had found (rules/findings.py)."""
        for part in self._parts:
            part.decide(submission, is_spam)
        self._lessons.teach(submission, Status.SPAM if is_spam else Status.APPROVED, findings)


class Place:
    """The site itself, which has no members, and the page."""

    def __init__(self, bases: Sequence[str], own_hosts: tuple[str, ...]) -> None:
        self._bases, self._own_hosts = bases, own_hosts

    def facts(self, submission: Submission) -> Mapping[str, Any]:
        facts: dict[str, Any] = {
            "is_member": submission.member_id is not None,
            "imitates": (),
            "own_hosts": self._own_hosts,
            "page_title": submission.page_title,
            "site_language": LANGUAGE,
            "reports": 0,
            "wave": False,
        }
        if submission.kind.is_mention:
            facts["sight"] = submission.sight
            facts["is_own_source"] = any(is_under(submission.source, base) for base in self._bases)
        return facts

    def decide(self, submission: Submission, is_spam: bool) -> None:
        pass


class Authors:
    """What became of the comments of each name and e-mail."""

    def __init__(self, key: bytes) -> None:
        self._key = key
        self._approved: Counter[bytes] = Counter()
        self._spam: Counter[bytes] = Counter()
        self._approved_at: dict[bytes, datetime] = {}
        self._decided: dict[bytes, tuple[datetime, ...]] = {}

    def facts(self, submission: Submission) -> Mapping[str, Any]:
        author = author_hash(submission, self._key)
        return {
            "author_approved": self._approved[author],
            "author_spam": self._spam[author],
            "author_last_approved_at": self._approved_at.get(author),
            "author_decided": tuple(
                Decided(at=at, is_rejected=False) for at in self._decided.get(author, ())
            ),
        }

    def decide(self, submission: Submission, is_spam: bool) -> None:
        author, at = author_hash(submission, self._key), submission.received_at
        if is_spam:
            self._spam[author] += 1
        else:
            self._approved[author] += 1
            self._approved_at[author] = at
        self._decided[author] = (at, *self._decided.get(author, ()))[:MOST_DECIDED]


@dataclass(frozen=True, slots=True)
class Said:
    """Who said something where, and what became of it."""

    at: datetime
    page: str
    author: bytes
    source: str
    parent_id: int | None
    is_spam: bool

    def is_of(self, other: "Said") -> bool:
        """Whether the same author said it on the same page."""
        return (self.page, self.author) == (other.page, other.author)


class SameTexts:
    """Who said the same words within the last weeks; older ones are forgotten."""

    def __init__(self, key: bytes) -> None:
        self._key = key
        self._by_text: dict[bytes, deque[Said]] = {}
        self._in_order: deque[tuple[datetime, bytes]] = deque()

    def facts(self, submission: Submission) -> Mapping[str, Any]:
        this, since = said_by(submission, self._key), submission.received_at - WITHIN
        key = text_key(submission.text)
        found = [said for said in self._by_text.get(key, ()) if said.at > since]
        own = [said for said in found if said.is_of(this)]
        others = [
            said for said in found if not said.is_of(this) and (not said.source or said.source != this.source)
        ]
        return {
            "same_text": len(others),
            "same_text_spam": sum(said.is_spam for said in others),
            "repeats_spam": any(said.is_spam and said.parent_id == this.parent_id for said in own),
        }

    def decide(self, submission: Submission, is_spam: bool) -> None:
        key, said = text_key(submission.text), said_by(submission, self._key, is_spam=is_spam)
        self._by_text.setdefault(key, deque(maxlen=MOST_SAME)).append(said)
        self._in_order.append((said.at, key))
        self._forget(said.at - WITHIN)

    def _forget(self, until: datetime) -> None:
        while self._in_order and self._in_order[0][0] <= until:
            _, key = self._in_order.popleft()
            kept = self._by_text.get(key, deque())
            while kept and kept[0].at <= until:
                kept.popleft()
            if not kept:
                self._by_text.pop(key, None)


def said_by(submission: Submission, key: bytes, *, is_spam: bool = False) -> Said:
    """Who says something where; `key` is that of the hashes."""
    return Said(
        at=submission.received_at,
        page=page_key(submission.page_url),
        author=author_hash(submission, key),
        source=submission.source,
        parent_id=submission.parent_id,
        is_spam=is_spam,
    )


@dataclass(frozen=True, slots=True)
class Near:
    """A text by which others are found to be nearly the same; `n` counts them as they came."""

    n: int
    text: str
    said: Said


class NearTexts:
    """Who said nearly the same within the last weeks, found as the database finds it."""

    def __init__(self, key: bytes) -> None:
        self._key = key
        self._n = 0
        self._by_band: dict[int, deque[Near]] = {}
        self._in_order: deque[tuple[datetime, int]] = deque()

    def facts(self, submission: Submission) -> Mapping[str, Any]:
        this, since = said_by(submission, self._key), submission.received_at - WITHIN
        met: Counter[Near] = Counter()
        for band in set(band_keys(submission.text)):
            met.update(near for near in self._by_band.get(band, ()) if near.said.at > since)
        nearest = sorted(met, key=lambda near: (met[near], near.n), reverse=True)[:MOST]
        key = text_key(submission.text)
        others = (
            (near.text, near.said.is_spam)
            for near in nearest
            if text_key(near.text) != key
            and not near.said.is_of(this)
            and (not near.said.source or near.said.source != this.source)
        )
        return {"alike": ranked(submission.text, others)}

    def decide(self, submission: Submission, is_spam: bool) -> None:
        self._n += 1
        said = said_by(submission, self._key, is_spam=is_spam)
        near = Near(n=self._n, text=submission.text, said=said)
        for band in set(band_keys(submission.text)):
            self._by_band.setdefault(band, deque(maxlen=PER_BAND)).append(near)
            self._in_order.append((said.at, band))
        self._forget(said.at - WITHIN)

    def _forget(self, until: datetime) -> None:
        while self._in_order and self._in_order[0][0] <= until:
            _, band = self._in_order.popleft()
            kept = self._by_band.get(band, deque())
            while kept and kept[0].said.at <= until:
                kept.popleft()
            if not kept:
                self._by_band.pop(band, None)


class Marks:
    """What of writers stands in spam: addresses, e-mails, websites, hosts."""

    def __init__(self, key: bytes, own_hosts: Sequence[str]) -> None:
        self._key, self._own_hosts = key, own_hosts
        self._spam: dict[marks.Mark, tuple[int, datetime]] = {}

    def facts(self, submission: Submission) -> Mapping[str, Any]:
        own = marks.marks_of(submission, self._key, self._own_hosts)
        found = ((mark, self._spam[mark]) for mark in sorted(own) if mark in self._spam)
        seen = (Seen(what=mark[0], value=own[mark], n=n, last_at=at) for mark, (n, at) in found)
        return {"spam_seen": tuple(seen)}

    def decide(self, submission: Submission, is_spam: bool) -> None:
        if is_spam:
            for mark in marks.marks_of(submission, self._key, self._own_hosts):
                n, _ = self._spam.get(mark, (0, None))
                self._spam[mark] = n + 1, submission.received_at


class Sources:
    """What became of mentions by where they come from."""

    def __init__(self, key: bytes) -> None:
        self._key = key
        self._counts: Counter[tuple[str, Status]] = Counter()

    def facts(self, submission: Submission) -> Mapping[str, Any]:
        if not submission.kind.is_mention:
            return {}
        before = homes.before(homes.homes_of(submission, self._key), self._counts)
        return {"source_approved": before.approved, "source_spam": before.spam}

    def decide(self, submission: Submission, is_spam: bool) -> None:
        for home in homes.homes_of(submission, self._key).values():
            self._counts[home, Status.SPAM if is_spam else Status.APPROVED] += 1


class Bursts:
    """When each host announced its last mentions."""

    def __init__(self) -> None:
        self._announced: dict[bytes, datetime] = {}
        self._by_host: defaultdict[str, deque[datetime]] = defaultdict(lambda: deque(maxlen=MOST_COUNTED))

    def facts(self, submission: Submission) -> Mapping[str, Any]:
        if not submission.kind.is_mention:
            return {}
        if split_http(submission.source) is None:
            return {"host_burst": 0}
        own = self._announced.get(pair(submission))
        until = own or submission.received_at
        announced = self._by_host.get(host_of(submission.source), ())
        n = sum(until - BURST_WITHIN < at <= until for at in announced)
        return {"host_burst": n - (own is not None)}

    def decide(self, submission: Submission, is_spam: bool) -> None:
        if not submission.kind.is_mention or split_http(submission.source) is None:
            return
        if pair(submission) not in self._announced:
            self._announced[pair(submission)] = submission.received_at
            self._by_host[host_of(submission.source)].append(submission.received_at)


class Lessons:
    """What decisions have taught of words and findings."""

    def __init__(self) -> None:
        self._weights: Counter[int] = Counter()
        self._taught: Counter[Status] = Counter()

    def learned(self, submission: Submission) -> Learned:
        """What was learned of a submission's words."""
        taught = learn.Taught(self._taught[Status.SPAM], self._taught[Status.APPROVED])
        if submission.member_id is not None or taught.least < learn.LEAST:
            return Learned(spam=taught.spam, approved=taught.approved)
        return learn.recalled(submission, learn.features_in(submission), self._weights, taught)

    def teach(self, submission: Submission, status: Status, findings: Sequence[str]) -> None:
        """Learn from a person's decision."""
        if submission.member_id is not None:
            return
        numbers = learn.numbers_of(learn.features_in(submission), findings)
        step = learn.step_for(sum(self._weights[number] for number in numbers), len(numbers), status)
        for number in numbers:
            self._weights[number] += step
        self._taught[status] += 1


def pair(submission: Submission) -> bytes:
    """By what a mention is the same, announced again."""
    return pair_of(submission.source, page_key(submission.page_url))
