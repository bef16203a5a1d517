"""Any decisions, then all their undos, give back the first state and the same tallies."""

from typing import Any

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from moderation.domain.decide import ACTIONS
from moderation.store.comments import Comment
from moderation.store.events import Event
from moderation.store.sites import Site
from moderation.words import ActorKind, Status
from tests.factories import make_comment, make_mention, make_site, number, reload, turned, undone
from tests.ledger import kept, recounted

RULES = {"mode": "unflagged", "rules": {"blocked_words": {"words": ["casino"]}}}
DECISIONS = st.lists(st.tuples(st.integers(0, 4), st.sampled_from(sorted(ACTIONS))), max_size=8)


def made(site: Site) -> list[Comment]:
    """All sorts: approved by rules with a branch below, spam by rules, and a mention that waits."""
    root = make_comment(site, status=None)
    reply = make_comment(site, parent=root, status=None)
    deeper = make_comment(site, parent=reply, status=None)
    return [root, reply, deeper, make_comment(site, text="A casino", status=None), make_mention(site)]


def state(comment: Comment) -> tuple[Any, ...]:
    now = reload(comment)
    return now.status, now.decided_kind, now.decided_by, now.decided_at, now.decision, now.shown_below


@given(decisions=DECISIONS)
@settings(max_examples=10, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_whatever_was_decided_is_undone_to_the_first_state_with_the_same_tallies(app, decisions):
    site = make_site(f"site-{number()}", rules=RULES)
    comments = made(site)
    first, counts = [state(comment) for comment in comments], kept(site)
    assert first[0][:2] == (Status.APPROVED, ActorKind.RULES)

    events: list[tuple[Comment, Event]] = []
    for which, action in decisions:
        decision = turned(comments[which], action)
        if decision.event.action != "received" and decision.event.id not in [e.id for _, e in events]:
            events.append((comments[which], decision.event))
    assert kept(site) == recounted(site)
    for comment, event in reversed(events):
        undone(event.id, comment)

    assert [state(comment) for comment in comments] == first
    assert kept(site) == counts == recounted(site)
