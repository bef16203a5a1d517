"""The lists of a site's rules, line by line: who added what and why, undo, many at once, what each led to."""

import pytest
from sqlalchemy import update

from moderation.domain import amend, judge, listed, lists, reconcile, tune
from moderation.domain.allow import Viewer
from moderation.domain.tune import Event
from moderation.errors import Conflict, Invalid, Missing, Refused
from moderation.rules import lines as ruled
from moderation.rules.wording.blocked_words import BlockedWords
from moderation.rules.wording.held_words import HeldWords
from moderation.store import lines, sites
from moderation.store.db import Session, reading, writing
from moderation.store.lines import Line
from moderation.words import Actor, ActorKind
from tests.factories import (
    TESTS,
    break_off,
    erased,
    make_comment,
    make_site,
    moderator,
    owner,
    rules_of,
    the_site,
    tick,
    turned,
    undone,
)
from tests.ledger import kept, recounted
from tests.lists import WORDS, found_by, put

PATH = f"rules.{WORDS}"


def taken_off(line: str, name: str = WORDS) -> Event:
    who, key = owner(), ruled.key_of(line).hex()
    with writing() as session:
        return lists.remove(session, who, "potager", name, key, now=tick())


def changed(line: str, to: str, *, why: str = "", seen: str = "", by: Viewer | None = None) -> Event | None:
    who, key, item = by or owner(), ruled.key_of(line).hex(), ruled.every()[WORDS].item(to)
    with writing() as session:
        return lists.change(session, who, "potager", WORDS, key, item, why=why, seen=seen, now=tick())


def rows(name: str = WORDS, q: str = "") -> list[listed.Told]:
    """The lines of a list, the newest first."""
    with reading() as session:
        return list(listed.read(session, owner(), "potager", name, q=q).told)


def texts(name: str = WORDS) -> list[str]:
    return [told.line.text for told in rows(name)]


def history() -> list[Event]:
    with reading() as session:
        return tune.history(session, the_site())


def reverted(event: Event) -> Event:
    ines = owner(name="Ines")
    with writing() as session:
        return tune.revert(session, ines, "potager", event.id, now=tick())


def test_a_line_is_on_its_list_with_who_added_it_when_and_why(app):
    added = put("SEO [case, name]", why="  They  write every week. ")

    (told,) = rows()
    assert (told.line.text, told.line.added_by, told.line.why) == (
        "SEO [case, name]",
        "Olga",
        "They write every week.",
    )
    assert added.event is not None
    assert told.line.added_at == added.event.at
    assert rules_of().rule(BlockedWords).words == (ruled.every()[WORDS].item("SEO [case, name]"),)
    assert make_comment(name="SEO king", status=None).status == "spam"


def test_the_event_tells_the_lines_that_came_and_went_and_no_others(app):
    put("casino", "poker", "bingo")
    first = put("roulette")
    second = taken_off("poker")

    assert first.event is not None
    assert [list(change) for change in first.event.detail["changes"]] == [[PATH, [], ["roulette"]]]
    assert [list(change) for change in second.detail["changes"]] == [[PATH, ["poker"], []]]
    assert all("lists" not in str(event.detail["before"]) for event in history())
    assert the_site().book == {}


def test_saving_the_whole_book_writes_only_the_lines_that_differ(app):
    put("casino", "poker", why="gambling")
    with writing() as session:
        site = sites.by_key(session, "potager")
        assert site is not None
        words = {"rules": {"blocked_words": {"words": ["poker", "bingo"], "points": 7}}}
        event = tune.load(session, site, words, by=TESTS, now=tick())

    assert event is not None
    assert [list(change) for change in event.detail["changes"]] == [
        ["rules.blocked_words.points", 6, 7],
        [PATH, ["casino"], ["bingo"]],
    ]
    assert [(told.line.text, told.line.added_by, told.line.why) for told in rows()] == [
        ("bingo", "tests", ""),
        ("poker", "Olga", "gambling"),
    ]
    assert the_site().book == {"rules": {"blocked_words": {"points": 7}}}


def test_what_is_on_the_list_already_is_counted_and_not_added_again(app):
    put("casino")

    sifted = lists.sifted(ruled.every()[WORDS], ["Casino", "poker", "POKER", "casino [inside]"])
    added = put("Casino", "poker", "POKER", "casino [inside]")

    assert (sifted.n_twice, added.n_known, added.n_new) == (1, 1, 2)
    assert texts() == ["casino [inside]", "poker", "casino"]
    assert the_site().lists[WORDS]["n"] == 3


def test_nothing_new_is_no_change(app):
    put("casino")
    version = the_site().book_version

    again = put("casino")

    assert (again.event, again.n_new, again.n_known) == (None, 0, 1)
    assert the_site().book_version == version
    olga, item = owner(), ruled.every()[WORDS].item("CASINO")
    with pytest.raises(Invalid, match="on this list already"), writing() as session:
        lists.add_one(session, olga, "potager", WORDS, item, why="", now=tick())


def test_the_good_lines_of_many_are_sifted_from_the_bad_with_a_reason_for_each(app):
    sifted = lists.sifted(
        ruled.every()["trusted.who"], ["mina@example.org", "", "nobody at all", "*", " a.example "]
    )

    assert list(sifted.good.values()) == ["mina@example.org", "a.example"]
    assert [bad.line for bad in sifted.bad] == ["nobody at all", "*"]
    assert "no e-mail" in sifted.bad[0].problem.why
    assert "find everything" in sifted.bad[1].problem.why


def test_a_line_that_was_taken_off_comes_back_by_undo_as_it_had_come(app):
    put("casino", why="gambling")
    before = rows()[0].line
    off = taken_off("casino")
    assert texts() == []

    reverted(off)

    after = rows()[0].line
    assert (after.text, after.added_by, after.added_at, after.why) == (
        "casino",
        "Olga",
        before.added_at,
        "gambling",
    )


@pytest.mark.parametrize("many", [2_000, 1])
def test_many_lines_are_taken_back_by_one_undo_beside_what_came_since(app, monkeypatch, many):
    monkeypatch.setattr(reconcile, "MANY", many)
    put_there = put("casino", "poker")
    put("bingo")
    assert put_there.event is not None

    reverted(put_there.event)

    assert texts() == ["bingo"]
    assert the_site().lists[WORDS]["n"] == 1


@pytest.mark.parametrize("many", [2_000, 1])
def test_what_was_touched_since_is_not_taken_back(app, monkeypatch, many):
    monkeypatch.setattr(reconcile, "MANY", many)
    put_there = put("casino", "poker")
    taken_off("poker")
    assert put_there.event is not None

    with pytest.raises(Conflict):
        reverted(put_there.event)

    assert texts() == ["casino"]


def test_a_changed_line_is_another_and_its_undo_brings_the_first_back(app):
    put("casino", why="gambling")

    event = changed("casino", "casino [inside]", why="in names too", seen="gambling", by=owner(name="Ines"))

    assert event is not None
    (told,) = rows()
    assert (told.line.text, told.line.added_by, told.line.why) == ("casino [inside]", "Ines", "in names too")
    reverted(event)
    (told,) = rows()
    assert (told.line.text, told.line.added_by, told.line.why) == ("casino", "Olga", "gambling")


def test_other_capitals_are_a_change_and_no_double(app):
    put("seo")

    event = changed("seo", "SEO")
    assert event is not None
    assert texts() == ["SEO"]

    reverted(event)
    assert texts() == ["seo"]


def test_another_reason_alone_is_told_in_the_log_and_judges_nothing_anew(app):
    put("casino", why="gambling")
    version = the_site().book_version

    event = changed("casino", "casino", why="It is a hotel.", seen="gambling")

    assert event is not None
    assert (event.action, event.detail["before"], event.detail["after"]) == (
        "why",
        "gambling",
        "It is a hotel.",
    )
    assert rows()[0].line.why == "It is a hotel."
    assert the_site().book_version == version
    assert changed("casino", "casino", why="It is a hotel.", seen="It is a hotel.") is None


def test_whoever_comes_late_to_a_line_is_told_and_changes_nothing(app):
    put("casino", "poker", why="gambling")
    with pytest.raises(Conflict):
        changed("casino", "casino [inside]", seen="something else")
    with pytest.raises(Invalid, match="already"):
        changed("casino", "Poker", seen="gambling")
    taken_off("casino")

    with pytest.raises(Conflict):
        changed("casino", "casino [inside]", seen="gambling")
    with pytest.raises(Conflict):
        taken_off("casino")

    assert texts() == ["poker"]


def test_a_reason_has_its_bounds(app):
    with pytest.raises(Invalid) as told:
        put("casino", why="x" * 501)

    assert told.value.problem.on == "why"
    assert texts() == []


def test_a_list_holds_so_many_lines_and_no_more(app, monkeypatch):
    monkeypatch.setattr(amend, "LONGEST_LIST", 3)
    put("a1", "a2")

    with pytest.raises(Invalid, match="lines at most"):
        put("a3", "a4")

    assert len(texts()) == 2
    put("a3")
    assert the_site().lists[WORDS]["n"] == 3


def test_lists_are_for_owners_and_a_stranger_s_do_not_exist(app):
    make_site()
    stranger = Viewer(actor=Actor(kind=ActorKind.MEMBER, name="Stan"))

    for who, error in ((moderator(), Refused), (stranger, Missing)):
        with pytest.raises(error):
            put("casino", by=who)
        with pytest.raises(error), reading() as session:
            listed.read(session, who, "potager", WORDS)
    with pytest.raises(Missing), reading() as session:
        listed.read(session, owner(), "potager", "blocked_words.points")


def test_a_list_is_read_page_by_page_and_searched_by_words_and_reasons(app):
    put(*(f"word{n}" for n in range(7)))
    put("Café", why="a place")

    with reading() as session:
        first = listed.read(session, owner(), "potager", WORDS, size=5)
        second = listed.read(session, owner(), "potager", WORDS, size=5, below=first.next)

    read = [told.line.text for told in (*first.told, *second.told)]
    assert read == ["Café", *(f"word{n}" for n in reversed(range(7)))]
    assert second.next is None
    assert [told.line.text for told in rows(q="cafe")] == ["Café"]
    assert [told.line.text for told in rows(q="PLACE")] == ["Café"]
    assert [told.line.text for told in rows(q="word 3")] == ["word3"]


def test_a_search_looks_so_far_and_goes_on_from_there(app, monkeypatch):
    monkeypatch.setattr(lines, "LOOKED_AT", 4)
    put("rare words", *(f"word{n}" for n in range(6)))

    with reading() as session:
        first = listed.read(session, owner(), "potager", WORDS, q="rare")
        second = listed.read(session, owner(), "potager", WORDS, q="rare", below=first.next)

    assert (list(first.told), first.is_short) == ([], True)
    assert [told.line.text for told in second.told] == ["rare words"]
    assert second.next is None


def test_the_very_line_is_found_at_once_however_long_the_list_is(app, monkeypatch):
    monkeypatch.setattr(lines, "LOOKED_AT", 4)
    put("rare", "rare words", *(f"word{n}" for n in range(6)))

    assert [told.line.text for told in rows(q="Rare")] == ["rare"]


def test_shipped_lines_are_listed_and_can_be_taken_off(app):
    name = "other_script.scripts"
    make_site()
    assert texts(name) == ["Latin"]
    assert rows(name)[0].line.added_by == ""

    event = taken_off("Latin", name)

    assert texts(name) == []
    assert rules_of().rule("other_script").scripts == ()  # type: ignore[attr-defined]
    reverted(event)
    assert texts(name) == ["Latin"]


def test_a_line_that_this_version_does_not_understand_stands_there_with_the_reason(app):
    put("casino", "poker")
    with writing() as session:
        session.execute(update(Line).where(Line.text == "poker").values(text="poker [loud]"))
        session.execute(update(sites.Site).values(lists={WORDS: {"n": 2, "mark": "other"}}))

    assert [entry.text for entry in rules_of().rule(BlockedWords).words] == ["casino"]
    poker = rows()[0]
    assert poker.item is None
    assert poker.problem is not None
    assert "is no option" in poker.problem.why


def test_rules_are_read_once_for_each_change_and_those_that_stay_are_the_same(app):
    put("casino")
    put("mayor", name="held_words.words")
    before = rules_of()
    assert rules_of() is before

    put("poker")

    after = rules_of()
    assert after is not before
    assert after.rule(HeldWords) is before.rule(HeldWords)
    assert [entry.text for entry in after.rule(BlockedWords).words] == ["casino", "poker"]


def test_what_was_read_in_an_act_that_came_to_nothing_is_not_believed(app):
    put("casino")

    olga, vain_line = owner(), {ruled.key_of("vain"): "vain"}

    def vain(session: Session) -> None:
        lists.add(session, olga, "potager", WORDS, vain_line, why="", now=tick())
        site = sites.by_key(session, "potager")
        assert site is not None
        assert len(tune.book_of(session, site).rule(BlockedWords).words) == 2

    with pytest.raises(LookupError):
        break_off(vain)
    put("poker")

    assert [entry.text for entry in rules_of().rule(BlockedWords).words] == ["casino", "poker"]


def test_a_process_keeps_so_many_lines_and_forgets_the_rules_of_other_sites(app, monkeypatch):
    monkeypatch.setattr(judge, "MOST_LINES", 2)
    put("casino", "poker")
    kept_before = rules_of()
    other = make_site("bread", rules={"rules": {"blocked_words": {"words": ["rye"]}}})
    rules_of(other)

    assert rules_of() is not kept_before
    assert rules_of() == kept_before


def counted(line: str, name: str = WORDS) -> tuple[int, int, int]:
    told = next(told for told in rows(name) if told.line.text == line)
    return told.hits, told.decided, told.rightly


def test_each_decision_and_each_undo_tell_how_rightly_a_line_was_found(app):
    put("casino", "poker")
    first, second = found_by("casino"), found_by("casino", "Casino", "poker")
    assert counted("casino") == (2, 0, 0)

    spam = turned(first, "spam").event
    turned(second, "approve")

    assert counted("casino") == (2, 2, 1)
    assert counted("poker") == (1, 1, 0)
    undone(spam.id, first)
    assert counted("casino") == (2, 1, 0)
    assert kept(the_site()) == recounted(the_site())


def test_trust_is_right_where_it_is_approved(app):
    put("a.example", name="trusted.who")
    comment = found_by("a.example", rule="trusted")

    turned(comment, "approve")

    assert counted("a.example", "trusted.who") == (1, 1, 1)


def test_what_rules_decided_proves_no_line_right(app):
    put("casino")
    comment = found_by("casino", text="The casino", status=None)
    assert comment.decided_kind is ActorKind.RULES

    assert counted("casino") == (1, 0, 0)


def test_a_comment_that_was_deleted_for_good_counts_for_no_line(app):
    put("casino")
    comment = found_by("casino")

    erased(comment)

    assert counted("casino") == (0, 0, 0)
    assert kept(the_site()) == recounted(the_site())
