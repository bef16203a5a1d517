"""Points for what is disguised."""

from moderation.rules.example import Example
from moderation.rules.wording.disguise import Disguise
from moderation.words import Signal


def signal_for(text: str, name: str = "Mina") -> Signal | None:
    """What the rule finds in a text and a name."""
    example = Example(text=text, name=name)
    return Disguise().check(example.submission(), example.facts)


def points(text: str, name: str = "Mina") -> int:
    """The points for a text and a name."""
    signal = signal_for(text, name)
    return signal.points if signal else 0


def test_one_slip_holds_nobody_and_two_disguises_do():
    assert points("the c\u0430sino") == 3
    assert points("the c\u0430sino b\u043enus") == 6
    assert points("the c\u0430sino b\u043enus d\u043eubled at soups (dot) com") == 6


def test_the_same_word_twice_counts_once():
    assert points("c\u0430sino, c\u0430sino") == 3


def test_the_name_is_looked_at_too():
    signal = signal_for("So true.", name="Free Sp\u200bins")

    assert signal is not None
    assert signal.quotes == ("Sp\u200bins",)


def test_words_and_addresses_are_quoted_as_they_stand():
    signal = signal_for("A pay\u200bday lo\u200ban at soups (dot) com")

    assert signal is not None
    assert signal.quotes == ("pay\u200bday", "lo\u200ban", "soups (dot) com")


def test_another_case_of_the_same_find_is_no_second_one():
    assert points("soups (dot) com, Soups (dot) COM") == 3


def test_a_playful_name_is_nobody_s_disguise():
    assert points("So true.", name="𝓜𝓲𝓷𝓪𝓡") == 0
    assert points("Win at the 𝓬𝓪𝓼𝓲𝓷𝓸") == 3
