"""The counts of rules beside the queue, and the spam that rules decided and nobody has looked at."""

from moderation.domain import queue
from moderation.domain.filters import Filters
from moderation.store.db import reading
from moderation.words import Status
from tests.domain.test_filters import SPAMMY, listed
from tests.factories import make_comment, make_site, moderator, turned


def test_spam_that_rules_decided_is_listed_until_somebody_has_looked_at_it(app):
    one, other, third = (make_comment(text=SPAMMY, honeypot="x", status=None) for _ in range(3))
    make_comment(status="spam")
    unseen = Filters(status=Status.SPAM, by="rules")
    assert listed(unseen) == [one.id, other.id, third.id]

    turned(one, "spam")
    turned(other, "approve")

    assert listed(unseen) == [third.id]
    with reading() as session:
        counts = queue.counts(session, moderator(), unseen)
    assert (counts.unseen[Status.SPAM], counts.statuses[Status.SPAM]) == (1, 3)


def test_rules_are_counted_by_site_and_status_the_most_frequent_first(app):
    one, other = make_site("one"), make_site("other")
    make_comment(one, text=SPAMMY)
    make_comment(one, text=SPAMMY, honeypot="x", status="pending")
    make_comment(other, text=SPAMMY, status="spam")
    both = moderator(one, other)

    with reading() as session:
        pending = queue.counts(session, both, Filters()).rules
        spam = queue.counts(session, both, Filters(status=Status.SPAM, site="one")).rules
        all_of_it = queue.counts(session, both, Filters(status=None))

    assert (pending["selling_words"], pending["honeypot"]) == (2, 1)
    assert list(pending) == sorted(pending, key=lambda rule: (-pending[rule], rule))
    assert spam == {}
    assert (all_of_it.rules["selling_words"], all_of_it.all, all_of_it.sites) == (
        3,
        3,
        {one.id: 2, other.id: 1},
    )
