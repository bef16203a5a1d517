"""Words and addresses in disguise, and what merely looks odd."""

import pytest

from moderation.text.disguise import disguised_addresses, disguised_words, plain
from tests.clock import seconds


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("the best c\u0430sin\u043e in town", ["c\u0430sin\u043e"]),
        ("\u0441asino", ["\u0441asino"]),
        ("best k\u0430zin\u043e", ["k\u0430zin\u043e"]),
        ("лучшее к\u0061зин\u006f", ["к\u0061зин\u006f"]),
        ("g\u03bfogle it", ["g\u03bfogle"]),
        ("at luckyw\u0456n.example", ["luckyw\u0456n"]),
        ("a pay\u200bday lo\u2060an", ["pay\u200bday", "lo\u2060an"]),
        ("V\u200bI\u200bA\u200bGRA", ["V\u200bI\u200bA\u200bGRA"]),
        ("каз\ufeffино", ["каз\ufeffино"]),
    ],
)
def test_words_that_only_people_read(text, words):
    assert disguised_words(text) == words


@pytest.mark.parametrize(
    "text",
    [
        "Ça mijote, voilà : œufs, Straße, naïve, Łódź, İstanbul, ﬁne",
        "Спасибо, отличный рецепт! Σας ευχαριστώ πολύ.",
        "Δt = λ/μ with αmax, kΩ, μTorrent, θi and αθf",
        "в SMSке, на IT-форуме, с iPhoneом и PHPшником",
        "С# и СSS",
        "👩\u200d👩\u200d👧 and 🏳\ufe0f\u200d🌈, ❤\ufe0f",
        "می\u200cخواهم, क्\u200dष",
        "a line\u200b break, \ufeffa mark, a\u00a0space and a hy\u00adphen",
        "赌场 casino 최고 カジノ",
        "",
    ],
)
def test_other_languages_formulas_and_emoji_are_no_disguise(text):
    assert disguised_words(text) == []


@pytest.mark.parametrize(
    ("text", "addresses"),
    [
        ("go to getfollowers (dot) example, they", ["getfollowers (dot) example"]),
        ("see shop[dot]soups[dot]com!", ["shop[dot]soups[dot]com"]),
        ("voir boutique (point) fr", ["boutique (point) fr"]),
        ("on evil[.]com and evil(.)net", ["evil[.]com", "evil(.)net"]),
        ("visit Cheap-Pans dot com today", ["Cheap-Pans dot com"]),
        ("at 1xsoup . com/win", ["1xsoup . com"]),
        ("see www.soups. com/leek", ["www.soups. com/l"]),
        ("call www soups com 123", ["www soups com"]),
        ("www. soups .com", ["www. soups .com"]),
        ("now e x a m p l e . c o m !", ["e x a m p l e . c o m"]),
        ("w w w . s o u p . org", ["w w w . s o u p . org"]),
    ],
)
def test_addresses_that_only_people_read(text, addresses):
    assert disguised_addresses(text) == addresses


@pytest.mark.parametrize(
    "text",
    [
        "mina (at) soups (dot) example",
        "mina at soups dot com",
        "mina@soups (dot) example",
        "mina (dot) king (at) soups (dot) example",
        "the dot com bubble, every dot com of that time, some dot com companies",
        "a dot net developer, Visual Studio .NET, asp . net",
        "buy the .com, not the .org",
        "Good. Com is short for comment. Info follows, com on!",
        "https://soups.example/leek and www.soups.example",
        "S T O P . N O W",
        "x y z . t u",
        "J. R. R. Tolkien, e. g. the U. S. A.",
        "list[i].name and f(.5)",
        "210. com",
    ],
)
def test_emails_sentences_and_code_are_no_disguised_address(text):
    assert disguised_addresses(text) == []


@pytest.mark.parametrize(
    "piece", ["a ", "a.", "www ", "xxx dot ", "aa(dot)", "a . b ", "a\u200b", "a\u0430", "1."]
)
def test_no_text_keeps_the_program_busy(piece):
    text = piece * (10_000 // len(piece))

    assert seconds(lambda: (disguised_words(text), disguised_addresses(text)), bar=0.5) < 0.5


@pytest.mark.parametrize(
    ("name", "looks"),
    [
        ("\u0405id", "sid"),
        ("S. I. D.", "sid"),
        ("ÓLGA", "olga"),
        ("Нина", "hинa"),
        ("***", ""),
        ("R2-D2", "r2d2"),
    ],
)
def test_a_name_as_it_looks(name, looks):
    assert plain(name) == looks
