"""Pictures in a text, and links to some."""

from time import perf_counter

import pytest

from moderation.rules.example import STRANGER, Example
from moderation.rules.links.picture import Picture, pictures_in
from moderation.words import Kind, Status


@pytest.mark.parametrize(
    ("text", "quotes"),
    [
        ("![a](https://x.example/1) ![a](https://x.example/1)", ["![a](https://x.example/1"]),
        ("see ![soup][1]", ["![soup]["]),
        ("<IMG SRC=https://x.example/1 width=3> end", ["<IMG SRC=https://x.example/1 width=3>"]),
        ("<image> is no tag of ours", []),
        ("[img=200]https://x.example/1[/img]", ["[img=200]"]),
        ("https://x.example/a.jpeg#top", ["https://x.example/a.jpeg#top"]),
        ("[mine](https://x.example/a.webp)", ["[mine](https://x.example/a.webp)"]),
        ("I saved it as soup.png.", []),
        ("Wow![1] and more", []),
    ],
)
def test_what_is_a_picture(text, quotes):
    assert pictures_in(text) == quotes


def test_it_holds_and_never_makes_spam():
    signal = Picture(on=True).check(Example(text="<img src=x>").submission(), STRANGER)

    assert signal is not None
    assert (signal.verdict, signal.points) == (Status.PENDING, 0)
    assert Kind.PINGBACK not in Picture.kinds


@pytest.mark.parametrize("piece", ["![", "<img ", "[img", "![a](", "<img <"])
def test_a_hostile_text_is_read_in_the_time_of_any_other(piece):
    text = piece * (60_000 // len(piece))
    pictures_in("warm")

    began = perf_counter()
    pictures_in(text)

    assert perf_counter() - began < 1
