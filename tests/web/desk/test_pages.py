"""A page of a site, closed for comments by its owner and opened again."""

from tests.factories import make_comment, page_of
from tests.web.tab import Tab

URL = "https://potager.example/soup"


def test_an_owner_closes_a_page_and_opens_it_again(olga, client):
    comment = make_comment()
    tab = Tab(olga, "/queue", page=URL)

    closed = tab.follow(tab.press("Close it for comments"))
    assert closed.path == tab.path
    assert page_of(comment).is_open is False
    assert not Tab(client, "/s/potager/thread", url=URL).page.has("form", id="say")

    closed.follow(closed.press("Open it for comments"))
    assert page_of(comment).is_open is True
    assert Tab(client, "/s/potager/thread", url=URL).page.has("form", id="say")


def test_a_moderator_is_not_offered_to_close_a_page(mina):
    make_comment()

    labels = [button.text for button in Tab(mina, "/queue", page=URL).page.all("button")]

    assert "Approve" in labels
    assert "Close it for comments" not in labels


def test_closing_twice_is_closing_once(olga):
    comment = make_comment()
    tab = Tab(olga, "/queue", page=URL)

    answers = [tab.press("Close it for comments") for _ in range(2)]

    assert [answer.status_code for answer in answers] == [303, 303]
    assert page_of(comment).is_open is False
