"""Who wins: from the signals of all rules to what becomes of a comment."""

from collections.abc import Collection, Iterable
from dataclasses import replace

from moderation.rules.book import Book
from moderation.rules.findings import findings_of
from moderation.rules.links.shortener import Shortener
from moderation.rules.rule import Check
from moderation.rules.trust.trusted import Trusted
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
    return settle(signals_of(submission, facts, book), submission, facts, book)


def settle(signals: tuple[Signal, ...], submission: Submission, facts: Facts, book: Book) -> Verdict:
    """What follows from the signals of all rules, by a book's mode and thresholds."""
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
    """What every rule that is on finds, in the order of the catalogue; last what is learned of the others."""
    checks, facts = list(book.checks_for(submission.kind)), by_book(facts, book)
    excused = excused_by(checks, submission, facts)
    counted = [check for check in checks if check.key not in excused]
    first = [check.check(submission, facts) for check in counted if not check.needs_findings]
    found = [signal for signal in first if signal is not None]
    return (*found, *learned_of(found, counted, submission, facts))


def learned_of(
    found: Iterable[Signal], checks: Iterable[Check], submission: Submission, facts: Facts
) -> list[Signal]:
    """What those of these rules find that judge by what all others found."""
    late = [check for check in checks if check.needs_findings]
    told = replace(facts, findings=findings_of(found)) if late else facts
    return [signal for check in late if (signal := check.check(submission, told)) is not None]


def signal_of(kind: type[Check], submission: Submission, facts: Facts, book: Book) -> Signal | None:
    """What one rule finds in a submission that all the others have looked at before."""
    rule, checks = book.rule(kind), book.checks_for(submission.kind)
    counts = rule.on and submission.kind in rule.kinds
    counts = counts and rule.key not in excused_by(checks, submission, facts)
    return rule.check(submission, facts) if counts else None


def by_book(facts: Facts, book: Book) -> Facts:
    """The facts, with what a site's lists say to other rules: its own shorteners, the hosts it trusts."""
    own, trusted = own_shorteners(book), trusted_hosts(book)
    if (facts.shorteners, facts.trusted_hosts) == (own, trusted):
        return facts
    return replace(facts, shorteners=own, trusted_hosts=trusted)


def own_shorteners(book: Book) -> tuple[str, ...]:
    """The services that shorten addresses which the site has added to those that are shipped."""
    return next((rule.hosts for rule in book.rules if isinstance(rule, Shortener)), ())


def trusted_hosts(book: Book) -> Collection[str]:
    """The hosts that the site trusts, all that lies under them included."""
    return next((rule.hosts for rule in book.rules if isinstance(rule, Trusted) and rule.on), ())


def excused_by(checks: Iterable[Check], submission: Submission, facts: Facts) -> set[str]:
    """The keys of the rules that do not count against a submission."""
    return {key for check in checks for key in check.excuses(submission, facts)}


def outright(signals: tuple[Signal, ...]) -> Status | None:
    """The strongest outright word among the signals; None where there is none."""
    if is_before_all(signals):
        return Status.APPROVED
    said = {signal.verdict for signal in signals}
    return next((status for status in WHO_WINS if status in said), None)


def is_before_all(signals: Iterable[Signal]) -> bool:
    """Whether one of these approves, whatever the others say."""
    return any(signal.verdict is Status.APPROVED and signal.rule in BEFORE_ALL for signal in signals)


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
