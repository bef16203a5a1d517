"""A line for a list, made of a comment: the form, what it touches, what is done, with and without HTMX."""

import re
from typing import Any

import pytest

from moderation.domain import derive, reach
from moderation.rules.lines import every, text_of
from moderation.store.comments import Comment
from moderation.web.example_form import DOES
from moderation.words import Status
from tests import people
from tests.factories import erased, make_comment, make_mention, moderator, reload, rules_of, the_site, turned
from tests.lists import put
from tests.past import changed_rules
from tests.web.markup import Element, read
from tests.web.tab import Tab, headers, line_of

BLOCKED = "blocked_words.words"


def lines(name: str = BLOCKED) -> list[str]:
    """The lines of a list, as they are typed."""
    return [text_of(item) for item in every()[name].of(rules_of())]


def card_of(desk, comment: Comment) -> Element:
    """The card of a comment in a queue of whatever status."""
    return Tab(desk, "/queue", status="all").page.one(id=f"comment-{comment.id}")


def acts(card: Element) -> list[str]:
    """What lines its menu offers to make."""
    return [link["data-do"] for link in card.all("a") if link.get("data-do")]


def form_of(desk, comment: Comment, do: str, **words: str) -> Tab:
    """The form as somebody finds it who comes from the queue."""
    address = f"/comments/{comment.id}/example?do={do}" + "".join(f"&{k}={v}" for k, v in words.items())
    return Tab(desk, "/queue").go(address)


def saved(tab: Tab, comment: Comment, *, htmx: bool = False, **typed: Any) -> Any:
    """The answer to the form with what was typed; None takes a tick away."""
    form = tab.page.one("form", class_="example")
    fields = {**form.fields(), **typed}
    sent = {name: value for name, value in fields.items() if value is not None}
    if not htmx:
        return tab.send(form["action"], sent)
    queue = Tab(tab.client, "/queue")
    return queue.send(form["action"], sent, htmx=True)


class TestTheMenu:
    def test_an_owner_finds_what_can_be_made_of_a_comment(self, olga):
        comment = make_comment(website="https://pills.example", email="dan@mail.example")

        assert acts(card_of(olga, comment)) == list(derive.LISTS)

    def test_without_a_domain_it_offers_none(self, olga):
        comment = make_comment(website="", text="My leeks came up.")

        assert "block-domain" not in acts(card_of(olga, comment))

    def test_of_a_mention_it_offers_no_author(self, olga):
        offered = acts(card_of(olga, make_mention()))

        assert "hold-words" in offered
        assert not {"trust-author", "block-person"} & set(offered)

    def test_a_moderator_is_not_offered_it(self, mina):
        comment = make_comment(website="https://pills.example")

        assert acts(card_of(mina, comment)) == []
        assert mina.get(f"/comments/{comment.id}/example?do=block-words").status_code == 403

    def test_on_the_comments_own_page_too(self, olga):
        comment = make_comment()

        assert "block-words" in acts(
            Tab(olga, f"/comments/{comment.id}").page.one(id=f"comment-{comment.id}")
        )

    def test_every_list_says_what_it_does(self):
        assert set(DOES) == {name for names in derive.LISTS.values() for name in names}


class TestTheForm:
    def test_it_is_filled_in_and_shows_what_it_would_touch(self, olga):
        comment = make_comment(name="Cheap Followers", text="Buy followers")
        make_comment(text="More followers", status="approved")
        make_comment(text="followers", status="spam")

        tab = form_of(olga, comment, "block-words", words="followers")

        form = tab.page.one("form", class_="example")
        fields = form.fields()
        assert fields["line_0"] == "followers"
        assert fields["list"] == BLOCKED
        assert fields["why"] == "From the comment by Cheap Followers"
        assert fields["option_whole"] == "y"
        assert [name for name in fields if name.startswith("field_")] == [
            "field_name",
            "field_email",
            "field_website",
            "field_text",
        ]
        reached = form.one(id=f"reach-{comment.id}").text
        assert "Touches: 1 pending, 1 approved, 1 spam" in reached
        assert "of the newest" not in reached

    def test_where_it_is_cut_it_says_so(self, olga, monkeypatch):
        monkeypatch.setattr(reach, "LOOK", 2)
        made = [make_comment(text="followers") for _ in range(3)]

        page = form_of(olga, made[0], "block-words", words="followers").page

        assert "2 pending of the newest 2" in page.one(id=f"reach-{made[0].id}").text

    def test_a_count_leads_to_the_comments(self, olga):
        comment = make_comment(text="Buy followers")
        other = make_comment(text="More followers", name="Tom")
        make_comment(text="Soup", name="Noor")
        tab = form_of(olga, comment, "block-words", words="followers")

        link = next(a for a in tab.page.all("a") if a.text == "2 pending")
        page = Tab(olga, link["href"]).page

        assert [f"/comments/{other.id}", f"/comments/{comment.id}"] == [
            a["href"] for a in page.one("ol", class_="near").all("a")
        ]
        assert "followers" in [mark.text for mark in page.all("mark")]

    def test_they_come_page_by_page(self, olga, monkeypatch):
        monkeypatch.setattr("moderation.web.desk.examples.SHOWN", 2)
        made = [make_comment(text="followers") for _ in range(3)]
        address = f"/comments/{made[0].id}/example/pending?do=block-words&line_0=followers&field_text=y"

        first = Tab(olga, address)
        second = Tab(olga, next(a for a in first.page.all("a") if a.text == "Older")["href"])

        assert len(first.page.one("ol", class_="near").all("li")) == 2
        assert len(second.page.one("ol", class_="near").all("li")) == 1
        assert not [a for a in second.page.all("a") if a.text == "Older"]

    def test_what_is_typed_is_looked_at_and_nothing_changed(self, olga):
        comment = make_comment(text="Buy followers")
        make_comment(text="An approved soup", status="approved")
        tab = form_of(olga, comment, "block-words")
        form = tab.page.one("form", class_="example")
        typed = {**form.fields(), "line_0": "soup"}

        part = Tab(olga, "/queue").send(
            f"/comments/{comment.id}/example/reach?do=block-words", typed, htmx=True
        )
        page = tab.send(f"/comments/{comment.id}/example/reach?do=block-words", typed)

        for answer in (part, page):
            assert answer.status_code == 200
            said = read(answer.text).one(id=f"reach-{comment.id}").text
            assert "0 pending, 1 approved, 0 spam" in said
            assert "This comment itself is not touched." in said
        assert "<html" not in part.text
        assert read(page.text).one("form", class_="example").fields()["line_0"] == "soup"
        assert lines() == []

    def test_words_that_are_missing_are_asked_for_while_one_types(self, olga):
        comment = make_comment()
        tab = form_of(olga, comment, "hold-words")
        fields = tab.page.one("form", class_="example").fields()
        address = f"/comments/{comment.id}/example/reach?do=hold-words"

        assert "Write at least one word." in tab.page.one(id=f"reach-{comment.id}").text
        assert Tab(olga, "/queue").send(address, fields, htmx=True).status_code == 200
        assert tab.send(address, fields).status_code == 422

    def test_a_rule_that_is_off_is_said_to_be_with_the_way_to_it(self, olga):
        comment = make_comment(text="casino")
        changed_rules(the_site(), {"rules": {"blocked_words": {"on": False}}})

        tab = form_of(olga, comment, "block-words", words="casino")
        answer = saved(tab, comment)

        box = tab.page.one(id=f"reach-{comment.id}")
        assert "is switched off" in box.text
        assert "/settings/potager/rules#rule-blocked_words" in [a["href"] for a in box.all("a")]
        assert answer.status_code == 422
        assert lines() == []

    def test_what_is_on_the_list_already_is_said(self, olga):
        put("Casino")
        comment = make_comment(text="casino", status="pending")
        tab = form_of(olga, comment, "block-words", words="casino")

        answer = saved(tab, comment)

        assert "On this list already:" in tab.page.text
        assert answer.status_code == 422
        field = read(answer.text).one("input", id=f"line_0-{comment.id}")
        assert field["aria-describedby"] == f"line_0-{comment.id}-error"
        assert "is on this list already." in read(answer.text).one(id=f"line_0-{comment.id}-error").text

    @pytest.mark.parametrize(
        ("do", "typed", "on", "said"),
        [
            ("block-words", {"line_0": " "}, "line_0", "Write at least one word."),
            ("block-words", {"line_0": "*"}, "line_0", "would find everything"),
            ("block-words", {"line_0": "(", "option_expression": "y"}, "line_0", "opens a bracket"),
            ("block-words", {"list": "patterns.patterns", "points": "x"}, "points", "is not a whole number"),
            ("block-words", {"list": "patterns.patterns", "points": "99"}, "line_0", "beyond"),
            (
                "block-words",
                {f"field_{f}": None for f in ("name", "email", "website", "text")},
                "field_name",
                "Choose",
            ),
            ("block-words", {"why": "w" * 501}, "why", "at most"),
            ("block-person", {"list": "nonsense.words"}, "list", "Choose one of these lists."),
            ("block-person", {"pick_0": None}, "line_0", "Choose at least one."),
            ("block-person", {"line_0": "999.1.1.1"}, "line_0", "is no address"),
            ("trust-author", {"line_0": "nobody"}, "line_0", "is no e-mail, website or address"),
        ],
    )
    def test_bad_input_is_said_beside_its_field(self, olga, do, typed, on, said):
        comment = make_comment(text="casino", email="dan@mail.example", website="https://dan.example")
        tab = form_of(olga, comment, do, words="casino")

        for htmx in (False, True):
            answer = saved(tab, comment, htmx=htmx, **typed)

            assert answer.status_code == 422
            assert said in read(answer.text).one(id=f"{on}-{comment.id}-error").text
        assert reload(comment).status is Status.PENDING

    def test_there_is_no_other_act(self, olga):
        comment = make_comment()

        assert olga.get(f"/comments/{comment.id}/example?do=praise").status_code == 404
        assert olga.get(f"/comments/{comment.id}/example").status_code == 404
        assert olga.get(f"/comments/{comment.id}/example/pending?do=block-words").status_code == 404

    def test_of_a_comment_without_words_nothing_is_made(self, olga):
        comment = make_comment()
        erased(comment)

        assert olga.get(f"/comments/{comment.id}/example?do=block-words").status_code == 409

    def test_a_strangers_words_stay_words(self, olga):
        comment = make_comment(text="<b>casino</b> & <img src=x onerror=alert(1)>", name="<i>Dan</i>")

        answer = olga.get(f"/comments/{comment.id}/example?do=block-words&words=<b>casino</b>")

        assert "<b>casino" not in answer.text
        assert "<img src=x" not in answer.text


class TestSaving:
    @pytest.mark.parametrize(
        ("do", "words", "name", "line", "status"),
        [
            ("block-words", "casino", BLOCKED, "casino", Status.SPAM),
            ("trust-words", "casino", "trusted.words", "casino", Status.APPROVED),
            ("block-domain", "", BLOCKED, "dan.example [website, text]", Status.SPAM),
            ("trust-author", "", "trusted.who", "dan@mail.example", Status.APPROVED),
            ("block-person", "", "blocked_author.quiet", "dan@mail.example", Status.REJECTED),
        ],
    )
    def test_the_line_of_the_card_says_what_was_done_and_undoes_both(
        self, olga, do, words, name, line, status
    ):
        comment = make_comment(text="A casino", email="dan@mail.example", website="https://dan.example")
        tab = form_of(olga, comment, do, words=words)

        after = tab.follow(saved(tab, comment))

        said = line_of(after.page, comment).text
        assert after.path.startswith("/queue")
        assert "from now on" in said
        assert line in said
        assert lines(name) == [line]
        assert reload(comment).status is status

        after.follow(after.press("Undo", f"comment-{comment.id}"))

        assert lines(name) == []
        assert reload(comment).status is Status.PENDING

    def test_htmx_gets_the_line_and_the_counts(self, olga):
        comment = make_comment(text="A casino")

        answer = saved(form_of(olga, comment, "block-words", words="casino"), comment, htmx=True)

        assert answer.status_code == 200
        assert f'<div id="comment-{comment.id}" class="done"' in answer.text
        assert "Blocked from now on:" in answer.text
        assert 'hx-target="#counts"' in answer.text

    def test_several_ways_to_name_a_person_are_one_change(self, olga):
        comment = make_comment(name="Dan", email="dan@mail.example", ip="192.0.2.7")
        tab = form_of(olga, comment, "block-person")

        saved(tab, comment, pick_1="y", pick_2="y")

        assert lines("blocked_author.quiet") == ["dan@mail.example", "Dan", "192.0.2.7"]

    def test_words_get_points_in_a_pattern(self, olga):
        comment = make_comment(text="A casino")
        tab = form_of(olga, comment, "hold-words", words="casino")

        answer = saved(tab, comment, htmx=True, list="patterns.patterns", points="+4")

        assert answer.status_code == 200
        assert "Counts from now on:" in answer.text
        assert lines("patterns.patterns") == [r"+4 \bcasino\b"]
        assert reload(comment).status is Status.PENDING

    @pytest.mark.parametrize("htmx", [True, False])
    def test_without_a_decision_the_card_says_it_with_its_undo(self, olga, htmx):
        comment = make_comment(text="A casino")
        tab = form_of(olga, comment, "block-words", words="casino")

        answer = saved(tab, comment, htmx=htmx, decides=None)

        if htmx:
            card = read(answer.text).one("article", id=f"comment-{comment.id}")
            assert "Blocked from now on: casino" in card.one("div", class_="done").text
            undo = next(b for b in card.all("button") if b.text.startswith("Undo"))
            form = undo.form_of(read(answer.text))
            Tab(olga, "/queue").send(form["action"], form.fields())
            assert lines() == []
        else:
            assert "Blocked from now on: casino" in tab.follow(answer).page.one("p", class_="message").text
            assert lines() == ["casino"]
        assert reload(comment).status is Status.PENDING

    def test_those_that_wait_go_with_it_and_come_back_with_it(self, olga):
        comment, other = make_comment(text="A casino"), make_comment(text="Casino!")
        tab = form_of(olga, comment, "block-words", words="casino")
        assert "and the 1 other that waits: mark as spam" in tab.page.text

        after = tab.follow(saved(tab, comment, others="y"))

        assert {reload(comment).status, reload(other).status} == {Status.SPAM}
        line = after.page.one(id="bulk-line")
        assert "2 comments marked as spam." in line.text
        assert "Blocked from now on: casino" in line.text

        after.follow(after.press("Undo", "bulk-line"))

        assert {reload(comment).status, reload(other).status} == {Status.PENDING}
        assert lines() == []

    def test_htmx_takes_them_off_the_list_and_tells_of_them_above_it(self, olga):
        comment, other = make_comment(text="A casino"), make_comment(text="Casino!")

        answer = saved(form_of(olga, comment, "block-words", words="casino"), comment, htmx=True, others="y")

        assert answer.headers["HX-Retarget"] == "#bulk-line"
        gone = re.findall(r'<hx-partial hx-target="([^"]+)" hx-swap="delete">', answer.text)
        assert sorted(gone[0].split(", ")) == sorted([f"#comment-{comment.id}", f"#comment-{other.id}"])

    def test_a_form_whose_comment_stays_gives_way_to_its_card(self, olga):
        comment, _ = make_comment(text="A casino"), make_comment(text="Casino!")
        tab = form_of(olga, comment, "block-words", words="casino")

        answer = saved(tab, comment, htmx=True, others="y", decides=None)

        assert f'<hx-partial hx-target="#comment-{comment.id}" hx-swap="outerMorph"><article' in answer.text

    def test_away_from_the_queue_one_is_led_to_what_was_done(self, olga):
        comment, _ = make_comment(text="A casino"), make_comment(text="Casino!")
        tab = Tab(olga, f"/comments/{comment.id}").go(
            f"/comments/{comment.id}/example?do=block-words&words=casino"
        )
        form = tab.page.one("form", class_="example")
        sent = {**form.fields(), "others": "y"}

        answer = olga.post(form["action"], data=sent, headers=headers(f"/comments/{comment.id}", htmx=True))

        page = Tab(olga, answer.headers["HX-Redirect"]).page
        assert "2 comments marked as spam." in page.text

    def test_others_that_nobody_has_seen_are_not_decided(self, olga):
        comment, other = make_comment(text="A casino and soup"), make_comment(text="Soup!")
        tab = form_of(olga, comment, "block-words", words="casino")

        answer = saved(tab, comment, line_0="soup", others="y")

        assert answer.status_code == 422
        assert "You changed the line since." in answer.text
        assert "2 pending" in answer.text
        assert reload(other).status is Status.PENDING
        again = Tab.__new__(Tab)
        again.client, again.path, again.answer = olga, tab.path, answer
        assert saved(again, comment, others="y").status_code == 303
        assert reload(other).status is Status.SPAM

    def test_what_came_in_since_it_was_shown_is_left(self, olga):
        comment, _ = make_comment(text="A casino"), make_comment(text="Casino!")
        tab = form_of(olga, comment, "block-words", words="casino")
        until = tab.page.one("form", class_="example").fields()["until"]
        assert until > reload(comment).received_at.isoformat()

        saved(tab, comment, others="y", until=comment.received_at.isoformat())

        assert reload(comment).status is Status.SPAM
        assert len([c for c in (comment, _) if reload(c).status is Status.PENDING]) == 1

    @pytest.mark.parametrize("htmx", [True, False])
    def test_whoever_was_slower_sees_what_was_done_and_keeps_what_was_typed(self, olga, htmx):
        comment = make_comment(text="A casino")
        tab = form_of(olga, comment, "block-words", words="casino")
        turned(comment, "approve", by=moderator(name="Mina"))

        answer = saved(tab, comment, htmx=htmx, line_0="kasino")

        assert answer.status_code == 409
        assert "Mina approved this comment." in answer.text
        assert read(answer.text).one("form", class_="example").fields()["line_0"] == "kasino"
        assert lines() == []

    def test_the_log_and_the_history_of_the_rules_tell_of_it(self, olga):
        comment = make_comment(text="A casino")

        saved(form_of(olga, comment, "block-words", words="casino"), comment)

        assert "casino" in Tab(olga, "/settings/potager/rules/history").page.text
        assert "changed the rules" in Tab(olga, "/audit").page.text
        assert "From the comment by" in Tab(olga, f"/settings/potager/lists/{BLOCKED}").page.text

    def test_a_moderator_cannot_send_it(self, olga, mina):
        comment = make_comment(text="A casino")
        form = form_of(olga, comment, "block-words", words="casino").page.one("form", class_="example")
        sent = {
            **form.fields(),
            "csrf_token": people.token_on(mina.get("/profile")),
        }

        assert mina.post(form["action"], data=sent).status_code == 403
        assert lines() == []
