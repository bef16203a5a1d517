"""Acts on many comments: by plain forms and by HTMX, what is refused, and how far they are."""

from datetime import UTC, datetime
from urllib.parse import parse_qs, urlencode, urlsplit

import pytest
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from moderation import jobs
from moderation.domain import bulk, chunk, enrol
from moderation.store import people as accounts
from moderation.store.comments import Comment
from moderation.store.db import reading, writing
from moderation.words import Role, Status
from tests import people
from tests.factories import make_comment, make_site, moderator, reload, turned
from tests.many import make_comments, statuses, work_all, work_once
from tests.web.markup import Element, read
from tests.web.tab import HOST, Tab

parametrize_htmx = pytest.mark.parametrize("htmx", [False, True])


@pytest.fixture
def few(monkeypatch: pytest.MonkeyPatch) -> None:
    """More than four are many, and a chunk is of three."""
    monkeypatch.setattr(bulk, "AT_ONCE", 4)
    monkeypatch.setattr(chunk, "CHUNK", 3)


def pick_of(tab: Tab, comment: Comment) -> str:
    """The value of a card's tick."""
    return tab.page.one(id=f"comment-{comment.id}").one("input", class_="pick")["value"]


def send(tab: Tab, *, htmx: bool = False, **form: str | list[str]) -> TestResponse:
    """The answer to the form that acts on the selected, sent from this page."""
    token = tab.page.all("input", name="csrf_token")[0]["value"]
    headers = {"Referer": HOST + tab.path}
    if htmx:
        headers = {
            "HX-Request": "true",
            "HX-Request-Type": "partial",
            "HX-Current-URL": HOST + tab.path,
        }
    return tab.client.post("/comments/bulk", data={"csrf_token": token, **form}, headers=headers)


def select(tab: Tab, comments: list[Comment], action: str, *, htmx: bool = False) -> TestResponse:
    """The answer to an action on the ticked cards."""
    return send(tab, htmx=htmx, action=action, ids=[pick_of(tab, comment) for comment in comments])


def line_of(page: Element) -> Element:
    """The line of an act on many."""
    return page.one(id="bulk-line")


@pytest.mark.parametrize(
    ("status", "action", "then", "sentence"),
    [
        ("pending", "approve", "approved", "2 comments approved."),
        ("pending", "reject", "rejected", "2 comments rejected."),
        ("pending", "spam", "spam", "2 comments marked as spam."),
        ("approved", "hold", "pending", "2 comments held again."),
    ],
)
def test_a_plain_form_acts_on_what_is_ticked_and_leads_back(mina, status, action, then, sentence):
    first, second, other = make_comments(3, status=status)
    tab = Tab(mina, "/queue", status=status, sort="newest")

    answer = select(tab, [first, second], action)

    assert answer.location.startswith(f"/queue?status={status}&sort=newest&done=")
    after = tab.follow(answer).page
    assert line_of(after).one("p").text == sentence
    assert [button.text for button in line_of(after).all("button")] == ["Undo"]
    assert statuses([first, second]) == {then}
    assert reload(other).status == status


def test_htmx_gets_the_line_and_the_counts_and_the_cards_go(mina):
    first, second, other = make_comments(3)
    tab = Tab(mina, "/queue")

    answer = select(tab, [first, second], "spam", htmx=True)

    parts = read(answer.text)
    assert line_of(parts).one("p").text == "2 comments marked as spam."
    assert parts.one("hx-partial", hx_target="#counts").has("nav", id="counts")
    gone = parts.one("hx-partial", hx_swap="delete")["hx-target"].split(", ")
    assert sorted(gone) == [f"#comment-{first.id}", f"#comment-{second.id}"]
    assert not parts.has("html")
    assert reload(other).status is Status.PENDING


def test_the_ids_may_stand_in_one_field(mina):
    comments = make_comments(3)
    pairs = [f"{comment.id}:{comment.version}" for comment in comments]

    answer = send(Tab(mina, "/queue"), action="reject", ids=f"{pairs[0]},{pairs[1]} {pairs[2]}")

    assert answer.status_code == 303
    assert statuses(comments) == {"rejected"}


@parametrize_htmx
def test_what_somebody_changed_meanwhile_is_named(mina, site, htmx):
    comments = [make_comment(name="Lea"), make_comment(name="Noor")]
    tab = Tab(mina, "/queue")
    turned(comments[0], "approve", by=moderator(site, name="Olga"))

    answer = select(tab, comments, "spam", htmx=htmx)

    page = read(answer.text) if htmx else tab.follow(answer).page
    line = line_of(page)
    assert "1 comment marked as spam. 1 was changed meanwhile and left as it is: Lea" in line.text
    assert line.one("a")["href"] == f"/comments/{comments[0].id}"
    assert reload(comments[0]).status is Status.APPROVED


def test_undo_on_the_line_gives_all_back(mina):
    comments = make_comments(3)
    tab = Tab(mina, "/queue")
    decided = tab.follow(select(tab, comments, "spam"))

    after = decided.follow(decided.press("Undo", "bulk-line"))

    assert line_of(after.page).one("p").text == "Undone: 3 comments are as they were."
    assert not line_of(after.page).has("button")
    assert statuses(comments) == {"pending"}
    assert len(after.page.all("article")) == 3


def test_undo_by_htmx_leaves_the_list_and_links_to_what_was_given_back(mina):
    comments = make_comments(3)
    tab = Tab(mina, "/queue", sort="newest")
    decided = tab.follow(select(tab, comments, "spam"))

    answer = decided.press("Undo", "bulk-line", htmx=True)

    parts = read(answer.text)
    assert not line_of(parts).has(hx_trigger="over")
    link = line_of(parts).one("a")
    assert link.text == "Show them again"
    assert link["href"].startswith("/queue?sort=newest&done=")
    assert len(Tab(mina, link["href"]).page.all("article")) == 3


@parametrize_htmx
def test_an_undo_of_what_was_all_decided_again_is_a_conflict(mina, site, htmx):
    comments = make_comments(2)
    tab = Tab(mina, "/queue")
    decided = tab.follow(select(tab, comments, "spam"))
    for comment in comments:
        turned(reload(comment), "approve", by=moderator(site, name="Olga"))

    answer = decided.press("Undo", "bulk-line", htmx=htmx)

    assert answer.status_code == 409
    line = line_of(read(answer.text))
    assert "were decided again since" in line.one(role="alert").text
    assert line.all("button") == []
    assert statuses(comments) == {"approved"}


@parametrize_htmx
def test_the_same_sent_twice_is_answered_with_what_was_done(mina, htmx):
    comments = make_comments(2)
    tab = Tab(mina, "/queue")
    first = select(tab, comments, "spam")

    again = select(tab, comments, "spam", htmx=htmx)

    page = read(again.text) if htmx else tab.follow(again).page
    assert line_of(page).one("p").text == "2 comments marked as spam."
    assert [button.text for button in line_of(page).all("button")] == ["Undo"]
    assert htmx or again.location == first.location


def test_the_log_is_silent_of_an_act_that_changed_nothing(mina, olga, site):
    comment = make_comment(name="Lea")
    tab = Tab(mina, "/queue")
    turned(comment, "approve", by=moderator(site, name="Olga"))

    answer = select(tab, [comment], "spam")

    assert "Nothing was changed." in line_of(tab.follow(answer).page).text
    assert "at once" not in Tab(olga, "/audit").page.one("main").text


@parametrize_htmx
def test_a_second_undo_is_a_conflict(mina, htmx):
    comments = make_comments(2)
    tab = Tab(mina, "/queue")
    decided = tab.follow(select(tab, comments, "spam"))
    decided.press("Undo", "bulk-line")
    turned(comments[0], "approve")

    answer = decided.press("Undo", "bulk-line", htmx=htmx)

    assert answer.status_code == 409
    line = line_of(read(answer.text))
    assert line.one(role="alert").text == "This has already been undone."
    assert "Undone: 2 comments are as they were." in line.text
    assert line.one("a").text == "Show them again"
    assert reload(comments[0]).status is Status.APPROVED


def test_the_page_of_an_act_lists_page_by_page_what_it_turned_and_what_it_left(mina, site, monkeypatch):
    monkeypatch.setattr(bulk.comments_of, "__kwdefaults__", {"below": None, "size": 2})
    comments = make_comments(4)
    tab = Tab(mina, "/queue")
    turned(comments[0], "approve", by=moderator(site, name="Olga"))
    tab = tab.follow(select(tab, comments, "spam"))
    key = bulk_key_of(tab)

    first = Tab(mina, f"/bulk/{key}").page.one("section", id="turned")
    second = Tab(mina, first.one("a", rel="next")["href"]).page.one("section", id="turned")

    shown = [li.one("a")["href"] for page in (first, second) for li in page.all("li")]
    assert shown == [f"/comments/{comment.id}" for comment in reversed(comments[1:])]
    assert not second.all("a", rel="next")
    assert first.all("p")[-1].one("a")["href"] == f"/comments/{comments[0].id}"
    assert mina.get(f"/bulk/{key}?below={'9' * 60}").status_code == 200


def bulk_key_of(tab: Tab) -> str:
    """The key of the act that was done last, by its event in the address."""
    event = int(parse_qs(urlsplit(tab.path).query)["done"][0])
    with reading() as session:
        key = bulk.key_of(session, moderator(), event)
    assert key is not None
    return key


def test_an_act_on_two_sites_is_one_line_of_the_log_with_one_undo(app, olga):
    elsewhere = make_site("far-away")
    with writing() as session:
        owner = accounts.by_email(session, "olga@desk.example")
        assert owner is not None
        enrol.join(session, owner, elsewhere, Role.OWNER)
    comments = [*make_comments(2), *make_comments(3, elsewhere)]
    select(Tab(olga, "/queue"), comments, "spam")

    for query in ({}, {"site": "potager"}, {"site": "far-away"}):
        (line,) = Tab(olga, "/audit", **query).page.all("li", class_="entry")
        assert "Olga marked 5 comments as spam at once" in line.whole_text, query
        assert "Potager" in line.whole_text
        assert "Far-away" in line.whole_text

    Tab(olga, "/audit", site="far-away").press("Undo")
    assert statuses(comments) == {"pending"}
    undo, _act = Tab(olga, "/audit").page.all("li", class_="entry")
    assert "took an act on 5 comments back" in undo.whole_text


def test_the_log_offers_no_undo_of_what_was_all_decided_again(olga, site):
    comments = make_comments(2)
    select(Tab(olga, "/queue"), comments, "spam")
    for comment in comments:
        turned(reload(comment), "approve", by=moderator(site, name="Mina"))

    line = next(li for li in Tab(olga, "/audit").page.all("li", class_="entry") if "at once" in li.whole_text)

    assert not line.all("button")


def test_an_undo_from_the_log_leads_back_to_it(olga):
    comments = make_comments(2)
    select(Tab(olga, "/queue"), comments, "spam")
    log = Tab(olga, "/audit")

    answer = log.press("Undo")

    assert answer.location == "/audit"
    assert statuses(comments) == {"pending"}


@parametrize_htmx
@pytest.mark.parametrize(
    ("form", "sentence"),
    [
        ({"action": "spam"}, "Select at least one comment."),
        ({"action": "spam", "ids": ""}, "Select at least one comment."),
        ({"action": "spam", "ids": "1"}, "Reload the page, then try again."),
        ({"action": "spam", "ids": "1:x"}, "Reload the page, then try again."),
        ({"action": "spam", "ids": "-1:1"}, "Reload the page, then try again."),
        ({"action": "erase", "ids": "1:1"}, "This is none of: approve, reject, spam, hold."),
        ({"action": "spam", "ids": " ".join(f"{n}:1" for n in range(1, 1_002))}, "At most 1000"),
        ({"action": "spam", "all": "1", "until": "yesterday"}, "Reload the page, then try again."),
        ({"action": "spam", "all": "1", "until": "2026-03-11T09:14:00"}, "Reload the page"),
        ({"action": "spam", "all": "1", "status": "lost"}, "This is none of: "),
        ({"action": "spam", "all": "1", "status": "rejected"}, "Nothing matches any more."),
        ({}, "This is none of"),
    ],
)
def test_what_cannot_be_meant_is_refused_with_a_sentence(mina, htmx, form, sentence):
    comment = make_comment()

    answer = send(Tab(mina, "/queue"), htmx=htmx, **form)

    assert answer.status_code == 422
    page = read(answer.text)
    assert sentence in line_of(page).one(role="alert").text
    assert page.has("html") is not htmx
    assert reload(comment).status is Status.PENDING


@pytest.mark.parametrize("unknown", ["999999:1", "999999999999999999:1", "0:1"])
def test_an_id_of_nobody_is_not_found_and_nothing_is_done(mina, unknown):
    comment = make_comment()

    answer = send(Tab(mina, "/queue"), action="spam", ids=[f"{comment.id}:{comment.version}", unknown])

    assert answer.status_code == 404
    assert reload(comment).status is Status.PENDING


def test_a_comment_of_anothers_site_is_not_found_and_nothing_is_done(mina):
    own, foreign = make_comment(), make_comment(make_site("far-away"))

    answer = send(Tab(mina, "/queue"), action="spam", ids=f"{own.id}:1 {foreign.id}:1")

    assert answer.status_code == 404
    assert statuses([own, foreign]) == {"pending"}


def sure_of(tab: Tab) -> Tab:
    """The page to which "all that match" leads."""
    link = next(link for link in tab.page.all("a") if link.text == "All that match…")
    return Tab(tab.client, link["href"])


def test_all_that_match_are_told_before_it_is_done(mina):
    listed = make_comments(3)
    tab = Tab(mina, "/queue", kind="comment")

    sure = sure_of(tab)

    assert "3 comments match." in line_of(sure.page).text
    assert statuses(listed) == {"pending"}
    assert "Approve all" in [button.text for button in line_of(sure.page).all("button")]


def test_all_that_match_is_done_from_there_without_what_came_later(mina):
    make_comments(2, make_site("far-away"))
    listed = [make_comment(at=datetime(2026, 3, day, tzinfo=UTC)) for day in (1, 2, 3)]
    tab = Tab(mina, "/queue", kind="comment")
    sure = sure_of(tab)
    later = make_comment(at=datetime(2096, 3, 1, tzinfo=UTC))
    form = line_of(sure.page).one("form")

    answer = sure.send(form["action"], {**form.fields(), "action": "approve"}, htmx=False)

    assert urlsplit(answer.location).path == "/queue"
    assert parse_qs(urlsplit(answer.location).query)["kind"] == ["comment"]
    assert line_of(sure.follow(answer).page).one("p").text == "3 comments approved."
    assert statuses(listed) == {"approved"}
    assert reload(later).status is Status.PENDING
    again = sure.send(form["action"], {**form.fields(), "action": "approve"}, htmx=False)
    assert again.location == answer.location


@pytest.mark.usefixtures("few")
class TestInTheBackground:
    """More than is done while somebody waits."""

    def begun(self, client: FlaskClient, comments: list[Comment], *, htmx: bool = False) -> TestResponse:
        return select(Tab(client, "/queue"), comments, "spam", htmx=htmx)

    def test_the_line_asks_by_itself_until_it_is_over(self, mina):
        comments = make_comments(8)

        line = line_of(read(self.begun(mina, comments, htmx=True).text))

        assert line.one("progress")["max"] == "8"
        asking = line.one("span", hx_trigger="every 1s")
        headers = {"HX-Request": "true", "HX-Current-URL": HOST + "/queue?sort=newest"}
        work_once()
        line = line_of(read(mina.get(asking["hx-get"], headers=headers).text))
        assert (line.one("progress")["value"], line.one("label").text) == ("3", "3 of 8 comments")
        work_all()
        over = read(mina.get(asking["hx-get"], headers=headers).text)
        assert line_of(over).one("p").text == "8 comments marked as spam."
        assert not over.has(hx_trigger="every 1s")
        assert line_of(over).one("span", hx_trigger="over")["hx-get"].startswith("/queue?sort=newest&done=")
        assert [a.text for a in line_of(over).all("a")] == ["Show the list"]
        assert over.one("hx-partial", hx_target="#counts").has("nav")

    def test_without_scripts_a_link_leads_to_how_far_it_is(self, mina):
        comments = make_comments(8)
        tab = Tab(mina, "/queue")
        after = tab.follow(self.begun(mina, comments))

        link = next(a for a in line_of(after.page).all("a") if a.text == "See how far it is")

        work_once()
        assert line_of(Tab(mina, link["href"]).page).one("progress")["value"] == "3"
        work_all()
        over = Tab(mina, link["href"])
        assert line_of(over.page).one("p").text == "8 comments marked as spam."
        assert not line_of(over.page).has(hx_trigger="over")
        undo = over.follow(over.press("Undo", "bulk-line"))
        assert undo.path.endswith("-undo")
        work_all()
        assert statuses(comments) == {"pending"}

    @parametrize_htmx
    def test_a_stop_is_told_with_what_was_done(self, mina, htmx):
        comments = make_comments(8)
        tab = Tab(mina, "/queue")
        after = tab.follow(self.begun(mina, comments))
        work_once()

        answer = after.press("Stop", "bulk-line", htmx=htmx)

        page = read(answer.text) if htmx else after.follow(answer).page
        assert "Stopped before the end. 3 comments marked as spam." in line_of(page).text
        assert [button.text for button in line_of(page).all("button")] == ["Undo"]
        assert work_all() == 0

    @parametrize_htmx
    def test_an_undo_that_was_stopped_goes_on_from_its_line(self, mina, htmx):
        comments = make_comments(8)
        tab = Tab(mina, "/queue")
        after = tab.follow(self.begun(mina, comments))
        work_all()
        over = Tab(mina, after.path)
        going = over.follow(over.press("Undo", "bulk-line"))
        work_once()
        stopped = going.follow(going.press("Stop", "bulk-line"))
        assert "Stopped before the end. Undone: 3 comments" in line_of(stopped.page).text
        assert [button.text for button in line_of(stopped.page).all("button")] == ["Go on"]

        answer = stopped.press("Go on", "bulk-line", htmx=htmx)

        page = read(answer.text) if htmx else stopped.follow(answer).page
        assert line_of(page).one("progress")["value"] == "3"
        work_all()
        assert statuses(comments) == {"pending"}

    def test_an_undo_that_was_stopped_at_once_gave_nothing_back(self, mina):
        tab = Tab(mina, "/queue")
        after = tab.follow(self.begun(mina, make_comments(8)))
        work_all()
        over = Tab(mina, after.path)
        going = over.follow(over.press("Undo", "bulk-line"))

        line = line_of(read(going.press("Stop", "bulk-line", htmx=True).text))

        assert "Nothing was changed." in line.text
        assert [button.text for button in line.all("button")] == ["Go on"]
        assert line.all("a") == []

    def test_the_log_leads_to_what_is_under_way(self, olga):
        comments = make_comments(8)
        self.begun(olga, comments)
        link = next(a for a in Tab(olga, "/audit").page.all("a") if a.text == "See how far it is")
        assert line_of(Tab(olga, link["href"]).page).one("progress")["max"] == "8"
        work_all()
        log = Tab(olga, "/audit")
        assert "See how far it is" not in log.page.text
        link = next(a for a in log.page.all("a") if a.text == "See which comments")
        listed = Tab(olga, link["href"]).page.one("section", id="turned").all("a")
        assert sorted(a["href"] for a in listed) == sorted(f"/comments/{c.id}" for c in comments)

        answer = log.press("Undo", log.page.one("li", class_="entry")["id"])

        assert line_of(log.follow(answer).page).one("progress")["max"] == "8"
        assert "took an act on 8 comments back" in Tab(olga, "/audit").page.one("main").whole_text

    def test_an_undo_before_it_is_over_is_a_conflict(self, mina):
        tab = Tab(mina, "/queue")
        answer = self.begun(mina, make_comments(8))
        event = parse_qs(urlsplit(answer.location).query)["done"][0]

        refused = tab.send(f"/events/{event}/undo", tab.page.one("form", id="bulk").fields())

        assert refused.status_code == 409
        assert "Stop it first" in refused.text

    def test_the_worker_is_told(self, mina, app):
        comments = make_comments(8)
        self.begun(mina, comments)

        jobs.of(app).act_on_many()

        assert statuses(comments) == {"spam"}

    def test_a_strangers_act_is_not_found(self, mina, app):
        answer = self.begun(mina, make_comments(8))
        key = bulk_key(mina, answer)
        stan = people.desk_of(app, people.stan())

        assert stan.get(f"/bulk/{key}").status_code == 404
        assert stan.post(f"/bulk/{key}/stop").status_code == 404
        assert mina.get("/bulk/unknown").status_code == 404


def bulk_key(client: FlaskClient, answer: TestResponse) -> str:
    """The key of an act that was begun by a plain form."""
    line = line_of(Tab(client, answer.location.removeprefix(HOST)).page)
    return line.one("span", hx_trigger="every 1s")["hx-get"].removeprefix("/bulk/")


def test_an_address_with_a_strange_moment_is_refused(mina):
    for until in ("x", "2026-03-11T09:14:00", "9999-12-31T23:59:59-14:00"):
        answer = mina.get(f"/comments/bulk?{urlencode({'all': 1, 'until': until})}")

        assert answer.status_code == 422, until
