"""Letters of other scripts."""

import pytest

from moderation.errors import Invalid
from moderation.rules.book import parse
from moderation.rules.example import Example
from moderation.rules.wording.other_script import RUSSIAN, OtherScript
from moderation.words import Signal


def signal_for(text: str, *scripts: str, page_title: str = "Leek soup") -> Signal | None:
    """What the rule finds in a text where these scripts are written."""
    example = Example(text=text, page_title=page_title)
    return OtherScript(scripts=scripts or ("Latin",)).check(example.submission(), example.facts)


def test_it_comes_switched_off():
    assert not OtherScript().on


@pytest.mark.parametrize(
    ("text", "script"),
    [
        (RUSSIAN, "cyrillic"),
        ("Πολύ ωραία σούπα, ευχαριστώ!", "Greek"),
        (RUSSIAN, "Cyrillique"),
        ("شكرا جزيلا على هذه الوصفة", "Arabic"),
        ("बहुत स्वादिष्ट सूप, धन्यवाद", "Hindi"),
        ("這個湯真的非常好喝謝謝你", "Chinese"),
        ("このスープは美味しいですね", "Japanese"),
        ("정말 맛있는 수프였어요 감사합니다", "Korean"),
    ],
)
def test_a_script_is_foreign_until_it_is_listed_or_stands_in_the_title(text, script):
    assert signal_for(text) is not None
    assert signal_for(text, script) is None
    assert signal_for(text, page_title=text) is None


def test_the_foreign_words_are_quoted():
    signal = signal_for("Hi! Спасибо за отличный суп")

    assert signal is not None
    assert signal.quotes == ("Спасибо", "за", "отличный", "суп")
    assert signal.values["share"] == 90


def test_words_of_hindi_and_thai_are_quoted_whole():
    hindi, thai = signal_for("बहुत स्वादिष्ट सूप, धन्यवाद"), signal_for("ขอบคุณ สำหรับ สูตรนี้")

    assert hindi is not None
    assert thai is not None
    assert hindi.quotes == ("बहुत", "स्वादिष्ट", "सूप", "धन्यवाद")
    assert thai.quotes == ("ขอบคุณ", "สำหรับ", "สูตรนี้")


def test_one_word_in_the_title_does_not_open_the_page_to_its_script():
    assert signal_for(RUSSIAN, page_title="The Russian word суп, and how to cook it") is not None


def test_letters_of_addresses_e_mails_and_code_are_no_writing():
    shown = "Olga: https://кухня.рф/рецепты/суп, ольга@кухня.рф and `печать(привет, мир)`, I say"

    assert signal_for(shown) is None


def test_a_few_letters_and_a_smaller_part_are_no_sign():
    assert signal_for("Спасибо") is None
    assert signal_for("Спасибо большое means thank you very much") is None
    assert signal_for("ＦＵＬＬ ｗｉｄｔｈ 𝐚𝐧𝐝 𝐛𝐨𝐥𝐝 are Latin") is None
    assert signal_for("12345 67890 !!! 👍👍👍👍👍👍👍👍👍👍👍👍") is None


def test_a_script_that_nobody_knows_is_refused_beside_its_field():
    with pytest.raises(Invalid) as wrong:
        parse({"rules": {"other_script": {"scripts": ["Latin", "Latn", "Grec"]}}})

    assert [problem.on for problem in wrong.value.problems] == ["rules.other_script.scripts"]
    assert wrong.value.problems[0].values == {"script": "Latn"}
