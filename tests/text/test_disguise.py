"""Words and addresses in disguise, and what merely looks odd."""

import pytest

from moderation.text.disguise import disguised_addresses, disguised_words, dressed_words, plain
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
        ("the best casin\u043e in town", ["casin\u043e"]),
        ("good SE\u041e and b\u0435t for you", ["SE\u041e", "b\u0435t"]),
        ("a ca\u2061sino, a bo\u200enus, a lo\u180ban", ["ca\u2061sino", "bo\u200enus", "lo\u180ban"]),
        ("a c\u0338a\u0338sino", ["c\u0338a\u0338"]),
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
        "Прив\u0065т всем, отличный рецепт",
        "Αγόρασα ένα i\u03a1hone χθες",
        "купил iPhone\u0430 и Windows\u0443",
        "the\u200bsoup was good, delicious\u200bleeks",
        "",
    ],
)
def test_other_languages_formulas_and_emoji_are_no_disguise(text):
    assert disguised_words(text) == []


@pytest.mark.parametrize(
    ("text", "addresses"),
    [
        ("go to getfollowers (dot) com, they", ["getfollowers (dot) com"]),
        ("go to getfollowers (dot) example", ["getfollowers (dot) example"]),
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
        ("see cheappills .com/win and cheappills .com", ["cheappills .com/w", "cheappills .com"]),
        ("see cheappills\u3002com and pills\uff0enet", ["cheappills\u3002com", "pills\uff0enet"]),
        ("see hxxp://evil.example/a", ["hxxp://evil.example/a"]),
        ("voir www.exemple point fr", ["www.exemple point fr"]),
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
        "console[.]log, data (dot) frame, foo(.)bar, node (dot) js, the (dot) operator",
        "Go. net/http is good, and so is emacs. org/mode",
        "the U S A . net worth",
        "foo . com",
        "name (@) host (dot) com, name(a)host(dot)com, name at host dot com",
        "register .com domains, a .com, registering .com, un exemple point fr",
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


def test_latin_letters_in_other_clothes_are_a_disguise_beside_no_wide_script():
    assert dressed_words("the ｃａｓｉｎｏ, 𝐛𝐞𝐬𝐭 𝐛𝐨𝐧𝐮𝐬, ⓑⓞⓝⓤⓢ") == ["ｃａｓｉｎｏ", "𝐛𝐞𝐬𝐭 𝐛𝐨𝐧𝐮𝐬", "ⓑⓞⓝⓤⓢ"]
    assert dressed_words("ＯＰＥＮ、今日は") == dressed_words("let 𝐀𝐱 = 𝐛") == []
