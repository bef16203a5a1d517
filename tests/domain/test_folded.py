"""What waits and is alike: folded into one card of the queue, listed, and decided together."""

from typing import Any

from moderation.domain import queue
from moderation.domain.allow import Viewer
from moderation.domain.filters import Filters
from moderation.domain.queue import Queue
from moderation.store.comments import Comment
from moderation.store.db import reading
from moderation.store.kin import MOST
from tests.copies import copies
from tests.domain.test_alike import NEAR, OTHER, WORDS
from tests.factories import make_comment, make_site, moderator, turned
from tests.many import matching, selected, statuses, taken_back


def look(filters: Filters | None = None, by: Viewer | None = None, *, size: int = 25) -> Queue:
    with reading() as session:
        return queue.read(session, by or moderator(), filters or Filters(), size, folds=True)


def ids(found: Queue) -> list[int]:
    return [card.id for card in found.cards]


def family(n: int = 3, **given: Any) -> list[Comment]:
    """So many comments that are alike."""
    return [make_comment(text=WORDS if each % 2 else NEAR, **given) for each in range(n)]


def test_what_is_alike_is_one_card_which_names_the_others(app):
    first, second, third = family()
    other = make_comment(text=OTHER)

    found = look()

    assert ids(found) == [first.id, other.id]
    assert found.cards[0].kin.pairs == ((second.id, 1), (third.id, 1))
    assert found.cards[0].all_of_kin == f"{first.id}:1 {second.id}:1 {third.id}:1"
    assert [near.id for near in found.cards[0].likest] == [second.id, third.id]
    assert not found.cards[0].kin.has_more
    assert len(found.cards[1].kin) == 0
    assert found.is_folded


def test_the_first_in_the_order_stands_for_all_and_by_points_none_does(app):
    first, second, last = family()
    other = make_comment(text=OTHER)

    assert ids(look(Filters(sort="newest"))) == [other.id, last.id]
    assert ids(look(Filters(sort="newest", page="https://potager.example/soup"))) == [other.id, last.id]
    assert set(ids(look(Filters(sort="points")))) == {first.id, second.id, last.id, other.id}
    assert not look(Filters(sort="points")).is_folded


def test_when_the_oldest_is_decided_the_next_one_stands_for_the_rest(app):
    first, second, third = family()

    turned(first, "approve")

    assert ids(look()) == [second.id]
    assert look().cards[0].kin.pairs == ((third.id, 1),)


def test_only_what_waits_is_folded(app):
    many = family(status="approved")

    assert ids(look(Filters(status=None))) == ids(look(Filters(status=many[0].status)))
    assert ids(look(Filters(status=None))) == [each.id for each in many]


def test_each_site_folds_its_own(app):
    one, other = make_site("one"), make_site("other")
    here, there = make_comment(one, text=WORDS), make_comment(other, text=NEAR)

    found = look(by=moderator(one, other))

    assert ids(found) == [here.id, there.id]
    assert not found.is_folded


def test_a_page_folds_what_is_on_it(app):
    make_comment(text=WORDS, page="/bread")
    first, *_ = family()

    found = look(Filters(page="https://potager.example/soup"))

    assert ids(found) == [first.id]
    assert len(found.cards[0].kin) == 3


def test_other_filters_list_each_by_itself(app):
    many = family()

    assert ids(look(Filters(alike=many[1].id))) == [each.id for each in many]
    assert ids(look(Filters(q="colleagues"))) == [each.id for each in many]
    assert not look(Filters(alike=many[1].id)).is_folded


def test_what_is_alike_is_listed_of_ones_own_sites_alone(app):
    one = make_site("one")
    comment, short = make_comment(one, text=WORDS), make_comment(one, text="Thanks!")

    assert ids(look(Filters(alike=comment.id), moderator(one))) == [comment.id]
    assert ids(look(Filters(alike=short.id), moderator(one))) == []
    assert ids(look(Filters(alike=comment.id), moderator(make_site("other")))) == []
    assert ids(look(Filters(alike=10**9), moderator(one))) == []


def test_pages_go_on_behind_what_is_folded_and_list_each_card_once(app):
    comments = []
    for n in range(4):
        for copy in range(3):
            text = " ".join(f"word{n}{place}" for place in range(20)) + f" copy {copy}"
            comments.append(make_comment(text=text))

    seen: list[int] = []
    after = None
    for _ in range(4):
        found = look(Filters(after=after), size=1)
        seen, after = [*seen, *ids(found)], found.next

    assert seen == [comment.id for comment in comments[::3]]
    assert after is None


def test_all_that_is_alike_is_decided_with_one_act_and_one_undo(app):
    many, other = family(), make_comment(text=OTHER)

    act = selected("spam", many)

    assert act.done == 3
    assert statuses(many) == {"spam"}
    assert statuses([other]) == {"pending"}
    assert taken_back(act).done == 3
    assert statuses(many) == {"pending"}


def test_all_that_match_means_those_that_are_folded_too(app):
    many = family()

    assert matching("approve").done == 3
    assert statuses(many) == {"approved"}


def test_all_that_match_what_is_alike_are_those(app):
    many, other = family(), make_comment(text=OTHER)

    assert matching("reject", Filters(alike=many[2].id)).done == 3
    assert statuses([other]) == {"pending"}


def test_of_very_many_as_many_are_named_as_are_decided_at_once(app):
    copies(make_comment(text=WORDS), MOST + 5)

    first, *rest = look().cards

    assert rest == []
    assert first.kin.has_more
    assert len(first.kin) == MOST
    assert first.all_of_kin.count(":") == MOST + 1
