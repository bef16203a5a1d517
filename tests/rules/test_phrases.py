"""Phrase lists: their notation, and finding phrases in a text."""

import pytest

from moderation.rules.pattern import patterns_of
from moderation.rules.phrases import LISTS, Phrases, fragments, phrases, shipped, word_list

LIST = """
# a remark
my = my, our            # and another
thing = channel, web site, (new|old) shop
visit {my} (|*) {thing}
(sub|subscribe) (to|)  (me|us (all|both))
viagra*
"""


def found(text: str) -> list[str]:
    """The quotes that the list above finds."""
    return [hit.quote for hit in Phrases(patterns_of(LIST)).find(text)]


@pytest.mark.parametrize(
    ("text", "quotes"),
    [
        ("Visit our channel!", ["Visit our channel"]),
        ("VISIT, my   Web-Site", ["VISIT, my   Web-Site"]),
        ("visit my very own channel", []),
        ("visit my own channel", ["visit my own channel"]),
        ("visit our old shop", ["visit our old shop"]),
        ("visit your channel", []),
        ("sub me", ["sub me"]),
        ("Subscribe to us both, please", ["Subscribe to us both"]),
        ("subscribe to us", []),
        ("viagra and Viagra-like viagras", ["viagra", "viagras"]),
        ("", []),
    ],
)
def test_what_a_list_finds(text, quotes):
    assert found(text) == quotes


def test_the_longest_phrase_wins_at_its_place():
    tree = Phrases([("free",), ("free", "money")])

    assert [hit.quote for hit in tree.find("Free money, free beer")] == ["Free money", "free"]


def test_a_quote_is_the_text_as_it_stands():
    tree = Phrases([("retour", "de", "l", "etre", "aime")])

    assert [hit.quote for hit in tree.find("Le RETOUR de l’être\u200b aimé !")] == [
        "RETOUR de l’être\u200b aimé"
    ]


def test_a_set_that_was_never_made_is_an_error_of_the_list():
    with pytest.raises(KeyError):
        list(patterns_of("visit {nowhere}"))


def test_a_site_s_own_phrases_join_the_shipped_ones():
    tree = phrases("call_to_action", ("Bring * apples", "(half", "*"[:0]))

    assert tree.find("bring your apples")
    assert tree.find("half an hour")
    assert tree.find("subscribe to my channel")


def test_words_that_are_left_out_may_stand_anywhere():
    tree = Phrases([("enjoyed", "reading")], frozenset({"just", "it"}))

    assert [hit.quote for hit in tree.find("I enjoyed just reading it")] == ["enjoyed just reading"]
    assert tree.find("I enjoyed not reading it") == []


def test_a_site_s_own_phrase_is_found_whatever_small_words_it_holds():
    tree = phrases("generic_praise", ("what a feast", "the"), "small_words")

    assert [hit.quote for hit in tree.find("Such a feast, the best!")] == ["feast"]


def test_a_word_list_is_read_in_all_languages_without_its_remarks():
    words = word_list("small_words")

    assert {"the", "votre"} <= words
    assert "#" not in words


LISTS_IN_TWO_LANGUAGES = (
    "author_is_ad", "call_to_action", "call_to_click", "generic_praise", "robot_praise", "selling_words"
)  # fmt: skip


@pytest.mark.parametrize("key", LISTS_IN_TWO_LANGUAGES)
def test_a_list_ships_in_english_and_french_and_finds_nothing_in_a_blank_text(key):
    assert {file.name for file in LISTS.iterdir()} >= {f"{key}.en.txt", f"{key}.fr.txt"}
    assert shipped(key)
    assert phrases(key).find(" … ") == []


def test_fragments_are_found_inside_an_address():
    assert fragments("selling_addresses", "http://best-CASINO-4u.example/") == ["CASINO"]
    assert fragments("selling_addresses", "https://julie-morel.example/") == []
