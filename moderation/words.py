"""The words that every floor speaks: frozen values and nothing that acts."""

from collections.abc import Collection, Iterable
from dataclasses import asdict, dataclass, field, replace
from datetime import datetime
from enum import StrEnum
from typing import Any, Self

FACTS_VERSION = 1


def N_(message: str) -> str:
    """Mark an English sentence for translation and hand it back as it is."""
    return message


class Status(StrEnum):
    """Where a comment stands."""

    PENDING = "pending"
    APPROVED = "approved"
    REJECTED = "rejected"
    SPAM = "spam"


class Kind(StrEnum):
    """What a contribution is; all but the first are mentions."""

    COMMENT = "comment"
    PINGBACK = "pingback"
    TRACKBACK = "trackback"
    WEBMENTION = "webmention"

    @property
    def is_mention(self) -> bool:
        return self is not Kind.COMMENT


class How(StrEnum):
    """What a mentioning page does with ours (microformats2, h-entry)."""

    MENTION = "mention"
    REPLY = "reply"
    LIKE = "like"
    REPOST = "repost"
    BOOKMARK = "bookmark"


class Errand(StrEnum):
    """How far a visit to a stranger's page is that a row stands for."""

    DUE = "due"
    """Somebody has to go there, now or at the time that the row says."""
    DONE = "done"
    FAILED = "failed"
    """Given up, with the reason."""


class Role(StrEnum):
    """What somebody is to a site."""

    OWNER = "owner"
    MODERATOR = "moderator"


class Mode(StrEnum):
    """What a site publishes without a moderator."""

    NEVER = "never"
    KNOWN = "known"
    UNFLAGGED = "unflagged"


class ActorKind(StrEnum):
    """Who can turn a status."""

    MEMBER = "member"
    TOKEN = "token"  # noqa: S105  # a word, no secret
    RULES = "rules"


class Progress(StrEnum):
    """How far work in the background is."""

    RUNNING = "running"
    DONE = "done"
    STOPPED = "stopped"


class Offer(StrEnum):
    """How it stands with a suggestion."""

    OPEN = "open"
    TAKEN = "taken"
    HIDDEN = "hidden"
    GONE = "gone"
    """It holds no more."""


@dataclass(frozen=True, kw_only=True)
class Actor:
    """Who did something, as the event log and `decided_by` remember it."""

    kind: ActorKind
    id: int | None = None
    name: str = ""


RULES = Actor(kind=ActorKind.RULES, name="rules")


@dataclass(frozen=True, kw_only=True)
class Author:
    """Who wrote a contribution, as the writer or the door says; empty where unknown."""

    name: str = ""
    email: str = ""
    website: str = ""
    ip: str = ""
    user_agent: str = ""


@dataclass(frozen=True, kw_only=True)
class Sight:
    """What stood at a mention's source when it was fetched.

    `outgoing` counts the different addresses on other hosts that it links to, `to_us` those under the
    addresses of our site.
    """

    has_link: bool
    """Whether it links to our page."""
    is_hidden: bool = False
    """Whether a reader of the source cannot see that link."""
    outgoing: int = 0
    to_us: int = 0
    quotes: tuple[str, ...] = ()
    """The words of that link."""


@dataclass(frozen=True, kw_only=True)
class Answer:
    """What a service of the site's owner says of a submission.

    `why` is its own sentence, perhaps none. `trouble` is a word for why there is no answer, else empty.
    """

    points: int = 0
    why: str = ""
    trouble: str = ""


@dataclass(frozen=True, kw_only=True)
class Submission:
    """One contribution as a door hands it in.

    `origin` names it once for all within its site (`form:<uuid>`, `api:<key>`); the same origin
    is the same comment. `source` is the address of the mentioning page. `posted_at` is when it was
    written, `received_at` when it came to us; both are UTC. `honeypot` is what stood in the field
    that people do not see, `seconds_to_fill` the age of the public form; None where there was no
    public form. `member_id` is the account of the site's member who wrote it, as the door has made
    sure; None for everybody else. Of a mention: `how` is what its page does with ours, `blog_name` what
    a trackback calls its blog, `sight` what we saw there; None where we did not look. `external` is what a
    service of the owner's says of it; None where it was not asked.
    """

    kind: Kind = Kind.COMMENT
    page_url: str
    page_title: str = ""
    parent_id: int | None = None
    author: Author = Author()
    text: str
    source: str = ""
    origin: str
    posted_at: datetime
    received_at: datetime
    seconds_to_fill: float | None = None
    honeypot: str = ""
    member_id: int | None = None
    how: How | None = None
    blog_name: str = ""
    sight: Sight | None = None
    external: Answer | None = None


@dataclass(frozen=True, kw_only=True)
class Arrival:
    """What only the door knew of a submission: kept with its facts, for no column of a comment holds it."""

    seconds_to_fill: float | None = None
    honeypot: str = ""
    blog_name: str = ""

    @classmethod
    def of(cls, submission: Submission) -> Self:
        """What the door said of this one; of a hidden field that robots fill, the beginning is enough."""
        return cls(
            seconds_to_fill=submission.seconds_to_fill,
            honeypot=submission.honeypot.strip()[:100],
            blog_name=submission.blog_name,
        )


@dataclass(frozen=True, kw_only=True)
class Seen:
    """Something of a submission that stands in this installation's spam already.

    `what` is address, email, website or host; `value` is a website as it was typed, or a host in
    lower case and ASCII, and empty for what is personal. `n` is how many spam comments have it, of
    any age; `last_at` is when one was last called spam.
    """

    what: str
    value: str = ""
    n: int
    last_at: datetime


@dataclass(frozen=True, kw_only=True)
class Decided:
    """One comment that people decided before: when, and whether they rejected it."""

    at: datetime
    is_rejected: bool


@dataclass(frozen=True, kw_only=True, order=True)
class Alike:
    """A comment whose text is nearly the same: how much of the longer one they share, and what it is."""

    percent: int
    is_spam: bool


@dataclass(frozen=True, kw_only=True)
class Learned:
    """What a site has learned from decisions of a submission's words (domain/learn.py).

    `spam` and `approved` count the comments that taught it. Weights are in ten thousandths, above zero where
    they speak for spam: `weight` of all the submission's features together, `findings` by what rules may find
    (rules/findings.py), `words` of its words, as they stand in the text, the heaviest first.
    """

    spam: int
    approved: int
    weight: int = 0
    n_features: int = 0
    """0 where too little was learned to ask."""
    findings: tuple[tuple[str, int], ...] = ()
    words: tuple[tuple[str, int], ...] = ()


@dataclass(frozen=True, kw_only=True)
class Facts:
    """What the desk knew of a submission at the moment it came in.

    Only what rules judge: counts and short lists. A field that is None could not be had, or was
    not gathered by the version that judged. Kept with the comment, so that changed rules can be
    tried on the past without knowledge from later.
    """

    version: int = FACTS_VERSION
    is_member: bool | None = None
    author_approved: int | None = None
    """Approved comments of this name and e-mail on this site."""
    author_spam: int | None = None
    """Spam of this name and e-mail on this site."""
    author_last_approved_at: datetime | None = None
    """When a comment of this name and e-mail was last approved."""
    own_hosts: tuple[str, ...] = ()
    """Hosts of the site's base URL and aliases, without `www.`."""
    page_title: str = ""
    same_text: int | None = None
    """Comments of the last 30 days with the same folded text on another page or by another name."""
    same_text_spam: int | None = None
    """How many of these are spam."""
    alike: tuple[Alike, ...] | None = None
    """Those of the last 30 days, elsewhere, with nearly the same words: the likest first, at most 20."""
    repeats_spam: bool | None = None
    """The same writer's same text on the same page stands in spam already."""
    spam_seen: tuple[Seen, ...] | None = None
    """What of address, e-mail, website and hosts stands in spam, on any site; at most 20."""
    author_decided: tuple[Decided, ...] | None = None
    """The last comments of this name and e-mail that people decided here, at most 20."""
    imitates: tuple[str, ...] | None = None
    """Which of name and email is a member's, though no member is signed in."""
    sight: Sight | None = None
    """What stood at a mention's source; None where nobody looked."""
    source_approved: int | None = None
    """Approved mentions from the same place (host, or account of a big host), or by the same author."""
    source_spam: int | None = None
    """Spam from the same place."""
    host_burst: int | None = None
    """Mentions that came from the source's host within the hour before, this one not counted."""
    is_own_source: bool | None = None
    """Whether the source lies under one of the site's own addresses."""
    site_language: str | None = None
    """The site's locale."""
    reports: int | None = None
    """How many readers reported it since a person last decided on it; none when it came in."""
    external: Answer | None = None
    """What a service of the owner's says of it; None where it was not asked."""
    wave: bool | None = None
    """Whether what strangers write was held there for a while, whatever the rules say."""
    shorteners: tuple[str, ...] = ()
    """The site's own services that shorten addresses. Of its rules, not of the moment: `weigh` sets them."""
    trusted_hosts: Collection[str] = ()
    """The hosts on the site's list of whom it trusts. As above."""
    learned: Learned | None = None
    """What the site has learned of such words; None of comments from before it learned anything."""
    findings: tuple[str, ...] = ()
    """What the other rules found, for the rule that learns it: `weigh` sets them."""

    def as_json(self) -> dict[str, Any]:
        """These facts as plain JSON values; times as ISO 8601 in UTC."""
        return {key: _plain(value) for key, value in asdict(self).items()}

    @classmethod
    def from_json(cls, data: dict[str, Any]) -> Self:
        """The facts that `as_json` wrote, by this or an older version: unknown keys are left out."""
        values = {key: value for key, value in data.items() if key in cls.__dataclass_fields__}
        if values.get("author_last_approved_at"):
            values["author_last_approved_at"] = datetime.fromisoformat(values["author_last_approved_at"])
        for key in ("own_hosts", "imitates", "shorteners", "trusted_hosts", "findings"):
            if values.get(key) is not None:
                values[key] = tuple(values[key])
        if values.get("spam_seen") is not None:
            values["spam_seen"] = tuple(
                Seen(**{**seen, "last_at": datetime.fromisoformat(seen["last_at"])})
                for seen in values["spam_seen"]
            )
        if values.get("alike") is not None:
            values["alike"] = tuple(Alike(**one) for one in values["alike"])
        if values.get("sight") is not None:
            seen = values["sight"]
            values["sight"] = Sight(**{**seen, "quotes": tuple(seen.get("quotes", ()))})
        if values.get("external") is not None:
            values["external"] = Answer(**values["external"])
        if values.get("learned") is not None:
            told = values["learned"]
            pairs = {key: tuple(map(tuple, told[key])) for key in ("findings", "words")}
            values["learned"] = Learned(**{**told, **pairs})
        if values.get("author_decided") is not None:
            values["author_decided"] = tuple(
                Decided(at=datetime.fromisoformat(past["at"]), is_rejected=past["is_rejected"])
                for past in values["author_decided"]
            )
        return cls(**values)


def _plain(value: Any) -> Any:
    """A value as JSON has it."""
    if isinstance(value, datetime):
        return value.isoformat()
    if isinstance(value, dict):
        return {key: _plain(inner) for key, inner in value.items()}
    if isinstance(value, list | tuple):
        return [_plain(inner) for inner in value]
    return value


@dataclass(frozen=True, kw_only=True)
class DoorFacts:
    """What the door knows of a submission before it is let in. Times are UTC, newest first."""

    is_trusted: bool = False
    """A member, or a program with the site's token: neither is a flood."""
    page_is_open: bool = True
    page_opened_at: datetime | None = None
    """When the page's first comment came; None where there is none yet."""
    said_already: bool = False
    """The same writer's same text waits or stands on this page."""
    by_sender: tuple[datetime, ...] = ()
    """Receipts of the last minutes from this address or with this e-mail."""
    by_net: tuple[datetime, ...] = ()
    """Receipts of the last minutes from this address's net (/24, /48)."""


@dataclass(frozen=True, kw_only=True)
class Refusal:
    """Why a submission is not let in, told to its writer beside the field; nothing is stored.

    `why` and `many` as in `Signal`. `retry_after` is in seconds where waiting helps, else None.
    """

    on: str
    """The contract's name of the field; empty where it is about the whole."""
    why: str
    many: str = ""
    values: dict[str, str | int] = field(default_factory=dict)
    retry_after: int | None = None


@dataclass(frozen=True, kw_only=True)
class Signal:
    """What a rule found in one comment.

    `why` (and `many`, its plural, chosen by `values["n"]`) are English sentences with `{names}` for
    the values; whoever shows the signal translates them. `quotes` are the very words found, as they
    stand in the text, the name or the website. `verdict` is the outright word of the few rules that
    have one; None where the points alone speak. `lines` are those of the site's own lists that were
    found, as a person types them (rules/entry.py); none of rules without lists.
    """

    rule: str
    points: int
    why: str
    many: str = ""
    values: dict[str, str | int] = field(default_factory=dict)
    quotes: tuple[str, ...] = ()
    verdict: Status | None = None
    lines: tuple[str, ...] = ()

    @property
    def aim(self) -> Status | None:
        """Where it points: to spam, to rejected, or for trust to approved; None where nothing was found."""
        if self.verdict is Status.REJECTED:
            return Status.REJECTED
        if self.points > 0 or self.verdict in (Status.SPAM, Status.PENDING):
            return Status.SPAM
        return Status.APPROVED if self.points < 0 or self.verdict is Status.APPROVED else None

    def as_json(self) -> dict[str, Any]:
        """This signal as it is kept with the comment."""
        return asdict(self)

    @classmethod
    def from_json(cls, data: dict[str, Any]) -> Self:
        """The signal that `as_json` wrote."""
        verdict = Status(data["verdict"]) if data.get("verdict") else None
        listed = {name: tuple(data.get(name, ())) for name in ("quotes", "lines")}
        return cls(**{**data, **listed, "verdict": verdict})

    def with_verdict(self, verdict: Status) -> Self:
        """The same signal, with the outright word."""
        return replace(self, verdict=verdict)

    def with_lines(self, lines: Iterable[str]) -> Self:
        """The same signal, with the lines of the site's lists that led to it."""
        return replace(self, lines=tuple(lines))


@dataclass(frozen=True, kw_only=True)
class Verdict:
    """The sum of the signals and what follows from it.

    `because` is the mode's own reason where no rule decided (an English sentence, translated by
    whoever shows it), empty otherwise. `flagged` means that points or a rule hold it: a stranger
    who waits by the mode alone is not flagged.
    """

    status: Status
    points: int
    signals: tuple[Signal, ...]
    flagged: bool
    because: str = ""
