"""What was sent has to make sense by itself."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from moderation.rules.example import Example
from moderation.rules.rule import Check
from moderation.words import N_, DoorFacts, Kind, Refusal, Submission

# What WordPress and HTML's own e-mail field take, but with a dot in the domain.
MAIL = re.compile(r"[^\s@<>()\[\],;:\\\"]+@[^\W_](?:[\w-]*\.)+[^\W\d_](?:[\w-]*[^\W_])?")


@dataclass(frozen=True, kw_only=True)
class SoundSubmission(Check):
    """Refuses an e-mail address that cannot be one, so that a slip of the finger is mended at once.

    Besides, a form that is sent twice, by a double click or a slow line, is always one comment: the
    second time gets the answer of the first.
    """

    title = N_("Sound submissions")
    kinds = (Kind.COMMENT,)

    flags = (Example(email="mina"), Example(email="mina@example"), Example(email="mina@@example.org"))
    passes = (
        Example(email=""),
        Example(email="mina.o'neill+blog@post.example.org"),
        Example(email="jörg@müller.example"),
    )

    def refuse(self, submission: Submission, door: DoorFacts) -> Iterator[Refusal]:
        """A refusal for an e-mail address without the form of one."""
        email = submission.author.email.strip()
        if email and not MAIL.fullmatch(email):
            yield Refusal(on="email", why=N_("Write the whole e-mail address, such as name@example.org."))
