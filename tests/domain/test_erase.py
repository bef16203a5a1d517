"""Deleting for good: no word is left anywhere, and nothing else is lost."""

from datetime import UTC, datetime
from typing import Any

import pytest
from sqlalchemy import text as sql

from moderation import jobs
from moderation.domain import erase
from moderation.errors import Conflict, Missing, Refused
from moderation.net.fetch import Trouble
from moderation.store import comments, events, search
from moderation.store.comments import Comment
from moderation.store.db import db, reading, writing
from moderation.store.notes import Note
from moderation.store.sites import Site
from moderation.text.fold import text_key
from moderation.words import Kind, Status
from tests.factories import (
    edited,
    erased,
    make_comment,
    make_mention,
    make_site,
    moderator,
    reload,
    the_site,
    tick,
    undone,
)
from tests.ledger import kept, recounted
from tests.visits import announced, failing, looked, of, verified

SAID: dict[str, Any] = {
    "name": "Zephyrine Quux",
    "email": "zephyrine@quuxmail.example",
    "website": "https://quuxsite.example",
    "ip": "203.0.113.77",
    "user_agent": "Quuxbrowser/9",
    "text": "Come to my quuxcasino, visit https://quuxlink.example and subscribe to my quuxchannel",
}
TRACES = ("quux", "zephyrine", "203.0.113")
BLOCKED = {"rules": {"blocked_words": {"words": ["quuxcasino"]}}}


def noted(comment: Comment, text: str) -> None:
    with writing() as session:
        own = {"site_id": comment.site_id, "comment_id": comment.id, "user_id": None}
        session.add(Note(**own, name="Mina", text=text, at=tick()))


def dump() -> dict[str, str]:
    """Everything that stands in the tables of the database, the search's own included; in lower case."""
    with db.engine.connect() as connection:
        if db.engine.dialect.name == "sqlite":
            names = "SELECT name FROM sqlite_master WHERE type = 'table'"
        else:
            names = "SELECT table_name FROM information_schema.tables WHERE table_schema = 'public'"
        tables = list(connection.execute(sql(names)).scalars())
        everything = {name: connection.execute(sql(f'SELECT * FROM "{name}"')).all() for name in tables}
    return {name: str([plain(row) for row in rows]).lower() for name, rows in everything.items()}


def forget() -> None:
    """What the program does after whatever takes words away."""
    is_more = True
    while is_more:
        with writing() as session:
            is_more = erase.tidy(session, anew=True)


def plain(row: Any) -> list[str]:
    return [v.decode("latin-1") if isinstance(v, bytes) else str(v) for v in row]


def edit_of(comment: Comment, **words: Any) -> int:
    event = edited(comment, **words)
    assert event is not None
    return event.id


def with_traces() -> set[str]:
    """The tables in which something of what was said still stands."""
    return {name for name, rows in dump().items() if any(trace in rows for trace in TRACES)}


def test_no_word_of_it_is_left_in_any_table(app):
    site = make_site()
    comment = make_comment(site, status="approved", **SAID)
    undone(edit_of(comment, text="A quuxword fewer", name="Zephyrine"), comment)
    edit_of(comment, text=SAID["text"] + " or quuxphone")
    noted(comment, "Zephyrine once more")
    assert {"comment", "event", "note"} <= with_traces()
    assert any(table.startswith("search") for table in with_traces())

    erased(comment)
    forget()

    assert with_traces() == set()


def test_a_large_search_forgets_a_piece_at_a_time_while_comments_come_in(app):
    site = make_site()
    comment = make_comment(site, **SAID)
    fill_the_search(site, 100, 110)
    erased(comment)

    assert is_begun(site) is (db.engine.dialect.name == "sqlite")
    for first in range(200, 220):
        fill_the_search(site, first, first + 1)
        with writing() as session:
            erase.tidy(session)
    jobs.of(app).work()

    assert with_traces() == set()
    with writing() as session:
        assert not erase.tidy(session)


def is_begun(site: Site) -> bool:
    """Whether there is more to forget than a first piece; the search grows until there is.

    How large that is hangs on how the index was merged before.
    """
    for first in range(110, 160, 10):
        with writing() as session:
            if erase.tidy(session, anew=True):
                return True
        fill_the_search(site, first, first + 10)
    return False


def fill_the_search(site: Site, first: int, last: int) -> None:
    """So many transactions that each make a hundred texts be found; no comments stand behind them."""
    if db.engine.dialect.name == "postgresql":
        return
    for batch in range(first, last):
        with writing() as session:
            for n in range(100):
                words = " ".join(f"w{batch * n * place % 50_021}" for place in range(60))
                search.keep(session, 1_000 * batch + n, site.id, [words])


def test_no_word_is_left_in_what_the_rules_said(app):
    comment = make_comment(make_site(rules=BLOCKED), status=None, **SAID)
    before = reload(comment).signals
    assert any(signal["quotes"] for signal in before)

    erased(comment)

    now = reload(comment)
    assert [(s["rule"], s["points"], s["verdict"]) for s in now.signals] == [
        (s["rule"], s["points"], s["verdict"]) for s in before
    ]
    assert all(not signal["quotes"] and not signal["values"] for signal in now.signals)
    assert all(signal["why"] and "{" not in signal["why"] for signal in now.signals)
    assert not any(trace in dump()["comment"] for trace in TRACES)


def test_the_facts_are_forgotten_and_the_same_text_is_found_no_more(app):
    comment = make_comment(text="The same words again")

    erased(comment)

    now = reload(comment)
    with reading() as session:
        assert comments.facts_of(session, comment.id) == {}
        since = datetime(2020, 1, 1, tzinfo=UTC)
        same = comments.same_text(comment.site_id, text_key("The same words again"), since)
        assert session.scalars(same).all() == []
    assert now.text_key == text_key("")


@pytest.mark.parametrize("status", ["pending", "approved", "rejected", "spam"])
def test_it_is_rejected_by_who_deleted_it_and_keeps_its_place(app, status):
    root = make_comment(status="approved")
    comment = make_comment(the_site(), parent=root, status=status)
    before = reload(comment)

    done = erased(comment)

    now = reload(comment)
    assert (now.status, now.decided_by, now.version) == (Status.REJECTED, "Olga", before.version + 1)
    assert now.erased_at is not None
    for column in ("id", "parent_id", "root_id", "depth", "number", "origin", "author_key", "likes"):
        assert getattr(now, column) == getattr(before, column), column
    line = done.event
    assert (line.action, line.before, line.after) == ("erase", before.status, Status.REJECTED)
    assert (line.actor_name, line.listed, line.detail) == ("Olga", True, {})


def test_the_counts_are_right_afterwards(app):
    site = make_site(rules=BLOCKED)
    shouted = make_comment(site, status=None, **SAID)
    root = make_comment(site, status="approved")
    reply = make_comment(site, parent=root, status="approved")
    mention = make_mention(site, status="approved")
    assert reload(shouted).status is Status.SPAM

    for comment in (shouted, root, mention):
        erased(comment)
        assert kept(site) == recounted(site)

    assert reload(root).shown_below == 1
    assert reload(reply).status is Status.APPROVED


def test_what_was_changed_since_is_not_deleted(app):
    comment = make_comment(text="Soop")
    edited(comment, text="Soup")

    with pytest.raises(Conflict, match="Mina edited this comment"):
        erased(comment, seen=comment.version)

    assert reload(comment).text == "Soup"


def test_only_an_owner_deletes_for_good(app):
    comment = make_comment(text="Soup")
    stranger = moderator(make_site("elsewhere"), name="Stan")

    with pytest.raises(Refused, match="Only an owner"):
        erased(comment, by=moderator())
    with pytest.raises(Missing):
        erased(comment, by=stranger)
    with pytest.raises(Refused), reading() as session:
        erase.ask(session, moderator(), comment.id)

    assert reload(comment).text == "Soup"


def test_its_edits_stay_in_the_log_without_their_words(app):
    comment = make_comment(text="Soop")
    first = edit_of(comment, text="Soup")
    undone(first, comment)
    edit_of(comment, text="Soups")

    erased(comment)

    with reading() as session:
        log = [e for e in events.after(session, comment.site_id, 0, 100) if e.comment_id == comment.id]
    assert [event.action for event in log] == ["received", "edit", "undo", "edit", "erase"]
    assert all(not event.detail.get("before") and not event.detail.get("after") for event in log)


def test_of_the_source_of_a_mention_no_word_and_no_address_stays_and_nobody_goes_there(app):
    mention = verified(source="https://quux.example/post")
    looked(of(mention), failing(Trouble.UNREACHABLE))

    erased(mention)

    row = of(mention)
    assert (row.source, row.host, row.title, row.preview, row.photo) == ("", "", "", "", "")
    assert (row.given, row.quotes, row.log, row.due_at) == ({}, [], [], None)
    announced(source="https://quux.example/post")
    assert of(mention).id == row.id
    looked(of(mention), failing(Trouble.BAD_ADDRESS))
    assert reload(mention).text == ""


def test_a_mention_is_deleted_with_the_address_of_its_source(app):
    mention = make_mention(status="approved", kind=Kind.WEBMENTION, source="https://quux.example/post")

    erased(mention)

    assert (reload(mention).source, reload(mention).name) == ("", "")
