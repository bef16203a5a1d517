"""Letters of another script than the site's."""

import re
import unicodedata
from collections import Counter
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from functools import cache, lru_cache

from moderation.errors import Problem
from moderation.rules.example import Example
from moderation.rules.linked import prose
from moderation.rules.rule import Rule, param
from moderation.rules.said import said_in
from moderation.text.fold import WORD, fold
from moderation.words import N_, Facts, Signal, Submission

WORDS = re.compile(WORD)
RUSSIAN = "Спасибо за рецепт, суп получился отличный."
CHINESE, JAPANESE, KOREAN = ("cjk", "bopomofo"), ("cjk", "hiragana", "katakana"), ("hangul", "cjk")
CALLED = {
    "chinese": CHINESE,
    "japanese": JAPANESE,
    "korean": KOREAN,
    "hindi": ("devanagari",),
    "arabe": ("arabic",),
    "chinois": CHINESE,
    "coreen": KOREAN,
    "cyrillique": ("cyrillic",),
    "grec": ("greek",),
    "hebreu": ("hebrew",),
    "japonais": JAPANESE,
}
"""What people call a script, folded, and how Unicode names its letters, where these differ."""


@dataclass(frozen=True, kw_only=True)
class OtherScript(Rule):
    """Most letters are of a script that is not written on your site: Cyrillic under a French page.

    It comes switched off, for readers write as they can. List your scripts, one a line: Latin, Greek,
    Cyrillic, Arabic, Hebrew, Hindi, Thai, Chinese, Japanese, Korean. That of most of a page's title may
    always be written under it. Code and addresses do not count.
    """

    title = N_("Another script")

    on: bool = param(False, N_("On"))
    points: int = param(2, N_("Points"), low=0, high=20)
    share: int = param(50, N_("Share of the letters over"), unit="%", low=1, high=99)
    least: int = param(10, N_("Only texts of at least"), unit=N_("letters"), low=1, high=1000)
    scripts: tuple[str, ...] = param(("Latin",), N_("Scripts of your site"), shape="lines")

    flags = (RUSSIAN, Example(text="とても美味しいスープでした。"))
    passes = (
        "Ça mijote, c’est prêt !",
        "The Russian word is суп, the Greek σούπα.",
        "Ура!",
        Example(text=RUSSIAN, setting={"scripts": ("Latin", "Cyrillic")}),
        Example(text=RUSSIAN, page_title="Суп"),
    )

    def check(self, submission: Submission, facts: Facts) -> Signal | None:
        """Points where more than the share of a text's letters is of other scripts."""
        own = names_of(self.scripts) | scripts_of_title(facts.page_title or submission.page_title)
        text = prose("\n".join(said_in(submission)))
        letters = scripts_in(text)
        total, foreign = letters.total(), sum(n for script, n in letters.items() if script not in own)
        if total < self.least or 100 * foreign <= self.share * total:
            return None
        found = (word for word in WORDS.findall(text) if word[0].isalpha())
        words = (word for word in found if script_of(word[0]) not in own)
        return self.fires(
            N_("Mostly letters of another script ({share} %)"),
            share=100 * foreign // total,
            quotes=list(dict.fromkeys(words))[:20],
        )

    def mistakes(self, keys: Collection[str]) -> Iterator[Problem]:
        """Names that no script has."""
        for script in self.scripts:
            if not names_of((script,)) <= known_scripts():
                why = N_("“{script}” is no script such as Latin, Greek or Cyrillic.")
                yield Problem(on="scripts", why=why, values={"script": script[:60]})


def scripts_of_title(title: str) -> set[str]:
    """The scripts of most letters of a title; a single word of another script does not make it one."""
    letters = scripts_in(title)
    together = [*CALLED.values(), *((script,) for script in letters)]
    main = (group for group in together if 2 * sum(letters[one] for one in group) > letters.total())
    return {script for group in main for script in group if letters[script]}


def scripts_in(text: str) -> Counter[str]:
    """How many letters of each script a text holds."""
    return Counter(script_of(sign) for sign in text if sign.isalpha())


@lru_cache(maxsize=64)
def names_of(scripts: tuple[str, ...]) -> frozenset[str]:
    """Unicode's names of the scripts that a site has listed."""
    return frozenset(name for script in scripts for name in CALLED.get(fold(script), (fold(script),)))


@cache
def known_scripts() -> frozenset[str]:
    """Every script that Unicode has letters of."""
    return frozenset(script_of(chr(code)) for code in range(0x20000) if chr(code).isalpha())


@lru_cache(maxsize=10_000)
def script_of(letter: str) -> str:
    """The script of a letter: the first word of its name in Unicode."""
    plain = unicodedata.normalize("NFKC", letter)[:1]
    return unicodedata.name(plain, "").partition(" ")[0].lower()
