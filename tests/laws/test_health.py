"""Whatever happens to comments, the health of rules is what a recount of the comments says."""

from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Any

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from moderation.domain import bulk, decide, health, submit
from moderation.domain.allow import Viewer
from moderation.domain.health import CONFIRMED, REFUTED, Health
from moderation.errors import Conflict, Missing
from moderation.store import comments
from moderation.store.comments import Comment
from moderation.store.db import reading, writing
from moderation.store.sites import Site
from moderation.words import Actor, ActorKind, Kind, Role, Status
from tests.factories import (
    all_of,
    edited,
    erased,
    make_comment,
    make_site,
    moderator,
    number,
    reload,
    submission,
    tick,
    turned,
    undone,
)
from tests.ledger import hits_of, kept, recounted
from tests.many import selected, taken_back, work_all

SETTINGS = {
    "mode": "unflagged",
    "spam_from": 6,
    "rules": {
        "trusted": {"who": ["lea@mail.example", "good.example"]},
        "blocked_source": {"muted": ["loud.example"]},
        "blocked_words": {"words": ["casino"]},
        "held_words": {"words": ["leeks"]},
    },
}
SORTS: dict[str, dict[str, Any]] = {
    "trapped": {"honeypot": "x"},
    "spam": {"text": "A casino with leeks"},
    "held": {"text": "My leeks"},
    "trusted": {"text": "My leeks", "email": "lea@mail.example"},
    "plain": {"text": "Nothing at all"},
}
SOURCES = {
    "muted": "https://loud.example/{}",
    "trusted": "https://good.example/{}",
    "new": "https://n{}.example/",
}
ACTIONS = st.sampled_from(sorted(decide.ACTIONS))
WHICH = st.integers(0, 5)
ACTS = st.one_of(
    st.tuples(st.just("arrive"), st.sampled_from(sorted(SORTS)), st.integers(0, 120)),
    st.tuples(st.just("mention"), st.sampled_from(sorted(SOURCES)), st.integers(0, 120)),
    st.tuples(st.just("decide"), WHICH, ACTIONS),
    st.tuples(st.just("by a program"), WHICH, ACTIONS),
    st.tuples(st.just("many"), st.frozensets(WHICH, min_size=1), ACTIONS),
    st.tuples(st.just("reply"), WHICH, st.none()),
    st.tuples(st.just("edit"), WHICH, st.none()),
    st.tuples(st.just("retell"), WHICH, st.sampled_from(["Buy cheap loans and followers", "My leeks"])),
    st.tuples(st.just("erase"), WHICH, st.none()),
    st.tuples(st.just("undo"), st.integers(0, 20), st.none()),
)


@dataclass
class Past:
    """A site, and all that was done there, each with its event."""

    site: Site
    now: datetime
    events: list[tuple[int, Comment]] = field(default_factory=list)
    bulks: list[bulk.Act] = field(default_factory=list)


@given(acts=st.lists(ACTS, min_size=4, max_size=14))
@settings(max_examples=10, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_rule_health_is_what_a_recount_of_the_comments_says(app, acts):
    past = Past(make_site(f"site-{number()}", rules=SETTINGS), tick())
    for sort in sorted(SORTS):
        do(past, "arrive", sort, 0)

    for act in acts:
        try:
            do(past, *act)
        except (Conflict, Missing):
            continue  # erased by now, decided again, or nothing to undo: nothing was done
        finally:
            assert kept(past.site) == recounted(past.site), act

    with writing() as session:
        health.prune(session, past.now)
    with reading() as session:
        assert health.of_site(session, past.site, past.now) == counted_over_the_table(past)


def do(past: Past, what: str, which: object, how: object) -> None:
    """One act of any sort."""
    site, there = past.site, all_of(past.site)
    comment = reload(there[which % len(there)]) if isinstance(which, int) else None
    match what, which, how:
        case "arrive", str(), int():
            make_comment(site, status=None, at=past.now - timedelta(days=how), **SORTS[which])
        case "mention", str(), int():
            source, at = SOURCES[which].format(number()), past.now - timedelta(days=how)
            make_comment(site, status=None, kind=Kind.WEBMENTION, email="", source=source, at=at)
        case (("decide" | "by a program"), _, str()) if comment:
            by = program(site) if what == "by a program" else moderator(site)
            past.events.append((turned(comment, how, by=by).event.id, comment))
        case "many", frozenset(), str():
            chosen = [c for n, c in enumerate(there) if n in which and c.erased_at is None]
            if chosen:
                past.bulks.append(selected(how, chosen, moderator(site)))
                work_all()
        case "reply", _, _ if comment and comment.is_conversation:
            answer(past, comment)
        case "edit", _, _ if comment:
            event = edited(comment, text=f"Other words, {number()}")
            assert event is not None
            past.events.append((event.id, comment))
        case "retell", _, str() if comment and comment.kind.is_mention and comment.erased_at is None:
            told = submission(site, kind=comment.kind, source=comment.source, text=how)
            with writing() as session:
                submit.revise(session, site, comments.again(session, comment.id), told)
        case "erase", _, _ if comment:
            erased(comment)
        case "undo", int(), _:
            undo(past, which)


def answer(past: Past, comment: Comment) -> None:
    """A moderator's answer, which approves what it answers."""
    who = Viewer(actor=program(past.site).actor, roles={past.site.id: Role.MODERATOR})
    said = submission(past.site, origin=f"desk:{number()}", honeypot="x")
    with writing() as session:
        done = decide.decide(session, who, comment.id, "approve", seen=None, now=tick())
        submit.submit(session, past.site, said, approved_by=who.actor)
    past.events.append((done.event.id, comment))


def undo(past: Past, n: int) -> None:
    """Take back any of what was done."""
    if n % 2 and past.bulks:
        act = past.bulks[n % len(past.bulks)]
        if act.can_undo:
            taken_back(act, moderator(past.site))
            work_all()
    elif past.events:
        undone(*past.events[n % len(past.events)])


def program(site: Site) -> Viewer:
    """Somebody with the site's token."""
    return Viewer(actor=Actor(kind=ActorKind.TOKEN, name="Program"), roles={site.id: Role.MODERATOR})


def counted_over_the_table(past: Past) -> dict[str, Health]:
    """What health says, the slow way."""
    since = (past.now - timedelta(days=90)).astimezone(UTC).date()
    rows = [row for row in all_of(past.site) if row.received_at.date() >= since]
    found: dict[str, list[tuple[Status, Status, datetime]]] = {}
    for row in rows:
        for facet, value, decided in hits_of(row):
            aim = Status(facet.removeprefix("hit "))
            found.setdefault(value[11:], []).append((aim, Status(decided), row.received_at))
    return {rule: health_of(hits) for rule, hits in found.items()}


def health_of(hits: list[tuple[Status, Status, datetime]]) -> Health:
    confirmed = sum(decided in CONFIRMED[aim] for aim, decided, _ in hits)
    refuted = sum(decided in REFUTED[aim] for aim, decided, _ in hits)
    pending = sum(decided is Status.PENDING for _, decided, _ in hits)
    aims = {aim for aim, _, _ in hits}
    return Health(
        hits=len(hits),
        confirmed=confirmed,
        decided=confirmed + refuted,
        rejected=len(hits) - pending - confirmed - refuted,
        last_at=max(at for _, _, at in hits),
        aim=aims.pop() if len(aims) == 1 else None,
    )
