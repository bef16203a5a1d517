"""What waits, judged again: by the present rules and by what is known now; what people decided stays."""

from typing import Any

import pytest

from moderation.domain import anew, bulk, rejudge
from moderation.domain.allow import Viewer
from moderation.errors import Invalid, Refused
from moderation.store import comments, events
from moderation.store.comments import Comment
from moderation.store.db import reading, writing
from moderation.words import Actor, ActorKind, Role, Status
from tests.factories import erased, make_comment, make_site, moderator, number, reload, the_site, tick, turned
from tests.ledger import kept, recounted
from tests.many import look, taken_back, work_all
from tests.past import LOUD, SHOUTED, changed_rules


def olga() -> Viewer:
    return Viewer(actor=Actor(kind=ActorKind.MEMBER, name="Olga"), roles={the_site().id: Role.OWNER})


def judged_again(asked: str = "") -> bulk.Act:
    with writing() as session:
        key = rejudge.start(session, olga(), "potager", asked=asked or str(number()), now=tick())
    work_all()
    return look(key, olga())


def previewed() -> rejudge.Preview:
    with reading() as session:
        return rejudge.preview(session, olga(), "potager", now=tick())


def load(change: dict[str, Any]) -> None:
    changed_rules(the_site(), change)


def test_what_waits_is_decided_by_the_present_rules(app):
    loud, quiet = make_comment(text=SHOUTED), make_comment()
    assert (loud.status, quiet.status) == (Status.PENDING, Status.PENDING)
    load({"mode": "unflagged", "spam_from": 5, **LOUD})

    act = judged_again()

    assert reload(loud).status is Status.SPAM
    assert reload(quiet).status is Status.APPROVED
    assert reload(quiet).number == 1
    assert reload(loud).decided_kind is ActorKind.RULES
    assert (act.done, act.total, act.through) == (2, 2, 2)


def test_what_rules_find_now_is_kept_with_what_waits_on(app):
    comment = make_comment(text=SHOUTED)
    load(LOUD)

    act = judged_again()

    now = reload(comment)
    assert (now.status, now.points, now.flagged) == (Status.PENDING, 5, True)
    assert "shouting" in {signal["rule"] for signal in now.signals}
    assert act.done == 0


def test_facts_are_those_of_now(app):
    author: dict[str, Any] = {"name": "Lea", "email": "lea@mail.example"}
    waits = make_comment(**author)
    assert waits.status is Status.PENDING
    turned(make_comment(status=None, page="/bread", **author), "approve")

    judged_again()

    assert reload(waits).status is Status.APPROVED
    with reading() as session:
        facts = comments.facts_of(session, waits.id)
    assert facts["author_approved"] == 1
    assert "arrival" in facts


@pytest.mark.parametrize("action", ["approve", "reject", "spam"])
def test_what_people_decided_is_never_touched(app, action):
    decided = turned(make_comment(text=SHOUTED), action).comment
    waits = make_comment()
    load({"mode": "unflagged", "spam_from": 5, **LOUD})

    judged_again()

    assert reload(decided).version == decided.version
    assert reload(waits).status is Status.APPROVED


def test_what_a_person_held_stays(app):
    held = turned(turned(make_comment(), "approve").comment, "hold").comment
    make_comment()
    load({"mode": "unflagged"})

    judged_again()

    assert reload(held).version == held.version
    assert held.status is Status.PENDING


def test_one_undo_takes_all_of_it_back(app):
    first, second = make_comment(), make_comment()
    load({"mode": "unflagged"})
    act = judged_again()
    assert act.can_undo

    taken_back(act, olga())

    assert [reload(each).status for each in (first, second)] == [Status.PENDING, Status.PENDING]
    assert reload(first).decided_kind is None


def test_the_counts_are_right_afterwards(app):
    for text in (SHOUTED, "Thank you.", "Please subscribe to my channel."):
        make_comment(text=text)
    load({"mode": "unflagged", "spam_from": 5, **LOUD})

    taken_back(judged_again(), olga())

    assert kept(the_site()) == recounted(the_site())


def test_more_than_a_chunk_goes_on_in_the_background(app, monkeypatch):
    monkeypatch.setattr(anew, "CHUNK", 2)
    every = [make_comment() for _ in range(5)]
    load({"mode": "unflagged"})
    with writing() as session:
        key = rejudge.start(session, olga(), "potager", asked="one", now=tick())
    first = look(key, olga())

    work_all()

    assert (first.is_running, first.through) == (True, 2)
    assert not look(key, olga()).is_running
    assert {reload(each).status for each in every} == {Status.APPROVED}


def test_the_same_question_twice_is_one_act(app):
    make_comment()
    load({"mode": "unflagged"})
    first = judged_again("one")

    assert judged_again("one").key == first.key
    assert look(first.key, olga()).done == 1


def test_the_preview_says_what_would_be_and_changes_nothing(app):
    loud, quiet = make_comment(text=SHOUTED), make_comment()
    load({"mode": "unflagged", "hold_from": 5, **LOUD})

    found = previewed()

    assert (found.total, found.looked) == (2, 2)
    assert (found.counts[Status.APPROVED], found.counts[Status.PENDING]) == (1, 1)
    assert [seen.card.id for seen in found.shown] == [quiet.id]
    assert reload(loud).version == loud.version
    assert reload(quiet).status is Status.PENDING


def test_where_nothing_waits_nothing_is_done(app):
    turned(make_comment(), "approve")
    erased(make_comment())

    with pytest.raises(Invalid), writing() as session:
        rejudge.start(session, olga(), "potager", asked="one", now=tick())


def test_only_an_owner_may_ask_for_it(app):
    site = make_site()
    make_comment(site)

    with pytest.raises(Refused), writing() as session:
        rejudge.start(session, moderator(site), "potager", asked="one", now=tick())


def test_the_comment_tells_that_rules_judged_it_again(app):
    comment = make_comment()
    load({"mode": "unflagged"})
    act = judged_again()

    assert act.event.action == "bulk"
    assert act.event.detail == {"action": anew.ACTION}
    assert _last(comment) == (anew.ACTION, ActorKind.RULES)


def _last(comment: Comment) -> tuple[str, ActorKind]:
    with reading() as session:
        latest = events.latest_of(session, comment.id)
    assert latest is not None
    return latest.action, latest.actor_kind
