"""A look through the decisions: bounded, once for each worker, and what stands afterwards."""

from datetime import timedelta

from moderation import jobs
from moderation.domain import adopt, gather, suggest
from moderation.domain.gather import LEAST
from moderation.domain.proposal import WORDED, What
from moderation.store import surveys
from moderation.store.db import reading, writing
from tests.factories import erased, make_comment, make_site, owner, the_site, tick, turned
from tests.lists import put
from tests.offers import HOST, advertised, board, by_one, genuine, hidden, looked, opened, the, worded
from tests.past import decided
from tests.store.test_plans import watched

# The work has an end


def test_only_the_newest_decisions_are_looked_at_and_in_pieces(app, monkeypatch):
    monkeypatch.setattr(suggest, "NEWEST", 10)
    monkeypatch.setattr(suggest, "PIECE", 4)
    advertised()
    genuine(10)
    seen: list[int] = []
    said = surveys.said

    def counted(*given):
        rows = said(*given)
        seen.append(len(rows))
        return rows

    monkeypatch.setattr(surveys, "said", counted)

    found = looked()

    assert seen == [4, 4, 2]
    assert found.survey is not None
    assert (found.survey.genuine, found.survey.spam) == (10, 0)


def test_ten_times_as_many_decisions_cost_ten_times_as_many_statements_and_no_more(app):
    site, small = the_site(), make_site("small")
    genuine(20)
    advertised(10)
    genuine(20, small)
    for n in range(10):
        decided("spam", small, website=f"https://{HOST}/{n}", text=f"Number {n}")
    with watched() as ran:
        looked(small)
    n_small = len(ran)
    genuine(100)
    with watched() as ran:
        looked(site)

    assert len(ran) <= n_small + 2


def test_phrases_are_counted_in_a_table_of_one_size(app):
    phrases = gather.Phrases()

    assert len(phrases._table) == gather.PLACES
    assert len(gather.phrases_in("word " * 5_000 + "cheap furniture", gather.MOST_WORDS)) <= 3


# How long it stands


def test_what_holds_no_more_is_gone(app):
    genuine()
    advertised()
    assert opened(What.DOMAIN)
    turned(advertised(1, status="spam")[0], "approve")

    found = looked()

    assert opened(What.DOMAIN, found) == []
    assert (found.taken, found.hidden) == ([], [])


def test_what_is_found_again_stays_the_same_with_what_is_known_now(app):
    genuine()
    advertised()
    first = the(What.DOMAIN)
    advertised(1)

    second = the(What.DOMAIN)

    assert second.row.id == first.row.id
    assert second.row.evidence["n"] == LEAST + 1


def test_hidden_stays_hidden_and_makes_room_for_others(app):
    genuine()
    for n in range(6):
        advertised(LEAST, f"spam{n}.example")
    first = opened(What.DOMAIN)
    assert len(first) == 5
    hidden(first[0])

    found = looked()

    values = {told.row.evidence["value"] for told in opened(What.DOMAIN, found)}
    assert values == {f"spam{n}.example" for n in range(6)} - {first[0].row.evidence["value"]}
    assert [told.row.id for told in found.hidden] == [first[0].row.id]


def test_where_a_comment_is_deleted_for_good_no_suggestion_keeps_its_words_and_hidden_stays_hidden(app):
    genuine()
    made = advertised(LEAST + 1)
    worded()
    hidden(the(What.DOMAIN))
    assert opened(What.PHRASE, board())

    erased(made[0])

    now = board()
    assert [told for told in now.open if told.what in WORDED] == []
    assert (now.taken, now.hidden) == ([], [])
    again = looked()
    assert opened(What.DOMAIN, again) == []
    assert opened(What.PHRASE, again)
    assert again.hidden == []


def test_each_site_has_its_own(app):
    genuine()
    advertised()
    other = make_site("bread")

    assert looked(other).open == []
    assert looked().open
    assert board(other).open == []


# When somebody looks


def due(now, *, asked: bool = False):
    with writing() as session:
        return suggest.take(session, now=now, asked=asked)


def test_a_site_is_looked_at_once_a_day_where_something_was_decided(app):
    site = the_site()
    assert due(tick()) is None
    decided("approved")
    now = tick()
    looked(now=now)
    decided("approved")

    assert due(now + timedelta(hours=23)) is None
    first = due(now + timedelta(hours=25))
    assert first is not None
    assert first.site_id == site.id
    assert due(now + timedelta(hours=25)) is None


def test_a_day_without_decisions_is_no_work(app):
    decided("approved")
    now = tick()
    looked(now=now)
    make_comment(status=None)

    assert due(now + timedelta(days=2)) is None


def test_one_worker_has_a_look_for_itself_and_a_lost_one_is_taken_up_again(app):
    decided("approved")
    now = tick()

    assert due(now) is not None
    assert due(now + suggest.LEASE / 2) is None
    assert due(now + suggest.LEASE) is not None


def test_what_was_asked_for_during_a_look_is_still_to_do(app):
    decided("approved")
    now = tick()
    taken = due(now)
    assert taken is not None
    with reading() as session:
        work = suggest.begin(session, taken, now=now)
    list(work.pieces(reading))
    with writing() as session:
        adopt.ask(session, owner(), "potager", now=now + timedelta(seconds=1))
    with writing() as session:
        suggest.end(session, work)

    assert due(now + timedelta(seconds=2), asked=True) is not None


def test_a_look_at_rules_that_were_changed_meanwhile_is_done_again(app):
    genuine()
    advertised()
    now = tick()
    taken = due(now)
    assert taken is not None
    with reading() as session:
        work = suggest.begin(session, taken, now=now)
    list(work.pieces(reading))
    put(HOST, name="blocked_author.spam")
    with writing() as session:
        suggest.end(session, work)

    assert board().open == []
    assert due(now) is not None


def test_the_worker_looks_where_it_is_due_and_where_somebody_asks(app):
    genuine()
    advertised()
    jobs.of(app).suggest()
    assert opened(What.DOMAIN, board())
    hidden(the(What.DOMAIN, board()))
    by_one()
    with writing() as session:
        adopt.ask(session, owner(), "potager", now=tick())

    jobs.of(app).suggest(asked=True)

    assert opened(What.AUTHOR, board())
