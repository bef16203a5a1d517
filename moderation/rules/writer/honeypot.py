"""The field that no person sees."""

from dataclasses import dataclass

from moderation.rules.example import Example
from moderation.rules.rule import Rule, param
from moderation.words import N_, Facts, Kind, Signal, Submission


@dataclass(frozen=True, kw_only=True)
class Honeypot(Rule):
    """The form holds a field that people do not see. Robots fill in every field they find."""

    title = N_("Hidden field filled in")
    kinds = (Kind.COMMENT,)
    of_arrival = True

    points: int = param(6, N_("Points"), low=0, high=20)

    flags = (Example(honeypot="https://pills.example/"),)
    passes = (Example(honeypot=""), Example(honeypot=" "))

    def check(self, submission: Submission, facts: Facts) -> Signal | None:
        """Points for anything in the hidden field."""
        if submission.honeypot.strip():
            return self.fires(N_("The hidden field was filled in"))
        return None
