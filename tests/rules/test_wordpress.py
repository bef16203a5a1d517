"""WordPress's answers, for sites that move over: what its lists find, and what its mistakes taught."""

from dataclasses import replace
from typing import Any

import pytest

from moderation.domain.move_over import keys_of
from moderation.rules.book import Book, parse
from moderation.rules.example import STRANGER, Example
from moderation.rules.verdict import weigh
from moderation.words import Kind, Mode, Status, Verdict

QUIET = Example(text="A fine soup.")
TWO = "See https://a.example/1 and https://b.example/2"


def book(*, held: str = "", blocked: str = "", max_links: int = 0, mode: Mode = Mode.UNFLAGGED) -> Book:
    """The rules of a site that took these lists over."""
    lists = {
        key: {"words": [entry.as_json() for entry in keys_of(text).entries]}
        for key, text in (("held_words", held), ("blocked_words", blocked))
    }
    return parse({"mode": mode.value, "rules": {**lists, "links": {"hold_from_links": max_links}}})


def judged(example: Example, own: Book) -> Verdict:
    return weigh(example.submission(), example.facts, own)


@pytest.mark.parametrize("key", ["press", "PRESS", "wordpress"])
def test_a_key_finds_inside_words_in_any_case(key):
    assert judged(replace(QUIET, text="I use WordPress."), book(held=key)).status is Status.PENDING
    assert judged(replace(QUIET, text="I use WordPress."), book(blocked=key)).status is Status.SPAM


def test_case_is_that_of_unicode_and_accents_count():
    assert judged(replace(QUIET, text="Установка окон"), book(held="установка")).status is Status.PENDING
    assert judged(replace(QUIET, text="Un ÉTÉ"), book(held="été")).status is Status.PENDING
    assert judged(replace(QUIET, text="Un ete"), book(held="été")).status is Status.APPROVED


@pytest.mark.parametrize(
    "example",
    [
        Example(name="A Casinos fan"),
        Example(email="casino@mail.example"),
        Example(website="https://casino.example"),
        Example(text="A casino."),
        Example(ip="203.0.113.7"),
        Example(user_agent="CasinoBot/1.0"),
        Example(kind=Kind.PINGBACK, source="https://casino.example/1"),
    ],
    ids=["name", "e-mail", "website", "text", "address", "browser", "source"],
)
def test_a_key_looks_into_every_field(example):
    own = book(blocked="casino\n203.0.113.\n")

    assert judged(example, own).status is Status.SPAM


def test_lines_are_trimmed_and_blank_ones_find_nothing():
    taken = keys_of("\r\n  casino \r\n\r\n\t\r\nbuy now\r\n")

    assert [entry.text for entry in taken.entries] == ["casino", "buy now"]
    assert judged(QUIET, book(held="\n \n\n", blocked="\n")).status is Status.APPROVED


@pytest.mark.parametrize("key", [".*", "*", "[a-z]", "(soup", "f*e", "s?up", "a|b", "#", "/soup/i", "\\w"])
def test_keys_are_literal_and_never_joined_into_an_expression(key):
    assert judged(QUIET, book(held=key, blocked=key)).status is Status.APPROVED
    assert judged(replace(QUIET, text=f"So {key} it is"), book(blocked=key)).status is Status.SPAM


def test_disallowed_keys_look_at_the_text_without_its_tags_too_and_moderation_keys_do_not():
    halfway = replace(QUIET, text="<b>half</b>way there")

    assert judged(halfway, book(blocked="halfway")).status is Status.SPAM
    assert "held_words" not in {s.rule for s in judged(halfway, book(held="halfway")).signals}
    assert judged(replace(QUIET, text='<a href="/spam/">x</a>'), book(blocked="/spam/")).status is Status.SPAM


def test_a_disguise_is_none_to_wordpress():
    assert judged(replace(QUIET, text="c a s i n o"), book(blocked="casino")).status is Status.APPROVED


def test_new_lines_of_the_same_list_find_whole_words():
    own = parse(
        {
            "mode": "unflagged",
            "rules": {"held_words": {"words": ["press", {"text": "soup", "wordpress": True}]}},
        }
    )

    assert judged(replace(QUIET, text="I use WordPress."), own).status is Status.APPROVED
    assert judged(replace(QUIET, text="Soups!"), own).status is Status.PENDING


@pytest.mark.parametrize(("most", "waits"), [(1, True), (2, True), (3, False), (0, False)])
def test_a_comment_with_as_many_links_waits(most, waits):
    signal = next(
        (s for s in judged(replace(QUIET, text=TWO), book(max_links=most)).signals if s.rule == "links"), None
    )

    assert (signal is not None and signal.verdict is Status.PENDING) is waits


def test_links_are_counted_as_they_are_rendered_and_the_website_is_none():
    own = book(max_links=2)

    def holds(**fields: Any) -> bool:
        signals = judged(replace(QUIET, **fields), own).signals
        return any(s.rule == "links" and s.verdict is Status.PENDING for s in signals)

    assert holds(text="Twice https://a.example/1 https://a.example/1")
    assert holds(text="[one](https://a.example/1) and www.b.example/2")
    assert holds(text="Own: https://blog.example/1 https://blog.example/2")
    assert not holds(text="One https://a.example/1", website="https://mina.example")


def test_previously_approved_needs_name_and_e_mail_and_mentions_always_wait():
    own = book(mode=Mode.KNOWN)
    known = replace(STRANGER, author_approved=1)

    assert judged(replace(QUIET, facts=known), own).status is Status.APPROVED
    assert judged(QUIET, own).status is Status.PENDING
    assert judged(replace(QUIET, facts=known, email=""), own).status is Status.PENDING
    mention = replace(QUIET, kind=Kind.PINGBACK, source="https://a.example/1", facts=known)
    assert judged(mention, own).status is Status.PENDING


def test_a_signed_in_person_counts_by_account_and_a_typed_e_mail_does_not():
    imitated = replace(STRANGER, imitates=("email",), author_approved=3)
    member = replace(STRANGER, is_member=True)

    assert judged(replace(QUIET, facts=imitated), book(mode=Mode.KNOWN)).status is Status.PENDING
    assert judged(replace(QUIET, facts=member, member_id=1), book(mode=Mode.KNOWN)).status is Status.APPROVED


def test_disallowed_wins_over_all_holds():
    verdict = judged(
        replace(QUIET, text=f"{TWO} casino mayor"), book(held="mayor", blocked="casino", max_links=2)
    )

    assert verdict.status is Status.SPAM
    assert {"held_words", "blocked_words", "links"} <= {signal.rule for signal in verdict.signals}


def test_trackbacks_are_never_approved_by_themselves():
    own = parse({"mode": "unflagged", "rules": {"trusted": {"words": ["soup"], "who": ["192.0.2.0/24"]}}})
    trackback = replace(QUIET, kind=Kind.TRACKBACK, source="https://a.example/1")

    assert judged(trackback, own).status is Status.PENDING


def test_an_e_mail_is_compared_with_each_line_and_not_with_the_whole_list():
    own = book(blocked="rosa@mail.example\nlea@mail.example")

    assert judged(replace(QUIET, email="lea@mail.example"), own).status is Status.SPAM
    assert judged(replace(QUIET, email="a@mail.example"), own).status is Status.APPROVED
    assert judged(replace(QUIET, text="example\nlea"), own).status is Status.APPROVED


def test_where_everything_is_held_all_checks_are_still_made():
    verdict = judged(replace(QUIET, text=f"{TWO} mayor"), book(held="mayor", max_links=2, mode=Mode.NEVER))

    assert verdict.status is Status.PENDING
    assert {"held_words", "links"} <= {signal.rule for signal in verdict.signals}


def test_nobody_is_published_before_the_lists_are_asked():
    known = replace(STRANGER, author_approved=9)

    assert judged(replace(QUIET, text="A casino", facts=known), book(held="casino")).status is Status.PENDING
    assert judged(replace(QUIET, text="A casino", facts=known), book(blocked="casino")).status is Status.SPAM


def test_the_lines_are_named_by_which_a_comment_was_found():
    verdict = judged(replace(QUIET, text="Megacasinos"), book(blocked="casino\npoker"))

    assert next(s for s in verdict.signals if s.rule == "blocked_words").lines == ("casino [wordpress]",)
