"""What a reader looks at: the tree in reading order, and what is no longer shown."""

from dataclasses import dataclass
from datetime import timedelta

import pytest

from moderation.domain import like, thread
from moderation.domain.thread import Thread
from moderation.domain.tree import INDENTED, Shown
from moderation.errors import Invalid, Missing
from moderation.store import comments
from moderation.store.comments import Comment
from moderation.store.db import reading, writing
from tests.factories import make_comment, make_mention, make_site, make_user, reload, the_site, tick, turned

SOUP = "https://potager.example/soup"


def read(url: str = SOUP, **wanted) -> Thread:
    with reading() as session:
        return thread.read(session, the_site(), url, **wanted)


@dataclass(frozen=True)
class Node:
    """A comment of the thread and what stands below it, by id."""

    id: int
    below: tuple["Node", ...] = ()


def nodes(branch: list[Shown]) -> tuple[Node, ...]:
    return tuple(Node(item.id, nodes(item.replies)) for item in branch)


def chain(length: int) -> list[Comment]:
    """A comment, its reply, the reply to that, and so on."""
    made = [make_comment(status="approved")]
    while len(made) < length:
        made.append(make_comment(parent=made[-1], status="approved"))
    return made


def flat(branch: list[Shown]) -> list[Shown]:
    return [item for each in branch for item in (each, *flat(each.replies))]


def test_a_page_on_which_nobody_commented_has_an_empty_thread(app):
    shown = read("https://potager.example/new?utm_source=letter")

    assert (shown.page, shown.comments, shown.n_comments) == (None, [], 0)
    assert shown.url == "https://potager.example/new"


def test_replies_stand_below_what_they_answer_each_level_in_order_of_time(app):
    first, second = make_comment(status="approved"), make_comment(status="approved")
    to_second = make_comment(parent=second, status="approved")
    to_first = make_comment(parent=first, status="approved")
    deeper = make_comment(parent=to_first, status="approved")
    also_to_first = make_comment(parent=first, status="approved")

    shown = read()

    below_first = (Node(to_first.id, (Node(deeper.id),)), Node(also_to_first.id))
    assert nodes(shown.comments) == (Node(first.id, below_first), Node(second.id, (Node(to_second.id),)))
    assert shown.n_comments == 6


def test_the_order_is_that_of_writing_not_of_receipt_or_approval(app):
    now = tick()
    late = make_comment(status="approved", posted_at=now)
    early = make_comment(status="approved", posted_at=now - timedelta(days=2))
    middle = make_comment(posted_at=now - timedelta(days=1))
    turned(middle, "approve")

    assert [item.id for item in read().comments] == [early.id, middle.id, late.id]
    assert [item.number for item in read().comments] == [2, 3, 1]


def test_only_what_is_approved_is_shown(app):
    for status in ("pending", "rejected", "spam"):
        make_comment(status=status)
    approved = make_comment(status="approved")

    shown = read()

    assert [item.id for item in shown.comments] == [approved.id]
    assert shown.n_comments == 1


def test_a_removed_comment_keeps_its_place_and_says_nothing_while_it_has_replies(app):
    root = make_comment(status="approved", website="https://rosa.example")
    reply = make_comment(parent=root, status="approved")
    turned(root, "spam")

    [gone] = read().comments

    assert (gone.id, gone.html, gone.name, gone.website, gone.number) == (root.id, "", "", "", None)
    assert [item.id for item in gone.replies] == [reply.id]
    turned(reply, "reject")
    assert read().comments == []


def test_a_removed_comment_in_the_middle_of_a_branch_keeps_its_place_too(app):
    root, middle, leaf = chain(3)
    turned(middle, "reject")

    shown = read()

    assert nodes(shown.comments) == (Node(root.id, (Node(middle.id, (Node(leaf.id),)),)),)
    assert [bool(item.html) for item in flat(shown.comments)] == [True, False, True]


def test_what_comes_back_is_shown_again_with_its_number(app):
    root = make_comment(status="approved")
    turned(root, "spam")
    turned(root, "approve")

    assert [item.number for item in read().comments] == [1]


def test_deep_answers_stay_at_one_depth_and_say_whom_they_answer(app):
    made = chain(13)

    shown = read()

    assert [item.id for item in flat(shown.comments)] == [c.id for c in made]
    deepest = shown.comments
    for _ in range(INDENTED):
        deepest = deepest[0].replies
    assert [item.id for item in deepest] == [c.id for c in made[INDENTED:]]
    answered = [item.answers.id if item.answers else None for item in deepest]
    assert answered == [None, *[c.id for c in made[INDENTED:-1]]]


def test_nothing_of_a_deep_branch_is_lost_when_one_of_it_is_removed(app):
    made = chain(9)
    turned(made[6], "spam")

    shown = {item.id for item in flat(read().comments) if item.html}

    assert shown == {c.id for c in made} - {made[6].id}


def test_a_waiting_comment_is_shown_to_its_writer_alone(app):
    approved, waiting = make_comment(status="approved"), make_comment()

    mine = read(own=waiting.id)

    assert [(item.id, item.is_held, item.number) for item in mine.comments] == [
        (approved.id, False, 1),
        (waiting.id, True, None),
    ]
    assert mine.comments[1].html
    assert mine.n_comments == 1
    assert [item.id for item in read().comments] == [approved.id]


def test_a_waiting_reply_stands_where_it_will_stand(app):
    root, middle = chain(2)
    waiting = make_comment(parent=middle)
    turned(middle, "reject")

    shown = read(own=waiting.id)

    assert nodes(shown.comments) == (Node(root.id, (Node(middle.id, (Node(waiting.id),)),)),)


def test_spam_looks_to_its_writer_like_any_waiting_comment(app):
    spam, rejected = make_comment(status="spam"), make_comment(status="rejected")

    assert [item.is_held for item in read(own=spam.id).comments] == [True]
    assert read(own=rejected.id).comments == []


def test_a_mark_of_another_page_shows_nothing(app):
    make_comment(status="approved")
    elsewhere = make_comment(page="/bread")
    foreign = make_comment(make_site("other"))

    for own in (elsewhere.id, foreign.id, 999_999):
        assert len(read(own=own).comments) == 1


def test_members_are_marked_and_readers_with_their_name_are_not(app):
    olga = make_user("Olga", role="owner")
    make_comment(status="approved", member_id=olga.id, name="Olga", email=olga.email)
    make_comment(status="approved", name="Olga", email="other@mail.example")

    assert [item.by_author for item in read().comments] == [True, False]


def test_mentions_stand_apart_and_are_counted_apart(app):
    make_comment(status="approved")
    mention = make_mention(status="approved", name="Seed notes", source="https://notes.example/a")
    make_mention(status="pending")

    shown = read()

    assert len(shown.comments) == 1
    assert [(m.id, m.title, m.host) for m in shown.mentions] == [(mention.id, "Seed notes", "notes.example")]
    assert (shown.n_comments, shown.n_mentions) == (1, 1)


def test_a_long_thread_comes_in_pages_of_whole_branches(app):
    roots = [make_comment(status="approved") for _ in range(5)]
    replies = [make_comment(parent=root, status="approved") for root in roots]

    seen, after = [], None
    while True:
        shown = read(size=2, after=after)
        seen.append([item.id for item in flat(shown.comments)])
        after = shown.next
        if after is None:
            break

    pairs = [[root.id, reply.id] for root, reply in zip(roots, replies, strict=True)]
    assert seen == [pairs[0] + pairs[1], pairs[2] + pairs[3], pairs[4]]


def test_roots_of_one_moment_are_neither_lost_nor_shown_twice(app):
    now = tick()
    made = [make_comment(status="approved", posted_at=now) for _ in range(4)]

    first = read(size=2)
    second = read(size=2, after=first.next)

    assert [item.id for item in first.comments + second.comments] == [c.id for c in made]


def test_a_visitor_s_likes_are_marked(app):
    comment, site = make_comment(status="approved"), the_site()
    with writing() as session:
        like.like_comment(session, site, comment.id, b"one" * 5)
        like.like_page(session, site, SOUP, b"one" * 5)
        like.like_page(session, site, SOUP, b"two" * 5)

    mine, theirs = read(visitor=b"one" * 5), read(visitor=b"two" * 5)

    assert [(s.comments[0].likes, s.comments[0].is_liked) for s in (mine, theirs)] == [(1, True), (1, False)]
    assert (mine.likes, mine.is_liked, read().is_liked) == (2, True, False)


def test_html_of_an_older_cleaner_is_made_again(app):
    comment = make_comment(status="approved", text="Leeks & *beans*")
    with writing() as session:
        comments.keep_html(session, comment.id, "<script>old</script>", 0)

    [shown] = read().comments

    assert shown.html == "<p>Leeks &amp; <em>beans</em></p>\n"
    assert reload(comment).text == "Leeks & *beans*"


def test_the_public_thread_finds_the_site_by_the_address(app):
    make_site("host", url="https://host.example")
    below = make_site("below", url="https://host.example/rosa")
    comment = make_comment(below, page="/soup", status="approved")

    with reading() as session:
        found = thread.public(session, "https://www.host.example/rosa/soup/")

    assert (found.site, [card.id for card in found.cards]) == ("below", [comment.id])


def test_the_public_thread_holds_what_is_approved_and_nothing_else(app):
    root = make_comment(status="approved")
    reply = make_comment(parent=root, status="approved")
    mention = make_mention(status="approved")
    make_comment(parent=root)
    turned(root, "spam")

    with reading() as session:
        found = thread.public(session, SOUP)

    assert [card.id for card in found.cards] == [reply.id, mention.id]


def test_an_address_of_no_site_has_no_public_thread(app):
    the_site()
    odd = {"https://elsewhere.example/": Missing, "": Invalid, "soup": Invalid, "http://[": Invalid}

    for url, error in odd.items():
        with pytest.raises(error), reading() as session:
            thread.public(session, url)
