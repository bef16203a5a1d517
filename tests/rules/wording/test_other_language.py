"""Another language than the site's."""

from dataclasses import replace

import pytest

from moderation.errors import Invalid
from moderation.rules.book import parse
from moderation.rules.example import STRANGER, Example
from moderation.rules.wording.other_language import FRENCH, GERMAN, OtherLanguage
from moderation.text.language import code_of, language_of, near, short_code
from moderation.words import Signal

SPANISH = "Muchas gracias por la receta, la sopa estaba riquísima y a toda mi familia le ha gustado mucho."


def found(text: str, locale: str | None = "en", *languages: str) -> Signal | None:
    facts = replace(STRANGER, site_language=locale)
    return OtherLanguage(languages=languages).check(Example(text=text).submission(), facts)


def test_the_sites_own_language_may_be_written_without_any_setting():
    assert found(FRENCH, "fr") is None
    assert found(FRENCH, "en") is not None
    assert found(GERMAN, "de_AT") is None


def test_a_list_takes_the_place_of_the_sites_own():
    assert found(FRENCH, "fr", "de") is not None
    assert found(GERMAN, "fr", "de", "en") is None


def test_what_is_easily_taken_for_the_sites_language_is_let_pass():
    assert language_of(SPANISH) == "spa"
    assert found(SPANISH, "pt") is None
    assert found(SPANISH, "fr") is not None


def test_names_addresses_and_code_are_no_language():
    code = "```\n" + FRENCH + "\n```"

    assert found(f"I tried this one here:\n\n{code}") is None


def test_a_language_that_cannot_be_told_is_said_and_costs_nothing():
    signal = found(FRENCH, "tlh")

    assert signal is not None
    assert (signal.points, signal.verdict) == (0, None)


def test_a_code_of_no_language_is_refused_when_saved():
    with pytest.raises(Invalid) as refused:
        parse({"rules": {"other_language": {"languages": ["fr", "klingon"]}}})

    assert [problem.on for problem in refused.value.problems] == ["rules.other_language.languages"]


def test_a_language_is_named_as_people_name_it():
    assert (short_code("fra"), short_code("rus"), short_code("xxx")) == ("fr", "ru", "xxx")


def test_languages_are_known_by_both_of_their_codes():
    assert code_of("fr") == code_of("fra") == code_of("FR_ch") == "fra"
    assert code_of("french") is None
    assert near("nob") == {"nob", "dan", "swe"}


def test_no_text_makes_the_detector_raise():
    for text in ("", " ", "123", "☃" * 50, "\ud800", "日本語" * 500, "a" * 100_000):
        language_of(text)
