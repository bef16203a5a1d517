"""What programs write around a link, and what people do."""

import pytest

from moderation.rules.mentions.template_text import TemplateText, excerpt
from moderation.words import Signal


def found(text: str) -> Signal | None:
    example = excerpt(text)
    return TemplateText().check(example.submission(), example.facts)


@pytest.mark.parametrize(
    "text",
    [
        "[...] Find More Information here on that Topic: blog.example/leek-soup [...]",
        "[…] Info to that Topic: https://blog.example/leek-soup […]",
        "... [Trackback] [...] Here you can find 41883 more Info on that Topic [...]",
        "[…] There you will find 84720 additional Infos […]",
        "[…] we like to honor many other sites, even if they aren’t linked to us […]",
        "[…] Ici vous trouverez 312 autres infos à ce sujet […]",
        "[…] Pour en savoir plus […]",
        "[…] Plus d’infos ici : https://blog.example/leek-soup […]",
        "Continue reading",
    ],
)
def test_the_words_of_programs_are_found_and_quoted(text):
    signal = found(text)

    assert signal is not None
    assert signal.points == 4
    assert signal.quotes
    assert all(quote in text for quote in signal.quotes)


@pytest.mark.parametrize(
    "text",
    [
        "[...] comme le dit Isabelle, personne n’a envie de peler une heure. Lire la suite [...]",
        "[…] a long read, and I found more information on this topic in my grandmother’s notes […]",
        "[…] the 12 leeks in her garden, and 3 more in mine; read more about them next week […]",
        "[...] Original Code: Found Here [...]",
        "[...] Leek soup [...]",
        "New post: Leek soup https://blog.example/leek-soup #recipes",
        "",
    ],
)
def test_genuine_excerpts_pass(text):
    assert found(text) is None
