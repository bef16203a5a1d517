"""What could be changed of a site's rules, by what its decisions have in common: not yet tried on them."""

from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import UTC, datetime
from itertools import islice

from moderation.domain.gather import Used
from moderation.domain.health import Health
from moderation.domain.proposal import Change, Proposal, What
from moderation.errors import Invalid
from moderation.rules.book import Book
from moderation.rules.lines import every, text_of
from moderation.rules.rule import Check, Rule, params_of
from moderation.rules.somebody import is_place
from moderation.rules.trust.trusted import Trusted
from moderation.rules.wording.blocked_words import BlockedWords
from moderation.rules.wording.held_words import HeldWords
from moderation.rules.writer.blocked_author import BlockedAuthor
from moderation.text.links import unicode_host
from moderation.words import Author, Facts, Submission

MOST = 12
"""So many of one kind are tried on the past, those that the most comments speak for."""
DECIDED = 20
"""From so many decisions on a rule is called wrong."""
RIGHT = 50
"""And below this share in percent."""
STEPS = (-2, -1, 1, 2)
"""By so many points a threshold is moved."""
WORDS, HELD = "blocked_words.words", "held_words.words"
AUTHORS, TRUSTED = "blocked_author.spam", "trusted.who"
NEVER = datetime.min.replace(tzinfo=UTC)
PROBE = Submission(page_url="", text="", origin="", posted_at=NEVER, received_at=NEVER)
"""Holds what lists are asked about, and nothing else."""


def domains(found: Iterable[Used], book: Book) -> Iterator[Proposal]:
    """Hosts to block: as a website where it was always typed as one, else wherever it stands."""
    new = (
        used for used in found if not _is_listed(book, Author(website=f"http://{used.value}/"), used.value)
    )
    for used in islice(new, MOST):
        as_website = used.only_as_website and is_place(used.value)
        host = used.value if as_website else unicode_host(used.value)
        name, line = (AUTHORS, host) if as_website else (WORDS, f"{host} [website, text]")
        evidence = {"value": host, "n": used.n, "ids": used.ids, "as_website": as_website}
        yield from _line(What.DOMAIN, used.value, name, line, evidence)


def phrases(found: Iterable[Used], book: Book) -> Iterator[Proposal]:
    """Words to hold."""
    new = (used for used in found if not _is_listed(book, Author(), used.value))
    for used in islice(new, MOST):
        evidence = {"value": used.value, "n": used.n, "ids": used.ids}
        yield from _line(What.PHRASE, used.value, HELD, used.value, evidence)


def unwanted(found: Iterable[Used], book: Book) -> Iterator[Proposal]:
    """Authors to block."""
    new = (used for used in found if not _is_listed(book, Author(email=used.value)))
    for used in islice(new, MOST):
        evidence = {"value": used.value, "n": used.n, "ids": used.ids}
        yield from _line(What.AUTHOR, used.value, AUTHORS, used.value, evidence)


def trustworthy(found: Iterable[Used], book: Book) -> Iterator[Proposal]:
    """Authors to trust."""
    new = (used for used in found if not _is_listed(book, Author(email=used.value)))
    for used in islice(new, MOST):
        evidence = {"value": used.value, "n": used.n, "ids": used.ids, "held": used.held}
        yield from _line(What.TRUST, used.value, TRUSTED, used.value, evidence)


def wrong_rules(health: dict[str, Health], book: Book) -> Iterator[Proposal]:
    """Rules that are more often wrong than right: to switch off, or to give fewer points."""
    for rule in book.rules:
        known = health.get(rule.key)
        share = known.share if known is not None else None
        if known is None or share is None or not rule.on or rule.section == "door":
            continue
        if known.decided >= DECIDED and share < RIGHT:
            evidence = {"rule": rule.key, "decided": known.decided, "confirmed": known.confirmed}
            for path, before, after in _weaker(rule):
                change = Change(values=[(f"rules.{rule.key}.{path}", before, after)])
                yield Proposal(what=What.WRONG_RULE, name=rule.key, change=change, evidence=evidence)


def thresholds(book: Book) -> Iterator[Proposal]:
    """One threshold moved a little."""
    bounds = {each.name: about for each, about in params_of(book)}
    for name in ("hold_from", "spam_from"):
        before, about = getattr(book, name), bounds[name]
        for after in (before + step for step in STEPS):
            moved = {"hold_from": book.hold_from, "spam_from": book.spam_from, name: after}
            is_within = (about.low or 0) <= after <= (about.high or after)
            if is_within and moved["hold_from"] <= moved["spam_from"]:
                change = Change(values=[(name, before, after)])
                evidence = {"setting": name, "before": before, "after": after}
                yield Proposal(what=What.THRESHOLD, name=f"{name} {after}", change=change, evidence=evidence)


def _weaker(rule: Check) -> Iterator[tuple[str, bool | int, bool | int]]:
    yield "on", True, False
    points = rule.points if isinstance(rule, Rule) else 0
    fewer = {abs(points) // 2, abs(points) - 1} - {0, abs(points), -1}
    for less in sorted(fewer):
        yield "points", points, less if points > 0 else -less


def _line(what: What, name: str, on: str, line: str, evidence: dict[str, object]) -> Iterator[Proposal]:
    """One line for a list, where that takes it."""
    of = every()[on]
    try:
        item = of.item(line)
        of.require_sense(item)
    except Invalid:
        return
    change = Change(on=on, new=[text_of(item)])
    yield Proposal(what=what, name=name, change=change, evidence=evidence)


def _is_listed(book: Book, author: Author, text: str = "") -> bool:
    """Whether a list of the site says something of this already."""
    probe = replace(PROBE, author=author, text=text)
    rules = (book.rule(kind) for kind in (BlockedWords, HeldWords, BlockedAuthor, Trusted))
    return any(rule.on and rule.check(probe, Facts()) is not None for rule in rules)
