"""Finding: the box in the bar, what a list is narrowed by, and the links on a card."""

from typing import Any

import pytest

from tests.factories import make_comment, make_mention, make_site
from tests.web.desk.test_queue import counted, listed
from tests.web.markup import Element, read
from tests.web.tab import Tab

SPAMMY = "Buy cheap followers at https://followers.example now"


def box(tab: Tab) -> Element:
    """The form in the bar."""
    return tab.page.one("search", id="search").one("form")


def searched(tab: Tab, q: str) -> Tab:
    """What comes of typing into the box."""
    return Tab(tab.client, box(tab)["action"], **{**box(tab).fields(), "q": q})


def chips(tab: Tab) -> dict[str, str]:
    """What narrows the list, each with where it leads when it is taken away."""
    links = tab.page.one(id="tools").all("a", class_="chip")
    return {link.text: link["href"] for link in links if link.has("span", class_="unseen")}


def test_the_box_looks_within_the_site_and_status_that_are_shown(mina):
    pending, spam = make_comment(text="Leek soup"), make_comment(text="Leek soup", status="spam")
    make_comment(text="Turnips")

    assert listed(searched(Tab(mina, "/queue"), "leek")) == [pending.id]
    tab = searched(Tab(mina, "/queue", status="spam", sort="newest", site="potager"), "LEEK")
    assert listed(tab) == [spam.id]
    assert box(tab).fields() == {"site": "potager", "status": "spam", "sort": "newest", "q": "LEEK"}


def test_from_any_other_page_of_the_desk_the_box_looks_everywhere(mina):
    comment = make_comment(text="Leek soup", status="rejected")

    for path in ("/profile", f"/comments/{comment.id}", "/audit"):
        assert listed(searched(Tab(mina, path), "leek")) == [comment.id]


def test_the_box_is_where_a_slash_leads_and_has_a_name(mina):
    field = box(Tab(mina, "/queue")).one("input", name="q")

    assert (field["data-key"], field["type"]) == ("/", "search")
    assert box(Tab(mina, "/queue")).one("label")["for"] == field["id"]


def test_every_view_is_an_address_and_each_chip_takes_its_own_part_away(mina):
    comment = make_comment(text=SPAMMY, page="/soup", page_title="Soup", status="spam")
    query = {"status": "spam", "rule": "selling_words", "kind": "comment", "q": "cheap", "sort": "points"}
    query |= {"page": "https://potager.example/soup", "same": str(comment.id)}

    tab = Tab(mina, "/queue", **query)

    assert listed(tab) == [comment.id]
    found = chips(tab)
    assert list(found) == [
        "cheap search for nothing",
        f"Same text {SPAMMY} show all texts",
        "Held by: Selling words whatever the rule",
        "Comments show all kinds",
        "Soup 1 show all pages",
    ]
    for gone, href in zip(("q", "same", "rule", "kind", "page"), found.values(), strict=True):
        assert box(Tab(mina, href)) is not None
        assert f"{gone}=" not in href
        assert all(f"{kept}=" in href for kept in query if kept != gone)


def test_the_orders_are_offered_and_keep_the_filters(mina):
    low, high = make_comment(text="My leeks"), make_comment(text=SPAMMY)

    tab = Tab(mina, "/queue", q="reader", sort="points")

    assert listed(tab) == [high.id, low.id]
    links = {link.text: link for link in tab.page.one(id="tools").all("a")}
    assert links["Most points first"].get("aria-current") == "true"
    assert links["Newest first"]["href"] == "/queue?status=pending&q=reader&sort=newest"


def test_the_side_counts_the_rules_that_hold_and_leads_to_each(mina):
    spammy, _ = make_comment(text=SPAMMY), make_comment()

    tab = Tab(mina, "/queue")
    link = next(link for link in tab.page.one(id="counts").all("a") if link.text == "Selling words 1")
    narrowed = Tab(mina, link["href"])

    assert listed(narrowed) == [spammy.id]
    assert counted(narrowed)["Selling words"] == 1
    assert "Held by" in tab.page.one(id="counts").text


def test_a_link_beside_the_queue_leads_to_what_its_number_counts(mina):
    make_comment(text=SPAMMY)
    make_mention()
    make_comment(honeypot="x", text=SPAMMY, status=None)
    narrow = {"q": "turnip", "rule": "selling_words", "kind": "comment", "same": "1", "status": "spam"}

    for tab in (
        Tab(mina, "/queue"),
        Tab(mina, "/queue", **narrow),
        Tab(mina, "/queue", status="spam", by="rules"),
        Tab(mina, "/queue", status="all"),
    ):
        for link in tab.page.one(id="counts").all("a"):
            there = Tab(mina, link["href"])
            assert len(listed(there)) == int(link.text.rpartition(" ")[2]), link.text


def test_spam_that_rules_decided_is_listed_and_counted_apart_until_somebody_looks(mina):
    one, other = (make_comment(honeypot="x", text=SPAMMY, status=None) for _ in range(2))
    make_comment(status="spam")
    assert counted(Tab(mina, "/queue"))["by rules, not looked at yet"] == 2

    tab = Tab(mina, "/queue", status="spam", by="rules")
    assert listed(tab) == [one.id, other.id]
    confirmed = tab.press("Yes, spam", f"comment-{one.id}", htmx=True)
    corrected = tab.press("Approve", f"comment-{other.id}")

    assert (confirmed.status_code, corrected.status_code) == (200, 303)
    left = tab.follow(corrected)
    assert listed(left) == []
    assert counted(left)["by rules, not looked at yet"] == 0
    assert counted(left)["Spam"] == 2
    assert "by rules, not looked at yet" not in counted(Tab(mina, "/queue"))


def test_a_card_says_its_status_where_the_list_is_not_of_one(mina):
    comment = make_comment(status="spam")

    def said(page) -> list[str]:
        return [chip.text for chip in page.one(id=f"comment-{comment.id}").all("span", class_="chip")]

    assert "Spam" in said(Tab(mina, "/queue", status="all").page)
    assert "Spam" not in said(Tab(mina, "/queue", status="spam").page)
    own = Tab(mina, f"/comments/{comment.id}")
    assert "Spam" in said(own.page)
    own.press("Approve", f"comment-{comment.id}", htmx=True)
    undo = Tab(mina, f"/comments/{comment.id}").press("Undo", "history", htmx=True)
    assert "Spam" in said(read(undo.text))
    assert Tab(mina, f"/comments/{comment.id}").page.text.count("Spam") >= 1


def test_what_names_somebody_on_a_card_leads_to_all_of_the_same_in_any_status(mina):
    given: dict[str, Any] = {
        "email": "ines@mail.example",
        "website": "https://www.ines.example/garden",
        "ip": "2001:db8::7",
    }
    held, gone = make_comment(**given), make_comment(**given, status="spam")
    make_comment(email="luc@mail.example", website="https://luc.example", ip="2001:db8::8")

    card = Tab(mina, "/queue").page.one(id=f"comment-{held.id}")

    for words in ("ines@mail.example", "www.ines.example/garden", "2001:db8::7"):
        link = next(link for link in card.all("a") if link.text == words)
        assert listed(Tab(mina, link["href"])) == [held.id, gone.id], words
    outside = card.one("a", href="https://www.ines.example/garden")
    assert outside.text == "Open the website"
    assert {"nofollow", "noopener"} <= set(outside["rel"].split())


def test_a_mention_leads_to_its_host_and_to_its_source(mina):
    mention = make_mention(source="https://blog.example/post?n=1")
    other = make_mention(source="https://blog.example/other", status="spam")

    card = Tab(mina, "/queue").page.one(id=f"comment-{mention.id}")
    link = next(link for link in card.all("a") if link.text == "blog.example")

    assert listed(Tab(mina, link["href"])) == [mention.id, other.id]
    assert card.one("a", href="https://blog.example/post?n=1").text == "blog.example/post?n=1"


def test_a_card_with_the_text_of_others_leads_to_them(mina):
    one, other = make_comment(text="Great post!"), make_comment(text="great post", status="spam")
    make_comment()

    card = Tab(mina, "/queue").page.one(id=f"comment-{one.id}")
    link = next(link for link in card.all("a") if link.text == "1 more with the same text")

    tab = Tab(mina, link["href"])
    assert listed(tab) == [one.id, other.id]
    assert tab.page.one("h1").text == "All"
    assert counted(tab)["All"] == 3


def test_all_statuses_are_a_view_of_their_own(mina):
    made = [make_comment(status=status).id for status in ("pending", "spam", "approved")]

    tab = Tab(mina, "/queue", status="all")

    assert listed(tab) == made
    assert tab.page.one("title").text == "All · Potager"
    assert "All" not in counted(Tab(mina, "/queue"))


def test_nothing_of_a_strangers_site_is_found(mina):
    theirs = make_comment(make_site("other"), text="Leek soup", email="ines@mail.example")

    for query in ({"q": "leek"}, {"q": "ines@mail.example"}, {"same": str(theirs.id)}):
        assert listed(Tab(mina, "/queue", status="all", **query)) == []
    assert mina.get("/queue?status=all&site=other").status_code == 404


@pytest.mark.parametrize(
    ("query", "field"),
    [
        ({"sort": "loudest"}, "The orders are: oldest, newest, points."),
        ({"rule": "no_such_rule"}, "There is no rule of this name."),
        ({"by": "rules"}, "Only spam and what is rejected can be listed by who decided it: by=rules."),
        (
            {"by": "rules", "status": "all"},
            "Only spam and what is rejected can be listed by who decided it: by=rules.",
        ),
        (
            {"by": "mina", "status": "spam"},
            "Only spam and what is rejected can be listed by who decided it: by=rules.",
        ),
        ({"same": "x"}, "This must be the id of a comment."),
        ({"same": "0"}, "This must be the id of a comment."),
        ({"same": "9" * 30}, "This must be the id of a comment."),
        ({"same": "0" * 25 + "9" * 25}, "This must be the id of a comment."),
        ({"same": "0" * 9 + "9" * 41}, "This must be the id of a comment."),
        ({"same": "٣"}, "This must be the id of a comment."),
        ({"status": "deleted"}, "This is none of: pending, approved, rejected, spam."),
    ],
)
def test_words_that_are_no_filter_are_told(mina, query, field):
    answer = mina.get("/queue", query_string=query)

    assert answer.status_code == 422
    assert field in answer.text


@pytest.mark.parametrize(
    "q", ["x" * 8_000, "\0leek", "%", "\ud800".encode("utf-8", "surrogatepass"), "a" * 70]
)
def test_whatever_is_typed_into_the_box_is_answered(mina, q):
    assert mina.get("/queue", query_string={"q": q}).status_code == 200


def test_of_many_words_it_is_told_that_not_all_are_looked_for(mina):
    made = make_comment(text=" ".join(f"word{n}" for n in range(30)))

    tab = Tab(mina, "/queue", q=made.text)

    assert listed(tab) == [made.id]
    assert "Only the first words of this are searched for." in tab.page.one(id="tools").text


def test_a_decision_on_what_was_found_leads_back_to_what_was_found(mina):
    one, other = make_comment(text="Leek soup"), make_comment(text="Leek stew")
    tab = Tab(mina, "/queue", q="leek")

    after = tab.follow(tab.press("Approve", f"comment-{one.id}"))

    assert listed(after) == [other.id]
    assert box(after).fields()["q"] == "leek"
