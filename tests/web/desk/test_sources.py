"""What an owner remembers of a mention's source, together with a decision."""

import pytest

from moderation.store.comments import Comment
from moderation.words import Status
from tests import people
from tests.factories import make_mention, moderator, reload, turned
from tests.visits import verified
from tests.web.markup import Element
from tests.web.tab import Tab, line_of


def card_of(desk, comment: Comment) -> Element:
    """The card of a comment in a queue of whatever status."""
    return Tab(desk, "/queue", status="all").page.one(id=f"comment-{comment.id}")


def token(desk) -> dict[str, str]:
    """What a form of the desk carries."""
    return {"csrf_token": people.token_on(desk.get("/profile"))}


@pytest.mark.parametrize(
    ("button", "status", "said"),
    [
        ("Approve and always trust this source", "approved", "Approved My notes"),
        ("Mute this source", "rejected", "Rejected My notes"),
        ("Block this source", "rejected", "Rejected My notes"),
    ],
)
def test_an_owner_decides_and_remembers_in_one_and_undoes_both_in_one(olga, button, status, said):
    mention = verified(source="https://blog.example/post")
    tab = Tab(olga, "/queue")

    after = tab.follow(tab.press(button, f"comment-{mention.id}"))

    line = line_of(after.page, mention)
    assert line.text.startswith(said)
    assert "blog.example is " in line.text
    assert "from now on." in line.text
    assert reload(mention).status == status
    assert "blog.example" in Tab(olga, "/settings/potager/rules/history").page.text

    undone = after.follow(after.press("Undo", f"comment-{mention.id}"))

    assert reload(mention).status is Status.PENDING
    assert undone.page.has("article", id=f"comment-{mention.id}")
    assert "took a change back" in Tab(olga, "/settings/potager/rules/history").page.text


def test_htmx_gets_the_line_with_what_was_remembered(olga):
    mention = verified(source="https://blog.example/post")

    answer = Tab(olga, "/queue").press("Mute this source", f"comment-{mention.id}", htmx=True)

    assert answer.status_code == 200
    assert "is muted from now on." in answer.text
    assert 'hx-target="#counts"' in answer.text


def test_a_moderator_is_not_offered_what_an_owner_does(mina):
    mention = verified()

    card = card_of(mina, mention)

    assert not any("source" in button.text for button in card.all("button"))
    form = {**token(mina), "version": "1"}
    assert Tab(mina, "/queue").send(f"/comments/{mention.id}/trust", form).status_code == 403


def test_where_no_decision_is_needed_the_card_says_what_was_remembered(olga):
    mention = verified(source="https://blog.example/post")
    turned(mention, "approve")
    tab = Tab(olga, "/queue", status="approved")

    part = tab.press("Always trust this source", f"comment-{mention.id}", htmx=True)
    page = tab.follow(tab.press("Always trust this source", f"comment-{mention.id}")).page

    assert "blog.example is always trusted from now on." in page.one("p", class_="message").text
    assert f'<article id="comment-{mention.id}"' in part.text
    assert "/settings/potager/rules/history" in part.text


@pytest.mark.parametrize("htmx", [True, False])
def test_whoever_was_slower_sees_what_was_done(olga, htmx):
    mention = verified()
    tab = Tab(olga, "/queue")
    turned(mention, "spam", by=moderator(name="Mina"))

    answer = tab.press("Block this source", f"comment-{mention.id}", htmx=htmx)

    assert answer.status_code == 409
    assert "Mina marked this comment as spam." in answer.text
    assert Tab(olga, "/settings/potager/rules/history").page.one(id="changes").all("article") == []


@pytest.mark.parametrize("htmx", [True, False])
def test_what_cannot_be_remembered_is_said_on_the_card(olga, htmx):
    mention = verified()
    tab = Tab(olga, "/queue")
    with_trust_off(olga)

    answer = tab.press("Approve and always trust this source", f"comment-{mention.id}", htmx=htmx)

    assert answer.status_code == 422
    assert "The rule “Trusted” is switched off" in answer.text
    assert "Nothing was changed." in answer.text
    assert reload(mention).status is Status.PENDING


def with_trust_off(desk) -> None:
    """An owner switches the rule off."""
    tab = Tab(desk, "/settings/potager/rules")
    button = next(b for b in tab.page.all("button") if b.text == "Save changes")
    form = button.form_of(tab.page)
    sent = {name: value for name, value in form.fields().items() if name != "rules.trusted.on"}
    assert tab.send(form["action"], sent).status_code == 303


@pytest.mark.parametrize("source", ["http://127.0.0.1/post", "https://github.com/"])
def test_a_source_without_a_place_of_its_own_is_not_offered(olga, source):
    mention = make_mention(source=source)

    assert "this source" not in card_of(olga, mention).one("form", class_="acts").text
