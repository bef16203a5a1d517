"""Likes: one of a visitor, and the second takes it back."""

import pytest

from moderation.domain import like
from moderation.errors import Invalid, Missing
from moderation.store.db import reading, writing
from tests.factories import make_comment, make_site, page_of, reload, the_site, tick
from tests.people import at_once

ONE, TWO = b"one visitor's ..", b"another's ......"
SOUP = "https://potager.example/soup"


def test_a_second_like_of_the_same_visitor_takes_the_first_back(app):
    comment, site = make_comment(status="approved"), the_site()

    counts = []
    for visitor in (ONE, TWO, ONE, ONE):
        with writing() as session:
            counts.append(like.like_comment(session, site, comment.id, visitor).likes)

    assert counts == [1, 2, 1, 2]


def test_likes_of_a_page_and_of_its_comments_are_apart(app):
    comment, site = make_comment(status="approved"), the_site()

    with writing() as session:
        like.like_page(session, site, "http://www.potager.example/soup/", ONE)

    assert page_of(comment).likes == 1
    assert reload(comment).likes == 0


def test_a_like_is_no_new_version_for_a_moderator(app):
    comment, site = make_comment(status="approved"), the_site()

    with writing() as session:
        like.like_comment(session, site, comment.id, ONE)

    assert reload(comment).version == comment.version


def test_many_visitors_at_once_are_all_counted(app):
    comment, site = make_comment(status="approved"), the_site()

    def liked(visitor: bytes) -> int:
        with writing() as session:
            return like.like_comment(session, site, comment.id, visitor).likes

    at_once(app, *[lambda n=n: liked(bytes([n]) * 16) for n in range(6)])

    assert reload(comment).likes == 6


def test_what_is_not_shown_cannot_be_liked(app):
    site = the_site()

    for status in ("pending", "rejected", "spam"):
        comment = make_comment(status=status)
        with pytest.raises(Missing), writing() as session:
            like.like_comment(session, site, comment.id, ONE)


def test_a_comment_of_another_site_cannot_be_liked_here(app):
    comment, other = make_comment(status="approved"), make_site("other")

    for comment_id in (comment.id, 0, -1, 2**70):
        with pytest.raises(Missing), writing() as session:
            like.like_comment(session, other, comment_id, ONE)


def test_a_page_that_nobody_knows_cannot_be_liked(app):
    site = the_site()

    for url, error in ((SOUP, Missing), ("soup", Invalid), ("", Invalid)):
        with pytest.raises(error), writing() as session:
            like.like_page(session, site, url, ONE)


def test_a_visitor_without_a_cookie_is_one_by_address_agent_and_month(app):
    now = tick()
    with reading() as session:

        def mark(**given):
            usual = {"ip": "192.0.2.1", "user_agent": "a browser", "now": now}
            return like.visitor_mark(session, **{**usual, **given})

        usual = mark()
        others = {mark(ip="192.0.2.2"), mark(user_agent="another"), mark(now=now.replace(month=5))}
        again = mark(now=now.replace(day=1))

    assert again == usual
    assert len(others | {usual}) == 4
    assert len(usual) == 16
