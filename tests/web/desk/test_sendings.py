"""What became of the mentions that we send, and the feed that begins it."""

import pytest

from moderation.store import entries, sendings, sites
from moderation.store.db import reading, writing
from moderation.store.sendings import Sending
from moderation.store.sites import Site
from moderation.words import Errand
from tests import people
from tests.factories import failed_sending, make_sending, make_site, tick
from tests.web.markup import Element
from tests.web.tab import Tab

FEED = "/settings/potager/mentions"
TOLD = {"state": Errand.DONE, "protocol": "webmention", "due_at": None}
NOBODY = {"state": Errand.DONE, "trouble": "no_endpoint", "due_at": None}


def lines(desk, **query: str) -> list[Element]:
    """The lines of the report, newest first."""
    return Tab(desk, "/mentions/sent", **query).page.all("li", class_="entry")


def again(sending: Sending) -> Sending:
    """A sending as it now is."""
    with reading() as session:
        found = sendings.one(session, sending.id, [sending.site_id])
    assert found is not None
    return found


def now(site: Site) -> Site:
    """A site as it now is."""
    with reading() as session:
        return sites.of(session, site.id)


def test_at_first_it_is_said_how_sending_begins(mina, olga):
    theirs, owners = Tab(mina, "/mentions/sent").page, Tab(olga, "/mentions/sent").page

    assert "Nothing was sent yet." in theirs.text
    assert "An owner of the site gives the address of its feed" in theirs.text
    assert not theirs.all("a", href=FEED)
    assert owners.all("a", href=FEED)


def test_each_line_says_who_was_told_by_what_page_and_what_came_of_it(mina, site):
    make_sending(site, target="https://a.example/1", checked_at=tick(), **TOLD)
    make_sending(site, target="https://b.example/2", checked_at=tick(), **NOBODY)
    failed_sending(site, target="https://c.example/3")
    make_sending(site, target="https://d.example/4", trouble="not_now", tries=2, checked_at=tick())

    waiting, failed, none, told = lines(mina)

    assert told.one("a", href="https://a.example/1").text == "https://a.example/1"
    assert told.one("a", href="https://potager.example/soup")
    assert "Sent by webmention" in told.text
    assert "Announces nothing" in none.text
    assert "The page announces neither webmention nor pingback." in none.text
    assert "Failed" in failed.text
    assert "Its server did not take the mention." in failed.text
    assert "On its way" in waiting.text
    assert "Its server asked us to come later." in waiting.text
    assert "2 tries" in waiting.text
    assert "next visit" in waiting.text


@pytest.mark.parametrize(("state", "n"), [("waiting", 1), ("sent", 2), ("none", 1), ("failed", 1), ("", 5)])
def test_the_report_is_sifted_by_how_it_stands(mina, site, state, n):
    make_sending(site)
    make_sending(site, **TOLD)
    make_sending(site, **TOLD)
    make_sending(site, **NOBODY)
    failed_sending(site)

    assert len(lines(mina, state=state)) == n


def test_a_member_of_two_sites_sifts_by_site_and_a_stranger_sees_nothing(app, mina, site):
    other = make_site("other")
    make_sending(site)
    make_sending(other, target="https://secret.example/")

    assert len(lines(mina)) == 1
    assert mina.get("/mentions/sent?site=other").status_code == 404
    assert lines(people.desk_of(app, people.stan()).client) == []


@pytest.mark.parametrize(
    ("query", "status"), [("state=nothing", 422), ("after=zzzz", 404), ("site=none", 404)]
)
def test_a_filter_that_is_none_is_told(mina, query, status):
    assert mina.get(f"/mentions/sent?{query}").status_code == status


def test_the_report_goes_on_page_by_page(mina, site):
    made = [make_sending(site, **(TOLD if n % 2 else NOBODY)) for n in range(105)]

    tabs = [Tab(mina, "/mentions/sent")]
    while more := tabs[-1].page.all("a", rel="next"):
        tabs.append(Tab(mina, more[0]["href"]))

    shown = [line["id"] for tab in tabs for line in tab.page.all("li", class_="entry")]
    assert shown == [f"sending-{row.id}" for row in reversed(made)]
    assert len(tabs) == 3


@pytest.mark.parametrize("htmx", [False, True])
def test_one_that_came_to_nothing_is_tried_again(mina, site, htmx):
    row = failed_sending(site)

    answer = Tab(mina, "/mentions/sent").press("Try again", htmx=htmx)

    assert answer.status_code == (200 if htmx else 303)
    now = again(row)
    assert (now.state, now.tries, now.trouble) == (Errand.DUE, 0, "")
    assert now.due_at is not None
    if htmx:
        assert "On its way" in answer.text
        assert answer.text.strip().startswith(f'<li id="sending-{row.id}"')


def test_what_was_told_has_no_way_to_tell_it_twice(mina, site):
    row = make_sending(site, checked_at=tick(), **TOLD)
    tab = Tab(mina, "/mentions/sent")
    assert [button.text for button in tab.page.one(id="sendings").all("button")] == ["Filter"]
    token = people.token_on(mina.get("/profile"))

    plain = tab.send(f"/mentions/sent/{row.id}/again", {"csrf_token": token})
    part = tab.send(f"/mentions/sent/{row.id}/again", {"csrf_token": token}, htmx=True)

    assert (plain.status_code, part.status_code) == (409, 409)
    assert "Nothing is sent again." in plain.text
    assert "Nothing is sent again." in part.text
    assert again(row).state is Errand.DONE


def test_while_somebody_is_on_the_way_nobody_else_is_sent(mina, site):
    row = failed_sending(site)
    tab = Tab(mina, "/mentions/sent")
    with writing() as session:
        held = sendings.one(session, row.id, [site.id])
        assert held is not None
        held.taken_until = tick().replace(year=2999)

    answer = tab.press("Try again", htmx=True)

    assert answer.status_code == 409
    assert "Somebody is on the way there right now." in answer.text


def test_what_strangers_say_of_themselves_does_nothing_here(mina, site):
    make_sending(site, target="https://a.example/?q=<script>alert(1)</script>", **TOLD)

    page = mina.get("/mentions/sent").text

    assert "<script>alert" not in page
    assert "&lt;script&gt;alert(1)" in page


def test_a_feed_is_set_and_the_log_says_by_whom(olga, site):
    answer = Tab(olga, FEED).press("Save changes", feed=" https://potager.example/feed.xml ")
    told = Tab(olga, FEED).page

    assert answer.status_code == 303
    assert now(site).feed == "https://potager.example/feed.xml"
    assert now(site).feed_due_at is not None
    assert "Nobody is told of what stands in it already." in told.text
    assert "Not read yet." in told.text
    (line,) = Tab(olga, "/audit", act="settings").page.all("li", class_="entry")
    assert "Olga changed the feed whose new entries send mentions" in line.text
    assert [each.text for each in line.all("ins")] == ["now:https://potager.example/feed.xml"]
    assert line.all("del") == line.all("button") == []


def test_a_feed_is_switched_off(olga, site):
    Tab(olga, FEED).press("Save changes", feed="https://potager.example/feed.xml")

    answer = Tab(olga, FEED).press("Save changes", feed="", htmx=True)

    assert answer.status_code == 200
    assert "No feed is watched any more." in answer.text
    assert (now(site).feed, now(site).feed_due_at) == ("", None)
    line, _ = Tab(olga, "/audit").page.all("li", class_="entry")
    assert [each.text for each in line.all("del")] == ["before:https://potager.example/feed.xml"]


def test_the_same_feed_again_is_no_event(olga, site):
    assert "You changed nothing" in Tab(olga, FEED).press("Save changes", htmx=True).text
    assert Tab(olga, "/audit").page.all("li", class_="entry") == []


@pytest.mark.parametrize("htmx", [False, True])
def test_what_is_no_address_stays_in_its_field_with_the_reason(olga, site, htmx):
    answer = Tab(olga, FEED).press("Save changes", feed="my feed <b>", htmx=htmx)

    assert answer.status_code == 422
    assert 'value="my feed &lt;b&gt;"' in answer.text
    assert "This is no address such as https://blog.example/feed.xml." in answer.text
    assert 'aria-invalid="true"' in answer.text
    assert now(site).feed == ""


def test_an_owner_reads_what_goes_wrong_with_the_feed_and_its_entries(olga, site):
    Tab(olga, FEED).press("Save changes", feed="https://potager.example/feed.xml")
    with writing() as session:
        place = sites.of(session, site.id)
        place.feed_read_at, place.feed_trouble = tick(), "no_feed"
        row = {"site_id": site.id, "key": b"1", "url": "https://potager.example/new", "seen_at": tick()}
        entries.add(session, [{**row, "due_at": tick(), "tries": 1, "trouble": "not_found"}])

    page = Tab(olga, FEED).page

    assert "Last read" in page.text
    assert "There is a page at this address, but no feed." in page.text
    assert "https://potager.example/new" in page.text
    assert "There is no such page." in page.text


def test_the_pages_lead_to_each_other(olga, site):
    assert Tab(olga, "/mentions").page.all("a", href="/mentions/sent")
    assert Tab(olga, "/settings/potager/rules").page.all("a", href=FEED)
    assert Tab(olga, FEED).page.all("a", href="/mentions/sent?site=potager")


def test_the_pages_are_said_in_french_too(mina, olga, site):
    failed_sending(site)
    french = {"Accept-Language": "fr"}

    assert "Réessayer" in olga.get("/mentions/sent", headers=french).text
    assert "Adresse du flux" in olga.get(FEED, headers=french).text
