"""Any decisions, acts on many and edits, then their undos, give back the first state and the same tallies."""

from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from moderation.domain import bulk, chunk
from moderation.domain.bulk import Act
from moderation.domain.decide import ACTIONS
from moderation.domain.queue import Filters
from moderation.store.comments import Comment
from moderation.store.events import Event
from moderation.store.sites import Site
from moderation.words import ActorKind, Progress, Status
from tests.factories import (
    edited,
    make_comment,
    make_mention,
    make_site,
    moderator,
    number,
    reload,
    turned,
    undone,
)
from tests.ledger import kept, learned, recounted
from tests.many import look, matching, selected, taken_back, work_all

RULES = {"mode": "unflagged", "rules": {"blocked_words": {"words": ["casino"]}}}
WORDS = st.sampled_from(sorted(ACTIONS))
ONE = st.tuples(st.integers(0, 4), WORDS | st.just("edit"))
SELECTED = st.tuples(st.frozensets(st.integers(0, 4), min_size=1), WORDS)
MATCHING = st.tuples(st.sampled_from(Status), WORDS)


def made(site: Site) -> list[Comment]:
    """All sorts: approved by rules with a branch below, spam by rules, and a mention that waits."""
    root = make_comment(site, status=None)
    reply = make_comment(site, parent=root, status=None)
    deeper = make_comment(site, parent=reply, status=None)
    return [root, reply, deeper, make_comment(site, text="A casino", status=None), make_mention(site)]


def state(comment: Comment) -> tuple[Any, ...]:
    now = reload(comment)
    words = now.name, now.text, now.text_key, now.html
    return now.status, now.decided_kind, now.decided_by, now.decided_at, now.decision, now.shown_below, words


def acted(comment: Comment, action: str) -> Event:
    """The event of a decision, or of an edit that changes something."""
    if action != "edit":
        return turned(comment, action).event
    event = edited(comment, text=f"Other words, {number()} of them", name="")
    assert event is not None
    return event


def acted_on_many(site: Site, which: list[Comment] | Status, action: str) -> Act:
    """What comes of an act on these comments, or on all of a status; a worker did what was left of it."""
    mina = moderator(site)
    if isinstance(which, Status):
        act = matching(action, Filters(status=which, site=site.key), mina)
    else:
        act = selected(action, [reload(comment) for comment in which], mina)
    work_all()
    return look(act.key, mina)


@pytest.fixture
def few(monkeypatch: pytest.MonkeyPatch) -> None:
    """More than two are many, and so is a chunk of more."""
    monkeypatch.setattr(bulk, "AT_ONCE", 2)
    monkeypatch.setattr(chunk, "CHUNK", 2)


@pytest.mark.usefixtures("few")
@given(acts=st.lists(ONE | SELECTED | MATCHING, max_size=8))
@settings(max_examples=10, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_whatever_was_decided_is_undone_to_the_first_state_with_the_same_tallies(app, acts):
    site = make_site(f"site-{number()}", rules=RULES)
    comments = made(site)
    first, counts, taught = [state(comment) for comment in comments], kept(site), learned(site)
    assert first[0][:2] == (Status.APPROVED, ActorKind.RULES)

    done: list[tuple[Comment, Event] | Act] = []
    for which, action in acts:
        if isinstance(which, int):
            event = acted(comments[which], action)
            is_known = event.bulk_id is not None or event.id in [e.id for _, e in singles(done)]
            if event.action != "received" and not is_known:  # the same again is what was done before
                done.append((comments[which], event))
        elif chosen := chosen_of(comments, which):
            done.append(acted_on_many(site, chosen, action))
    assert kept(site) == recounted(site)
    for each in reversed(done):
        if isinstance(each, tuple):
            undone(each[1].id, each[0])
        elif each.can_undo:
            undo = taken_back(each, moderator(site))
            work_all()
            assert look(undo.key, moderator(site)).state is Progress.DONE

    assert [state(comment) for comment in comments] == first
    assert kept(site) == counts == recounted(site)
    assert learned(site) == taught


def chosen_of(comments: list[Comment], which: frozenset[int] | Status) -> list[Comment] | Status | None:
    """What an act on many is about; None where nothing has that status."""
    if isinstance(which, Status):
        return which if any(reload(comment).status is which for comment in comments) else None
    return [comments[n] for n in sorted(which)]


def singles(done: list[tuple[Comment, Event] | Act]) -> list[tuple[Comment, Event]]:
    """The acts on one comment."""
    return [each for each in done if isinstance(each, tuple)]
