"""Editing: other words, and nothing else; the original can always be given back."""

from typing import Any

import pytest

from moderation.errors import Conflict, Invalid
from moderation.store import comments, events, search
from moderation.store.comments import Comment
from moderation.store.db import reading, writing
from moderation.store.events import Event
from moderation.text.clean import to_html
from moderation.text.fold import text_key
from moderation.words import Kind, Status
from tests.factories import (
    edited,
    make_comment,
    make_mention,
    make_site,
    moderator,
    reload,
    the_site,
    tick,
    turned,
)
from tests.ledger import kept, recounted


def written(comment: Comment, **words: Any) -> Event:
    """The event of an edit that changes something."""
    event = edited(comment, **words)
    assert event is not None
    return event


def log_of(comment: Comment) -> list[tuple[str, dict[str, Any]]]:
    with reading() as session:
        happened = events.after(session, comment.site_id, 0, 100)
    return [(event.action, event.detail) for event in happened if event.comment_id == comment.id]


def test_an_edit_changes_the_words_and_keeps_the_original_in_its_event(app):
    comment = make_comment(text="Soop in winter, call 555 1234", email="lea@mail.example")

    event = written(comment, text="Soup in winter", email="")

    now = reload(comment)
    assert (now.text, now.email, now.version) == ("Soup in winter", "", comment.version + 1)
    assert (event.action, event.actor_name, event.listed) == ("edit", "Mina", True)
    assert event.detail == {
        "before": {"email": "lea@mail.example", "text": "Soop in winter, call 555 1234"},
        "after": {"email": "", "text": "Soup in winter"},
    }


def test_what_hangs_on_the_text_follows_it(app):
    comment = make_comment(text="An old word")

    written(comment, text="*New* words")

    now = reload(comment)
    assert (now.html, now.text_key) == (to_html("*New* words"), text_key("new words"))
    assert found("words") == [comment.id]
    assert found("old") == []


def found(words: str) -> list[int]:
    """What the desk finds by these words."""
    with reading() as session:
        asked = search.question(words)
        return list(search.hits(session, the_site().id, asked, status=None, until=tick(), most=10).ids)


def test_nothing_is_judged_again_and_the_counts_stay_right(app):
    site = make_site(rules={"rules": {"blocked_words": {"words": ["casino"]}}})
    comment = make_comment(site, status=None, text="A casino")
    before = reload(comment)
    assert before.status is Status.SPAM
    counts = kept(site)

    written(comment, text="A garden", name="Somebody else")

    now = reload(comment)
    for column in ("status", "points", "signals", "author_key", "decision", "decided_kind", "number"):
        assert getattr(now, column) == getattr(before, column), column
    with reading() as session:
        assert comments.facts_of(session, comment.id) != {}
    assert kept(site) == counts == recounted(site)
    turned(comment, "approve")
    assert kept(site) == recounted(site)


def test_the_same_decision_after_an_edit_is_still_the_decision_that_stands(app):
    comment = make_comment()
    approval = turned(comment, "approve").event
    written(comment, text="Soup")

    again = turned(comment, "approve").event

    assert again.id == approval.id


def test_an_edit_that_changes_nothing_does_nothing(app):
    comment = make_comment(text="Soup", name="Lea", website="https://lea.example")

    event = edited(comment, text="\nSoup\n", name=" Lea ", website=" https://lea.example")

    assert event is None
    assert reload(comment).version == comment.version
    assert [action for action, _ in log_of(comment)] == ["received"]


def test_who_edits_an_older_version_is_told_who_changed_it(app):
    comment = make_comment(text="Soop")
    edited(comment, text="Soup", by=moderator(name="Olga"))

    with pytest.raises(Conflict, match=r"Olga edited this comment\.") as met:
        edited(comment, text="Leeks", seen=comment.version)
    with pytest.raises(Conflict, match="Olga edited this comment"):
        turned(comment, "approve", seen=comment.version)

    assert met.value.current.text == "Soup"
    assert met.value.at is not None
    assert reload(comment).text == "Soup"


@pytest.mark.parametrize(
    ("words", "field", "why"),
    [
        ({"text": " \n "}, "text", "Write at least one word"),
        ({"text": "w" * 10_001}, "text", "too long"),
        ({"name": "n" * 246}, "name", "too long"),
        ({"email": f"{'e' * 90}@mail.example"}, "email", "too long"),
        ({"email": "xx"}, "email", "Write the whole e-mail address"),
        ({"website": "https://" + "w" * 200 + ".example"}, "website", "too long"),
        ({"website": "javascript:alert(1)"}, "website", "not the address of a website"),
    ],
)
def test_the_limits_are_those_of_the_door(app, words, field, why):
    comment = make_comment()

    with pytest.raises(Invalid) as wrong:
        edited(comment, **words)

    assert [problem.on for problem in wrong.value.problems] == [field]
    assert why in wrong.value.problems[0].why
    assert reload(comment).version == comment.version


def test_words_that_are_left_as_they_are_are_not_measured_anew(app):
    site = make_site(rules={"rules": {"length": {"text": 200}}})
    comment = make_comment(site, text="w" * 150, email="lea@mail.example")
    with writing() as session:
        comments.again(session, comment.id).text = "w" * 300

    written(comment, email="")

    assert reload(comment).email == ""


def test_an_e_mail_that_is_none_and_stays_does_not_stand_in_the_way_of_the_text(app):
    comment = make_comment(text="Soop", email="lea")

    written(comment, text="Soup")

    assert (reload(comment).text, reload(comment).email) == ("Soup", "lea")


def test_a_name_and_an_e_mail_can_be_taken_out_though_the_form_asks_for_them(app):
    comment = make_comment()

    written(comment, name="", email="", website="")

    assert (reload(comment).name, reload(comment).email) == ("", "")


def test_what_no_database_takes_is_mended_as_at_the_door(app):
    comment = make_comment()

    written(comment, text="So\x00up\r\nof leeks\n", name="Lea\n Smith ")

    assert (reload(comment).text, reload(comment).name) == ("So\ufffdup\nof leeks", "Lea Smith")


def test_a_mention_is_edited_too_and_may_say_nothing(app):
    mention = make_mention(kind=Kind.WEBMENTION, text="An excerpt with a number", name="A title")

    written(mention, text="", name="Another title")

    assert (reload(mention).text, reload(mention).name) == ("", "Another title")
