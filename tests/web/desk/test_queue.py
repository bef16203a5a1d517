"""The queue: what it lists, what it counts, how it is paged, and one comment alone."""

import pytest

from moderation.domain import enrol
from moderation.domain.queue import SIZE
from moderation.store.db import writing
from moderation.store.people import User
from moderation.words import Kind, Role
from tests import people
from tests.factories import make_comment, make_mention, make_site, make_user, turned
from tests.hundreds import make_hundreds
from tests.web.markup import Element
from tests.web.tab import Tab


def listed(tab: Tab) -> list[int]:
    """The ids of the cards, from top to bottom."""
    cards = tab.page.one(id="cards").all("article", class_="card")
    return [int(card["id"].removeprefix("comment-")) for card in cards]


def counted(tab: Tab) -> dict[str, int]:
    """The numbers beside the queue, by the words of their links."""
    links = tab.page.one("nav", id="counts").all("a")
    return {link.text.rpartition(" ")[0]: int(link.text.rpartition(" ")[2]) for link in links}


def test_the_queue_lists_what_waits_the_oldest_first(mina):
    first, second, third = make_comment(), make_comment(), make_comment()
    turned(second, "approve")

    assert listed(Tab(mina, "/queue")) == [first.id, third.id]
    assert listed(Tab(mina, "/queue", sort="newest")) == [third.id, first.id]


@pytest.mark.parametrize("status", ["pending", "approved", "rejected", "spam"])
def test_each_status_has_its_queue(mina, status):
    by_status = {s: make_comment(status=s) for s in ("pending", "approved", "rejected", "spam")}

    tab = Tab(mina, "/queue", status=status)

    assert listed(tab) == [by_status[status].id]
    assert tab.page.one("h1").text == status.capitalize()


def test_a_card_says_who_said_what_where_and_why_it_waits(mina):
    make_comment(
        name="Inès Carpentier",
        email="ines@mail.example",
        website="https://ines.example",
        text="Buy cheap followers at https://followers.example now",
        page="/tomatoes",
        page_title="Tomatoes on a balcony",
    )

    card = Tab(mina, "/queue").page.one("article", class_="card")

    assert card.one("h2").text == "Inès Carpentier"
    assert "ines@mail.example" in card.text
    assert "ines.example" in card.text
    assert "on Tomatoes on a balcony" in card.text
    assert "Buy cheap followers at https://followers.example now" in card.text
    assert [mark.text for mark in card.all("mark")] != []
    assert card.one("ul", class_="why").all("li")[0].text.startswith("Held at ")
    assert "first comment here" in card.text


def test_a_card_of_somebody_known_says_how_often_that_one_was_approved(mina):
    for n in range(2):
        make_comment(name="Lea", email="lea@mail.example", status="approved", page=f"/p{n}")
    make_comment(name="Lea", email="lea@mail.example", status="pending", page="/p3")

    card = Tab(mina, "/queue").page.one("article", class_="card")

    assert "2 approved before" in card.text
    assert "first comment here" not in card.text


def test_a_reply_shows_what_it_answers(mina):
    parent = make_comment(status="approved", name="Olivier", text="Should I water at noon?")
    make_comment(parent=parent, text="Rather at night.")

    card = Tab(mina, "/queue").page.one("article", class_="card")

    assert "reply to #1 Olivier" in card.text
    assert card.one("q").text == "Should I water at noon?"


def test_the_counts_are_those_of_the_statuses(mina):
    for status in ("pending", "pending", "approved", "spam"):
        make_comment(status=status)
    make_mention(status="pending", kind=Kind.WEBMENTION)

    counts = counted(Tab(mina, "/queue"))

    assert counts == {"Pending": 3, "Approved": 1, "Spam": 1, "Rejected": 0, "Comments": 2, "Webmentions": 1}


def test_the_title_says_how_many_wait(mina):
    make_comment()
    make_comment()

    assert Tab(mina, "/queue").page.one("title").text == "(2) Pending · Potager"
    assert Tab(mina, "/queue", status="spam").page.one("title").text == "Spam · Potager"


def test_a_kind_alone_can_be_looked_at(mina):
    make_comment()
    ping = make_mention(kind=Kind.PINGBACK, status="pending")
    make_mention(kind=Kind.TRACKBACK, status="pending")

    tab = Tab(mina, "/queue", kind="pingback")

    assert listed(tab) == [ping.id]
    assert counted(tab)["Pending"] == 3


def test_a_page_alone_can_be_looked_at_however_its_address_is_written(mina):
    here = make_comment(page="/tomatoes/", page_title="Tomatoes")
    make_comment(page="/leeks/")

    tab = Tab(mina, "/queue", page="http://www.potager.example/tomatoes?utm_source=mail")

    assert listed(tab) == [here.id]
    assert "Tomatoes 1" in tab.page.one("div", class_="tools").text


def both_sites() -> tuple[User, dict[str, int]]:
    """A moderator of two sites, with a pending comment on each."""
    sites = {key: make_site(key) for key in ("potager", "carnet")}
    user = make_user("Rosa", role="moderator", site=sites["potager"])
    with writing() as session:
        enrol.join(session, user, sites["carnet"], Role.MODERATOR)
    return user, {key: make_comment(site).id for key, site in sites.items()}


def test_several_sites_are_one_queue_or_each_its_own(app):
    user, ids = both_sites()
    rosa = people.desk_of(app, user).client

    tab = Tab(rosa, "/queue")
    assert listed(tab) == [ids["potager"], ids["carnet"]]
    assert counted(tab)["All sites"] == 2
    assert (counted(tab)["Potager"], counted(tab)["Carnet"]) == (1, 1)

    tab = Tab(rosa, "/queue", site="carnet")
    assert listed(tab) == [ids["carnet"]]
    assert (counted(tab)["Pending"], counted(tab)["All sites"]) == (1, 2)


def test_each_filter_keeps_the_others(app):
    user, _ = both_sites()
    rosa = people.desk_of(app, user).client

    page = Tab(rosa, "/queue", site="carnet", status="spam", sort="newest").page

    links = {link.text: link["href"] for link in page.one(id="desk").all("a")}
    assert links["Pending 1"] == "/queue?site=carnet&status=pending&sort=newest"
    assert links["Oldest first"] == "/queue?site=carnet&status=spam"
    assert links["Potager 0"] == "/queue?site=potager&status=spam&sort=newest"


def test_a_long_queue_comes_in_pages_that_hold_each_comment_once(mina):
    ids = [comment.id for comment in make_hundreds(2 * SIZE + 1)]

    first = Tab(mina, "/queue")
    second = Tab(mina, next_of(first))
    third = Tab(mina, next_of(second))

    assert listed(first) + listed(second) + listed(third) == ids
    assert (len(listed(first)), len(listed(third))) == (SIZE, 1)
    assert not third.page.has("a", data_next="")
    assert third.page.one("nav", class_="pages").one("a").text == "From the start"


def test_the_next_page_begins_where_this_one_ended_whatever_is_decided_meanwhile(mina):
    made = make_hundreds(SIZE + 2)
    first = Tab(mina, "/queue")

    for comment in made[:5]:
        turned(comment, "approve")
    late = make_comment()

    assert listed(Tab(mina, next_of(first))) == [made[-2].id, made[-1].id, late.id]


def test_pages_of_the_newest_first_go_back_in_time(mina):
    ids = [comment.id for comment in make_hundreds(SIZE + 1)]

    first = Tab(mina, "/queue", sort="newest")

    assert listed(first) == ids[:0:-1]
    assert listed(Tab(mina, next_of(first))) == ids[:1]


def next_of(tab: Tab) -> str:
    """Where the next page is."""
    return tab.page.one("a", data_next="")["href"]


def test_an_account_without_a_site_sees_an_empty_desk(app, site):
    make_comment(site)
    ada = people.desk_of(app, people.ada()).client

    tab = Tab(ada, "/queue")

    assert tab.answer.status_code == 200
    assert listed(tab) == []
    assert counted(tab)["Pending"] == 0
    assert not tab.page.has("a", href="/settings/potager/rules")


def test_only_owners_are_shown_the_way_to_the_rules(mina, olga):
    assert Tab(olga, "/queue").page.has("a", href="/settings/potager/rules")
    assert not Tab(mina, "/queue").page.has("a", href="/settings/potager/rules")


def test_one_comment_stands_alone_with_its_undo_where_somebody_decided(mina):
    comment = make_comment()
    assert "Undo" not in buttons(Tab(mina, f"/comments/{comment.id}").page)

    turned(comment, "reject")

    page = Tab(mina, f"/comments/{comment.id}").page
    assert "Undo" in buttons(page)
    assert "decided by Mina" in page.one(id=f"comment-{comment.id}").text


def buttons(page: Element) -> list[str]:
    """What the buttons of a page say."""
    return [button.text for button in page.all("button")]


def test_a_held_comment_that_rules_call_spam_says_who_decided_and_asks_for_a_second_look(mina):
    comment = make_comment(honeypot="https://pills.example", text="Viagra https://pills.example", status=None)
    assert comment.status == "spam"

    card = Tab(mina, "/queue", status="spam").page.one(id=f"comment-{comment.id}")

    assert "decided by rules" in card.text
    assert "Yes, spam" in buttons(card)


def test_htmx_that_goes_through_the_queue_gets_the_whole_page_to_choose_from(mina):
    make_comment()
    # With hx-select HTMX says "full".
    full = mina.get("/queue", headers={"HX-Request": "true", "HX-Request-Type": "full"})
    part = mina.get("/queue", headers={"HX-Request": "true", "HX-Request-Type": "partial"})

    assert full.text.startswith("<!doctype html>")
    assert part.text.lstrip().startswith('<div id="queue"')
    assert "HX-Request" in full.headers["Vary"]
    assert full.headers["Cache-Control"] == "no-store"
