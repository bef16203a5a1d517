"""Praise that fits any page."""

from collections.abc import Iterator
from dataclasses import replace

import pytest

from moderation.errors import Invalid
from moderation.rules.book import Book, parse
from moderation.rules.example import STRANGER, Example
from moderation.rules.pattern import Pattern
from moderation.rules.phrases import shipped, word_list
from moderation.rules.wording.generic_praise import HOLLOW, SURFING, GenericPraise
from moderation.words import Kind, Signal

LONG_THANKS = (
    "The content of this site is really useful, thank you for the great articles, posts and information. "
    "I like it and read your blog every day."
)


def found(text: str, **fields: str) -> Signal | None:
    """What the rule finds in a text."""
    example = Example(text=text, **fields)  # type: ignore[arg-type]
    return GenericPraise().check(example.submission(), example.facts)


def points(text: str, **fields: str) -> int:
    """The points for a text."""
    signal = found(text, **fields)
    return signal.points if signal else 0


@pytest.mark.parametrize(
    "text",
    [
        SURFING,
        "I have bookmarked your site.",
        "My cousin suggested this website, he was right!",
        "If all bloggers made such great content!",
        "I just could not leave your blog before suggesting that I loved it.",
        "Would you be interested in exchanging links?",
        "I always wanted to write on my website something like that.",
        "I'm grateful for the blog article. Much obliged.",
        "A round of applause for your blog!",
        "I simply loved every little bit of it.",
        "J'ai ajouté votre site à mes favoris.",
        "Je me permets de vous laisser un petit mot pour vous féliciter.",
    ],
)
def test_a_sentence_of_robots_waits_for_a_person(text):
    assert points(text) == GenericPraise().robot_points


def test_robots_may_shuffle_their_small_words():
    plain = "I stumbled upon your blog and wanted to say I enjoyed it"
    shuffled = "I just stumbled upon this very blog, and I really wanted to say that I so enjoyed it"

    assert points(plain) == points(shuffled) == GenericPraise().robot_points


def test_two_sentences_of_robots_are_spam():
    signal = found(f"{SURFING} I will bookmark your blog.")

    assert signal is not None
    assert signal.points == GenericPraise().most
    assert signal.values == {"n": 2}
    assert signal.quotes[1] == "bookmark your blog"


@pytest.mark.parametrize(
    "text",
    [
        "Thank you! I made the soup yesterday, and it was wonderful with a bit of nutmeg.",
        "I do not agree with this article: what you write of the information on leeks is wrong.",
        "I found a recipe like yours in my grandmother's book, I will come back to it on Sunday.",
        "I have been reading your blog for years, and this is the first time that something burnt.",
        "Je suis tombée sur votre blog en cherchant quoi faire de mes poireaux : un régal.",
        "Je ne suis pas d'accord avec cet article : le cumin n'a rien à faire là.",
        "J'ai partagé la recette sur Facebook, ma sœur l'a faite dimanche.",
    ],
)
def test_what_readers_write_is_hardly_a_sign(text):
    assert points(text) <= 1


def test_compliments_are_a_weak_sign_and_several_a_little_more():
    assert points("Great post!") == 1
    assert points("Great post! Thanks for sharing, keep it up, I bookmarked it.") == 2
    assert points("Très bon article, merci pour le partage.") == 2


def test_a_website_adds_a_point_and_an_advertising_name_weighs_as_robots_do():
    assert points("Great post!", website="https://soups.example/") == 2
    assert points("Great post!", name="Cheap Car Insurance") == GenericPraise().robot_points
    assert points("Soup!", name="Cheap Car Insurance", website="https://soups.example/") == 0


def test_what_adds_points_is_quoted():
    signal = found("Great post!", name="Cheap Car Insurance", website="https://soups.example/")

    assert signal is not None
    assert signal.quotes == ("Great post", "Cheap Car Insurance", "https://soups.example/")


def test_compliments_count_only_where_nothing_is_said_of_the_page():
    assert points("Great post!", page_title="Leek soup") == 1
    assert points("Great post about leek!", page_title="Leek soup") == 0
    assert points("Great post." + " The second time I left the onions out." * 4) == 0


def test_the_title_that_the_desk_knows_goes_before_the_one_that_was_sent():
    example = Example(text="Great post about leek!", page_title="")
    known = replace(STRANGER, page_title="Leek soup")

    assert GenericPraise().check(example.submission(), STRANGER)
    assert GenericPraise().check(example.submission(), known) is None


def test_a_longer_text_of_nothing_but_praise_waits_with_a_website():
    signal = found(HOLLOW)

    assert signal is not None
    assert signal.points == Book().hold_from - 1
    assert "blog" in signal.quotes
    assert points(HOLLOW, website="https://soups.example/") == Book().hold_from


def test_praise_that_goes_on_to_say_something_is_not_hollow():
    leeks = "Fry leeks, onions, garlic; add cream, nutmeg, bay, salt, pepper; cook slowly thirty minutes."

    assert points(f"{HOLLOW} {leeks}") == 0


def test_a_reader_s_long_thanks_hold_nothing_alone():
    assert points(LONG_THANKS) < Book().hold_from
    assert points(f"{HOLLOW} We cooked it with the children.") == 0
    assert points(HOLLOW, page_title="Why my brother enjoyed it") == 0


def test_a_website_of_blanks_is_none():
    signal = found("Great post!", website=" \u200b")

    assert signal is not None
    assert (signal.points, signal.quotes) == (1, ("Great post",))


def test_trackbacks_praise_too():
    assert Kind.TRACKBACK in GenericPraise.kinds


def test_a_phrase_of_small_words_alone_is_refused_beside_its_field():
    with pytest.raises(Invalid) as wrong:
        parse({"rules": {"generic_praise": {"words": ["you are the best", "that is it", "!!!"]}}})

    assert [problem.on for problem in wrong.value.problems] == ["rules.generic_praise.words"] * 2


def test_an_address_is_no_praise():
    assert points("I read https://great-post.example/keep-up/ first.") == 0
    assert points("Great post, see https://great-post.example/") == 1


def test_a_site_s_own_phrases_are_compliments():
    rule = GenericPraise(words=("you are the best cook",))
    example = Example(text="You are simply the best cook!")

    signal = rule.check(example.submission(), STRANGER)

    assert signal is not None
    assert signal.points == 1


@pytest.mark.parametrize("key", ["generic_praise", "robot_praise"])
def test_no_small_word_stands_in_a_list_for_it_would_never_be_found(key):
    words = {word for pattern in shipped(key) for word in words_of(pattern)}

    assert len(words) > 50
    assert not words & word_list("small_words")


def words_of(pattern: Pattern) -> Iterator[str]:
    """All the words of a pattern, whichever way through it."""
    for part in pattern:
        if isinstance(part, str):
            yield part
        else:
            yield from (word for choice in part for word in words_of(choice))
