"""Nearly the same texts: what is known of them when a comment comes in, and with whom it is decided."""

from dataclasses import replace
from datetime import timedelta
from typing import Any

from sqlalchemy import func, select

from moderation.domain import alike as verbs
from moderation.domain import submit
from moderation.domain.know import know
from moderation.store import sites
from moderation.store.alike import Alike as Row
from moderation.store.comments import Comment
from moderation.store.db import reading, writing
from moderation.words import Alike, Facts, Kind, Submission
from tests.factories import (
    edited,
    erased,
    make_comment,
    make_site,
    reload,
    submission,
    the_site,
    tick,
    undone,
)

WORDS = (
    "I really liked the way you explained this, my colleagues and I will surely come back for the next one."
)
NEAR = WORDS.replace("I really", "We really")
OTHER = "I sow my leeks in the second week of April, and never any later than that."


def known(given: Submission) -> Facts:
    with reading() as session:
        page = sites.page_by_key(session, the_site().id, "potager.example/soup")
        return know(session, the_site(), page, given)


def rows_of(comment: Comment) -> int:
    with reading() as session:
        found = select(func.count()).select_from(Row).where(Row.comment_id == comment.id)
        return session.scalar(found) or 0


def test_nearly_the_same_words_are_found_by_others_and_on_other_pages(app):
    rosa: dict[str, Any] = {"name": "Rosa", "email": "rosa@mail.example"}
    make_comment(text=WORDS, status="spam")
    make_comment(**rosa, text=WORDS, page="/bread", status="approved")
    make_comment(**rosa, text=WORDS, status="approved")
    make_comment(text=WORDS, status="rejected")
    make_comment(text=OTHER, status="spam")

    facts = known(submission(**rosa, text=NEAR))

    assert facts.alike == (Alike(percent=94, is_spam=True), Alike(percent=94, is_spam=False))
    assert (facts.same_text, facts.same_text_spam) == (0, 0)
    assert Facts.from_json(facts.as_json()) == facts


def test_the_same_words_count_as_the_same_and_not_as_nearly_the_same(app):
    make_comment(text=WORDS, status="approved")

    facts = known(submission(text=WORDS.upper()))

    assert (facts.same_text, facts.alike) == (1, ())


def test_what_is_less_than_sixty_percent_alike_is_no_fact(app):
    make_comment(text=WORDS, status="approved")

    assert known(submission(text=f"{WORDS} {OTHER}")).alike == ()


def test_a_month_later_and_on_another_site_nothing_is_known(app):
    comment = make_comment(text=WORDS, status="approved")
    make_comment(make_site("other"), text=WORDS, status="approved")

    def found(days: float) -> int:
        at = comment.received_at + timedelta(days=days)
        return len(known(replace(submission(text=NEAR), received_at=at)).alike or ())

    assert (found(29.9), found(30.1)) == (1, 0)


def test_in_a_flood_only_so_many_are_compared(app):
    for n in range(25):
        make_comment(text=f"{WORDS} {n}")

    assert len(known(submission(text=NEAR)).alike or ()) == 20


def test_comments_that_are_alike_are_of_one_family(app):
    first, near = make_comment(text=WORDS), make_comment(text=NEAR)
    same, other = make_comment(text=NEAR.lower()), make_comment(text=OTHER)
    short = make_comment(text="Thanks a lot!")

    assert first.family is not None
    assert near.family == same.family == first.family
    assert other.family not in (None, first.family)
    assert short.family is None


def test_who_quotes_a_comment_and_answers_it_is_of_another_family(app):
    first = make_comment(text=WORDS)
    answer = make_comment(text=f"{WORDS} So will I, and {OTHER}")

    assert answer.family not in (None, first.family)


def test_edited_words_are_found_as_they_are_now_and_so_again_after_undo(app):
    comment = make_comment(text=WORDS, status="approved")
    event = edited(comment, text=OTHER)
    assert event is not None

    assert known(submission(text=NEAR)).alike == ()
    assert len(known(submission(text=OTHER.replace("second", "third"))).alike or ()) == 1

    undone(event.id, comment)

    assert len(known(submission(text=NEAR)).alike or ()) == 1
    assert reload(comment).family == comment.family


def test_a_mention_that_says_something_else_now_is_found_by_that(app):
    site, source = the_site(), "https://blog.example/post"
    comment = make_comment(kind=Kind.PINGBACK, source=source, text=WORDS)
    told = submission(kind=Kind.PINGBACK, source=source, text=OTHER)

    with writing() as session:
        submit.revise(session, site, session.get_one(Comment, comment.id), told)

    assert known(submission(text=NEAR)).alike == ()
    assert reload(comment).family != comment.family
    assert rows_of(comment) == 8


def test_a_page_that_mentions_two_of_ours_does_not_repeat_itself(app):
    mention: dict[str, Any] = {"kind": Kind.PINGBACK, "source": "https://blog.example/post"}
    make_comment(**mention, text=WORDS, page="/bread")

    assert known(submission(**mention, text=NEAR)).alike == ()
    assert len(known(submission(text=NEAR)).alike or ()) == 1


def test_of_a_comment_that_is_deleted_for_good_nothing_is_left_to_compare(app):
    comment = make_comment(text=WORDS)
    assert rows_of(comment) == 8

    erased(comment)

    assert reload(comment).erased_at is not None
    assert reload(comment).family is None
    assert rows_of(comment) == 0


def test_keys_that_are_too_old_to_be_asked_for_are_forgotten_a_piece_at_a_time(app, monkeypatch):
    old, young = make_comment(text=WORDS, at=tick() - timedelta(days=40)), make_comment(text=OTHER)
    monkeypatch.setattr(verbs, "SWEPT", 5)

    def sweep() -> bool:
        with writing() as session:
            return verbs.sweep(session, now=tick())

    assert [sweep(), sweep()] == [True, False]
    assert (rows_of(old), rows_of(young)) == (0, 8)
