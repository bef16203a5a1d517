"""Facts: what the desk knows of a submission at the moment it comes in."""

from dataclasses import replace
from datetime import timedelta
from typing import Any

from moderation.domain.know import author_key, know
from moderation.store import sites
from moderation.store.db import reading, writing
from moderation.words import Facts, Submission
from tests.factories import make_comment, make_site, reload, submission, the_site, turned

ROSA: dict[str, Any] = {"name": "Rosa", "email": "rosa@mail.example"}
WORDS = "I sow my leeks in the second week of April."


def known(given: Submission) -> Facts:
    with reading() as session:
        page = sites.page_by_key(session, the_site().id, "potager.example/soup")
        return know(session, the_site(), page, given)


def test_of_a_stranger_nothing_is_known(app):
    facts = known(submission())

    assert (facts.author_approved, facts.author_spam, facts.author_last_approved_at) == (0, 0, None)
    assert (facts.same_text, facts.same_text_spam, facts.repeats_spam) == (0, 0, False)
    assert facts.own_hosts == ("potager.example",)
    assert facts.is_member is False


def test_an_author_is_known_by_name_and_e_mail_however_they_are_written(app):
    approved = make_comment(**ROSA, status="approved")
    make_comment(**ROSA, status="spam")
    make_comment(**ROSA, status="rejected")

    facts = known(submission(name=" ROSÁ ", email="Rosa@Mail.example"))

    assert (facts.author_approved, facts.author_spam) == (1, 1)
    assert facts.author_last_approved_at == reload(approved).decided_at


def test_what_was_decided_otherwise_since_counts_as_it_is_now(app):
    comment = make_comment(**ROSA, status="approved")
    turned(comment, "reject")

    assert known(submission(**ROSA)).author_approved == 0


def test_what_an_author_did_on_another_site_is_not_known_here(app):
    make_comment(make_site("other"), **ROSA, status="approved")

    assert known(submission(**ROSA)).author_approved == 0


def test_the_same_words_are_found_under_other_names_and_on_other_pages(app):
    make_comment(text=WORDS, status="spam")
    make_comment(**ROSA, text=WORDS.upper(), page="/bread", status="approved")
    make_comment(text=WORDS, status="rejected")
    make_comment(**ROSA, text=WORDS, status="approved")

    facts = known(submission(**ROSA, text=f"{WORDS}  !"))

    assert (facts.same_text, facts.same_text_spam) == (2, 1)


def test_words_of_more_than_a_month_ago_are_forgotten(app):
    comment = make_comment(text=WORDS)

    def found(days: float) -> int | None:
        at = comment.received_at + timedelta(days=days)
        return known(replace(submission(text=WORDS), received_at=at)).same_text

    assert (found(29.9), found(30.1)) == (1, 0)


def test_what_the_same_writer_repeats_is_spam_only_in_the_same_place(app):
    parent = make_comment(status="approved")
    make_comment(**ROSA, text=WORDS, status="spam")

    assert known(submission(**ROSA, text=WORDS)).repeats_spam is True
    assert known(submission(**ROSA, text=WORDS, parent_id=parent.id)).repeats_spam is False
    assert known(submission(text=WORDS)).repeats_spam is False


def test_facts_come_back_from_what_is_kept_of_them(app):
    make_comment(**ROSA, status="approved")
    facts = known(submission(**ROSA))

    assert Facts.from_json(facts.as_json()) == facts


def test_authors_are_told_apart_by_a_key_that_the_database_keeps(app):
    def keys() -> list[bytes]:
        with writing() as session:
            return [author_key(session, each) for each in given]

    given = [submission(name="Rosa", email="a@b.example", member_id=id) for id in (None, 1, 2)]
    given.append(submission(name="Luc", email="a@b.example"))
    first, second = keys(), keys()

    assert first == second
    assert len(set(first)) == 4
    assert all(len(key) == 16 for key in first)
