"""A decision on a mention that is remembered of its source: one act with one undo."""

from typing import Any

import pytest

from moderation.domain import audit, remember, tune
from moderation.domain.allow import Viewer
from moderation.domain.place import line_of
from moderation.domain.remember import Remembered
from moderation.errors import Conflict, Invalid, Missing, Refused
from moderation.rules.somebody import listed
from moderation.store.comments import Comment
from moderation.store.db import reading, writing
from moderation.words import Actor, ActorKind, Role, Status
from tests.factories import (
    make_comment,
    make_mention,
    make_site,
    moderator,
    reload,
    rules_of,
    the_site,
    tick,
    turned,
    undone,
)
from tests.ledger import kept, recounted
from tests.visits import announced

DEEDS = [
    ("trust", Status.APPROVED, "trusted", "who"),
    ("mute", Status.REJECTED, "blocked_source", "muted"),
    ("block", Status.REJECTED, "blocked_source", "blocked"),
]
parametrize_deeds = pytest.mark.parametrize(("deed", "status", "rule", "param"), DEEDS)


def owner() -> Viewer:
    """Olga, who owns the site."""
    return Viewer(actor=Actor(kind=ActorKind.MEMBER, name="Olga"), roles={the_site().id: Role.OWNER})


def remembered(
    comment: Comment, deed: str, *, by: Viewer | None = None, seen: int | None = None
) -> Remembered:
    """What comes of a deed on the comment as it stands now."""
    version = reload(comment).version if seen is None else seen
    who = by or owner()
    with writing() as session:
        return remember.remember(session, who, comment.id, deed, seen=version, now=tick())


def of_rule(rule: str, param: str) -> Any:
    """A setting of the site as it now is."""
    return getattr(rules_of().rule(rule), param)


@parametrize_deeds
def test_the_mention_is_decided_and_its_source_is_on_the_list(app, deed, status, rule, param):
    mention = make_mention(source="https://www.Blog.example/2026/post")

    done = remembered(mention, deed)

    assert reload(mention).status is status
    assert of_rule(rule, param) == ("blog.example",)
    assert done.listed.place == "blog.example"


@parametrize_deeds
def test_one_undo_takes_both_back(app, deed, status, rule, param):
    site, mention = make_site(), make_mention()
    counts = kept(site)
    done = remembered(mention, deed)
    assert done.decision is not None

    undone(done.decision.event.id, mention, by=owner())

    assert reload(mention).status is Status.PENDING
    assert of_rule(rule, param) == ()
    assert kept(site) == counts == recounted(site)


def test_the_same_undo_again_changes_nothing(app):
    mention = make_mention()
    done = remembered(mention, "trust")
    assert done.decision is not None
    undone(done.decision.event.id, mention, by=owner())
    version = the_site().book_version

    undone(done.decision.event.id, mention, by=owner())

    assert the_site().book_version == version
    assert reload(mention).status is Status.PENDING


def test_an_undo_leaves_what_somebody_has_set_since(app):
    mention = make_mention()
    done = remembered(mention, "trust")
    assert done.decision is not None
    with writing() as session:
        site = tune.site_with_key(session, "potager")
        assert site is not None
        lists = {"rules": {"trusted": {"who": ["friend.example"]}}}
        tune.load(session, site, lists, by=owner().actor, now=tick())

    undone(done.decision.event.id, mention, by=owner())

    assert of_rule("trusted", "who") == ("friend.example",)
    assert reload(mention).status is Status.PENDING


def test_a_moderator_takes_back_the_decision_and_not_the_rule(app):
    mention = make_mention(source="https://blog.example/post")
    done = remembered(mention, "trust")
    assert done.decision is not None

    undone(done.decision.event.id, mention, by=moderator())

    assert reload(mention).status is Status.PENDING
    assert of_rule("trusted", "who") == ("blog.example",)


def test_the_rules_history_can_take_back_the_line_alone(app):
    mention = make_mention()
    remembered(mention, "trust")
    with writing() as session:
        site = tune.site_with_key(session, "potager")
        assert site is not None
        (change,) = tune.history(session, site)
        tune.revert(session, owner(), "potager", change.id, now=tick())

    assert of_rule("trusted", "who") == ()
    assert reload(mention).status is Status.APPROVED
    with reading() as session:
        assert audit.standing(session, reload(mention)) is not None


def test_the_same_deed_twice_is_one(app):
    mention = make_mention()
    version = mention.version
    first = remembered(mention, "trust", seen=version)

    again = remembered(mention, "trust", seen=version)

    assert first.decision is not None
    assert again.decision is not None
    assert again.decision.event.id == first.decision.event.id
    assert len(of_rule("trusted", "who")) == 1


@pytest.mark.parametrize(
    ("status", "deed"),
    [
        ("approved", "trust"),
        ("spam", "block"),
        ("rejected", "mute"),
    ],
)
def test_what_stands_so_already_is_not_decided_again(app, status, deed):
    mention = make_mention(status=status, source="https://blog.example/post")

    done = remembered(mention, deed)

    assert done.decision is None
    assert reload(mention).status == status
    assert of_rule(*remember.LISTS[deed].split(".")) == ("blog.example",)


def test_a_source_is_on_one_list_alone(app):
    mention = make_mention(source="https://blog.example/post")
    remembered(mention, "block")

    remembered(mention, "trust")

    assert of_rule("trusted", "who") == ("blog.example",)
    assert of_rule("blocked_source", "blocked") == ()
    assert announced(source="https://blog.example/another").id


def test_the_next_mention_from_there_is_published_at_once(app):
    remembered(make_mention(source="https://blog.example/post"), "trust")

    assert make_mention(source="https://blog.example/next", status=None).status is Status.APPROVED


def test_only_an_owner_does_it(app):
    mention = make_mention()

    with pytest.raises(Refused):
        remembered(mention, "trust", by=moderator())

    assert reload(mention).status is Status.PENDING
    assert of_rule("trusted", "who") == ()


def test_a_stranger_does_not_find_it(app):
    mention = make_mention()

    with pytest.raises(Missing):
        remembered(mention, "trust", by=moderator(make_site("elsewhere")))


def test_whoever_was_slower_changes_neither(app):
    mention = make_mention()
    turned(mention, "spam")

    with pytest.raises(Conflict):
        remembered(mention, "trust", seen=1)

    assert of_rule("trusted", "who") == ()


@pytest.mark.parametrize(
    "source", ["http://127.0.0.1/post", "http://localhost/post", "https://github.com/", "javascript:alert(1)"]
)
def test_a_source_that_no_list_can_name_is_refused(app, source):
    mention = make_mention(source=source)

    with pytest.raises(Invalid):
        remembered(mention, "trust")

    assert reload(mention).status is Status.PENDING


def test_a_comment_has_no_source(app):
    with pytest.raises(Invalid):
        remembered(make_comment(), "trust")


def test_a_rule_that_is_switched_off_is_said_to_be(app):
    make_site(rules={"rules": {"trusted": {"on": False}}})
    mention = make_mention()

    with pytest.raises(Invalid, match="switched off"):
        remembered(mention, "trust")

    assert reload(mention).status is Status.PENDING


@pytest.mark.parametrize(
    ("source", "line"),
    [
        ("https://www.blog.example/2026/post?x=1", "blog.example"),
        ("https://github.com/Lea/notes", "github.com/Lea"),
        ("https://m.facebook.com/lea/posts/1", "m.facebook.com/lea"),
        ("https://social.example/@lea/1", "social.example/@lea"),
        ("https://www.google.com/search?q=soup", ""),
        ("https://lea.wordpress.com/2026/post", "lea.wordpress.com"),
        ("https://wörld.example:8080/a", "xn--wrld-5qa.example"),
        ("https://github.com", ""),
        ("http://192.0.2.7/a", ""),
        ("", ""),
    ],
)
def test_a_list_names_the_host_or_on_a_host_of_many_the_account(source, line):
    assert line_of(source) == line
    assert not line or listed((line,)).under(source) == line
