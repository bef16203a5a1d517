"""Name, e-mail, website: which of them the form asks for."""

from collections.abc import Iterator
from dataclasses import dataclass

from moderation.rules.example import Example
from moderation.rules.rule import Check, param
from moderation.text.sight import is_blank
from moderation.words import N_, DoorFacts, Kind, Refusal, Submission


@dataclass(frozen=True, kw_only=True)
class RequiredFields(Check):
    """Asks for a name and an e-mail address before a comment is sent, as most blogs do.

    A field that is not needed may be left empty. The website is never needed; take it off the form
    if you would rather not be given any.
    """

    title = N_("Required fields")
    kinds = (Kind.COMMENT,)

    name: bool = param(True, N_("Name is required"))
    email: bool = param(True, N_("E-mail is required"))
    website: bool = param(True, N_("Ask for a website"))

    flags = (Example(name=" "), Example(name="\u200b"), Example(email=""))
    passes = (
        Example(website=""),
        Example(name="", email="", setting={"name": False, "email": False}),
    )

    def refuse(self, submission: Submission, door: DoorFacts) -> Iterator[Refusal]:
        """One refusal for each missing field."""
        author = submission.author
        if self.name and is_blank(author.name):
            yield Refusal(on="name", why=N_("Write your name, or the one you go by."))
        if self.email and not author.email.strip():
            yield Refusal(on="email", why=N_("Write your e-mail address; it is never shown."))
