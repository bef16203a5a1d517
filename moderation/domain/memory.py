"""What a site knows after the decisions so far, kept in memory: the facts of a replay without a database.

Each part is one kind of knowledge. It says what it knows of a submission as the fields of the Facts, and
is told each decision. A test holds all of them to what `know` says of the same comments in the database.
"""

from collections import Counter, defaultdict, deque
from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any, Protocol

from moderation.domain import homes, learn, marks
from moderation.domain.know import BURST_WITHIN, MOST_DECIDED, author_hash
from moderation.domain.remembered_texts import NearTexts, SameTexts
from moderation.store.mentions import MOST_COUNTED
from moderation.text.http_url import split_http
from moderation.text.links import host_of
from moderation.text.page_url import is_under, page_key
from moderation.text.pair import pair_of
from moderation.words import Decided, Facts, Learned, Seen, Status, Submission

LANGUAGE = "en"
"""The language of a site of which nothing else is known."""


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
