"""Names that are advertisements, and names that are not."""

import pytest

from moderation.rules.example import Example
from moderation.rules.writer.author_is_ad import AuthorIsAd


def points(name: str) -> int:
    """The points for a name."""
    example = Example(name=name)
    signal = AuthorIsAd().check(example.submission(), example.facts)
    return signal.points if signal else 0


@pytest.mark.parametrize(
    "name",
    [
        "Best Standing Desks",
        "Online lenen",
        "Küchen kaufen",
        "Logo Design Services",
        "Architects in Pune",
        "Serrurier Paris",
        "Rachat crédit",
        "Voyance gratuite",
        "Robes pas cher",
        "payday loans",
    ],
)
def test_a_keyword_is_no_name(name):
    assert points(name) == AuthorIsAd().points


@pytest.mark.parametrize(
    "name",
    [
        "Anne de Rozières",
        "Seo Yeon Kim",
        "Hervé Jégouzo",
        "John Shoemaker",
        "Win Butler",
        "CWM Consulting",
        "The Angry Gardener",
        "code monkey",
        "VB.NET guy",
        "Dr. H. Weiss",
        "someone@example.org",
        "Natalie Paris",
        "Maison Verte",
        "",
    ],
)
def test_people_and_playful_names_are_let_be(name):
    assert points(name) == 0


def test_a_web_address_as_a_name_weighs_less():
    assert points("best-shoes.com") == points("www.shoes.example") == AuthorIsAd().domain_points


def test_a_long_name_is_a_sentence():
    assert points("somebody who once worked for Cheap Car Insurance") == 0
