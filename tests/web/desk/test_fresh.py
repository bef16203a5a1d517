"""News for a page of the queue that stands open: what came in, what others did, and mostly nothing."""

import json
from dataclasses import dataclass
from urllib.parse import parse_qsl, urlsplit

import pytest
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from moderation.domain import decide, enrol
from moderation.domain.allow import Viewer
from moderation.domain.trouble import Reason
from moderation.store.comments import Comment
from moderation.store.db import writing
from moderation.words import Kind, Role
from tests import people
from tests.factories import make_comment, make_mention, make_site, make_token, make_user, reload, tick, turned
from tests.hundreds import make_hundreds
from tests.store.test_plans import scans, watched
from tests.visits import failing, linking, looked, of, verified
from tests.web.markup import Element, read
from tests.web.tab import Tab, headers, line_of


@dataclass
class Watch:
    """A page of the queue that stands open and looks for news, as its script does."""

    client: FlaskClient
    page: Element

    def look(self, *shown: Comment, **more: str) -> TestResponse:
        """The answer to a look, from a page that shows these comments as they were handed in."""
        asks = self.page.one(id="fresh")
        address = urlsplit(asks["hx-get"])
        pairs = [("shown", f"{comment.id}:{comment.version}") for comment in shown]
        query = [*parse_qsl(address.query), *pairs, *more.items()]
        sent = {**headers("/queue", htmx=True), **json.loads(asks["hx-headers"])}
        return self.client.get(address.path, query_string=query, headers=sent)

    def news(self, *shown: Comment) -> Element:
        """The parts of the answer; the next look goes on from there."""
        answer = self.look(*shown)
        assert answer.status_code == 200, answer.status_code
        self.page = read(answer.text)
        return self.page


def watch(client: FlaskClient, **query: str) -> Watch:
    """A page of the queue that has just been opened."""
    return Watch(client, Tab(client, "/queue", **query).page)


@pytest.fixture
def by_olga(site) -> Viewer:
    """Olga at work."""
    return people.viewer(people.olga(site))


def announced(news: Element) -> str:
    """What is said of arrivals."""
    return news.one(id="fresh").text


def test_while_nothing_happens_a_look_costs_one_statement_besides_the_sign_in(mina):
    comment = make_comment()
    open_page = watch(mina)
    with watched() as for_sign_in:
        assert mina.get("/login").status_code == 302

    with watched() as ran:
        answer = open_page.look(comment)

    assert (answer.status_code, answer.data) == (304, b"")
    assert "Set-Cookie" not in answer.headers
    assert len(for_sign_in) > 0
    assert len(ran) == len(for_sign_in) + 1


@pytest.mark.parametrize("n", [2, 60])
def test_a_look_costs_the_same_however_much_happened(mina, by_olga, n):
    made = make_hundreds(n)
    open_page = watch(mina)
    for comment in made:
        turned(comment, "approve", by=by_olga)
    make_hundreds(n)

    with watched() as ran:
        answer = open_page.look(*made)

    assert answer.text.count("<bdi>Olga</bdi> approved") == n
    assert len(ran) <= 22
    assert scans(ran) == []


def test_what_somebody_else_decided_comes_as_its_line_with_undo_and_the_new_counts(mina, by_olga):
    comment, other = make_comment(name="Ines", text="The drip line saved my balcony."), make_comment()
    open_page = watch(mina)
    turned(comment, "approve", by=by_olga)

    news = open_page.news(comment, other)

    line = news.one("hx-partial", hx_target=f"#comment-{comment.id}").one("div", class_="done")
    assert line.text.startswith("Olga approved Ines, The drip line saved my balcony.")
    assert line.one("button").text == "Undo"
    assert "data-key" not in line.one("button")
    assert not news.has("hx-partial", hx_target=f"#comment-{other.id}")
    assert "Approved 1" in news.one("hx-partial", hx_target="#counts").text
    assert announced(news) == ""
    assert open_page.look(comment, other).status_code == 304


@pytest.mark.parametrize(
    ("action", "sentence"),
    [
        ("approve", "Olga approved Ines"),
        ("reject", "Olga rejected Ines"),
        ("spam", "Olga marked Ines as spam"),
    ],
)
def test_each_decision_has_its_sentence(mina, by_olga, action, sentence):
    comment = make_comment(name="Ines")
    open_page = watch(mina)
    turned(comment, action, by=by_olga)

    assert sentence in open_page.news(comment).text


def test_a_mention_whose_page_has_changed_or_gone_leaves_its_queue_with_the_reason(mina):
    other, gone = verified(), verified(None, linking(name="A walk"))
    for mention in (other, gone):
        turned(mention, "approve")
    page, shown = watch(mina, status="approved"), (reload(other), reload(gone))
    looked(of(other), linking(text="Other words."))
    looked(of(gone), failing(Reason.GONE, status=410))

    news = page.news(*shown)

    assert "The page of My notes says something else now" in line_of(news, other).text
    assert "Rejected A walk: its page no longer mentions yours" in line_of(news, gone).text


def test_what_is_held_again_is_taken_out_of_another_queue(mina, by_olga):
    held = make_comment(name="Ines", status="approved")
    open_page = watch(mina, status="approved")
    turned(held, "hold", by=by_olga)

    assert "Olga held Ines again" in open_page.news(held).text


def test_an_undo_that_takes_a_comment_away_names_whoever_undid_it(mina, by_olga):
    comment = make_comment(name="Ines")
    event = turned(comment, "approve", by=by_olga).event
    approved = reload(comment)
    open_page = watch(mina, status="approved")
    with writing() as session:
        decide.undo(session, by_olga, event.id, now=tick())

    line = open_page.news(approved).one("div", class_="done")

    assert "Olga took back a decision on Ines" in line.text
    assert not line.has("button")


def test_a_comment_that_went_and_came_back_comes_as_its_card_with_the_new_version(mina, by_olga):
    comment = make_comment()
    open_page = watch(mina)
    event = turned(comment, "spam", by=by_olga).event
    with writing() as session:
        decide.undo(session, by_olga, event.id, now=tick())

    news = open_page.news(comment)

    card = news.one("hx-partial", hx_target=f"#comment-{comment.id}").one("article", class_="card")
    assert card.one("input", name="version")["value"] == str(reload(comment).version)
    assert announced(news) == ""


def test_arrivals_are_counted_until_they_are_on_the_page(mina):
    first = make_comment()
    open_page = watch(mina)

    second = make_comment()
    assert announced(open_page.news(first)) == "1 new comment"
    third = make_comment()
    assert announced(open_page.news(first)) == "2 new comments"
    turned(make_comment(), "reject")
    assert announced(open_page.news(first, second, third)) == ""


def test_only_what_the_list_would_show_is_announced(mina, site):
    open_pages = {
        "": watch(mina),
        "kind": watch(mina, kind="comment"),
        "page": watch(mina, page="https://potager.example/leeks"),
        "approved": watch(mina, status="approved"),
    }
    make_comment(page="/leeks")
    make_mention(status="pending", kind=Kind.PINGBACK)
    make_comment(status="approved")

    said = {name: announced(page.news()) for name, page in open_pages.items()}

    assert said == {
        "": "2 new comments",
        "kind": "1 new comment",
        "page": "1 new comment",
        "approved": "1 new comment",
    }


def test_ones_own_decisions_and_replies_are_no_news(app, site):
    user = people.mina(site)
    mina, me = people.desk_of(app, user).client, people.viewer(user)
    comment = make_comment()
    open_page = watch(mina, status="approved")
    with writing() as session:
        decide.reply(session, me, comment.id, "Rather at night.", seen=None, key="own", now=tick())

    assert announced(open_page.news()) == ""


def test_what_a_program_answers_is_news_even_if_it_has_the_number_of_ones_account(app, site):
    user, comment = people.mina(site), make_comment()
    open_page = watch(people.desk_of(app, user).client, status="approved")
    program = people.Program(app.test_client(), make_token(site))
    said = {"text": "Rather at night.", "email": user.email}
    assert program.post(f"/comments/{comment.id}/reply", said).status_code == 200

    assert announced(open_page.news()) == "2 new comments"  # the answer, and what it approved


def test_where_the_newest_are_first_the_way_to_arrivals_is_a_new_page(mina):
    open_page = watch(mina, sort="newest")
    make_comment()

    link = open_page.news().one(id="fresh").one("a")

    assert link["href"] == "/queue?status=pending&sort=newest"
    assert "data-below" not in link


def test_a_stranger_learns_nothing_of_the_comments_whose_numbers_are_guessed(app, site, by_olga):
    comment = make_comment(name="Ines", text="A secret.")
    elsewhere = make_site("far-away")
    stan = people.desk_of(app, make_user("Stan", role="moderator", site=elsewhere)).client
    open_page = watch(stan)
    turned(comment, "approve", by=by_olga)

    assert open_page.look(comment, since=f"{site.id}.0").status_code == 304
    make_comment(elsewhere)
    answer = open_page.look(comment, since=f"{site.id}.0")

    assert answer.status_code == 200
    assert "Ines" not in answer.text
    assert "secret" not in answer.text
    assert announced(read(answer.text)) == "1 new comment"


def test_whoever_becomes_a_member_of_another_site_hears_of_it_from_then_on(app, site):
    user = people.mina(site)
    mina, other = people.desk_of(app, user).client, make_site("carnet")
    make_comment(other)
    open_page = watch(mina)
    with writing() as session:
        enrol.join(session, user, other, Role.MODERATOR)

    assert announced(open_page.news()) == ""


def test_a_look_by_hand_leads_to_the_queue(mina):
    answer = mina.get("/queue/fresh?status=spam&sort=newest")

    assert (answer.status_code, answer.location) == (303, "/queue?status=spam&sort=newest")


@pytest.mark.parametrize(
    "query",
    [
        {"since": "x", "shown": "y"},
        {"since": "1.99999999999999999999", "shown": "9" * 400 + ":1"},
        {"since": "-1.-1", "shown": "1:"},
        {"since": "1.1 " * 3_000, "shown": " ".join(f"{n}:1" for n in range(5_000))},
        {"shown": "0:0"},
    ],
    ids=["words", "numbers too large", "less than nothing", "far too many", "nothing"],
)
def test_whatever_is_asked_is_answered(mina, query):
    make_comment()

    answer = mina.get("/queue/fresh", query_string=query, headers=headers("/queue", htmx=True))

    assert answer.status_code == 200
    assert read(answer.text).has(id="fresh")


def test_filters_that_are_none_are_refused(mina):
    asked = headers("/queue", htmx=True)

    assert mina.get("/queue/fresh?status=lost", headers=asked).status_code == 422


def test_a_look_without_a_session_is_refused_and_leads_nowhere(client):
    answer = client.get("/queue/fresh", headers=headers("/queue", htmx=True))

    assert answer.status_code == 401


def test_the_counts_say_in_which_order_answers_were_made(mina):
    comment = make_comment()
    before = int(Tab(mina, "/queue").page.one(id="counts")["data-order"])

    answer = Tab(mina, "/queue").press("Approve", f"comment-{comment.id}", htmx=True)

    after = int(read(answer.text).one(id="counts")["data-order"])
    assert after > before
