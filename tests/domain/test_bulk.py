"""Acts on many: at once or in the background, what others changed meanwhile is named, and one undo."""

from datetime import timedelta

import pytest

from moderation.domain import bulk, chunk, edit
from moderation.domain.queue import Filters
from moderation.errors import Conflict, Invalid, Missing
from moderation.store import events, listing
from moderation.store.db import reading, writing
from moderation.store.events import Event
from moderation.store.sites import Site
from moderation.words import Kind, Progress, Status
from tests.factories import (
    break_off,
    edited,
    make_comment,
    make_mention,
    make_site,
    moderator,
    reload,
    tick,
    turned,
    undone,
)
from tests.ledger import kept, recounted
from tests.many import (
    look,
    make_comments,
    matching,
    row_of,
    selected,
    statuses,
    taken_back,
    work_all,
    work_once,
)

RULES = {"rules": {"blocked_words": {"words": ["casino"]}}}


@pytest.fixture
def site(app) -> Site:
    return make_site(rules=RULES)


@pytest.fixture
def few(monkeypatch: pytest.MonkeyPatch) -> None:
    """More than four are many, and a chunk is of three: a thousand would show nothing that nine do not."""
    monkeypatch.setattr(bulk, "AT_ONCE", 4)
    monkeypatch.setattr(chunk, "CHUNK", 3)


def log_of(site: Site) -> list[Event]:
    with reading() as session:
        made = events.after(session, site.id, 0, 1_000)
    return [event for event in made if event.listed and event.action != "rules"]


def test_what_is_selected_is_done_at_once_with_one_line_of_the_log(site):
    many, other = make_comments(5, site), make_comment(site)

    act = selected("spam", many)

    assert (act.state, act.total, act.done, act.changed) == (Progress.DONE, 5, 5, [])
    assert statuses(many) == {"spam"}
    assert reload(other).status is Status.PENDING
    assert [(e.action, e.detail) for e in log_of(site)][-1] == ("bulk", {"action": "spam"})
    assert [e.action for e in log_of(site)].count("bulk") == 1
    assert kept(site) == recounted(site)


def test_each_comment_knows_who_decided_it(site):
    comment = make_comments(3, site)[1]

    selected("approve", [comment], moderator(site, name="Olga"))

    now = reload(comment)
    assert (now.decided_by, now.number, now.version) == ("Olga", 1, comment.version + 1)


def test_numbers_are_given_in_the_order_of_each_page(site):
    first, second = make_comment(site, page="/a"), make_comment(site, page="/b")
    third, fourth = make_comment(site, page="/a"), make_comment(site, page="/b")

    selected("approve", [fourth, third, second, first])

    assert [reload(c).number for c in (first, third)] == [1, 2]
    assert [reload(c).number for c in (second, fourth)] == [1, 2]


def test_what_somebody_changed_meanwhile_is_named_and_left(site):
    many = make_comments(4, site)
    turned(many[1], "approve", by=moderator(site, name="Olga"))
    with writing() as session:
        words = {"name": "Lea", "email": "", "website": "", "text": "Mended"}
        version = reload(many[2]).version
        edit.edit(session, moderator(site), many[2].id, words, seen=version, now=tick())

    act = selected("spam", many)

    assert (act.done, sorted(act.changed)) == (2, [many[1].id, many[2].id])
    assert [reload(c).status for c in many] == [Status.SPAM, Status.APPROVED, Status.PENDING, Status.SPAM]


def test_what_a_person_decided_so_already_is_neither_done_again_nor_called_changed(site):
    many = make_comments(3, site)
    many[0] = turned(many[0], "spam").comment

    act = selected("spam", many)

    assert (act.done, act.changed) == (2, [])


def test_spam_that_rules_decided_is_confirmed(site):
    comment = make_comment(site, status=None, text="A casino")
    assert kept(site)["unseen", "", "spam"] == 1

    act = selected("spam", [comment])

    assert act.done == 1
    assert ("unseen", "", "spam") not in kept(site)


def test_one_undo_gives_all_back(site):
    many = make_comments(4, site)
    turned(many[0], "approve")
    many[0] = reload(many[0])
    counts = kept(site)
    act = selected("spam", many)

    undo = taken_back(act)

    assert (undo.action, undo.done, undo.changed, undo.can_undo) == ("undo", 4, [], False)
    assert [reload(c).status for c in many] == [Status.APPROVED] + [Status.PENDING] * 3
    assert reload(many[0]).decided_by == "Mina"
    assert kept(site) == counts == recounted(site)
    assert [e.action for e in log_of(site)][-2:] == ["bulk", "undo"]
    assert log_of(site)[-1].undoes_id == act.event.id


def test_an_undo_leaves_and_names_what_was_decided_again_since(site):
    many = make_comments(3, site)
    act = selected("spam", many)
    turned(many[1], "approve", by=moderator(site, name="Olga"))

    undo = taken_back(act)

    assert (undo.done, undo.changed) == (2, [many[1].id])
    assert reload(many[1]).status is Status.APPROVED


def test_an_undo_of_what_was_all_decided_again_is_a_conflict_and_leaves_no_trace(site):
    many = make_comments(2, site)
    act = selected("spam", many)
    for comment in many:
        turned(reload(comment), "approve", by=moderator(site, name="Olga"))
    before = len(log_of(site))

    with pytest.raises(Conflict, match="decided again since"):
        taken_back(act)

    assert len(log_of(site)) == before
    assert not look(act.key).can_undo
    assert statuses(many) == {"approved"}


def test_the_same_act_sent_again_is_the_act_that_was_done(site):
    many = make_comments(3, site)
    first = selected("spam", many)

    again = selected("spam", many)

    assert (again.key, again.done, again.changed, again.can_undo) == (first.key, 3, [], True)
    assert [e.action for e in log_of(site)].count("bulk") == 1


def test_another_persons_act_on_the_same_is_another(site):
    many = make_comments(2, site)
    first = selected("spam", many)

    second = selected("spam", many, moderator(site, name="Olga"))

    assert second.key != first.key
    assert (second.done, len(second.changed)) == (0, 2)


def test_what_was_decided_again_since_is_not_told_as_done(site):
    many = make_comments(2, site)
    first = selected("spam", many)
    turned(reload(many[0]), "approve")

    again = selected("spam", many)

    assert again.key != first.key
    assert (again.done, len(again.changed)) == (0, 2)


def test_an_answer_to_one_question_is_one_act_until_it_is_taken_back(site):
    many, until, mina = make_comments(3, site), tick(), moderator(site)

    def answered() -> bulk.Act:
        with writing() as session:
            key = bulk.matching(session, mina, "spam", Filters(), until=until, now=tick(), asked="once")
        return look(key, mina)

    first = answered()
    assert answered().key == first.key
    taken_back(first)

    again = answered()

    assert again.key != first.key
    assert (again.done, statuses(many)) == (3, {"spam"})


def test_the_log_lists_no_act_that_changed_nothing(site):
    comment = make_comment(site)
    turned(comment, "approve", by=moderator(site, name="Olga"))

    act = selected("spam", [comment])

    assert (act.done, act.changed) == (0, [comment.id])
    assert "bulk" not in [e.action for e in log_of(site)]


def test_an_act_is_undone_once(site):
    act = selected("spam", make_comments(2, site))
    assert look(act.key).can_undo
    taken_back(act)

    with pytest.raises(Conflict, match="already"):
        taken_back(act)

    assert not look(act.key).can_undo


def test_an_undo_is_not_itself_undone(site):
    undo = taken_back(selected("spam", make_comments(2, site)))

    with pytest.raises(Missing):
        taken_back(undo)


def test_a_single_comment_of_an_act_is_undone_by_itself(site):
    many = make_comments(3, site)
    act = selected("spam", many)
    with reading() as session:
        part = events.of_turn(session, many[0].id, reload(many[0]).decision)
    assert part is not None
    assert not part.listed

    undone(part.id, many[0])

    assert [reload(c).status for c in many] == [Status.PENDING, Status.SPAM, Status.SPAM]
    assert taken_back(act).changed == [many[0].id]


def test_after_an_undo_the_same_can_be_done_again(site):
    many = make_comments(2, site)
    taken_back(selected("spam", many))

    again = selected("spam", [reload(c) for c in many])

    assert again.done == 2
    assert taken_back(again).done == 2


def test_all_that_matches_is_done_and_nothing_else(site):
    comments, mention = make_comments(3, site), make_mention(site)
    elsewhere = make_comment(make_site("far-away"))

    act = matching("reject", Filters(kind=Kind.COMMENT), moderator(site))

    assert (act.total, act.done) == (3, 3)
    assert statuses(comments) == {"rejected"}
    assert statuses([mention, elsewhere]) == {"pending"}


def test_what_came_in_after_the_list_is_left(site):
    listed, until = make_comments(2, site), tick()
    later = make_comment(site)

    act = matching("spam", until=until)

    assert (act.done, act.changed) == (2, [])
    assert statuses(listed) == {"spam"}
    assert reload(later).status is Status.PENDING


@pytest.mark.parametrize(
    "filters",
    [
        Filters(),
        Filters(status=None),
        Filters(kind=Kind.COMMENT),
        Filters(status=None, rule="blocked_words"),
        Filters(status=None, q="casino"),
    ],
)
def test_what_came_in_after_the_list_is_not_counted(site, filters):
    for _ in range(2):
        make_comment(site, text="A casino")
    until = tick()
    for _ in range(3):
        make_comment(site, text="A casino")

    with reading() as session:
        n = bulk.count(session, moderator(site), filters, until=until)

    assert n == 2
    assert matching("approve", filters, until=until).total == 2


def test_a_search_of_more_than_is_looked_at_is_done_to_its_end(site, monkeypatch):
    monkeypatch.setattr(listing, "LOOK", 4)
    monkeypatch.setattr(chunk, "CHUNK", 3)
    many = [make_comment(site, text="Leek soup") for _ in range(11)]

    act = matching("approve", Filters(q="leek", status=None))
    work_all()

    assert (look(act.key).done, look(act.key).state) == (11, Progress.DONE)
    assert statuses(many) == {"approved"}
    assert kept(site) == recounted(site)


def test_what_others_did_to_the_list_meanwhile_is_named_and_left(site):
    olga = moderator(site, name="Olga")
    approved, held, edited, untouched = make_comments(4, site)
    mention = make_mention(site)
    came_late = turned(make_comment(site), "spam").comment
    until = tick()
    turned(approved, "approve", by=olga)
    undone(turned(held, "approve", by=olga).event.id, held)
    turned(held, "hold", by=olga)
    turned(mention, "approve", by=olga)
    turned(came_late, "hold", by=olga)
    with writing() as session:
        words = {"name": "Lea", "email": "", "website": "", "text": "Mended"}
        edit.edit(session, olga, edited.id, words, seen=edited.version, now=tick())

    act = matching("spam", Filters(kind=Kind.COMMENT), until=until)

    assert sorted(act.changed) == sorted([approved.id, held.id, edited.id, came_late.id])
    assert act.done == 1
    assert reload(untouched).status is Status.SPAM
    assert reload(approved).status is Status.APPROVED


def test_what_one_did_oneself_since_the_list_is_no_news(site):
    own, other = make_comments(2, site)
    until = tick()
    undone(turned(own, "approve").event.id, own)

    act = matching("spam", until=until)

    assert (act.done, act.changed) == (2, [])
    assert statuses([own, other]) == {"spam"}


def test_where_others_were_faster_with_all_of_it_they_are_named(site):
    comment, until = make_comment(site), tick()
    turned(comment, "approve", by=moderator(site, name="Olga"))

    act = matching("spam", until=until)

    assert (act.done, act.changed, act.can_undo) == (0, [comment.id], False)


def test_several_sites_are_one_act_and_one_undo(app):
    sites = [make_site("one"), make_site("two")]
    many = [comment for site in sites for comment in make_comments(2, site)]
    mina, of_one = moderator(*sites), moderator(sites[0])

    act = matching("approve", by=mina)

    assert (act.total, act.done) == (4, 4)
    assert [e.action for site in sites for e in log_of(site)] == ["bulk", "bulk"]
    assert look(act.key, of_one).done == 2
    undo = taken_back(act, mina)
    assert undo.done == 4
    assert statuses(many) == {"pending"}


def test_who_moderates_one_of_the_sites_undoes_what_was_done_there(app):
    sites = [make_site("one"), make_site("two")]
    first, second = (make_comment(site) for site in sites)
    act = matching("approve", by=moderator(*sites))

    taken_back(look(act.key, moderator(sites[0])), moderator(sites[0]))

    assert (reload(first).status, reload(second).status) == (Status.PENDING, Status.APPROVED)
    assert taken_back(look(act.key, moderator(sites[1])), moderator(sites[1])).done == 1


def test_a_strangers_comment_does_not_exist_and_nothing_is_done(site):
    own, foreign = make_comment(site), make_comment(make_site("far-away"))

    for unknown in (foreign.id, 999_999, 2**62):
        with pytest.raises(Missing), writing() as session:
            bulk.selected(session, moderator(site), "spam", {own.id: 1, unknown: 1}, now=tick())

    assert reload(own).status is Status.PENDING
    assert log_of(site) == []


def test_a_strangers_act_does_not_exist(site):
    act, stan = selected("spam", make_comments(2, site)), moderator(make_site("far-away"), name="Stan")

    with pytest.raises(Missing):
        look(act.key, stan)
    with pytest.raises(Missing):
        taken_back(act, stan)
    with pytest.raises(Missing), writing() as session:
        bulk.stop(session, stan, act.key, now=tick())


def test_what_cannot_be_meant_is_refused(site):
    comment, mina = make_comment(site), moderator(site)

    with pytest.raises(Invalid, match="Select at least one"):
        selected("spam", [])
    with pytest.raises(Invalid), writing() as session:
        bulk.selected(session, mina, "erase", {comment.id: 1}, now=tick())
    with pytest.raises(Invalid, match="At most"), writing() as session:
        bulk.selected(session, mina, "spam", dict.fromkeys(range(1, 1_002), 1), now=tick())
    with pytest.raises(Invalid, match="Nothing matches"):
        matching("spam", Filters(status=Status.REJECTED))

    assert reload(comment).status is Status.PENDING


@pytest.mark.usefixtures("few")
class TestInTheBackground:
    """More than is done while somebody waits."""

    def test_it_is_done_chunk_by_chunk(self, site):
        many = make_comments(8, site)

        act = selected("spam", many)

        assert (act.state, act.done, act.can_undo) == (Progress.RUNNING, 0, False)
        assert work_once()
        assert (look(act.key).done, look(act.key).state) == (3, Progress.RUNNING)
        assert work_all() == 2
        done = look(act.key)
        assert (done.state, done.done, done.can_undo) == (Progress.DONE, 8, True)
        assert statuses(many) == {"spam"}
        assert [e.action for e in log_of(site)] == ["bulk"]
        assert kept(site) == recounted(site)

    def test_all_that_matches_is_done_too_and_undone(self, site):
        many, counts = make_comments(8, site), kept(site)
        act = matching("approve")
        work_all()
        assert statuses(many) == {"approved"}

        undo = taken_back(act)
        assert undo.is_running
        work_all()

        assert (look(undo.key).done, look(undo.key).state) == (8, Progress.DONE)
        assert statuses(many) == {"pending"}
        assert kept(site) == counts == recounted(site)

    def test_what_others_do_while_it_runs_is_named_and_left(self, site):
        many = make_comments(9, site)
        act = matching("spam")
        work_once()
        olga = moderator(site, name="Olga")
        turned(many[0], "approve", by=olga)
        turned(many[4], "approve", by=olga)
        undone(turned(many[8], "reject", by=olga).event.id, many[8])
        turned(make_comment(site), "reject", by=olga)

        work_all()

        done = look(act.key)
        assert (done.done, sorted(done.changed)) == (7, [many[4].id, many[8].id])
        assert [reload(many[n]).status for n in (0, 4, 8)] == [
            Status.APPROVED,
            Status.APPROVED,
            Status.PENDING,
        ]

    def test_what_one_decides_or_edits_oneself_beside_a_running_act_stands_and_is_named(self, site):
        many, mina = make_comments(9, site), moderator(site)
        act = matching("spam", by=mina)
        work_once()
        turned(many[4], "approve", by=mina)
        undone(turned(many[5], "reject", by=mina).event.id, many[5], by=mina)
        edited(many[7], by=mina, text="Mended")

        work_all()

        done = look(act.key)
        assert (done.done, sorted(done.changed)) == (6, [many[4].id, many[5].id, many[7].id])
        assert [reload(many[n]).status.value for n in (4, 5, 7)] == ["approved", "pending", "pending"]

    def test_in_a_list_of_all_what_one_decides_oneself_meanwhile_stands_too(self, site):
        many, mina = make_comments(8, site), moderator(site)
        act = matching("spam", Filters(status=None), by=mina)
        work_once()
        turned(many[5], "approve", by=mina)

        work_all()

        assert (look(act.key).done, look(act.key).changed) == (7, [many[5].id])
        assert reload(many[5]).status is Status.APPROVED

    def test_the_same_question_answered_again_after_a_stop_is_the_stopped_act(self, site):
        many, mina, until = make_comments(8, site), moderator(site), tick()

        def answered() -> str:
            with writing() as session:
                return bulk.matching(session, mina, "spam", Filters(), until=until, now=tick(), asked="once")

        key = answered()
        work_once()
        with writing() as session:
            bulk.stop(session, mina, key, now=tick())

        assert answered() == key
        assert work_all() == 0
        assert statuses(many[3:]) == {"pending"}

    def test_what_somebody_selected_and_others_change_while_it_runs_is_named_and_left(self, site):
        many = make_comments(6, site)
        act = selected("spam", many)
        work_once()
        turned(many[5], "approve", by=moderator(site, name="Olga"))

        work_all()

        assert (look(act.key).done, look(act.key).changed) == (5, [many[5].id])

    def test_a_stop_leaves_what_is_done_and_that_can_be_undone(self, site):
        many = make_comments(8, site)
        act = selected("spam", many)
        work_once()

        with writing() as session:
            bulk.stop(session, moderator(site), act.key, now=tick())

        assert work_all() == 0
        stopped = look(act.key)
        assert (stopped.state, stopped.done, stopped.can_undo) == (Progress.STOPPED, 3, True)
        assert taken_back(act).done == 3
        assert statuses(many) == {"pending"}

    def test_the_same_act_sent_again_is_the_one_under_way(self, site):
        many = make_comments(8, site)
        first = selected("spam", many)

        assert selected("spam", many).key == first.key
        work_all()
        assert look(first.key).done == 8

    def test_the_log_lists_none_that_was_stopped_before_it_changed_anything(self, site):
        act = selected("spam", make_comments(8, site))
        assert "bulk" in [e.action for e in log_of(site)]

        with writing() as session:
            bulk.stop(session, moderator(site), act.key, now=tick())

        assert "bulk" not in [e.action for e in log_of(site)]

    def test_a_stop_while_a_worker_is_at_it_is_heeded_before_the_next_chunk(self, site):
        many = make_comments(8, site)
        act, now = selected("spam", many), tick()
        with writing() as session:
            taken = chunk.take(session, now=now)
        assert taken is not None
        with writing() as session:
            bulk.stop(session, moderator(site), act.key, now=now)

        with writing() as session:
            chunk.work(session, taken, now=now)

        assert statuses(many) == {"pending"}

    def test_what_is_under_way_is_stopped_before_it_is_undone(self, site):
        act = selected("spam", make_comments(8, site))
        work_once()

        with pytest.raises(Conflict, match="Stop it first"):
            taken_back(act)

    def test_an_undo_that_was_stopped_goes_on(self, site):
        many = make_comments(8, site)
        act = selected("spam", many)
        work_all()
        undo = taken_back(act)
        work_once()
        with writing() as session:
            bulk.stop(session, moderator(site), undo.key, now=tick())
        assert look(act.key).can_undo

        again = taken_back(act)
        work_all()

        assert (again.key, look(undo.key).done, look(undo.key).changed) == (undo.key, 8, [])
        assert statuses(many) == {"pending"}

    def test_one_worker_has_it_at_a_time_and_another_goes_on_where_one_died(self, site):
        many = make_comments(8, site)
        act, now = selected("spam", many), tick()
        with writing() as session:
            dead = chunk.take(session, now=now)
        assert dead is not None

        assert not work_once(now + timedelta(seconds=59))
        assert work_once(now + timedelta(seconds=61))

        assert look(act.key).done == 3
        with writing() as session:
            chunk.work(session, dead, now=now + timedelta(seconds=62))
        assert look(act.key).done == 3
        work_all()
        assert statuses(many) == {"spam"}

    def test_a_chunk_that_broke_off_is_done_again_from_its_start(self, site):
        many = make_comments(8, site)
        act, now = selected("spam", many), tick()
        with writing() as session:
            taken = chunk.take(session, now=now)
        assert taken is not None
        with pytest.raises(LookupError):
            break_off(lambda session: chunk.work(session, taken, now=now))
        assert statuses(many) == {"pending"}

        assert work_once(now + timedelta(minutes=2))

        assert look(act.key).done == 3
        assert kept(site) == recounted(site)

    def test_what_is_nearly_done_goes_first(self, site):
        big, small = make_comments(12, site), make_comments(6, site)
        first, second = selected("spam", big), selected("reject", small)

        work_once()
        work_once()

        assert look(second.key).state is Progress.DONE
        assert look(first.key).done == 0

    def test_no_more_than_some_are_named(self, site, monkeypatch):
        monkeypatch.setattr(chunk, "MOST_NAMED", 3)
        many = make_comments(8, site)
        act = selected("spam", many)
        for comment in many[:6]:
            turned(comment, "approve")

        work_all()

        assert (look(act.key).done, look(act.key).changed) == (2, [c.id for c in many[:3]])

    def test_the_row_is_free_again_after_each_chunk(self, site):
        act = selected("spam", make_comments(8, site))
        work_once()

        assert row_of(act).taken_until is None
        assert row_of(act).cursor == "3"
