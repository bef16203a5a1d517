"""What decided comments have in common: the hosts, phrases and authors of spam alone, and authors to trust.

Each part is told of every decided comment of a site, the newest first, and keeps counts: nothing is
remembered of most comments, and the memory has an end however much there is.
"""

from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass, field
from functools import lru_cache
from itertools import islice

from moderation.rules.hosts import is_everybodys, is_same_site, names_above
from moderation.rules.phrases import word_list
from moderation.rules.somebody import email_of, mailbox_of
from moderation.store.surveys import Said
from moderation.text.fold import fold
from moderation.text.links import host_of, links_of
from moderation.text.tokens import WORD
from moderation.words import Kind, Status

LEAST = 5
"""From so many comments on something is more than chance."""
SHOWN = 3
"""So many comments are named, the newest."""
MOST_HOSTS = 20
MOST_WORDS = 200
"""So much of one spam comment is counted; of those that were approved all is looked at."""
MOST_PHRASES = 100_000
"""So many phrases are counted one by one."""
PLACES = 1 << 22
"""Of the table in which phrases are counted at first, a byte each; some share one, which only costs time."""
LONGEST_WORD = 40


@dataclass
class Used:
    """Where something stands: in how many comments, by how many writers, and in which, the newest."""

    value: str
    n: int = 0
    ids: list[int] = field(default_factory=list)
    writers: set[bytes] = field(default_factory=set)
    only_as_website: bool = True
    held: int = 0
    """Of an author who is approved: how many comments rules had held."""

    def add(self, row: Said, *, is_shown: bool = True) -> None:
        """Count one comment more."""
        self.n += 1
        if len(self.writers) < LEAST:
            self.writers.add(row.author_key)
        if is_shown and len(self.ids) < SHOWN:
            self.ids.append(row.id)


class Hosts:
    """The hosts to which spam leads, but for those that anybody uses, and the site's own."""

    def __init__(self, own_hosts: Collection[str], shorteners: tuple[str, ...]) -> None:
        self._own, self._shorteners = own_hosts, shorteners
        self._spam: dict[str, Used] = {}
        self._clean: set[str] = set()

    def count(self, row: Said) -> None:
        """Look where a comment leads."""
        if row.status is Status.APPROVED:
            self._clean.update(name for host in hosts_in(row) for name in names_above(host))
        elif row.status is Status.SPAM and row.member_id is None:
            for host, is_website in islice(hosts_in(row).items(), MOST_HOSTS):
                used = self._spam.setdefault(host, Used(host))
                used.only_as_website &= is_website
                used.add(row)

    def found(self) -> Iterator[Used]:
        """Those of spam alone, the most used first."""
        often = (used for used in self._spam.values() if used.n >= LEAST and used.value not in self._clean)
        return (used for used in by_use(often) if not self._is_no_sign(used.value))

    def _is_no_sign(self, host: str) -> bool:
        return is_everybodys(host, self._shorteners) or any(is_same_site(host, own) for own in self._own)


class Authors:
    """Who writes: the mailboxes of spam alone, and the e-mails of those who were always approved."""

    def __init__(self) -> None:
        self._spam: dict[str, Used] = {}
        self._approved: dict[str, Used] = {}
        self._clean: set[str] = set()
        self._spoiled: set[str] = set()

    def count(self, row: Said) -> None:
        """Look who wrote a comment; what is not a comment has no e-mail to know its author by."""
        email = email_of(row.email)
        if not email or email.startswith("@") or row.member_id is not None or row.kind is not Kind.COMMENT:
            return
        box = mailbox_of(email)
        if row.status is Status.APPROVED:
            self._clean.add(box)
            used = self._approved.setdefault(email, Used(email))
            used.held += row.flagged
            used.add(row, is_shown=row.flagged)
        else:
            self._spoiled.add(box)
        if row.status is Status.SPAM:
            self._spam.setdefault(box, Used(email)).add(row)

    def unwanted(self) -> Iterator[Used]:
        """Those of spam alone."""
        return by_use(u for box, u in self._spam.items() if u.n >= LEAST and box not in self._clean)

    def trustworthy(self) -> Iterator[Used]:
        """Those of whom people have approved everything, and rules have held some."""
        often = (used for used in self._approved.values() if used.n >= LEAST and used.held)
        return by_use(used for used in often if mailbox_of(used.value) not in self._spoiled)


class Phrases:
    """Words in a row that spam of several writers has and nothing that was approved.

    Which of them stand in spam often enough to matter is found out first, in a table of fixed size; only
    those are counted one by one, when all comments are gone through again.
    """

    def __init__(self) -> None:
        self._table = bytearray(PLACES)
        self._spam: dict[str, Used] = {}
        self._clean: set[str] = set()

    def sift(self, row: Said) -> None:
        """Look for the first time."""
        if is_spam(row):
            for phrase in phrases_in(row.text, MOST_WORDS):
                place = hash(phrase) % PLACES
                self._table[place] = min(self._table[place] + 1, 255)

    def count(self, row: Said) -> None:
        """Look again, once every comment was sifted."""
        if row.status is Status.APPROVED:
            self._clean.update(self._often(row.text))
        elif is_spam(row):
            for phrase in self._often(row.text, MOST_WORDS):
                if phrase in self._spam or len(self._spam) < MOST_PHRASES:
                    self._spam.setdefault(phrase, Used(phrase)).add(row)

    def found(self) -> Iterator[Used]:
        """Those of spam alone, the most used first; none that says what one before it does."""
        often = (used for used in self._spam.values() if len(used.writers) >= LEAST)
        kept: list[str] = []
        same: set[tuple[int, ...]] = set()
        for used in by_use(used for used in often if used.value not in self._clean):
            where, padded = (used.n, *used.ids), f" {used.value} "
            if where not in same and not any(padded in other or other in padded for other in kept):
                kept.append(padded)
                same.add(where)
                yield used

    def _often(self, text: str, most: int | None = None) -> set[str]:
        return {phrase for phrase in phrases_in(text, most) if self._table[hash(phrase) % PLACES] >= LEAST}


def is_spam(row: Said) -> bool:
    """Whether a stranger's comment is spam."""
    return row.status is Status.SPAM and row.member_id is None


def hosts_in(row: Said) -> dict[str, bool]:
    """The hosts of a comment, each with whether it stands nowhere but in the website."""
    found = {host_of(row.website): True} if row.website else {}
    others = [host_of(row.source)] if row.source else []
    others += [link.host for link in links_of(row.text)]
    found |= dict.fromkeys(others, False)
    return {host: alone for host, alone in found.items() if "." in host}


def phrases_in(text: str, most: int | None = None) -> set[str]:
    """The runs of two to four of its first words, without those that begin or end with a small one."""
    found: set[str] = set()
    for words in runs_in(text, most):
        for at in range(len(words)):
            if is_plain(words[at]):
                ends = range(at + 2, min(at + 4, len(words)) + 1)
                found.update(" ".join(words[at:end]) for end in ends if is_plain(words[end - 1]))
    return found


def runs_in(text: str, most: int | None = None) -> Iterator[list[str]]:
    """Its first folded words, together where but a space stands between: so a line of a list finds them."""
    run: list[str] = []
    folded, done = fold(text), -1
    for word in islice(WORD.finditer(folded), most):
        if run and (word.start() != done + 1 or folded[done] != " "):
            yield run
            run = []
        run.append(word[0])
        done = word.end()
    yield run


@lru_cache(maxsize=20_000)
def is_plain(word: str) -> bool:
    """Whether a word says something by itself."""
    return len(word) <= LONGEST_WORD and not word.isdigit() and word not in word_list("small_words")


def by_use(found: Iterable[Used]) -> Iterator[Used]:
    """What the most comments have first; of the same number what has the fewest small words, the longest."""

    def place(used: Used) -> tuple[int, int, int, str]:
        small = sum(not is_plain(word) for word in used.value.split())
        return -used.n, small, -len(used.value), used.value

    return iter(sorted(found, key=place))
