"""Changed rules, tried on what people decided: from what was known then, and as if they had judged it."""

import threading
from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest

from moderation.domain import abreast, replay, tune
from moderation.domain.comparison import SHOWN, Comparison, Move
from moderation.domain.replay import Asked
from moderation.rules import again
from moderation.rules import book as books
from moderation.rules.book import Book
from moderation.rules.wording.call_to_action import CallToAction
from moderation.rules.wording.shouting import Shouting
from moderation.store import replays
from moderation.store.comments import Comment, Knowledge
from moderation.store.db import address, reading, writing
from moderation.store.replays import Span
from moderation.store.sites import Site
from moderation.words import Signal, Status, Verdict
from tests.factories import (
    edited,
    erased,
    make_comment,
    make_mention,
    make_site,
    reload,
    rules_of,
    the_site,
    turned,
)
from tests.past import ADVERT, LOUD, SHOUTED, SPAM, changed_rules, decided, present


def with_changes(site: Site, change: dict[str, Any]) -> Book:
    return books.merge(rules_of(site), change)


def compared(site: Site, change: dict[str, Any] | None = None, **options: Any) -> Comparison:
    with reading() as session:
        return replay.compare(session, present(site), with_changes(site, change or {}), **options)


def keep_rulings() -> None:
    with writing() as session:
        tune.keep_rulings(session)


def forgotten(comment: Comment, **values: Any) -> None:
    """Let a comment be one of an older version, which kept less."""
    with writing() as session:
        row = session.get_one(Comment, comment.id)
        known = session.get_one(Knowledge, comment.id)
        row.judged_by = values.get("judged_by", row.judged_by)
        known.facts = {**known.facts, **values["facts"]} if "facts" in values else known.facts
        if values.get("facts") == {}:
            known.facts = {}


def test_only_what_people_decided_counts_and_rejected_apart(app):
    site = the_site()
    decided("approved")
    decided("spam", text=ADVERT)
    decided("rejected")
    make_comment(status="pending")
    by_rules = make_comment(text=SPAM, status=None)
    decided("approved", make_site("bread"))
    assert by_rules.status is Status.SPAM

    found = compared(site)

    assert (found.genuine, found.spam, found.rejected) == (1, 1, 1)
    assert found.decided == 3


def test_the_present_rules_change_nothing(app):
    site = the_site()
    for text, status in (
        (ADVERT, "spam"),
        (ADVERT, "approved"),
        ("Thank you.", "spam"),
        (SHOUTED, "approved"),
    ):
        decided(status, text=text)

    found = compared(site)

    assert found.now == found.then
    assert (found.spam, found.now.spam_caught) == (2, 1)
    assert (found.genuine, found.now.genuine_held) == (2, 1)
    assert not found.moved


def test_a_comment_that_changes_side_is_named_with_the_signals_that_come_and_go(app):
    site = the_site()
    spam = decided("spam", text=SHOUTED)
    genuine = decided("approved", text="WHAT A DAY IN THE GARDEN, AND ALL THE BEANS ARE IN!!!!!!")

    found = compared(site, LOUD)

    assert found.ids(Move.CAUGHT) == [spam.id]
    assert found.ids(Move.HELD) == [genuine.id]
    (example,) = found.examples[Move.CAUGHT]
    assert [(signal.rule, signal.points) for signal in example.new] == [("shouting", 5)]
    assert example.gone == ()
    assert (found.now.spam_caught, found.then.spam_caught) == (0, 1)


def test_what_would_be_let_through_changes_side_too(app):
    site = the_site()
    spam = decided("spam", text=ADVERT)
    genuine = decided("approved", text=ADVERT, name="Other")

    found = compared(site, {"hold_from": 100, "spam_from": 100})

    assert found.ids(Move.MISSED) == [spam.id]
    assert found.ids(Move.FREED) == [genuine.id]


def test_who_waits_by_the_mode_alone_is_left_to_triage_and_not_held(app):
    site = the_site()
    decided("approved")

    found = compared(site, {"mode": "unflagged"})

    assert (found.now.to_triage, found.then.to_triage) == (1, 0)
    assert (found.now.genuine_held, found.then.genuine_held) == (0, 0)
    assert not found.moved


def test_spam_that_would_have_been_published_is_counted(app):
    site = the_site()
    decided("spam")

    found = compared(site, {"mode": "unflagged"})

    assert (found.now.spam_published, found.then.spam_published) == (0, 1)


def test_only_what_was_known_then_counts(app):
    site = the_site()
    author: dict[str, Any] = {"name": "Lea", "email": "lea@mail.example"}
    decided("approved", **author)
    decided("approved", **author)

    found = compared(site, {"mode": "unflagged", "rules": {"first_comment": {"on": True, "approved": 1}}})

    assert found.then.genuine_held == 1


def test_kept_signals_stand_where_rules_are_the_same(app, monkeypatch):
    site = the_site()
    keep_rulings()
    comment = decided("spam", text=ADVERT)
    asked = []
    check = Shouting.check

    def count(*given: Any) -> Signal | None:
        asked.append(1)
        return check(*given)

    monkeypatch.setattr(CallToAction, "check", lambda *_: 1 / 0)
    monkeypatch.setattr(Shouting, "check", count)

    found = compared(site, LOUD)

    assert asked == [1]
    assert found.anew == 0
    assert found.now.spam_caught == 1
    assert reload(comment).judged_by is not None


def test_a_comment_that_other_rules_judged_is_judged_anew_and_that_is_told(app):
    site = the_site()
    keep_rulings()
    decided("spam", text=SHOUTED)
    changed_rules(site, LOUD)

    found = compared(site)

    assert found.anew == 1
    assert found.now.spam_caught == found.then.spam_caught == 1


def test_a_comment_of_an_older_version_is_judged_in_full(app):
    site = the_site()
    comment = decided("spam", text=ADVERT)
    forgotten(comment, judged_by=None)

    found = compared(site)

    assert found.anew == 1
    assert found.now.spam_caught == 1


def test_rules_asked_anew_say_what_they_said(app):
    site = make_site(rules={"rules": {"trusted": {"exceptions": ["links: loans.example"]}}, **LOUD})
    every: tuple[dict[str, Any], ...] = (
        {"text": ADVERT},
        {"text": SHOUTED, "honeypot": "x", "seconds_to_fill": 1.0},
        {
            "text": f"See https://bit.ly/x [url=http://a.example]a[/url] {ADVERT}",
            "website": "https://b.example",
        },
        {"text": "See https://loans.example/a and https://loans.example/b and https://loans.example/c"},
    )
    for given in every:
        decided("approved", site, **given)
    turned(make_mention(site, text=ADVERT, blog_name="Loans", name="Loans", status=None), "approve")
    book = rules_of(site)

    with reading() as session:
        (span,) = replays.spans(session, site.id, 100)
        rows = replays.decided(session, site.id, span)
        anew = again.Again(book, book, {})
        assert len(rows) == 5
        for row in rows:
            past = replay.past_of(row, {})
            kept = [Signal.from_json(signal) for signal in row.signals]
            assert list(anew.judge(past)[0].signals) == kept


def test_an_exception_that_is_taken_away_lets_the_rule_speak(app):
    links = "See https://a.example/1 https://a.example/2 https://a.example/3 https://a.example/4 https://a.example/5"
    site = make_site(
        rules={
            "rules": {"trusted": {"exceptions": ["links: a.example"]}, "first_link": {"on": False}},
            "hold_from": 3,
        }
    )
    keep_rulings()
    decided("spam", site, text=links)

    found = compared(site, {"rules": {"trusted": {"exceptions": []}}})

    assert found.anew == 0
    assert (found.now.spam_caught, found.then.spam_caught) == (0, 1)


def test_edited_words_are_judged_as_they_came_in(app):
    site = the_site()
    comment = decided("approved", text=SHOUTED)
    edited(comment, text="The best soup ever.")
    edited(comment, text="A soup.")

    assert compared(site, LOUD).ids(Move.HELD) == [comment.id]


def test_what_was_deleted_for_good_is_left_out(app):
    site = the_site()
    erased(decided("approved"))

    assert compared(site).decided == 0


def test_facts_that_are_not_kept_are_counted_and_nothing_else(app):
    site = the_site()
    forgotten(decided("approved"), facts={})

    found = compared(site)

    assert (found.unknown, found.judged, found.decided) == (1, 0, 1)


def test_rules_about_the_form_stand_by_what_they_said_where_the_form_is_not_kept(app):
    site = the_site()
    comment = decided("approved", text="Nice soup.", honeypot="x")
    assert "honeypot" in {signal["rule"] for signal in comment.signals}
    with writing() as session:
        known = session.get_one(Knowledge, comment.id)
        known.facts = {name: value for name, value in known.facts.items() if name != "arrival"}

    found = compared(site, {"rules": {"honeypot": {"points": 1}}})

    assert (found.now.genuine_held, found.then.genuine_held) == (1, 1)


def test_a_rule_that_lacks_a_fact_is_named(app):
    site = the_site()
    forgotten(decided("approved"), facts={"spam_seen": None}, judged_by=None)

    assert compared(site).unsure["spam_history"] == 1


def test_of_many_the_newest_are_looked_at(app):
    site = the_site()
    decided("approved", text=SHOUTED)
    newest = decided("approved", text=SHOUTED.replace("SOUP", "BREAD"))

    found = compared(site, LOUD, most=1)

    assert found.decided == 1
    assert found.ids(Move.HELD) == [newest.id]


@pytest.mark.parametrize("size", [1, 2, 3, 100])
def test_pieces_hold_every_decision_once(app, size):
    site = the_site()
    ids = [decided("approved").id for _ in range(5)]

    with reading() as session:
        spans = replays.spans(session, site.id, size)
        found = [[row.id for row in replays.decided(session, site.id, span)] for span in spans]

    assert [id for piece in found for id in piece] == ids[::-1]
    assert all(len(piece) <= size for piece in found)


def test_parts_together_are_the_whole_and_come_back_from_json(app):
    site = the_site()
    for n in range(3):
        decided("spam", text=f"{SHOUTED} {n}")
        decided("approved")
    book = with_changes(site, LOUD)
    with reading() as session:
        asked = Asked(site_id=site.id, present=site.book, book=books.differences(book))
        ready = replay.made_ready(session, asked)
        whole = Comparison()
        for span in replays.spans(session, site.id, 2):
            part = replay.piece(session, site.id, span, ready)
            whole.add(Comparison.from_json(part.as_json()))

    assert whole == compared(site, LOUD)


def test_no_more_examples_are_kept_than_are_shown():
    one, both = Comparison(), Comparison()
    let_through = Verdict(status=Status.PENDING, points=0, signals=(), flagged=False)
    for n in range(SHOWN + 10):
        one.count(n, Status.SPAM, let_through, replace(let_through, flagged=True))

    both.add(one)
    both.add(one)

    assert both.moved[Move.CAUGHT] == 2 * (SHOWN + 10)
    assert len(both.ids(Move.CAUGHT)) == SHOWN


@pytest.fixture
def six_pieces(app, monkeypatch) -> tuple[Site, Asked, list[Span]]:
    """A trial in six pieces, on a machine with two cores."""
    site = the_site()
    for n in range(6):
        decided("spam", text=f"{SHOUTED} {n}")
    monkeypatch.setattr(replay, "PIECE", 1)
    monkeypatch.setattr(abreast, "_cores", lambda: 2)
    book = books.differences(with_changes(site, LOUD))
    asked = Asked(site_id=site.id, present=site.book, book=book)
    with reading() as session:
        return site, asked, replay.spans(session, asked)


def told_lines(monkeypatch) -> list[str]:
    """What the other process is told, line by line."""
    lines: list[str] = []
    tell = abreast._tell

    def note(to: Any, what: str) -> None:
        tell(to, what)
        lines.append(what)

    monkeypatch.setattr(abreast, "_tell", note)
    return lines


def waiting_for(lines: list[str]) -> Callable[[], Any]:
    """Opens the database here for pieces only when the other process has one."""
    opened: list[bool] = []

    def opens() -> Any:
        while opened and len(lines) < 2:
            threading.Event().wait(0.01)
        opened.append(True)
        return reading()

    return opens


def test_another_process_takes_its_share(six_pieces, monkeypatch):
    site, asked, spans = six_pieces
    lines = told_lines(monkeypatch)

    found = Comparison()
    for part in abreast.run(asked, spans, waiting_for(lines), address()):
        found.add(part)

    assert len(lines) > 1
    assert found == compared(site, LOUD)
    assert found.spam == 6


def test_what_another_process_leaves_undone_is_done_here(six_pieces, monkeypatch, caplog):
    _, asked, spans = six_pieces
    lines = told_lines(monkeypatch)

    parts = list(abreast.run(asked, spans, reading, "sqlite:////nowhere/at/all.sqlite3"))

    assert sum(part.spam for part in parts) == 6
    assert len(lines) == 1


def test_whoever_stops_early_stops_the_other_process(six_pieces):
    _, asked, spans = six_pieces
    before = threading.active_count()

    parts = abreast.run(asked, spans, reading, address())
    next(parts)
    assert threading.active_count() == before + 1
    parts.close()

    assert threading.active_count() == before
