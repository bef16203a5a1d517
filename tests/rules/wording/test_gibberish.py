"""Letters that no language puts together."""

import pytest

from moderation.rules.example import STRANGER, Example
from moderation.rules.letters import rarity, strangeness
from moderation.rules.wording.gibberish import STRANGE, Gibberish


def points(text: str = "Thank you.", **fields: str) -> int:
    """The points for a text."""
    example = Example(text=text, **fields)  # type: ignore[arg-type]
    signal = Gibberish().check(example.submission(), STRANGER)
    return signal.points if signal else 0


def test_every_pair_of_letters_is_known():
    assert len(rarity()) == 26 * 26
    assert set(rarity().values()) <= set(range(10))


@pytest.mark.parametrize("word", ["gvbfdxkqpt", "lkjfdslfj", "wjxmenyezk", "ÉgvbFdxqZt", "asdfghjkl"])
def test_keys_pressed_at_random_are_strange(word):
    assert strangeness(word) >= STRANGE


@pytest.mark.parametrize(
    "words",
    [
        "Krzysztof Wojciechowski Brzęczyszczykiewicz Szczepański",
        "Llanfairpwllgwyngyllgogerychwyrndrobwllllantysiliogogogoch Ystradgynlais Cwmbwrla Llwchwr",
        "Jyväskylä Hyvinkää työttömyysturva lentokonesuihkuturbiinimoottoriapumekaanikko",
        "Rechtsschreibung Angstschreeuw Borschtschsuppe Hirschsprung Knightsbridge",
        "Mkhitaryan Tskhinvali Nkrumah Ndjamena Qiongzhang Zhuangzhou Euskaltzaindia Iztaccihuatl",
        "Hrafnhildur Þorbjörnsdóttir Vysotskiy Crvenkovski Jhunjhunwala Nguyễn",
        "anticonstitutionnellement rhythmbox sqlalchemy kubernetes phpmyadmin stackoverflow",
    ],
)
def test_words_and_names_of_many_languages_are_not(words):
    assert max(map(strangeness, words.split())) < STRANGE


@pytest.mark.parametrize(
    "word", ["gvbfdxk", "wkwkwkwkwk", "hahahaha", "zzzzzzzzzz", "gvbf4dxkqpt", "спрвщктжб", ""]
)
def test_what_cannot_be_judged_is_not_strange(word):
    assert strangeness(word) == 0


@pytest.mark.parametrize(
    "text",
    [
        "HTTPXMLJSQWB",
        "commit 9f6b562dd12ef7b1f9e2f8e6f2ab6477790a6594",
        "https://soups.example/gvbfdxkqpt/kqpxwvzt",
        "`gvbfdxkqpt` is what it prints when the file is empty, on three machines.",
        "if (xkqz_vwjtrp != gvbf.dxkqpt) return;",
        "Покажите, пожалуйста, рецепт",
        "今日はいい天気ですね",
    ],
)
def test_code_acronyms_paths_and_other_scripts_are_not_meant(text):
    assert points(text) == 0


def test_a_part_of_the_text_is_needed_but_a_name_or_a_host_is_enough():
    assert points("gvbfdxkqpt lkjfdslfj hello") == 3
    assert points(name="Gvbfdxkqpt") == 3
    assert points(website="https://www.gvbfdxkqpt.co.uk/") == 3
    assert points("See http://gvbfdxkqpt-soups.example/ for more.") == 3
    assert points(website="https://gvbfdxkqpt.blogspot.com/") == 0
    assert points(website="https://xn--gvbfdxkqpt.example/") == 0


def test_the_words_are_quoted_as_they_stand():
    example = Example(text="(gvbfdxkqpt!)", name="Wjxmenyezk", website="HTTPS://GVBFDXKQPT.example/")

    signal = Gibberish().check(example.submission(), STRANGER)

    assert signal is not None
    assert signal.quotes == ("Wjxmenyezk", "gvbfdxkqpt", "HTTPS://GVBFDXKQPT.example/")
