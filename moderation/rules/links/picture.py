"""Pictures, which say what no rule can read."""

import re
from dataclasses import dataclass

from moderation.rules.example import Example
from moderation.rules.rule import Rule, param
from moderation.text.code import without_code
from moderation.text.http_url import split_http
from moderation.text.links import links_of
from moderation.words import N_, Facts, Kind, Signal, Status, Submission

ON = {"on": True}
TYPED = re.compile(r"!\[[^\[\]]*+\](?:\([^()\s]*+|\[)|<img\b[^<>]*+>?|\[img[^\[\]]*+\]", re.IGNORECASE)
"""A picture in Markdown, in HTML, and as forums write it."""
FILE = re.compile(r"\.(?:apng|avif|bmp|gif|heic|jfif|jpe?g|png|svg|tiff?|webp)$", re.IGNORECASE)
MOST_QUOTES = 10


@dataclass(frozen=True, kw_only=True)
class Picture(Rule):
    """Holds a comment with a picture in it, or a link to one, for nobody but you can see what it shows.

    It comes switched off. What stands in code is no picture.
    """

    title = N_("Picture")
    kinds = (Kind.COMMENT, Kind.WEBMENTION)

    on: bool = param(False, N_("On"))
    points: int = param(0, N_("Points"), low=0, high=20)

    flags = (
        Example(text="Look: ![my soup](https://soups.example/1)", setting=ON),
        Example(text='<img src="https://soups.example/1">', setting=ON),
        Example(text="[IMG]https://soups.example/1[/IMG]", setting=ON),
        Example(text="Mine looked like https://soups.example/mine.JPG?w=800 in the end.", setting=ON),
    )
    passes = (
        Example(setting=ON),
        Example(text="See [the recipe](https://soups.example/1), great! [sic]", setting=ON),
        Example(text="Write `![alt](https://soups.example/1.png)` for a picture.", setting=ON),
        Example(text="https://soups.example/png", setting=ON),
    )

    def check(self, submission: Submission, facts: Facts) -> Signal | None:
        """A hold where a picture stands in the text, or a link leads to one."""
        quotes = pictures_in(submission.text)
        return self.outright(Status.PENDING, N_("Holds a picture"), quotes=quotes) if quotes else None


def pictures_in(text: str) -> list[str]:
    """What stands for a picture in a text, each once, ten at most."""
    spans = (found.span() for found in TYPED.finditer(without_code(text)))
    quotes = [text[start:end] for start, end in spans]
    quotes += [link.quote for link in links_of(text) if is_picture(link.url)]
    return list(dict.fromkeys(quotes))[:MOST_QUOTES]


def is_picture(url: str) -> bool:
    """Whether an address is that of a file with a picture."""
    parts = split_http(url)
    return parts is not None and FILE.search(parts.path) is not None
