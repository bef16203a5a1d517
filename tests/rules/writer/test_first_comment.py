"""The first comments of everybody."""

from dataclasses import replace

import pytest

from moderation.rules.example import STRANGER, Example
from moderation.rules.writer.first_comment import FirstComment
from moderation.words import Signal

HERE = replace(STRANGER, own_hosts=("blog.example",))


def found(example: Example, **setting: object) -> Signal | None:
    return FirstComment(on=True, **setting).check(example.submission(), example.facts)  # type: ignore[arg-type]


@pytest.mark.parametrize(("name", "email"), [("Mina", ""), ("", "mina@example.org")])
@pytest.mark.parametrize("approved", [0, 5])
def test_without_name_and_e_mail_nobody_can_say_that_it_is_the_first(name, email, approved):
    facts = replace(STRANGER, author_approved=approved)

    signal = found(Example(name=name, email=email, facts=facts))

    assert signal is not None
    assert signal.why == "No name and e-mail to know this author by"


@pytest.mark.parametrize(
    ("approved", "why"),
    [(0, "First comment of this author here"), (2, "One of the first comments of this author here")],
)
def test_the_sentence_says_whether_it_is_the_very_first(approved, why):
    signal = found(Example(facts=replace(STRANGER, author_approved=approved)), approved=3)

    assert signal is not None
    assert signal.why == why


@pytest.mark.parametrize(
    "given",
    [{"text": "As in https://www.blog.example/leek you said."}, {"website": "https://blog.example/"}],
)
def test_a_link_to_the_site_itself_is_none(given):
    assert found(Example(**given), only_links=True) is not None

    assert found(Example(**given, facts=HERE), only_links=True) is None


@pytest.mark.parametrize(
    "given",
    [{"text": "As in https://soups.example/leek they said."}, {"website": "https://soups.example/"}],
)
def test_a_link_to_elsewhere_is_one(given):
    assert found(Example(**given, facts=HERE), only_links=True) is not None
