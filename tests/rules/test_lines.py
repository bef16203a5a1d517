"""The lists of the rules, and when two lines of a list say the same."""

import pytest

from moderation.errors import Invalid
from moderation.rules import lines
from moderation.rules.book import Book
from moderation.rules.entry import Entry

SAME = (
    ("casino", "Casino"),
    ("casino", "  CASINO "),
    ("cheap  pills", "Cheap pills"),
    ("Straße", "STRASSE"),
    ("café", "cafe\u0301"),
    ("ﬁne", "fine"),
    ("mina@example.org", "Mina@Example.org"),
    ("casino [inside]", "Casino [inside]"),
)
DIFFERENT = (
    ("casino", "casino [inside]"),
    ("SEO [case]", "seo [case]"),
    ("SEO [case, name]", "seo [case, name]"),
    (r"\bA\b [expression]", r"\ba\b [expression]"),
    ("big.example/Ann", "big.example/ann"),
    ("cafe", "café"),
    ("???", "!!!"),
)


@pytest.mark.parametrize(("one", "other"), SAME)
def test_lines_that_say_the_same_have_one_key(one, other):
    assert lines.key_of(one) == lines.key_of(other)


@pytest.mark.parametrize(("one", "other"), DIFFERENT)
def test_lines_that_say_something_else_have_another(one, other):
    assert lines.key_of(one) != lines.key_of(other)


def test_a_key_is_the_same_for_ever():
    # Counts stand in databases under these keys: an answer that changes here loses them.
    assert lines.key_of("Casino").hex() == "c6ae620597bac5bc2237b0147111a2c9"
    assert lines.key_of("SEO [case]").hex() == "9232ec3012d4a429d41993a420d423b9"


@pytest.mark.parametrize("of", lines.every().values(), ids=lambda of: of.name)
def test_every_list_gives_back_each_line_as_it_was_written(of):
    for item in (*of.shipped, of.item("host.example/a"), of.item("Buy*pills")):
        assert of.item(lines.text_of(item)) == of.given(lines.as_json(item)) == item


def test_words_keep_their_options_and_phrases_their_brackets():
    words, phrases = lines.every()["blocked_words.words"], lines.every()["generic_praise.words"]

    assert words.item("SEO [case, name]") == Entry(text="SEO", case=True, fields="N")
    assert phrases.item("nice [post]") == "nice [post]"


def test_a_line_that_its_rule_cannot_use_is_told():
    who = lines.every()["trusted.who"]

    with pytest.raises(Invalid, match="is no e-mail, website or address"):
        who.require_sense("nobody at all")
    who.require_sense("mina@example.org")


def test_a_list_proves_right_by_what_its_rule_is_for():
    rightly = {name: of.speaks_for for name, of in lines.every().items()}

    assert rightly["trusted.who"]
    assert not rightly["blocked_words.words"]
    assert not rightly["held_words.words"]


def test_a_book_without_its_lists_and_with_them_again_is_the_same():
    book = lines.with_lists(
        Book(), {"blocked_words.words": (Entry(text="casino"),), "trusted.who": ("a.example",)}
    )

    assert lines.bare(book) == Book()
    again = lines.with_lists(lines.bare(book), {name: of.of(book) for name, of in lines.every().items()})
    assert again == book


@pytest.mark.parametrize(
    ("before", "after"),
    [
        (["poker", "bingo"], ["bingo", {"text": "casino", "whole": False}]),
        (["poker"], [{"text": "casino", "whole": False}]),
    ],
    ids=["whole lists", "what differs"],
)
def test_what_moved_is_read_from_events_of_every_age(before, after):
    moved = lines.moved(lines.every()["blocked_words.words"], before, after)

    assert moved == (["poker"], ["casino [inside]"])
