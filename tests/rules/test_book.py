"""A site's book: read, written, compared."""

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from moderation.errors import Invalid
from moderation.rules import condition
from moderation.rules.book import Book, catalogue, changes, differences, dump, keeping, merge, parse
from moderation.rules.door.flood import Flood
from moderation.rules.entry import Entry
from moderation.rules.links.links import Links
from moderation.rules.rule import Check, Param, params_of
from moderation.words import Mode

LINES = (
    st.text("abc dé*", min_size=1, max_size=8)
    .filter(lambda line: line.strip("* "))
    .map(lambda x: " ".join(x.split()))
)


TEXTS = {"url": ("https://judge.example/ask", "http://localhost:9"), "secret": ("0123456789" * 3, "x" * 24)}
"""Of the texts that must mean something."""


def values_of(default: object, about: Param) -> st.SearchStrategy[object]:
    """Any sound value of a parameter."""
    if isinstance(default, bool):
        return st.booleans()
    if isinstance(default, int):
        return st.integers(about.low, about.high)
    if isinstance(default, str):
        return st.sampled_from(TEXTS[about.shape])
    if about.shape == "entries":
        return st.lists(
            st.builds(Entry, text=LINES, whole=st.booleans(), case=st.booleans()), max_size=3
        ).map(tuple)
    return st.lists(LINES.map("soup {}".format), max_size=3).map(tuple)


WHO = st.lists(st.sampled_from(("ann@mail.example", "@mail.example", "192.0.2.0/24", "host.example/ann")))
PLACES = st.lists(st.sampled_from(("farm.example", "https://host.example/dan")), max_size=2).map(tuple)
SOUND_LINES = {
    "scripts": st.lists(st.sampled_from(("Latin", "grec", "Chinese")), max_size=3).map(tuple),
    "hosts": st.lists(st.sampled_from(("go.example", "https://s.example/")), max_size=3).map(tuple),
    "who": WHO.map(tuple),
    "patterns": st.lists(st.sampled_from(("+3 soup", "a [name] AND b")).map(condition.parse), max_size=3).map(
        tuple
    ),
    "blocked": PLACES,
    "muted": PLACES,
    "languages": st.lists(st.sampled_from(("en", "fra", "pt_BR")), max_size=3).map(tuple),
    "exceptions": WHO.map(lambda lines: tuple(f"links: {line}" for line in lines)),
}
"""Of the lists whose lines must mean something."""


def settings_of(kind: type[Check]) -> st.SearchStrategy[Check]:
    """Any sound setting of a rule."""
    given = {field.name: values_of(field.default, about) for field, about in params_of(kind)}
    given |= {name: lines for name, lines in SOUND_LINES.items() if name in given}
    return st.builds(kind, **given)


BOOKS = st.builds(
    Book,
    mode=st.sampled_from(Mode),
    known_after=st.integers(1, 100),
    hold_from=st.integers(1, 50),
    spam_from=st.integers(50, 100),
    rules=st.tuples(*map(settings_of, catalogue())),
)


def problems_of(data: object) -> dict[str, str]:
    """The places and sentences of all that is wrong with a book."""
    with pytest.raises(Invalid) as wrong:
        parse(data)
    return {problem.on: problem.why.format(**problem.values) for problem in wrong.value.problems}


@given(BOOKS)
@settings(deadline=None)
def test_a_book_comes_back_from_what_is_written(book):
    assert parse(dump(book, is_open=True)) == book
    assert parse(differences(book, is_open=True)) == book
    assert keeping(parse(dump(book)), book) == book
    assert merge(book, {}) == book


def test_the_shipped_book_differs_in_nothing():
    assert parse({}) == Book()
    assert differences(Book()) == {}
    assert changes(Book(), Book()) == []


def test_the_catalogue_stands_in_the_order_of_the_page():
    sections = [kind.section for kind in catalogue()]

    assert list(dict.fromkeys(sections)) == ["door", "trust", "wording", "links", "writer", "mentions"]
    assert {"flood", "member", "known_author", "call_to_action", "links", "honeypot"} <= {
        k.key for k in catalogue()
    }


def test_a_part_changes_what_it_names_and_leaves_the_rest():
    before = parse({"mode": "never", "rules": {"links": {"points": 3}}})

    after = merge(before, {"rules": {"links": {"free": 4}, "flood": {"on": False}}})

    assert after.mode is Mode.NEVER
    assert after.rule(Links) == replace(Links(), points=3, free=4)
    assert after.rule("flood") == replace(Flood(), on=False)
    assert changes(before, after) == [("rules.flood.on", True, False), ("rules.links.free", 1, 4)]


def test_lists_hold_strings_and_objects():
    book = parse({"rules": {"blocked_words": {"words": ["casino", " ", {"text": "SEO", "case": True}]}}})

    assert dump(book)["rules"]["blocked_words"]["words"] == ["casino", {"text": "SEO", "case": True}]


def test_checks_at_the_door_have_no_points():
    written = dump(Book())["rules"]

    assert "points" not in written["length"]
    assert written["links"]["points"] == 1
    assert all("on" in setting for setting in written.values())


def test_all_that_is_wrong_is_named_at_once_with_its_place():
    problems = problems_of(
        {
            "mode": "sometimes",
            "known_after": True,
            "colour": "red",
            "rules": {
                "links": {"points": 2.5, "free": -1, "colour": 1},
                "flood": {"on": "yes"},
                "length": [],
                "blocked_words": {"words": ["ok", "*", 7]},
                "call_to_action": {"words": "visit me"},
                "selling_words": {"words": [{"text": "x"}]},
                "no_such_rule": {},
            },
        }
    )

    assert set(problems) == {
        "mode",
        "known_after",
        "colour",
        "rules.links.points",
        "rules.links.free",
        "rules.links.colour",
        "rules.flood.on",
        "rules.length",
        "rules.blocked_words.words",
        "rules.call_to_action.words",
        "rules.selling_words.words",
        "rules.no_such_rule",
    }
    assert problems["mode"] == "“sometimes” is none of never, known, unflagged."
    assert problems["rules.links.free"] == "-1 is less than 0."


@pytest.mark.parametrize("data", [None, [], "book", 7, {1: 2}, {"rules": []}, {"rules": {"links": None}}])
def test_what_is_no_object_is_refused(data):
    assert problems_of(data)


def test_spam_does_not_begin_below_what_is_held():
    assert "hold_from" in problems_of({"hold_from": 9})
    assert "spam_from" in problems_of({"spam_from": 3})
    assert parse({"hold_from": 7}).hold_from == Book().spam_from


def test_a_rule_that_does_not_exist_is_not_found():
    with pytest.raises(KeyError):
        Book().rule("no_such_rule")
