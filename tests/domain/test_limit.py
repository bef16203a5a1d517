"""Rate limits: so many within a window, each for itself."""

from datetime import timedelta

import pytest
from sqlalchemy import select

from moderation.domain import limit
from moderation.domain.limit import Limit
from moderation.errors import TooMany
from moderation.store.buckets import Bucket
from moderation.store.db import reading, writing
from tests.factories import tick

TWO = Limit("two in ten minutes", 2, timedelta(minutes=10))
NOW = tick()


def counted(which: Limit, who: str, *, now=NOW) -> None:
    with writing() as session:
        limit.count(session, which, who, now=now)


def required(which: Limit, who: str, *, now=NOW) -> None:
    with reading() as session:
        limit.require(session, which, who, now=now)


def test_over_the_limit_one_is_told_when_to_try_again(app):
    counted(TWO, "rosa")
    required(TWO, "rosa")
    counted(TWO, "rosa", now=NOW + timedelta(minutes=1))

    with pytest.raises(TooMany) as told:
        required(TWO, "rosa", now=NOW + timedelta(minutes=4))

    assert told.value.retry_after == 6 * 60 + 1
    assert told.value.problem.values == {"n": 7}


def test_a_window_that_is_over_begins_anew(app):
    counted(TWO, "rosa")
    counted(TWO, "rosa")
    later = NOW + timedelta(minutes=10)

    required(TWO, "rosa", now=later)
    counted(TWO, "rosa", now=later + timedelta(seconds=1))
    required(TWO, "rosa", now=later + timedelta(seconds=1))


def test_each_is_counted_for_oneself_and_for_each_limit(app):
    other = Limit("another two", 2, timedelta(minutes=10))
    counted(TWO, "rosa")
    counted(TWO, "rosa")

    required(TWO, "luc")
    required(other, "rosa")
    with pytest.raises(TooMany):
        required(TWO, "rosa")


def test_who_was_counted_cannot_be_read_from_the_database(app):
    counted(TWO, "rosa")

    with reading() as session:
        [bucket] = session.scalars(select(Bucket)).all()
    assert b"rosa" not in bucket.key
    assert len(bucket.key) == 16
