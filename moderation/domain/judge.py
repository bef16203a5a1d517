"""Judges a submission by a site's rules and stores nothing."""

import json
from collections import OrderedDict
from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import cached_property
from threading import Lock

from moderation.domain.alike import Met
from moderation.domain.know import know
from moderation.errors import Invalid
from moderation.rules import book as books
from moderation.rules import fingerprint, verdict
from moderation.rules.book import Book
from moderation.rules.fingerprint import Ruling
from moderation.rules.lines import Item, ListOf, every, lists_of, with_own
from moderation.rules.rule import Check
from moderation.store import lines
from moderation.store.db import Session
from moderation.store.sites import Page, Site
from moderation.words import Facts, Submission, Verdict

MOST_SITES = 256
MOST_LINES = 500_000
"""Of so many sites, with so many lines in all, a process keeps the rules; one line takes about 300 bytes."""


@dataclass(frozen=True)
class _Read:
    """The rules of a site as a process has read them; what they were read from is what they are known by."""

    of_all: str
    of_rules: Mapping[str, str]
    book: Book
    lists: Mapping[str, Mapping[str, Item]]
    """By name each list's lines, by how they are written: of a changed list only the new ones are made."""

    @cached_property
    def ruling(self) -> Ruling:
        """By which rules comments are judged, worked out when it is first asked for."""
        return fingerprint.ruling_of(self.book)

    @property
    def n_lines(self) -> int:
        return sum(map(len, self.lists.values()))


_KEPT: OrderedDict[int, _Read] = OrderedDict()
_ONE_AT_A_TIME = Lock()


def judge(
    session: Session,
    site: Site,
    page: Page | None,
    submission: Submission,
    book: Book | None = None,
    *,
    met: Met | None = None,
) -> tuple[Facts, Verdict]:
    """What speaks for and against a submission, by the site's rules or by those given; `met` as in `know`."""
    facts = know(session, site, page, submission, met)
    return facts, verdict.weigh(submission, facts, book or book_of(session, site))


def book_of(session: Session, site: Site) -> Book:
    """A site's rules with its settings and lists; read once for each change of them in each process.

    Each change of a list gives it a mark that no other ever had, so nothing has to be forgotten: not what
    was read in a transaction that came to nothing, nor when a backup is brought back. Who reads while
    another writes may keep newer lines under the older mark, which nobody asks for again.
    """
    return _known(session, site).book


def ruling_of(session: Session, site: Site) -> Ruling:
    """By which rules a site's comments are judged now; worked out as often."""
    return _known(session, site).ruling


def _known(session: Session, site: Site) -> _Read:
    mark = json.dumps([site.book, site.lists], sort_keys=True)
    known = _KEPT.get(site.id)
    if known is None or known.of_all != mark:
        known = _read(session, site, mark, known)
        _keep(site.id, known)
    return known


def _read(session: Session, site: Site, mark: str, known: _Read | None) -> _Read:
    values = books.parse(site.book, is_kept=True)
    marks = {rule.key: _mark(site, rule) for rule in values.rules}
    same = (
        {rule.key: rule for rule in known.book.rules if known.of_rules[rule.key] == marks[rule.key]}
        if known
        else {}
    )
    before = known.lists if known else {}
    lists = {
        name: before[name] if of.kind.key in same else _items(session, site, of, before.get(name, {}))
        for name, of in every().items()
        if name in site.lists
    }
    own = {name: tuple(items.values()) for name, items in lists.items() if every()[name].kind.key not in same}
    rules = tuple(same.get(rule.key) or with_own(rule, own) for rule in values.rules)
    return _Read(of_all=mark, of_rules=marks, book=replace(values, rules=rules), lists=lists)


def _mark(site: Site, rule: Check) -> str:
    """What a rule is known by: one that is the same is kept as it is, with all that it has made ready."""
    own = {each.name: site.lists[each.name]["mark"] for each in lists_of(rule.key) if each.name in site.lists}
    return json.dumps([site.book.get("rules", {}).get(rule.key), own], sort_keys=True)


def _items(session: Session, site: Site, of: ListOf, known: Mapping[str, Item]) -> Mapping[str, Item]:
    texts = lines.texts(session, site.id, of.name) if site.lists[of.name]["n"] else ()
    made = ((text, known[text] if text in known else _usable(of, text)) for text in texts)
    return {text: item for text, item in made if item is not None}


def _usable(of: ListOf, text: str) -> Item | None:
    # What an older version took and this one does not understand stands on the list's page with the reason.
    try:
        return of.kept(text)
    except Invalid:
        return None


def _keep(site_id: int, read: _Read) -> None:
    with _ONE_AT_A_TIME:
        _KEPT[site_id] = read
        _KEPT.move_to_end(site_id)
        while len(_KEPT) > MOST_SITES or (len(_KEPT) > 1 and _n_lines() > MOST_LINES):
            _KEPT.popitem(last=False)


def _n_lines() -> int:
    return sum(read.n_lines for read in _KEPT.values())
