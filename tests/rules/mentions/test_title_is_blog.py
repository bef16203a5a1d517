"""Titles that are the name of a blog."""

import pytest

from moderation.rules.example import Example
from moderation.rules.mentions.title_is_blog import TitleIsBlog
from moderation.words import Kind


@pytest.mark.parametrize(
    ("title", "blog", "is_blog"),
    [
        ("Best Shoes", "Best Shoes", True),
        ("BEST SHOES »", "best shoes", True),
        ("Le Café", "Le cafe", True),
        ("Best Shoes", "Best Shoe", False),
        ("!!!", "???", False),
        ("Best Shoes", "", False),
    ],
)
def test_a_title_is_compared_by_its_words(title, blog, is_blog):
    example = Example(kind=Kind.TRACKBACK, name=title, blog_name=blog)

    signal = TitleIsBlog().check(example.submission(), example.facts)

    assert (signal is not None) is is_blog
    assert signal is None or signal.quotes == (title,)
