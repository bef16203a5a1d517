"""Comments with the same text: counted on each card, and listed."""

from moderation.domain import queue
from moderation.domain.filters import Filters
from moderation.store.db import reading
from moderation.store.doubles import MOST
from tests.copies import copies
from tests.domain.test_filters import listed, matching
from tests.factories import make_comment, make_mention, make_site, moderator


def test_the_same_text_is_that_of_its_own_site_and_never_a_strangers(app):
    one, other = make_site("one"), make_site("other")
    first, again = make_comment(one, text="Great post!"), make_comment(one, text="great post", status="spam")
    there = make_comment(other, text="Great post!")
    both = moderator(one, other)

    assert listed(Filters(status=None, same=first.id), both) == [first.id, again.id]
    assert listed(Filters(same=again.id), both) == [first.id]
    assert listed(Filters(status=None, same=there.id), both) == [there.id]
    assert listed(Filters(status=None, same=there.id), moderator(one)) == []
    assert matching(one, Filters(status=None, same=there.id)) == []
    assert listed(Filters(status=None, same=10**9), both) == []


def test_of_very_many_with_the_same_text_as_many_are_counted_as_it_says(app):
    copies(make_comment(text="Great post!"), MOST + 5)

    with reading() as session:
        first, *_ = queue.read(session, moderator(), Filters()).cards

    assert first.same == first.most_same == MOST


def test_a_card_says_how_many_others_have_the_same_text(app):
    first = make_comment(text="Great post!")
    make_comment(text="great post", status="spam")
    make_comment(make_site("other"), text="Great post!")
    make_mention(text="")
    make_mention(text="")

    with reading() as session:
        cards = queue.read(session, moderator(), Filters(status=None)).cards

    assert [card.same for card in cards] == [1, 1, 0, 0]
    assert cards[0].id == first.id
