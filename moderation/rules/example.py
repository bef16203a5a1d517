"""An example of a rule: what it flags or lets pass, shown on the rules page and run as a test."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from typing import Any

from moderation.words import Author, DoorFacts, Facts, Kind, Learned, Submission

STRANGER = Facts(
    is_member=False,
    author_approved=0,
    author_spam=0,
    same_text=0,
    same_text_spam=0,
    repeats_spam=False,
    spam_seen=(),
    author_decided=(),
    imitates=(),
    source_approved=0,
    source_spam=0,
    host_burst=0,
    is_own_source=False,
    site_language="en",
    reports=0,
    learned=Learned(spam=0, approved=0),
)
AT_THE_DOOR = DoorFacts()
NOON = datetime(2026, 3, 2, 12, 0, tzinfo=UTC)


@dataclass(frozen=True, kw_only=True)
class Example:
    """One contribution of a stranger, except for what is named.

    `setting` holds the parameters that differ from the shipped ones, `seconds` the age of the form.
    """

    text: str = "The soup was wonderful, thank you for the recipe."
    name: str = "Mina"
    email: str = "mina@example.org"
    website: str = ""
    kind: Kind = Kind.COMMENT
    page_title: str = "Leek soup"
    honeypot: str = ""
    seconds: float | None = None
    ip: str = "192.0.2.1"
    user_agent: str = "Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0"
    source: str = ""
    blog_name: str = ""
    member_id: int | None = None
    facts: Facts = STRANGER
    door: DoorFacts = AT_THE_DOOR
    setting: Mapping[str, Any] = field(default_factory=dict)

    @property
    def is_plain(self) -> bool:
        """Whether it speaks for itself: a comment by a stranger, judged by the rule as it is shipped."""
        told = replace(self, text="", name="", email="", website="", page_title="")
        return told == Example(text="", name="", email="", website="", page_title="")

    def submission(self) -> Submission:
        """This example as a door would hand it in, on a Monday at noon."""
        return Submission(
            kind=self.kind,
            page_url="https://blog.example/leek-soup",
            page_title=self.page_title,
            author=Author(
                name=self.name,
                email=self.email,
                website=self.website,
                ip=self.ip,
                user_agent=self.user_agent,
            ),
            text=self.text,
            source=self.source,
            origin="form:00000000-0000-4000-8000-000000000000",
            posted_at=NOON,
            received_at=NOON,
            seconds_to_fill=self.seconds,
            honeypot=self.honeypot,
            member_id=self.member_id,
            blog_name=self.blog_name,
            sight=self.facts.sight,
        )


def as_example(given: str | Example) -> Example:
    """An example from its short form: a plain string is the text of a stranger's comment."""
    return Example(text=given) if isinstance(given, str) else given
