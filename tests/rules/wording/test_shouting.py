"""Shouting."""

import pytest

from moderation.rules.book import Book
from moderation.rules.example import STRANGER, Example
from moderation.rules.wording.shouting import Shouting
from moderation.words import Signal


def found(text: str) -> Signal | None:
    """What the rule finds in a text."""
    return Shouting().check(Example(text=text).submission(), STRANGER)


def test_the_rule_ships_off():
    assert not Book().rule(Shouting).on


@pytest.mark.parametrize(
    ("text", "quotes"),
    [
        ("THIS IS THE BEST SOUP, I say", ("THIS", "IS", "THE", "BEST", "SOUP")),
        ("ÉCOUTEZ-MOI BIEN, C'EST GÉNIAL", ("ÉCOUTEZ", "MOI", "BIEN", "EST", "GÉNIAL")),
        ("Yes!!! Yes!!", ("!!!", "!!")),
        ("So good 😍😍😍😍😍 🍲🍲🍲🍲🍲", ("😍", "🍲")),
        ("Hmmmmmmm, no", ("mmmmmmm",)),
        ("好！！！好！！", ("！！！", "！！")),
        ("✅⭐❌✅⭐❌✅⭐❌✅", ("✅", "⭐", "❌")),
        ("👨‍👩‍👧🇫🇷👍🏽1️⃣" * 3, ("👨‍👩‍👧", "🇫🇷", "👍🏽", "1️⃣")),
    ],
)
def test_what_shouts_is_quoted(text, quotes):
    signal = found(text)

    assert signal is not None
    assert signal.points == 1
    assert signal.quotes == quotes


@pytest.mark.parametrize(
    "text",
    [
        "",
        "MERCI BEAUCOUP !",
        "It says ERROR: NO SUCH FILE, although I wrote the name as you did.",
        "Really! Four times! No! Yes!",
        "Hmmmmm, 1000000 g of salt",
        "👨‍👩‍👧‍👦👨‍👩‍👧‍👦👨‍👩‍👧‍👦 👍🏽👍🏽👍🏽 🇫🇷🇫🇷🇫🇷",
        "#FFFFFF, #AABBCC, #DDEEFF or #ABCDEF for me",
        "It is `THE_CONSTANT_OF_ALL_CONSTANTS`, see https://SOUPS.example/THIS/IS/LOUD",
        "if (!a && !b && !c && !d && !e) return",
        "これはとても美味しいスープですね。ありがとうございます。",
    ],
)
def test_a_word_aloud_is_not_meant(text):
    assert found(text) is None
