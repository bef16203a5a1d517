"""One form of letters, and the way back to the words as they stand."""

from timeit import timeit

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from moderation.text.fold import fold, fold_with_map, original_span, text_key, words_of

SCRIPTS = st.text(
    st.one_of(
        st.characters(),
        st.sampled_from("aÉßœ ﬁ½İıŁ’«»–…\u00a0\u202f\u200b\u00ad\u202e\u0301\u0338\ufe0f\n\t"),
        st.sampled_from("हिन्दी가각\u1112\u1161\u11abｶﾞがか\u3099שָׁ"),
    )
)


@pytest.mark.parametrize(
    ("typed", "folded"),
    [
        ("Abonnez-vous à ma chaîne", "abonnez-vous a ma chaine"),
        ("abonnez-vous a\u0300 ma chai\u0302ne", "abonnez-vous a ma chaine"),
        ("L’ÉTÉ, c‘est l´été", "l'ete, c'est l'ete"),
        ("«\u202fOui\u202f» — “non”", '" oui " - "non"'),
        ("Œuvre, ex æquo, smørrebrød, Łódź", "oeuvre, ex aequo, smorrebrod, lodz"),
        ("Straße ﬁne ＳＥＯ ①", "strasse fine seo 1"),
        ("ca\u00adsi\u200bno \u202egratis\u202c", "casino gratis"),
        ("p\u0336i\u0336l\u0336l\u0336s", "pills"),
        ("  deux\u00a0mots\u2003\n\tet plus ", "deux mots et plus"),
        ("bell\x07 and\x1f unit", "bell and unit"),
        ("bell\x07 é", "bell e"),
        ("", ""),
        (" \u200b ", ""),
    ],
)
def test_texts_that_look_alike_are_folded_into_one(typed, folded):
    assert fold(typed) == folded


def test_marks_that_make_another_letter_stay():
    assert fold("が") == "が"
    assert fold("か\u3099") == fold("が") != fold("か")
    assert fold("हिन्दी") == "हिन्दी"
    assert fold("한글") == fold("\u1112\u1161\u11ab\u1100\u1173\u11af") == "한글"


@given(SCRIPTS)
@settings(deadline=None)
def test_what_is_folded_is_folded_for_good(text):
    once = fold(text)

    assert fold(once) == once


@given(SCRIPTS)
@settings(deadline=None)
def test_the_map_goes_with_the_folded_text_and_never_backwards(text):
    folded, places = fold_with_map(text)

    assert folded == fold(text)
    assert len(places) == len(folded)
    assert list(places) == sorted(places)
    assert all(0 <= place < len(text) for place in places)


@given(SCRIPTS, st.data())
@settings(deadline=None)
def test_the_original_of_a_word_stands_in_the_text_and_folds_into_it(text, data):
    word = data.draw(st.sampled_from(fold(text).split() or [""]))
    start = fold(text).find(word)

    quoted = original_span(text, start, start + len(word))

    assert quoted in text
    assert word in fold(quoted)


@pytest.mark.parametrize(
    ("text", "folded", "original"),
    [
        ("Oh :  ABONNEZ-VOUS À MA  CHAÎNE !", "abonnez-vous a ma chaine", "ABONNEZ-VOUS À MA  CHAÎNE"),
        ("ma chai\u0302ne\u0301 !", "chaine", "chai\u0302ne\u0301"),
        ("un œuf", "oeuf", "œuf"),
        ("ﬁn", "f", "ﬁ"),
        ("cas\u200bino gratuit", "casino", "cas\u200bino"),
        ("plain words  here", "words here", "words  here"),
        ("plain words here", "words", "words"),
        ("\u1112\u1161\u11ab글", "한", "\u1112\u1161\u11ab"),
    ],
)
def test_a_match_is_quoted_as_it_stands(text, folded, original):
    start = fold(text).index(folded)

    assert original_span(text, start, start + len(folded)) == original


def test_no_letters_have_no_original():
    assert original_span("été", 1, 1) == ""
    assert original_span("", 0, 3) == ""


def test_words_are_letters_digits_and_inner_apostrophes():
    words = words_of("L’été ’68 — d'un_coup: «\u202f1\u202f000\u202f» rock'n'roll 'quoted'!")

    assert words == ("l'ete", "68", "d'un", "coup", "1", "000", "rock'n'roll", "quoted")
    assert words_of("हिन्दी भाषा") == ("हिन्दी", "भाषा")


def test_case_accents_punctuation_and_spaces_make_no_other_text():
    key = text_key("Très bel article !\n\nMerci…")

    assert len(key) == 16
    assert key == text_key("  tres BEL article, merci")
    assert key != text_key("Très bel article, merci beaucoup")


def test_texts_without_words_are_told_apart_too():
    assert text_key("👍") == text_key(" 👍 ")
    assert len({text_key("👍"), text_key("👎"), text_key("!!!"), text_key("")}) == 4


@pytest.mark.parametrize("text", ["Words and words. " * 590, "Déjà «\u202fvu\u202f», l’été… " * 450])
def test_ten_thousand_letters_are_folded_in_a_moment(text):
    assert 9_000 <= len(text) < 10_100
    fold(text)

    assert min(timeit(lambda: fold.__wrapped__(text), number=1) for _ in range(5)) < 0.015
    assert min(timeit(lambda: fold_with_map.__wrapped__(text), number=1) for _ in range(5)) < 0.015
