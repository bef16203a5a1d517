"""What is asked by what somebody types into the box."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from moderation.store.search import MOST_WORDS, Phrase, question
from moderation.text.sought import LONGEST_WORD, WHOLE, whole, wholes_of, words_of


def bare(word: str) -> Phrase:
    return Phrase((word,), is_open=True)


@pytest.mark.parametrize(
    ("typed", "phrases"),
    [
        ("tomatoes", [bare("tomatoes")]),
        ("Tomates SÉCHÉES", [bare("tomates"), bare("sechees")]),
        ("on my", [Phrase(("on",)), Phrase(("my",))]),
        ('"drip line" balcony', [Phrase(("drip", "line")), bare("balcony")]),
        ("«\u202fgoutte à goutte\u202f»", [Phrase(("goutte", "a", "goutte"))]),
        ('"one"', [Phrase(("one",))]),
        ("ines@mail.example soup", [Phrase(("ines", "mail", "example")), bare("soup")]),
        ("www.followers.example soup", [Phrase(("followers", "example")), bare("soup")]),
        ("日本", [Phrase(("日本",))]),
        ("日本語", [Phrase(("日本", "本語"))]),
        ("語", [Phrase(("語",), is_open=True)]),
        ('"日本 語学"', [Phrase(("日本", "本", "語学"))]),
        ("🔥", [Phrase(("\ue0011f525",))]),
        ("👍🏽", [Phrase(("\ue0011f44d",))]),
        ("https://www.followers.example/buy?n=1", [Phrase(("followers", "example", "buy", "n", "1"))]),
        ('12" pipe', [Phrase(("12",)), bare("pipe")]),
        ("don’t", [Phrase(("don", "t"))]),
        ("AND or* NOT(x) NEAR", [bare("and"), Phrase(("or",)), Phrase(("not", "x")), bare("near")]),
        ("!?.. --- «» ''", []),
        ("", []),
    ],
)
def test_words_are_looked_for_each_by_its_beginning_and_what_belongs_together_in_a_row(typed, phrases):
    assert list(question(typed).phrases) == phrases


def test_of_many_words_the_first_are_looked_for_and_it_is_told():
    twenty = question(" ".join(f"word{n}" for n in range(MOST_WORDS)))
    more = question(" ".join(f"word{n}" for n in range(MOST_WORDS + 1)))
    row = question('"' + " ".join(f"word{n}" for n in range(MOST_WORDS + 5)) + '"')

    assert (len(twenty.phrases), twenty.is_cut) == (MOST_WORDS, False)
    assert (more.phrases, more.is_cut) == (twenty.phrases, True)
    assert (len(row.phrases[0].words), row.is_cut) == (MOST_WORDS, True)


@given(typed=st.text())
def test_whatever_is_typed_asks_for_few_words_that_are_nothing_but_words(typed):
    words = [word for phrase in question(typed).phrases for word in phrase.words]

    assert len(words) <= MOST_WORDS
    assert all(len(word) <= LONGEST_WORD for word in words)
    assert set(words) <= {*words_of(typed), *wholes_of(typed)}


@pytest.mark.parametrize(
    ("one", "same"),
    [
        ("Jo@Corp.example", "jo@corp.example"),
        ("https://www.corp.example/", "corp.example"),
        ("corp.example:8080", "CORP.example"),
        ("2001:DB8:0:0:0:0:0:7", "2001:db8::7"),
        ("::ffff:192.0.2.7", "192.0.2.7"),
        ("[::1]", "0:0:0:0:0:0:0:1"),
    ],
)
def test_an_e_mail_host_or_address_is_one_word_however_it_is_written(one, same):
    assert whole(one) == whole(same) is not None
    assert question(one).phrases == (Phrase((whole(same) or "",)),)
    assert whole(same) in wholes_of(f"see {one}, and more")


@pytest.mark.parametrize(
    "typed", ["leek soup", "@corp.example", "12:30", "a.b", "3.14", "corp.example/a", "jo@a.example b"]
)
def test_what_is_more_or_less_than_one_of_these_is_its_words(typed):
    assert not any(word.startswith(WHOLE) for phrase in question(typed).phrases for word in phrase.words)
