"""Another language than the site's."""

from collections.abc import Collection, Iterator
from dataclasses import dataclass, replace
from functools import lru_cache

from moderation.errors import Problem
from moderation.rules.example import STRANGER, Example
from moderation.rules.linked import prose
from moderation.rules.rule import Rule, param
from moderation.rules.said import said_in
from moderation.text.fold import words_of
from moderation.text.language import code_of, language_of, near, short_code
from moderation.words import N_, Facts, Signal, Submission

ON = {"on": True}
GERMAN = "Vielen Dank für dieses schöne Rezept, die Suppe war wirklich ganz wunderbar heute Abend."
FRENCH = "Merci beaucoup pour cette recette, la soupe était vraiment délicieuse et toute la famille a aimé."
LONGEST = 2_000
"""So many characters tell the language as well as all of them."""


@dataclass(frozen=True, kw_only=True)
class OtherLanguage(Rule):
    """The comment is surely in another language than your site's.

    It comes switched off, for readers write as they can. List the languages that may be written, one a line
    (`en`, `fr`, `pt`); with none on the list it is your site's own. Short texts are left alone, and so are
    languages that are easily taken for one of yours. Code and addresses do not count.
    """

    title = N_("Another language")

    on: bool = param(False, N_("On"))
    points: int = param(2, N_("Points"), low=0, high=20)
    least: int = param(10, N_("Only texts of at least"), unit=N_("words"), low=5, high=1000)
    languages: tuple[str, ...] = param((), N_("Languages that may be written"), shape="lines")

    flags = (
        Example(text=GERMAN, setting=ON),
        Example(text=FRENCH, setting={**ON, "languages": ("en", "de")}),
    )
    passes = (
        "The soup was wonderful, and all of the family asked for more of it the next day.",
        "Merci beaucoup !",
        Example(text=GERMAN, setting={**ON, "languages": ("en", "de")}),
        Example(text=FRENCH, facts=replace(STRANGER, site_language="fr_CH"), setting=ON),
        Example(text="lol xD haha ok ok ok brb rofl omg gg wp lol haha", setting=ON),
    )

    def check(self, submission: Submission, facts: Facts) -> Signal | None:
        """Points where the language is told for sure, and is none of the site's."""
        text = prose("\n".join(said_in(submission)))[:LONGEST]
        if len(words_of(text)) < self.least:
            return None
        own = own_languages(self.languages or ((facts.site_language,) if facts.site_language else ()))
        if not own:
            return self.unknown(N_("The language of this site is none that can be told"))
        found = language_of(text)
        if found is None or found in own:
            return None
        return self.fires(N_("In another language than the site’s: {code}"), code=short_code(found))

    def mistakes(self, keys: Collection[str]) -> Iterator[Problem]:
        """Names of no language that can be told."""
        for language in self.languages:
            if code_of(language) is None:
                why = N_("“{language}” is no code of a language that can be told, such as en, fr or de.")
                yield Problem(on="languages", why=why, values={"language": language[:60]})


@lru_cache(maxsize=64)
def own_languages(names: tuple[str, ...]) -> frozenset[str]:
    """The codes of a site's languages, and of those that are taken for them."""
    return frozenset().union(*(near(code) for name in names if (code := code_of(name))))
