"""Lines of lists that are made of a comment: what is proposed, what they touch, and the act with its undo."""

from datetime import UTC, datetime
from typing import Any

import pytest

from moderation.domain import bulk, derive, enlist, reach, undo
from moderation.domain.allow import Viewer
from moderation.domain.derive import Proposal
from moderation.domain.enlist import Enlisted, Wish
from moderation.domain.reach import Reach
from moderation.errors import Conflict, Invalid, Missing, Refused
from moderation.rules.lines import every, text_of
from moderation.store.comments import Comment
from moderation.store.db import reading, writing
from moderation.words import Kind, Status
from tests.factories import (
    make_comment,
    make_mention,
    make_site,
    moderator,
    owner,
    reload,
    rules_of,
    the_site,
    tick,
    turned,
    undone,
)
from tests.ledger import kept, recounted
from tests.lists import put
from tests.past import changed_rules

LATER = datetime(2027, 1, 1, tzinfo=UTC)
BLOCKED, HELD = "blocked_words.words", "held_words.words"


def proposed(comment: Comment, do: str, words: str = "") -> Proposal:
    """What is proposed for an act."""
    return derive.proposal(the_site(), comment, do, words)


def lines(name: str) -> list[str]:
    """The lines of a list, as they are typed."""
    return [text_of(item) for item in every()[name].of(rules_of())]


def reached(comment: Comment, *typed: str, name: str = BLOCKED) -> Reach:
    """What lines would touch."""
    of = every()[name]
    with reading() as session:
        items = [of.item(text) for text in typed]
        return reach.reach(session, the_site(), comment, of, items, until=LATER)


def enlisted(comment: Comment, *typed: str, name: str = BLOCKED, **given: Any) -> Enlisted:
    """What comes of lines that an owner makes of a comment."""
    of, who, version = every()[name], given.pop("by", None) or owner(), given.pop("seen", None)
    wish = Wish(
        of=of,
        items=[of.item(text) for text in typed],
        **{"why": "", "decides": True, "others": False, "until": LATER, **given},
    )
    seen = reload(comment).version if version is None else version
    with writing() as session:
        return enlist.enlist(session, who, comment.id, wish, seen=seen, now=tick())


def taken_back(key: str, by: Viewer | None = None) -> None:
    """An act on many is undone."""
    who = by or owner()
    with reading() as session:
        event = bulk.read(session, who, key).event.id
    with writing() as session:
        undo.undo_many(session, who, event, now=tick())


class TestWhatIsProposed:
    def test_the_domain_of_the_website_comes_before_those_that_are_linked(self, app):
        comment = make_comment(
            website="https://www.pills.example/shop",
            text="See https://loans.example/a and https://loans.example/b, not https://potager.example/soup",
        )

        found = proposed(comment, "block-domain")

        assert [offer.text for offer in found.offers] == ["pills.example", "loans.example"]
        assert [offer.is_chosen for offer in found.offers] == [True, False]
        assert (found.list.name, found.fields) == (BLOCKED, "WT")

    def test_on_a_host_where_anybody_has_pages_the_account_is_meant(self, app):
        comment = make_comment(text="See https://github.com/dan/pills for more")

        assert [offer.text for offer in proposed(comment, "block-domain").offers] == ["github.com/dan"]

    def test_without_a_domain_none_is_offered(self, app):
        comment = make_comment(text="My leeks came up.", website="")

        assert "block-domain" not in derive.acts(the_site(), comment)
        assert "block-words" in derive.acts(the_site(), comment)

    def test_an_author_is_trusted_by_the_e_mail_else_by_the_website(self, app):
        both = make_comment(email="lea@mail.example", website="https://lea.example/")
        one = make_comment(email="", website="https://lea.example/")

        assert [offer.text for offer in proposed(both, "trust-author").offers] == [
            "lea@mail.example",
            "lea.example",
        ]
        assert [(o.text, o.is_chosen) for o in proposed(one, "trust-author").offers] == [
            ("lea.example", True)
        ]

    def test_a_person_is_named_by_all_that_is_known(self, app):
        comment = make_comment(
            name="dan.brown", email="dan@mail.example", website="https://dan.example", ip="192.0.2.7"
        )

        found = proposed(comment, "block-person")

        assert [offer.text for offer in found.offers] == [
            "dan@mail.example",
            "“dan.brown”",
            "dan.example",
            "192.0.2.7",
            "192.0.2.0/24",
        ]
        assert found.list.name == "blocked_author.quiet"

    @pytest.mark.parametrize("do", ["block-person", "trust-author"])
    def test_of_a_mention_the_source_has_acts_of_its_own(self, app, do):
        assert do not in derive.acts(the_site(), make_mention())

    @pytest.mark.parametrize(
        ("words", "whole", "fields"),
        [
            ("casino", True, "NEWT"),
            ("sino", False, "NEWT"),
            ("Cheap", True, "N"),
            ("", True, "NEWT"),
            ("nowhere", True, "NEWT"),
        ],
    )
    def test_how_marked_words_are_looked_for_follows_from_where_they_stand(self, app, words, whole, fields):
        comment = make_comment(name="Cheap Followers", text="The best casino of the town")

        found = proposed(comment, "block-words", words)

        assert (found.offers[0].text, found.whole, found.fields) == (words, whole, fields)

    def test_a_star_that_is_marked_is_a_star(self, app):
        assert proposed(make_comment(text="f*ck it"), "hold-words", "f*ck").offers[0].text == r"f\*ck"

    def test_marked_words_of_any_length_fit_a_line(self, app):
        found = proposed(make_comment(), "hold-words", "word \n" * 500)

        assert 0 < len(found.offers[0].text) <= 200
        assert "\n" not in found.offers[0].text

    @pytest.mark.parametrize(
        ("text", "expression"),
        [("buy*pills", r"\bbuy\S*pills\b"), ("a.b", r"\ba\.b\b"), ("été", "été"), (r"\*x", r"\*x\b")],
    )
    def test_words_become_an_expression_with_points(self, app, text, expression):
        of = every()["patterns.patterns"]

        item = of.given(derive.given(of, text, {"whole": True, "case": False, "fields": "T"}, 4))

        assert text_of(item) == f"+4 {expression} [text]"

    def test_every_list_to_which_an_act_leads_is_one(self, app):
        assert {name for names in derive.LISTS.values() for name in names} <= set(every())


class TestWhatIsTouched:
    def test_pending_approved_and_spam_are_counted_by_what_the_rule_itself_finds(self, app):
        comment = make_comment(text="The best c4s1no in town")
        make_comment(status="approved", text="No Casino here")
        make_comment(status="spam", name="casino", text="Nothing")
        make_comment(status="rejected", text="casino")
        make_comment(text="An occasion arose")

        found = reached(comment, "casino")

        assert {status: each.n for status, each in found.found.items()} == {
            Status.PENDING: 1,
            Status.APPROVED: 1,
            Status.SPAM: 1,
        }
        assert all(each.is_all for each in found.found.values())
        assert found.is_own
        assert found.others(comment) == {}

    def test_the_words_that_were_found_are_shown(self, app):
        comment = make_comment(text=f"{'Long before it. ' * 40}The casino is there. {'Long after. ' * 40}")

        (one,) = reached(comment, "casino").found[Status.PENDING].touched

        assert ("casino", True) in one.said
        assert len("".join(text for text, _ in one.said)) < 200

    def test_no_more_than_the_newest_are_looked_at(self, app, monkeypatch):
        monkeypatch.setattr(reach, "LOOK", 3)
        made = [make_comment(text="casino") for _ in range(5)]

        found = reached(made[0], "casino").found[Status.PENDING]

        assert [one.id for one in found.touched] == [comment.id for comment in made[:1:-1]]
        assert (found.looked, found.is_all) == (3, False)

    def test_long_texts_are_looked_at_in_smaller_numbers(self, app, monkeypatch):
        monkeypatch.setattr(reach, "LETTERS", 100)
        made = [make_comment(text=f"casino {n} " + "x" * 60) for n in range(5)]

        found = reached(made[0], "casino").found[Status.PENDING]

        assert (found.looked, found.is_all) == (2, False)

    def test_what_comes_in_later_is_not_among_them(self, app):
        first = make_comment(text="casino")
        make_comment(text="casino")
        of = every()[BLOCKED]
        with reading() as session:
            found = reach.reach(session, the_site(), first, of, [of.item("casino")], until=first.received_at)

        assert found.found[Status.PENDING].n == 1

    def test_another_site_is_not_looked_at(self, app):
        comment = make_comment(text="casino")
        make_comment(make_site("elsewhere"), text="casino")

        assert reached(comment, "casino").found[Status.PENDING].n == 1

    def test_lines_that_are_there_already_are_named_and_touch_by_themselves(self, app):
        put("casino", "poker")
        comment = make_comment(text="a game of poker", status="pending")

        found = reached(comment, "casino", "bingo")

        assert list(found.known) == ["casino"]
        assert not found.is_own

    @pytest.mark.parametrize(
        ("name", "line"),
        [
            ("trusted.who", "lea@mail.example"),
            ("blocked_author.quiet", "lea@mail.example"),
            ("blocked_author.spam", "192.0.2.0/24"),
            ("trusted.words", "leeks"),
            ("patterns.patterns", r"+4 \bleeks\b"),
        ],
    )
    def test_each_list_is_asked_by_its_own_rule(self, app, name, line):
        comment = make_comment(email="lea@mail.example", ip="192.0.2.9", text="My leeks")
        make_comment(email="tom@mail.example", ip="198.51.100.7", text="My carrots")

        found = reached(comment, line, name=name)

        assert [one.id for one in found.found[Status.PENDING].touched] == [comment.id]


class TestWhatIsDone:
    @pytest.mark.parametrize(
        ("name", "line", "before", "after"),
        [
            (BLOCKED, "casino", "pending", Status.SPAM),
            (HELD, "casino", "approved", Status.PENDING),
            ("trusted.who", "lea@mail.example", "pending", Status.APPROVED),
            ("trusted.words", "casino", "pending", Status.APPROVED),
            ("blocked_author.quiet", "lea@mail.example", "approved", Status.REJECTED),
            ("blocked_author.spam", "lea@mail.example", "pending", Status.SPAM),
        ],
    )
    def test_the_line_is_there_and_the_comment_decided_and_one_undo_takes_both_back(
        self, app, name, line, before, after
    ):
        site = make_site()
        comment = make_comment(email="lea@mail.example", text="A casino", status=before)
        counts = kept(site)

        done = enlisted(comment, line, name=name, why="From an example")

        assert reload(comment).status is after
        assert lines(name) == [line]
        assert done.decision is not None
        assert done.listed is not None
        assert done.listed.place == line

        undone(done.decision.event.id, comment, by=owner())

        assert reload(comment).status == before
        assert lines(name) == []
        assert kept(site) == counts == recounted(site)

    def test_several_lines_are_one_change(self, app):
        comment = make_comment(name="Dan", email="dan@mail.example")

        done = enlisted(comment, "dan@mail.example", "Dan", name="blocked_author.quiet")

        assert lines("blocked_author.quiet") == ["dan@mail.example", "Dan"]
        assert done.listed is not None
        assert done.listed.place == "dan@mail.example, Dan"

    def test_without_a_decision_there_is_but_the_line(self, app):
        comment = make_comment(text="casino")

        done = enlisted(comment, "casino", decides=False)

        assert done.decision is None
        assert done.event is not None
        assert reload(comment).status is Status.PENDING
        assert lines(BLOCKED) == ["casino"]

    def test_points_decide_nothing(self, app):
        comment = make_comment(text="casino")

        assert enlisted(comment, r"+4 \bcasino\b", name="patterns.patterns").decision is None
        assert reload(comment).status is Status.PENDING

    def test_spam_is_made_no_less_than_that(self, app):
        comment = make_comment(email="dan@mail.example", status="spam")

        assert enlisted(comment, "dan@mail.example", name="blocked_author.quiet").decision is None
        assert reload(comment).status is Status.SPAM

    @pytest.mark.parametrize(
        ("name", "line", "after"),
        [(BLOCKED, "casino", Status.SPAM), ("trusted.words", "casino", Status.APPROVED)],
    )
    def test_those_that_wait_are_decided_with_it_and_one_undo_takes_all_back(self, app, name, line, after):
        site = make_site()
        comment, other = make_comment(text="A casino"), make_comment(text="Casino!")
        kept_apart, published = make_comment(text="Soup"), make_comment(text="casino", status="approved")
        counts = kept(site)

        done = enlisted(comment, line, name=name, others=True)

        assert done.act is not None
        assert {reload(comment).status, reload(other).status} == {after}
        assert reload(kept_apart).status is Status.PENDING
        assert reload(published).status is Status.APPROVED
        with reading() as session:
            act = bulk.read(session, owner(), done.act)
        assert (act.done, act.can_undo) == (2, True)
        assert act.listed is not None
        assert act.listed.place == line

        taken_back(done.act)

        assert {reload(comment).status, reload(other).status} == {Status.PENDING}
        assert lines(name) == []
        assert kept(site) == counts == recounted(site)

    def test_the_others_alone(self, app):
        comment, other = make_comment(text="A casino"), make_comment(text="Casino!")

        enlisted(comment, "casino", others=True, decides=False)

        assert reload(comment).status is Status.PENDING
        assert reload(other).status is Status.SPAM

    def test_held_words_decide_no_others_for_they_wait_already(self, app):
        comment, _ = make_comment(text="A casino", status="approved"), make_comment(text="Casino!")

        done = enlisted(comment, "casino", name=HELD, others=True)

        assert done.act is None
        assert done.decision is not None

    def test_a_moderator_takes_back_the_decisions_and_not_the_line(self, app):
        comment, other = make_comment(text="A casino"), make_comment(text="Casino!")
        done = enlisted(comment, "casino", others=True)
        assert done.act is not None

        taken_back(done.act, by=moderator())

        assert reload(other).status is Status.PENDING
        assert lines(BLOCKED) == ["casino"]

    def test_an_undo_leaves_what_somebody_has_set_since(self, app):
        comment, other = make_comment(text="A casino"), make_comment(text="Casino!")
        done = enlisted(comment, "casino", others=True)
        assert done.act is not None
        changed_rules(the_site(), {"rules": {"blocked_words": {"words": ["poker"]}}})

        taken_back(done.act)

        assert reload(other).status is Status.PENDING
        assert lines(BLOCKED) == ["poker"]

    def test_whoever_was_slower_changes_nothing(self, app):
        comment, other = make_comment(text="A casino"), make_comment(text="Casino!")
        turned(comment, "approve")

        for others in (False, True):
            with pytest.raises(Conflict):
                enlisted(comment, "casino", seen=1, others=others)

        assert reload(other).status is Status.PENDING
        assert lines(BLOCKED) == []

    def test_the_same_twice_is_one(self, app):
        comment = make_comment(text="A casino")
        first = enlisted(comment, "casino", seen=comment.version)

        again = enlisted(comment, "casino", seen=comment.version)

        assert first.decision is not None
        assert again.decision is not None
        assert again.decision.event.id == first.decision.event.id
        assert again.listed is None
        assert lines(BLOCKED) == ["casino"]

    @pytest.mark.parametrize("others", [True, False])
    def test_a_line_that_is_there_is_said_to_be_and_nothing_is_done(self, app, others):
        comment, other = make_comment(text="A casino"), make_comment(text="Casino!")
        put("Casino")

        with pytest.raises(Invalid, match="on this list already"):
            enlisted(comment, "casino", others=others)

        assert {reload(comment).status, reload(other).status} == {Status.PENDING}

    def test_a_rule_that_is_switched_off_is_said_to_be(self, app):
        comment = make_comment(text="A casino")
        changed_rules(the_site(), {"rules": {"blocked_words": {"on": False}}})

        with pytest.raises(Invalid, match="switched off"):
            enlisted(comment, "casino")

        assert reload(comment).status is Status.PENDING

    def test_only_an_owner_does_it(self, app):
        comment = make_comment(text="A casino")

        with pytest.raises(Refused):
            enlisted(comment, "casino", by=moderator())
        with pytest.raises(Missing):
            enlisted(comment, "casino", by=owner(make_site("elsewhere")))

        assert lines(BLOCKED) == []

    def test_the_next_one_is_judged_by_it(self, app):
        enlisted(make_comment(text="A casino"), "casino")

        assert make_comment(text="Another casino", status=None).status is Status.SPAM

    def test_of_more_than_are_done_at_once_the_rest_is_left_to_the_background(self, app, monkeypatch):
        monkeypatch.setattr(bulk, "AT_ONCE", 2)
        made = [make_comment(text="casino") for _ in range(4)]

        done = enlisted(made[0], "casino", others=True)

        assert done.act is not None
        with reading() as session:
            act = bulk.read(session, owner(), done.act)
        assert act.is_running
        assert act.total == 4
        assert lines(BLOCKED) == ["casino"]


def test_a_trackback_that_is_touched_is_looked_at_as_one(app):
    comment = make_comment(text="A casino")
    make_mention(kind=Kind.TRACKBACK, text="Casino of the year")

    assert reached(comment, "casino").found[Status.PENDING].n == 2
