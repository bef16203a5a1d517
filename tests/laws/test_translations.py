"""Every sentence of the program in every language, and the compiled catalogues that the program reads."""

import re

import pytest
from babel.messages import pofile
from babel.messages.catalog import Catalog

from tools import translations

PLACES = re.compile(r"%\(\w+\)[sd]|\{\w*\}|%%")
"""What a sentence leaves open: `%(name)s` in templates, `{n}` in problems and signals."""


@pytest.fixture(scope="module")
def gathered() -> Catalog:
    """Every sentence of the program, by itself."""
    return translations.gathered()


@pytest.fixture(params=translations.LANGUAGES)
def language(request: pytest.FixtureRequest) -> str:
    """A language other than English."""
    return str(request.param)


@pytest.fixture
def catalogue(language: str) -> Catalog:
    """The catalogue as translators have written it."""
    with translations.source(language).open("rb") as file:
        return pofile.read_po(file, locale=language)


def test_the_program_has_sentences_to_translate(gathered):
    sentences = {message.id for message in gathered}

    assert len(gathered) > 100
    assert {"Approve", "Write at least one word.", "Held at %(points)s"} <= sentences


def test_a_catalogue_holds_exactly_the_sentences_of_the_program(catalogue, gathered):
    written = {message.id for message in catalogue if message.id}

    assert written == {message.id for message in gathered if message.id}
    assert not catalogue.obsolete


def test_every_sentence_is_translated(catalogue):
    assert translations.missing(catalogue) == []


def test_nothing_waits_for_a_second_look(catalogue):
    assert [message.id for message in catalogue if message.id and message.fuzzy] == []


def test_a_translation_leaves_the_same_places_open_as_its_sentence(catalogue):
    wrong = [message.id for message in catalogue if message.id and not has_the_same_places(message)]

    assert wrong == []


def test_the_program_reads_what_translators_wrote(catalogue, language):
    compiled = translations.compiled(language).read_bytes()

    assert compiled == translations.as_compiled(catalogue), "run `make translations`"


def has_the_same_places(message) -> bool:
    """Whether each form of a translation names the same values as its sentence.

    A singular may leave its number out, for "one" can be said in words.
    """
    if not isinstance(message.id, tuple):
        return not message.string or places(message.string) == places(message.id)
    one, many = places(message.id[0]), places(message.id[1])
    singular, *plurals = [places(form) for form in message.string if form] or [many]
    number = {place for place in many if place in ("%(num)s", "{n}")}
    return one - number <= singular <= many | one and all(form == many for form in plurals)


def places(sentence: str) -> set[str]:
    """The places of a sentence."""
    return set(PLACES.findall(sentence))
