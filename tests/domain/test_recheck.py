"""A moderator has a source looked at again."""

from datetime import timedelta

import pytest

from moderation.domain import recheck, visit
from moderation.domain.trouble import Reason
from moderation.errors import Missing
from moderation.net.fetch import Trouble
from moderation.store.db import writing
from moderation.words import Errand, Kind, Status
from tests.factories import erased, make_site, moderator, reload, tick
from tests.visits import announced, failing, linking, looked, now_of, of, verified


def checked(mention, *, by=None):
    """The mention after a moderator has asked."""
    with writing() as session:
        recheck.recheck(session, by or moderator(), mention.id, now=tick())
    return now_of(mention)


def test_what_had_failed_is_due_now_and_has_all_its_tries_again(app):
    mention = announced()
    looked(mention, failing(Trouble.UNREACHABLE), is_last=True)
    assert now_of(mention).state is Errand.FAILED

    now = checked(mention)

    assert (now.state, now.tries) == (Errand.DUE, 0)
    with writing() as session:
        taken = visit.claim(session, now=tick())
    assert taken is not None
    assert taken.taken.id == mention.id


def test_what_would_be_tried_later_is_tried_now(app):
    mention = announced()
    for _ in range(3):
        looked(mention, failing(Trouble.TOO_SLOW))
    before = now_of(mention)

    now = checked(mention)

    assert before.due_at is not None
    assert now.due_at is not None
    assert now.due_at < before.due_at - timedelta(minutes=20)
    assert (before.tries, now.tries) == (3, 0)


def test_what_is_due_already_stays_as_it_is(app):
    mention = announced()
    before = now_of(mention).due_at

    assert checked(mention).due_at == before


def test_a_mention_that_stands_stays_published_while_somebody_looks_again(app):
    comment = verified()
    before = reload(comment).status

    checked(of(comment))
    looked(of(comment), failing(Reason.SERVER_ERROR, status=503))

    assert reload(comment).status is before
    assert of(comment).state is Errand.DUE


def test_a_link_that_is_gone_is_found_out(app):
    comment = verified()

    checked(of(comment))
    looked(of(comment), failing(Reason.NO_LINK, status=200))

    now = reload(comment)
    assert (now.status, now.because) == (Status.REJECTED, "Its page no longer links here")


def test_a_trackback_that_never_had_a_link_has_lost_none(app):
    mention = announced(kind=Kind.TRACKBACK, title="On soup", excerpt="I cooked it")
    comment = looked(mention, failing(Reason.NO_LINK, status=200)).comment
    assert comment is not None

    checked(mention)
    looked(mention, failing(Reason.NO_LINK, status=200))

    assert reload(comment).status is Status.PENDING
    assert now_of(mention).state is Errand.DONE


def test_a_trackback_that_has_lost_its_link_is_rejected_and_stays_so(app):
    mention = announced(kind=Kind.TRACKBACK, title="On soup", excerpt="I cooked it")
    comment = looked(mention, linking()).comment
    assert comment is not None

    for _ in range(2):
        checked(mention)
        looked(mention, failing(Reason.NO_LINK, status=200))

    assert reload(comment).status is Status.REJECTED


@pytest.mark.parametrize("id", [0, -1, 2**63, 999_999])
def test_nobody_looks_again_at_what_is_not_there(app, id):
    mina = moderator()

    with pytest.raises(Missing), writing() as session:
        recheck.recheck(session, mina, id, now=tick())


def test_a_strangers_mention_is_not_there(app):
    mention = announced()

    with pytest.raises(Missing):
        checked(mention, by=moderator(make_site("elsewhere"), name="Stan"))


def test_what_was_deleted_for_good_is_asked_for_no_more(app):
    comment = verified()
    mention = of(comment)
    erased(comment)

    with pytest.raises(Missing):
        checked(mention)
