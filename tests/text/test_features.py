"""Features: what a classifier looks at."""

from hypothesis import given
from hypothesis import strategies as st

from moderation.text.features import MOST_WORDS, PIECE, ROOM, features_of, number_of
from moderation.text.fold import original_span


def every(text: str, name: str = "", *, has_website: bool = False) -> frozenset[int]:
    return features_of(name, text, has_website=has_website).every


def test_a_feature_has_the_same_number_on_every_machine():
    assert number_of("word", "soup") == 1_006_380
    assert number_of("word", "soup") != number_of("name", "soup")


def test_words_count_once_and_however_they_are_written():
    assert every("Soup, soup: SOUP!") - every("soup") == {
        number_of("pair", "soup soup"),
        number_of("length", "2"),
    }
    assert every("CAFÉ") == every("café") == every("cafe")


def test_words_pairs_name_length_and_website_are_features():
    found = every("Leek soup", "Rosa", has_website=True)

    assert found == {
        *(number_of("word", word) for word in ("leek", "soup")),
        *(number_of("pair", "leek soup"), number_of("name", "rosa")),
        *(number_of("length", "2"), number_of("website", "True")),
    }


def test_long_words_share_pieces_with_their_other_forms():
    [one] = features_of("", "subscribe", has_website=False).words
    [other] = features_of("", "subscribed", has_website=False).words

    shared = set(one.features) & set(other.features)
    assert len(shared) == len("subscribe") + 1 - PIECE + 1


def test_of_a_long_text_the_beginning_is_looked_at():
    start = " ".join(f"w{n}" for n in range(MOST_WORDS))

    assert every(start) == every(f"{start} casino casino")


@given(st.text(max_size=300), st.text(max_size=40))
def test_every_text_has_features_within_the_room_and_its_words_lead_back_to_it(text, name):
    found = features_of(name, text, has_website=False)

    assert all(0 <= number < ROOM for number in found.every)
    assert all(original_span(text, word.start, word.end) in text for word in found.words)
    assert {number for word in found.words for number in word.features} <= found.every
