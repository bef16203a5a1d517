"""How long a comment and its fields may be, and that there is something to read in it."""

from collections.abc import Iterator
from dataclasses import dataclass

from moderation.rules.example import Example
from moderation.rules.rule import Check, param
from moderation.text.sight import is_blank
from moderation.words import N_, DoorFacts, Refusal, Submission


@dataclass(frozen=True, kw_only=True)
class Length(Check):
    """Refuses an empty comment and one that is too long, with a word beside the field.

    Nothing is ever cut in silence: the writer keeps what was typed and can shorten it.
    """

    title = N_("Length")

    text: int = param(10_000, N_("Text"), unit=N_("characters"), low=1, high=65_525)
    name: int = param(245, N_("Name"), unit=N_("characters"), low=1, high=245)
    email: int = param(100, N_("E-mail"), unit=N_("characters"), low=6, high=100)
    website: int = param(200, N_("Website"), unit=N_("characters"), low=10, high=200)

    flags = (
        "",
        " \n\t\u200b ",
        Example(text="Soup!", setting={"text": 4}),
        Example(name="n" * 246),
        Example(website="https://example.org/" + "w" * 200),
    )
    passes = ("!", Example(text="Soup", setting={"text": 4}), Example(text="So\r\nup", setting={"text": 5}))

    def refuse(self, submission: Submission, door: DoorFacts) -> Iterator[Refusal]:
        """One refusal for each field that is too long, and one for a text with nothing to see."""
        author, text = submission.author, submission.text
        if is_blank(text) and not submission.kind.is_mention:  # a mention may be a mere like
            yield Refusal(on="text", why=N_("Write at least one word."))
        given = {"text": text, "name": author.name, "email": author.email, "website": author.website}
        for field, value in given.items():
            most, length = getattr(self, field), len(value.replace("\r\n", "\n"))  # a browser sends CRLF
            if length > most:
                yield too_long(field, length, most)


def too_long(field: str, length: int, most: int) -> Refusal:
    """What the writer of a field that is too long is told."""
    return Refusal(
        on=field,
        why=N_("This is {n} character too long: {length} of at most {most}."),
        many=N_("This is {n} characters too long: {length} of at most {most}."),
        values={"n": length - most, "length": length, "most": most},
    )
