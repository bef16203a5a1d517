"""Who wins: from the signals of all rules to what becomes of a comment."""

from dataclasses import replace

from moderation.rules.book import Book
from moderation.rules.links.shortener import Shortener
from moderation.words import N_, DoorFacts, Facts, Kind, Mode, Refusal, Signal, Status, Submission, Verdict

BEFORE_ALL = ("member", "own_page")
"""The rules whose approval wins over everything."""
WHO_WINS = (Status.SPAM, Status.REJECTED, Status.PENDING, Status.APPROVED)
"""The outright words of all others, the strongest first."""
WAVE = N_("Wave mode: what strangers write waits for a moderator")
TRACKBACKS_WAIT = N_("Trackbacks wait even of whom you trust, for nothing proves who sent them")


def weigh(submission: Submission, facts: Facts, book: Book) -> Verdict:
    """What becomes of a submission, with every signal that speaks for or against it.

    Pure: no clock, no database. An outright word wins, then the sum of the points, then the mode.
    """
    signals = signals_of(submission, facts, book)
    points = sum(signal.points for signal in signals)
    by_sum = by_points(points, book)
    status = outright(signals) or by_sum
    if status is Status.APPROVED and submission.kind is Kind.TRACKBACK:
        flagged, status, because = by_sum is not None, Status.PENDING, TRACKBACKS_WAIT
    elif status is not None:
        flagged, because = status is not Status.APPROVED, ""
    else:
        flagged, because = False, reason_to_wait(submission, facts, book)
        status = Status.PENDING if because else Status.APPROVED
    return Verdict(status=status, points=points, signals=signals, flagged=flagged, because=because)


def signals_of(submission: Submission, facts: Facts, book: Book) -> tuple[Signal, ...]:
    """What every rule that is on finds, in the order of the catalogue."""
    checks = list(book.checks_for(submission.kind))
    facts = replace(facts, shorteners=own_shorteners(book))
    excused = {key for check in checks for key in check.excuses(submission, facts)}
    found = (check.check(submission, facts) for check in checks if check.key not in excused)
    return tuple(signal for signal in found if signal is not None)


def own_shorteners(book: Book) -> tuple[str, ...]:
    """The services that shorten addresses which the site has added to those that are shipped."""
    return next((rule.hosts for rule in book.rules if isinstance(rule, Shortener)), ())


def outright(signals: tuple[Signal, ...]) -> Status | None:
    """The strongest outright word among the signals; None where there is none."""
    if any(signal.verdict is Status.APPROVED and signal.rule in BEFORE_ALL for signal in signals):
        return Status.APPROVED
    said = {signal.verdict for signal in signals}
    return next((status for status in WHO_WINS if status in said), None)


def by_points(points: int, book: Book) -> Status | None:
    """What the sum alone decides; None below both thresholds."""
    if points >= book.spam_from:
        return Status.SPAM
    if points >= book.hold_from:
        return Status.PENDING
    return None


def reason_to_wait(submission: Submission, facts: Facts, book: Book) -> str:
    """The mode's own reason why an unflagged submission waits; empty where it is published."""
    author = submission.author
    if facts.wave and is_stranger(submission, facts):
        return WAVE
    if book.mode is Mode.NEVER:
        return N_("Every comment waits for a moderator")
    if submission.kind.is_mention:
        return N_("Mentions wait for a moderator")
    if book.mode is Mode.UNFLAGGED:
        return ""
    if not author.name.strip() or not author.email.strip():
        return N_("No name and e-mail to know this author by")
    if not facts.author_approved:
        return N_("First comment here")
    if facts.author_spam or facts.author_approved < book.known_after:
        return N_("Not well known here yet")
    return ""


def is_stranger(submission: Submission, facts: Facts) -> bool:
    """Whether nothing by its writer, or from its source, was approved here before."""
    if submission.kind.is_mention:
        return not facts.source_approved
    return not (facts.is_member or facts.author_approved)


def refusals(submission: Submission, door: DoorFacts, book: Book) -> list[Refusal]:
    """All that the writer is told at the door, in the order of the catalogue; empty lets it in."""
    checks = book.checks_for(submission.kind)
    return [refusal for check in checks for refusal in check.refuse(submission, door)]
