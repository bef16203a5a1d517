"""Rule health: hits within 90 days, what people made of them, the last of them."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from moderation import jobs
from moderation.domain import health, submit
from moderation.domain.health import Health
from moderation.store import comments
from moderation.store.comments import Comment
from moderation.store.db import reading, writing
from moderation.store.sites import Site
from moderation.words import RULES, ActorKind, Kind, Signal, Status
from tests.factories import (
    edited,
    erased,
    make_comment,
    make_mention,
    make_site,
    moderator,
    number,
    submission,
    the_site,
    tick,
    turned,
    undone,
)
from tests.ledger import kept, recounted
from tests.many import selected, taken_back

TRUSTING = {
    "rules": {"trusted": {"who": ["lea@mail.example"]}, "blocked_source": {"muted": ["loud.example"]}}
}


def known(site: Site | None = None, now: datetime | None = None) -> dict[str, Health]:
    """The health of a site's rules."""
    with reading() as session:
        return health.of_site(session, site or the_site(), now or tick())


def of(rule: str, now: datetime | None = None) -> tuple[int, int, int, int]:
    """Hits, confirmed, decided for or against, and rejected besides."""
    found = known(now=now)[rule]
    return found.hits, found.confirmed, found.decided, found.rejected


def trapped(**given: Any) -> Comment:
    """A comment that waits, and whose only fault is the hidden field."""
    return make_comment(honeypot="x", status=None, **given)


def test_a_hit_counts_at_once_and_proves_nothing_before_somebody_decides(app):
    trapped()

    assert of("honeypot") == (1, 0, 0, 0)
    assert known()["honeypot"].share is None


@pytest.mark.parametrize(
    ("action", "after"),
    [("spam", (1, 1, 1, 0)), ("approve", (1, 0, 1, 0)), ("reject", (1, 0, 0, 1))],
)
def test_a_decision_confirms_or_refutes_a_rule_and_its_undo_takes_that_back(app, action, after):
    comment = trapped()

    event = turned(comment, action).event
    assert of("honeypot") == after

    undone(event.id, comment)
    assert of("honeypot") == (1, 0, 0, 0)


def test_a_decision_that_is_put_off_proves_nothing_any_more(app):
    comment = trapped()
    turned(comment, "spam")

    turned(comment, "hold")

    assert of("honeypot") == (1, 0, 0, 0)


def test_what_rules_decided_confirms_no_rule_until_somebody_has_looked(app):
    make_site(rules={"spam_from": 6})
    comment = trapped()
    assert comment.status is Status.SPAM

    assert of("honeypot") == (1, 0, 0, 0)
    turned(comment, "spam")
    assert of("honeypot") == (1, 1, 1, 0)


def test_trust_is_confirmed_by_an_approval_and_refuted_by_spam(app):
    make_site(rules=TRUSTING)
    for action in ("approve", "spam", "reject"):
        turned(make_comment(email="lea@mail.example", status=None), action)

    found = known()["trusted"]
    assert (found.hits, found.confirmed, found.decided, found.rejected) == (3, 1, 2, 1)
    assert found.aim is Status.APPROVED
    assert found.share == 50


def test_a_rule_that_rejects_is_confirmed_by_what_stays_out(app):
    make_site(rules=TRUSTING)
    for action in ("reject", "spam", "approve"):
        mention = make_mention(source=f"https://loud.example/{number()}", status=None)
        turned(mention, action)

    found = known()["blocked_source"]
    assert (found.hits, found.confirmed, found.decided, found.rejected) == (3, 2, 3, 0)
    assert found.aim is Status.REJECTED


def counted(status: str, signal: Signal) -> None:
    """Count a comment in which one rule found this, as Mina decided it."""
    comment = Comment(site_id=the_site().id, origin=f"test:{number()}", received_at=tick())
    comment.status, comment.decided_kind = Status(status), ActorKind.MEMBER
    with writing() as session:
        health.count(session, comment, [signal], +1)


def test_a_rule_that_speaks_for_and_against_is_right_in_either_way(app):
    for status, points in (("spam", 3), ("approved", -2), ("spam", -1)):
        counted(status, Signal(rule="learned", points=points, why=""))

    found = known()["learned"]
    assert (found.hits, found.confirmed, found.decided) == (3, 2, 3)
    assert found.aim is None


def test_what_could_not_be_checked_is_no_hit_and_a_word_without_points_is(app):
    counted("spam", Signal(rule="spam_history", points=0, why=""))
    counted("spam", Signal(rule="held_words", points=0, why="", verdict=Status.PENDING))

    assert set(known()) == {"held_words"}
    assert of("held_words") == (1, 1, 1, 0)


def test_what_moderators_write_themselves_says_nothing_of_rules(app):
    site = make_site()
    said = submission(site, honeypot="x", origin="desk:1")
    with writing() as session:
        submit.submit(session, site, said, approved_by=moderator().actor)

    assert known() == {}
    assert kept(site) == recounted(site)


def test_only_the_last_90_days_are_looked_at(app):
    now = tick() + timedelta(days=365)
    old = trapped(at=now - timedelta(days=92))
    new = trapped(at=now - timedelta(days=89))
    turned(old, "spam")

    assert of("honeypot", now) == (1, 0, 0, 0)
    assert known(now=now)["honeypot"].last_at == new.received_at
    assert known(now=now + timedelta(days=3)) == {}


def test_the_last_hit_is_the_last_comment_and_no_later_decision(app):
    first, last = trapped(), trapped()
    turned(last, "spam")
    turned(first, "spam")

    assert known()["honeypot"].last_at == last.received_at


def test_each_site_has_its_own(app):
    here, there = make_site(), make_site("orchard")
    make_comment(here, honeypot="x")

    assert known(there) == {}
    assert known(here)["honeypot"].hits == 1


def test_an_act_on_many_and_its_undo_are_counted(app):
    comments = [trapped() for _ in range(5)]

    act = selected("spam", comments)
    assert of("honeypot") == (5, 5, 5, 0)

    taken_back(act)
    assert of("honeypot") == (5, 0, 0, 0)


def test_a_deleted_comment_and_an_edited_one_stay_hits(app):
    edited(trapped(), text="Other words")
    erased(trapped())

    assert of("honeypot") == (2, 0, 0, 1)


def test_a_mention_that_is_told_anew_hits_what_its_new_words_hit(app):
    site = make_site()
    mention = make_mention(site, kind=Kind.WEBMENTION, text="Buy cheap followers and loans", status=None)
    hit = set(known()) - {"first_link"}
    told = submission(site, kind=Kind.WEBMENTION, source=mention.source, text="Lea has leeks in her garden.")
    assert "selling_words" in hit

    with writing() as session:
        submit.revise(session, site, comments.again(session, mention.id), told)

    assert "selling_words" not in known()
    assert kept(site) == recounted(site)


def test_what_nobody_reads_any_more_is_forgotten_piece_by_piece(app, monkeypatch):
    monkeypatch.setattr(health, "BATCH", 2)
    site, now = the_site(), tick() + timedelta(days=365)
    for days in (95, 94, 93, 1):
        make_comment(site, at=now - timedelta(days=days), honeypot="x")
    before = known(now=now)

    with writing() as session:
        pieces = 1
        while health.prune(session, now):
            pieces += 1

    assert pieces > 1
    assert known(now=now) == before
    assert all(value[:10] >= f"{now - timedelta(days=90):%Y-%m-%d}" for value in hits_kept(site))
    assert ("all", "", "pending") in kept(site)


def test_the_worker_forgets_old_hits(app):
    site, now = the_site(), datetime.now(UTC)
    for days in (1, 95):
        make_comment(site, at=now - timedelta(days=days), honeypot="x")
    worker = jobs.of(app)

    worker.forget_hits()

    assert set(hits_kept(site)) == {f"{now - timedelta(days=1):%Y-%m-%d} {rule}" for rule in known(now=now)}


def hits_kept(site: Site) -> list[str]:
    """The days and rules of which hits are kept."""
    return [value for facet, value, _ in kept(site) if facet.startswith("hit ")]


@pytest.mark.parametrize(
    ("confirmed", "decided", "share"),
    [(0, 0, None), (0, 9, 0), (9, 9, 100), (2, 3, 66.7), (9_999, 10_000, 99.9), (1, 10_000, 0.1)],
)
def test_all_and_none_are_said_of_all_and_none_alone(confirmed, decided, share):
    given: dict[str, Any] = {"hits": decided, "rejected": 0, "last_at": tick(), "aim": Status.SPAM}

    assert Health(confirmed=confirmed, decided=decided, **given).share == share


def test_one_who_decides_by_rules_is_no_person(app):
    site = make_site()
    with writing() as session:
        submit.submit(session, site, submission(site, honeypot="x"), approved_by=RULES)

    assert of("honeypot") == (1, 0, 0, 0)
