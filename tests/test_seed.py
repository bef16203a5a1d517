"""A real thread of 2010, in French, walks the whole way: API, desk, thread.

Its text stands in the shared folder and is read from there; e-mails and the address of the pingback,
which it does not have, are made up.
"""

import re
from dataclasses import dataclass
from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import pytest
from flask import Flask

from moderation.store.people import User
from tests.factories import make_site, make_user
from tests.people import Program, desk_of, program_of
from tests.shared import SHARED, needs_shared
from tests.web.markup import Element
from tests.web.passwords import quick_passwords as quick_passwords
from tests.web.tab import Tab

pytestmark = needs_shared

PARIS = ZoneInfo("Europe/Paris")
PAGE = "https://blog.example/2010/03/10/comment-utilisez-vous-twitter/"
MONTHS = {"mars": 3}
HEAD = re.compile(r"^\s*(?:\d+\.|•) #(\d+) par (.+) le (\d+) (\w+) (\d{4}) - (\d\d):(\d\d)$", re.M)
OWNER = "isabelleprigent"


@dataclass(frozen=True)
class Said:
    """One comment of the seed."""

    number: int
    name: str
    at: datetime
    text: str

    @property
    def email(self) -> str:
        """A made-up address, the same for the same name."""
        return re.sub(r"\W", "", self.name.lower()) + "@lecteurs.example"


@dataclass(frozen=True)
class Seed:
    """The seed: the comments in their order, and who mentioned the page."""

    title: str
    comments: list[Said]
    mention: str


def the_seed() -> Seed:
    """What stands in the shared folder."""
    [file] = (SHARED / "seed").glob("*.txt")
    whole = file.read_text("utf-8")
    heads = list(HEAD.finditer(whole))
    ends = [*(head.start() for head in heads[1:]), whole.index("Laisser un commentaire")]
    comments = [said(head, whole[head.end() : end]) for head, end in zip(heads, ends, strict=True)]
    mention = re.search(r"^\s*1\. (?!#)(.+)$", whole[heads[-1].end() :], re.M)
    assert mention
    return Seed(title=whole.splitlines()[0], comments=comments, mention=mention[1])


def said(head: re.Match[str], below: str) -> Said:
    """A comment from its head and what follows, up to the likes."""
    number, name, day, month, year, hour, minute = head.groups()
    at = datetime(int(year), MONTHS[month], int(day), int(hour), int(minute), tzinfo=PARIS)
    lines = [line.strip() for line in below[: below.index("J'aime")].strip().splitlines()]
    return Said(number=int(number), name=name, at=at, text="\n".join(lines))


@dataclass(frozen=True)
class Played:
    """The thread page after all of it, and each comment as the API first answered it."""

    seed: Seed
    page: Element
    first: dict[int, dict[str, object]]
    mention: dict[str, object]
    tab: Tab


_KEPT: dict[str, Played] = {}


@pytest.fixture
def played(app: Flask, database: str, quick_passwords: None) -> Played:
    """The seed as it was played once on each kind of database: what is only looked at is not played again."""
    kind = database.partition(":")[0]
    if kind not in _KEPT:
        _KEPT[kind] = play(app)
    return _KEPT[kind]


def play(app: Flask) -> Played:
    """All of the seed, each comment decided at the desk before the next is sent."""
    site = make_site("blog", url="https://blog.example", locale="fr", timezone="Europe/Paris")
    owner, seed = make_user(OWNER, role="owner", site=site), the_seed()
    program, desk = program_of(app, site), desk_of(app, owner).client
    first: dict[int, dict[str, object]] = {}
    for comment in seed.comments[:7]:
        first[comment.number] = hand_in(program, seed, comment, owner)
        if first[comment.number]["status"] == "pending":
            approve(Tab(desk, "/queue"), first[comment.number])
    reply = seed.comments[7]
    Tab(desk, "/queue", status="approved").press("Reply", f"comment-{first[7]['id']}", text=reply.text)
    mention = program.post("/comments", mentioned(seed)).get_json()
    approve(Tab(desk, "/queue"), mention)
    tab = Tab(app.test_client(), "/s/blog/thread", url=PAGE)
    return Played(seed=seed, page=tab.page, first=first, mention=mention, tab=tab)


def hand_in(program: Program, seed: Seed, comment: Said, owner: User) -> dict[str, object]:
    """A comment by the API, with its real date; the owner's with the e-mail of her account."""
    email = owner.email if comment.name == OWNER else comment.email
    answer = program.post(
        "/comments",
        {
            "url": PAGE,
            "title": seed.title,
            "name": comment.name,
            "email": email,
            "text": comment.text,
            "posted_at": comment.at.isoformat(),
        },
        Idempotency_Key=f"seed-{comment.number}",
    )
    assert answer.status_code == 201, answer.text
    return dict(answer.get_json())


def mentioned(seed: Seed) -> dict[str, str]:
    """The mention as a program that has verified it hands it in."""
    return {
        "url": PAGE,
        "kind": "pingback",
        "name": seed.mention,
        "source": "https://ubervu.example/conversations/comment-utilisez-vous-twitter",
        "text": "[…] Comment utilisez-vous Twitter ? […]",
        "posted_at": "2010-03-12T08:00:00+01:00",
    }


def approve(tab: Tab, comment: dict[str, object]) -> None:
    """Press the button on the comment's card."""
    answer = tab.press("Approve", f"comment-{comment['id']}")
    assert answer.status_code == 303, answer.text


def test_the_pitch_is_flagged_with_a_reason_and_the_other_seven_pass(played):
    flagged = {n: c for n, c in played.first.items() if c["points"] >= 4}

    assert list(flagged) == [7]
    assert flagged[7]["status"] == "pending"
    whys = {signal["rule"]: signal for signal in flagged[7]["signals"] if signal["points"] > 0}
    assert "call_to_action" in whys
    assert "me suivre" in " ".join(whys["call_to_action"]["quotes"])
    assert whys["call_to_action"]["why"] == "Invite à suivre l’auteur ou à visiter son site"


def test_numbers_stand_in_order_of_publication_each_with_a_permalink(played):
    items = items_of(played.page)
    links = [part(item, "no") for item in items]

    assert [link.text for link in links] == [f"#{n}" for n in range(1, 9)]
    assert [link["href"] for link in links] == [f"#{item['id']}" for item in items]


def test_authors_and_dates_read_as_in_the_blog(played):
    for comment in played.seed.comments[:7]:
        by = part(item_of(played, comment.number), "by")
        moment = f"{comment.at.day} mars 2010 à {comment.at:%H:%M}"

        assert f"par {comment.name}" in by.text
        assert moment in by.text
        assert datetime.fromisoformat(by.one("time")["datetime"]) == comment.at


def test_the_words_are_there_as_they_were_written(played):
    for comment in played.seed.comments:
        shown = part(item_of(played, comment.number), "text").text
        assert "".join(shown.split()) == "".join(comment.text.split())


def test_the_reply_of_today_stands_below_the_comment_that_it_answers(played):
    reply = item_of(played, 8)
    at = datetime.fromisoformat(part(reply, "by").one("time")["datetime"])

    below = [item["id"] for item in item_of(played, 7).all("li")]
    assert below == [item_of(played, 7)["id"], reply["id"]]
    assert (datetime.now(UTC) - at).total_seconds() < 600


def test_the_author_of_the_site_is_marked_twice(played):
    marked = [n for n in range(1, 9) if "by-author" in (item_of(played, n).get("class") or "")]

    assert marked == [6, 8]
    assert all(part(item_of(played, n), "author").text == "auteur" for n in marked)


def test_links_lead_where_they_say_and_are_not_vouched_for(played):
    links = part(item_of(played, 7), "text").all("a")

    assert [link["href"] for link in links] == [
        "http://www.ihatemornings.com",
        "http://twitter.com/colinfrancois",
    ]
    assert {link["rel"] for link in links} == {"nofollow ugc noopener"}


def test_the_page_and_a_comment_are_liked_once_by_a_visitor(app, quick_passwords):
    played = play(app)
    comment = item_of(played, 3)["id"]

    page = played.tab.follow(played.tab.press("J’aime", comment))
    page = page.follow(page.press("J’aime cette page", "likes"))

    assert page.page.one(id=comment).all("button")[0].text == "J’aime · 1"
    assert page.page.one(id="likes").all("button")[0]["aria-pressed"] == "true"
    again = page.follow(page.press("J’aime · 1", comment))
    assert again.page.one(id=comment).all("button")[0].text == "J’aime"


def test_the_mention_stands_apart_from_the_comments(played):
    mentions = played.page.one(class_="mentions")

    assert played.mention["status"] == "pending"
    assert played.seed.mention in mentions.text
    assert mentions.one("a")["href"].startswith("https://ubervu.example/")
    assert not any(played.seed.mention in item.text for item in items_of(played.page))


def test_the_form_asks_for_name_e_mail_website_and_text(played):
    fields = played.page.one(id="say").fields()

    assert {"name", "email", "website", "text", "url", "submission_id"} <= set(fields)


def item_of(played: Played, number: int) -> Element:
    """The comment with this number on the page, with the replies below it."""
    return next(item for item in items_of(played.page) if part(item, "no").text == f"#{number}")


def items_of(page: Element) -> list[Element]:
    """The comments of a thread page, from the top."""
    return [item for listed in page.all("ol", class_="comments") for item in listed.all("li")]


def part(item: Element, name: str) -> Element:
    """A part of a comment itself; those of its replies come after it."""
    return item.all(class_=name)[0]
