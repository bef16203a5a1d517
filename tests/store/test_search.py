"""What is asked by what somebody types into the box."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from moderation.store.search import LONGEST_WORD, MOST_WORDS, Phrase, question, words_of


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
        ("ines@mail.example", [Phrase(("ines", "mail", "example"))]),
        ("followers.example", [Phrase(("followers", "example"))]),
        ("www.followers.example", [Phrase(("followers", "example"))]),
        ("https://www.followers.example/buy?n=1", [Phrase(("followers", "example", "buy", "n", "1"))]),
        ("192.0.2.7", [Phrase(("192", "0", "2", "7"))]),
        ("2001:db8::1", [Phrase(("2001", "db8", "1"))]),
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
    assert all(words_of(word) == [word] and len(word) <= LONGEST_WORD for word in words)
