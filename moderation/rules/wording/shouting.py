"""Shouting."""

import re
from dataclasses import dataclass

from moderation.rules.linked import prose
from moderation.rules.rule import Rule, param
from moderation.words import N_, Facts, Kind, Signal, Submission

FEW_LETTERS = 20
"""A text of so few letters may be all capitals: "OK", "THANK YOU"."""

PICTURE = (
    "[\u231a\u231b\u23e9-\u23f3\u2600-\u26ff\u2705\u2728\u274c\u274e\u2753-\u2757\u2763\u2764\u2795-\u2797\u2b50\u2b55"
    "\U0001f300-\U0001f64f\U0001f680-\U0001f6ff\U0001f900-\U0001faff][\ufe0f\U0001f3fb-\U0001f3ff]*+"
)
# A family, a flag and a figure on a key are one emoji each, of however many signs.
EMOJI = re.compile(f"{PICTURE}(?:\u200d{PICTURE})*+|[\U0001f1e6-\U0001f1ff]{{2}}|[0-9#*]\ufe0f?\u20e3")
COLOUR = re.compile(r"#[0-9A-Fa-f]{3,8}\b")
# Before a letter it is a "not" of programs.
MARKS = re.compile(r"!++(?![\w(])|！++")
RUNS = re.compile(r"([^\W\d_])\1{5,}")
WORD = re.compile(r"[^\W\d_]+")


@dataclass(frozen=True, kw_only=True)
class Shouting(Rule):
    """Shouts: mostly capitals, many exclamation marks or emoji, or a letter drawn out, as in “soooooo”.

    Young readers shout as much as advertisers do, so this is off unless you switch it on.
    """

    title = N_("Shouting")
    kinds = (Kind.COMMENT,)

    on: bool = param(False, N_("On"))
    points: int = param(1, N_("Points"), low=0, high=20)
    share: int = param(60, N_("Capitals from"), unit="%", low=10, high=100)
    marks: int = param(5, N_("Exclamation marks from"), low=1, high=100)
    emoji: int = param(10, N_("Emoji from"), low=1, high=500)

    flags = (
        "CLICK HERE AND WIN A NEW PHONE TODAY",
        "First!!! Me too!!!",
        "🎉🎉🎉🎉🎉🎉🎉🎉🎉🎉",
        "I am sooooooo hungry now",
    )
    passes = (
        "I heard it on the BBC this morning, and it was fine!",
        "THANK YOU!",
        "On met 1000000 g de sel ? C'est trop.",
        "Soup 🍲 for two 👩‍👩‍👧",
    )

    def check(self, submission: Submission, facts: Facts) -> Signal | None:
        """Points for the first way of shouting that is found."""
        text = COLOUR.sub(" ", prose(submission.text))
        return self.capitals(text) or self.signs(text) or self.drawn_out(text)

    def capitals(self, text: str) -> Signal | None:
        """Points where most letters are capitals."""
        letters = [sign for sign in text if sign.isalpha()]
        n_capitals = sum(letter.isupper() for letter in letters)
        if len(letters) <= FEW_LETTERS or 100 * n_capitals < self.share * len(letters):
            return None
        words = [word for word in WORD.findall(text) if len(word) > 1 and word.isupper()]
        share = 100 * n_capitals // len(letters)
        return self.fires(N_("{share} % of the letters are capitals"), quotes=once(words), share=share)

    def signs(self, text: str) -> Signal | None:
        """Points for many exclamation marks or emoji."""
        marks, emoji = MARKS.findall(text), EMOJI.findall(text)
        n_marks = sum(map(len, marks))
        if n_marks >= self.marks:
            one, many = N_("{n} exclamation mark"), N_("{n} exclamation marks")
            return self.counts(n_marks, one, many, quotes=once(marks))
        if len(emoji) >= self.emoji:
            return self.counts(len(emoji), N_("{n} emoji"), N_("{n} emoji"), quotes=once(emoji))
        return None

    def drawn_out(self, text: str) -> Signal | None:
        """Points for a letter that is written six times in a row or more."""
        runs = [found[0] for found in RUNS.finditer(text)]
        return self.fires(N_("A letter is drawn out"), quotes=once(runs)) if runs else None


def once(quotes: list[str]) -> list[str]:
    """The first ten, each once."""
    return list(dict.fromkeys(quotes))[:10]
