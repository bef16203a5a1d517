"""How long the form was open."""

from dataclasses import dataclass

from moderation.rules.example import Example
from moderation.rules.rule import Rule, param
from moderation.words import N_, Facts, Kind, Signal, Submission

HOUR = 3_600


@dataclass(frozen=True, kw_only=True)
class FillTime(Rule):
    """Nobody reads a page and writes a comment in a second or two, and few leave the form open for a day.

    It looks only at comments that came through the form of your pages.
    """

    title = N_("Time to fill in the form")
    kinds = (Kind.COMMENT,)
    of_arrival = True

    points: int = param(2, N_("Points if too fast"), low=0, high=20)
    seconds: int = param(3, N_("Too fast is under"), unit=N_("seconds"), low=0, high=300)
    old_points: int = param(1, N_("Points if too old"), low=0, high=20)
    hours: int = param(24, N_("Too old is over"), unit=N_("hours"), low=1, high=720)

    flags = (Example(seconds=0.8), Example(seconds=25 * HOUR))
    passes = (Example(seconds=None), Example(seconds=3), Example(seconds=20 * HOUR))

    def check(self, submission: Submission, facts: Facts) -> Signal | None:
        """Points for a form that was sent too fast or was fetched too long ago."""
        taken = submission.seconds_to_fill
        if taken is None:
            return None
        if taken < self.seconds:
            return self.counts(
                int(taken) + 1, N_("Sent in less than {n} second"), N_("Sent in less than {n} seconds")
            )
        if taken > self.hours * HOUR:
            open_for = int(taken // HOUR)
            return self.counts(
                open_for,
                N_("The form was open for {n} hour"),
                N_("The form was open for {n} hours"),
                points=self.old_points,
            )
        return None
