"""Wave mode: who is held, for how long, by whom it is begun, and when it is suggested."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from moderation.domain import judge, submit, wave
from moderation.domain.allow import Viewer
from moderation.domain.wave import Suggestion
from moderation.errors import Invalid, Missing
from moderation.store import events, sites
from moderation.store.db import Session, reading, writing
from moderation.store.sites import Site
from moderation.store.waves import Wave
from moderation.words import ActorKind, Kind, Status, Verdict
from tests.factories import break_off, make_comment, make_site, moderator, page_of, submission, the_site

NOON = datetime(2026, 5, 4, 12, 30, tzinfo=UTC)
ROSA: dict[str, Any] = {"name": "Rosa", "email": "rosa@mail.example"}
SOUP = "https://potager.example/soup"


def begun(
    page_id: int | None = None, *, hours: int = 6, at: datetime = NOON, by: Viewer | None = None
) -> Wave:
    site = the_site()
    with writing() as session:
        return wave.begin(session, by or moderator(site), site.key, page_id, hours=hours, now=at)


def ended(lasting: Wave, *, at: datetime = NOON, by: Viewer | None = None) -> None:
    with writing() as session:
        wave.end(session, by or moderator(), lasting.id, now=at)


def running(at: datetime = NOON, by: Viewer | None = None) -> list[tuple[str, str | None, datetime]]:
    with reading() as session:
        found = wave.running(session, by or moderator(), now=at)
    return [(each.site.key, each.page.url if each.page else None, each.wave.until) for each in found]


def judged(hours: float = 1, **given: Any) -> Verdict:
    """The verdict on a comment so many hours after noon."""
    said = submission(at=NOON + timedelta(hours=hours), **given)
    with reading() as session:
        page = sites.page_by_key(session, the_site().id, "potager.example/soup")
        return judge.judge(session, the_site(), page, said)[1]


@pytest.fixture
def site(app) -> Site:
    """A site that publishes all that is not flagged, where Rosa is known."""
    site = make_site(rules={"mode": "unflagged"})
    make_comment(site, **ROSA, status="approved")
    return site


def test_strangers_wait_and_the_card_says_why_and_known_authors_do_not(site):
    assert judged().status is Status.APPROVED
    begun()

    held = judged()

    assert (held.status, held.flagged, held.points) == (Status.PENDING, False, 0)
    assert held.because == "Wave mode: what strangers write waits for a moderator"
    assert judged(name="Rosa", email="rosa@mail.example").status is Status.APPROVED
    assert judged(name="Mina", member_id=1).status is Status.APPROVED


def test_what_is_spam_is_spam_in_a_wave_too(site):
    begun()

    assert (
        judged(honeypot="x", text="[url=https://pills.example]pills[/url] cheap loans").status is Status.SPAM
    )


def test_who_waits_by_the_mode_alone_is_told_to_wait_by_the_wave(app):
    assert judged().because == "First comment here"
    begun()

    assert judged().because.startswith("Wave mode")
    assert judged(kind=Kind.PINGBACK, source="https://blog.example/").because.startswith("Wave mode")


def test_it_ends_by_itself_and_needs_nobody_for_that(site):
    begun(hours=6)

    assert [judged(h).status for h in (-0.1, 0, 5.9, 6)] == ["approved", "pending", "pending", "approved"]
    assert [len(running(NOON + timedelta(hours=h))) for h in (0, 5.9, 6)] == [1, 1, 0]


def test_of_a_page_it_holds_what_is_written_there_alone(site):
    begun(page_of(make_comment(site, status="approved")).id)

    assert judged().status is Status.PENDING
    with reading() as session:
        other = submission(at=NOON + timedelta(hours=1), page="/bread")
        assert judge.judge(session, site, None, other)[1].status is Status.APPROVED


def test_what_was_known_of_it_is_kept_with_the_comment(site):
    begun()

    with reading() as session:
        facts, _ = judge.judge(session, site, None, submission(at=NOON + timedelta(hours=1)))

    assert facts.wave is True
    assert type(facts).from_json(facts.as_json()) == facts


def test_begun_again_it_lasts_so_long_from_then_on(site):
    begun(hours=6)
    begun(hours=1, at=NOON + timedelta(hours=1))

    assert running() == [("potager", None, NOON + timedelta(hours=2))]


def test_it_is_ended_before_its_time_and_the_log_tells_both(site):
    lasting = begun(hours=24)
    ended(lasting, at=NOON + timedelta(hours=1))
    ended(lasting, at=NOON + timedelta(hours=2))

    assert running(NOON + timedelta(hours=1)) == []
    assert judged(2).status is Status.APPROVED
    with reading() as session:
        told = [line for line in events.after(session, site.id, 0, 99) if line.action == "wave"]
    assert [bool(line.detail["until"]) for line in told] == [True, False]
    assert {line.actor_kind for line in told} == {ActorKind.MEMBER}


@pytest.mark.parametrize("hours", [0, 2, 100, -1])
def test_it_never_lasts_for_any_number_of_hours(site, hours):
    with pytest.raises(Invalid):
        begun(hours=hours)


def test_nobody_begins_or_ends_one_on_a_site_that_they_do_not_moderate(site):
    stan, theirs = moderator(make_site("other")), begun()

    with pytest.raises(Missing):
        begun(by=stan)
    with pytest.raises(Missing):
        ended(theirs, by=stan)
    with pytest.raises(Missing):
        begun(page_of(make_comment(make_site("third"))).id)
    with pytest.raises(Missing):
        begun(10**12)
    assert running(by=stan) == []
    assert len(running()) == 1


# Suggestions


def suggested(at: datetime = NOON, by: Viewer | None = None) -> list[tuple[str, str | None, int, int]]:
    with reading() as session:
        found = wave.suggested(session, by or moderator(), now=at)
    return [plainly(each) for each in found]


def plainly(found: Suggestion) -> tuple[str, str | None, int, int]:
    return found.site.key, found.page.url if found.page else None, found.n, found.usual


def hold(n: int, *, at: datetime = NOON, page: str = "/soup", site: Site | None = None) -> None:
    """So many comments that are held at that time."""
    for _ in range(n):
        make_comment(site, at=at, page=page)


def test_where_many_more_are_held_than_usual_it_is_suggested(app):
    hold(2, at=NOON - timedelta(days=3))
    hold(14)
    assert suggested() == []

    hold(1)

    assert suggested() == [("potager", SOUP, 15, 2)]
    assert suggested(by=moderator(make_site("other"))) == []


def test_what_is_usual_for_a_site_is_not_suggested(app):
    hold(4, at=NOON - timedelta(days=1))
    hold(15)

    assert suggested() == []


def test_a_site_is_meant_where_no_page_has_most_of_it(app):
    for page in ("/soup", "/bread", "/leeks"):
        hold(6, page=page)

    assert suggested() == [("potager", None, 18, 0)]


def test_the_hour_before_counts_in_part_and_what_is_older_no_more(app):
    hold(40, at=NOON - timedelta(hours=1))

    assert [found[2] for found in suggested()] == [20]
    assert suggested(NOON + timedelta(minutes=29)) == []
    assert suggested(NOON + timedelta(hours=2)) == []


def test_what_goes_to_spam_or_is_published_calls_for_no_wave(app):
    make_site(rules={"mode": "unflagged"})
    for _ in range(20):
        make_comment(at=NOON, status=None)
        make_comment(at=NOON, status=None, honeypot="x", text="[url=https://x.example]x[/url] cheap loans")

    assert suggested() == []


def test_where_one_lasts_or_it_was_set_aside_none_is_suggested(app):
    mina = moderator()
    hold(20)
    lasting = begun()
    assert suggested() == []
    ended(lasting)
    assert len(suggested()) == 1

    with writing() as session:
        wave.set_aside(session, mina, "potager", None, now=NOON)

    assert suggested() == []
    assert running() == []
    assert judged().because == "First comment here"


def test_after_a_day_it_is_suggested_again(app):
    mina = moderator(the_site())
    with writing() as session:
        wave.set_aside(session, mina, "potager", None, now=NOON - timedelta(hours=24))
    hold(20)

    assert len(suggested()) == 1


def test_what_came_to_nothing_is_not_counted(app):
    site = the_site()
    said = [submission(site, at=NOON) for _ in range(20)]

    def held(session: Session) -> None:
        for each in said:
            submit.submit(session, site, each)

    with pytest.raises(LookupError):
        break_off(held)

    assert suggested() == []


def test_old_counts_are_forgotten(app):
    hold(20, at=NOON - timedelta(days=20))
    hold(20)

    with writing() as session:
        wave.sweep(session, now=NOON)

    assert suggested(NOON - timedelta(days=20)) == []
    assert len(suggested()) == 1
