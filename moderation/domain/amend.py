"""The only writer of a site's rules: their values, the lines of their lists, and the line of the log."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from secrets import token_hex
from typing import Any

from moderation.domain.judge import ruling_of
from moderation.errors import Conflict, Invalid, Problem
from moderation.rules import book as books
from moderation.rules import lines as ruled
from moderation.rules.book import Book
from moderation.rules.lines import ListOf, as_json, key_of, text_of
from moderation.rules.value import LONGEST_LIST
from moderation.store import events, lessons, lines, rulings, sites, tallies
from moderation.store.db import Session
from moderation.store.events import Event
from moderation.store.lines import Origin
from moderation.store.sites import Site
from moderation.words import N_, Actor, ActorKind

MANY = 2_000
"""Of more lines it takes a while to tell by which rules comments are judged: that waits for the sweep."""

Lines = Mapping[bytes, str]
"""Lines as they are written, by key."""


@dataclass(frozen=True, kw_only=True)
class Move:
    """What becomes of a list: the lines that go and those that come, as they are written."""

    gone: Lines = field(default_factory=dict)
    new: Lines = field(default_factory=dict)


Moves = Mapping[str, Move]
"""By the name of the list. What goes is there, and what comes is not."""


def keyed(texts: Iterable[str]) -> dict[bytes, str]:
    """Lines by key; of those that say the same the first."""
    found: dict[bytes, str] = {}
    for text in texts:
        found.setdefault(key_of(text), text)
    return found


def hold(session: Session, site: Site) -> None:
    """Hold a site's row as it now is until this act is over.

    Locks are taken in one order everywhere: what a decision counts and teaches before the site's row.
    """
    tallies.write(session)
    lessons.write(session)
    session.refresh(site, with_for_update=True)


def amend(
    session: Session,
    site: Site,
    *,
    by: Actor,
    now: datetime,
    seen: int,
    values: Book | None = None,
    moves: Moves | None = None,
    why: str = "",
    undoes: Event | None = None,
    together: str = "",
) -> Event | None:
    """Keep other values (those of a book, without its lists) and other lines; None where nothing differs.

    `why` is kept with the lines that come. Raises Conflict where `seen` is not the version that is kept.
    """
    before = books.parse(site.book, is_kept=True)
    after = before if values is None else books.keeping(ruled.bare(values), before)
    changes: list[tuple[str, Any, Any]] = books.changes(before, after)
    moves = {name: move for name, move in sorted((moves or {}).items()) if move.gone or move.new}
    if not changes and not moves:
        return None
    if not sites.raise_book(session, site, seen=seen):
        raise Conflict(N_("Somebody saved other rules meanwhile. Look at them, then change yours again."))
    for name in moves:
        begin(session, site, ruled.every()[name])
    kept, was = dict(site.lists), {}
    origin = Origin(added_by=by.name, added_by_id=_account(by), added_at=now, why=why)
    for name, move in moves.items():
        of = ruled.every()[name]
        n, gone = _move(session, site, of, move, origin, _origins(undoes, name))
        kept[name] = {"n": n, "mark": token_hex(8)}
        was[name] = [[text, *_plain(there)] for text, there in gone.items()]
        changes.append((of.path, _as_json(of, move.gone.values()), _as_json(of, move.new.values())))
    told = {"before": books.differences(before), "after": books.differences(after), "changes": changes}
    detail: dict[str, Any] = {**told, "was": was} if any(was.values()) else told
    sites.keep_book(session, site, books.differences(after, is_open=True), kept)
    if not is_long(site):
        keep_ruling(session, site)
    line = Event(
        site_id=site.id, at=now, action="rules", actor_kind=by.kind, actor_id=by.id, together=together
    )
    line.actor_name, line.detail, line.undoes_id = by.name, detail, undoes.id if undoes is not None else None
    return events.note(session, line)


def is_long(site: Site) -> bool:
    """Whether a site's lists are so long that it takes a while to make them ready."""
    return sum(int(each["n"]) for each in site.lists.values()) > MANY


def keep_ruling(session: Session, site: Site) -> None:
    """Keep by which rules a site's comments are judged from now on, so that a trial need not ask them all."""
    ruling = ruling_of(session, site)
    rulings.keep(session, ruling.digest, ruling.prints)


def present(session: Session, site: Site, of: ListOf, keys: Collection[bytes]) -> dict[bytes, str]:
    """Which of these lines a list has, as they are written there."""
    if of.name in site.lists:
        is_empty = not site.lists[of.name]["n"]
        return {} if is_empty else lines.present(session, site.id, of.name, keys)
    return {key: text for key, text in keyed(map(text_of, of.shipped)).items() if key in keys}


def begin(session: Session, site: Site, of: ListOf) -> None:
    """Let the shipped lines of a list be lines like others, before the first change of it."""
    if of.name not in site.lists:
        shipped = Origin(added_by="", added_by_id=None, added_at=site.created_at)
        texts = keyed(map(text_of, of.shipped))
        lines.add(session, site.id, of.name, [(key, text, shipped) for key, text in texts.items()])
        mark = {"n": len(texts), "mark": token_hex(8)}
        sites.keep_book(session, site, site.book, {**site.lists, of.name: mark})


def between(before: Book, after: Book) -> dict[str, Move]:
    """What differs between the lists of two books; their order says nothing."""
    found = {}
    for name, of in ruled.every().items():
        was, now = of.of(before), of.of(after)
        if was is not now and was != now:
            old, new = (keyed(map(text_of, items)) for items in (was, now))
            gone = {key: text for key, text in old.items() if new.get(key) != text}
            come = {key: text for key, text in new.items() if old.get(key) != text}
            found[name] = Move(gone=gone, new=come)
    return found


def _move(
    session: Session, site: Site, of: ListOf, move: Move, origin: Origin, before: Mapping[str, Origin]
) -> tuple[int, dict[str, Origin]]:
    """How many lines the list has then, and how those that went had come there."""
    gone = lines.drop(session, site.id, of.name, list(move.gone))
    n = site.lists[of.name]["n"] + len(move.new) - len(gone)
    if n > LONGEST_LIST:
        why = N_("A list holds {most} lines at most.")
        raise Invalid(Problem(on=of.path, why=why, values={"most": LONGEST_LIST}))
    new = [(key, text, before.get(text, origin)) for key, text in move.new.items()]
    lines.add(session, site.id, of.name, new)
    return n, gone


def _as_json(of: ListOf, texts: Iterable[str]) -> list[object]:
    """Lines as events keep them. One that this version does not understand is kept as it is written."""
    found: list[object] = []
    for text in texts:
        try:
            found.append(as_json(of.kept(text)))
        except Invalid:
            found.append(text)
    return found


def _account(by: Actor) -> int | None:
    return by.id if by.kind is ActorKind.MEMBER else None


def _plain(there: Origin) -> list[Any]:
    return [there.added_by, there.added_by_id, there.added_at.isoformat(), there.why]


def _origins(undoes: Event | None, name: str) -> dict[str, Origin]:
    """How the lines that a change took away had come there: what is taken back comes back as it was."""
    rows = undoes.detail.get("was", {}).get(name, ()) if undoes is not None else ()
    return {
        text: Origin(added_by=by, added_by_id=by_id, added_at=datetime.fromisoformat(at), why=why)
        for text, by, by_id, at, why in rows
    }
