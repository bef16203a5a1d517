"""One real thread of 2010, sent through the API and decided at the desk: its page gives back all it showed.

E-mails and the pingback's source, which the text does not have, are made up. The pingback comes by its
own door: a page that links to the post stands on loopback while the thread is sent.
"""

import re
import xmlrpc.client
from dataclasses import dataclass, field, replace
from datetime import datetime
from textwrap import dedent
from typing import Any
from zoneinfo import ZoneInfo

from babel.dates import format_date
from flask import Flask
from flask.testing import FlaskClient

from moderation.store import comments
from moderation.store.db import reading
from moderation.text.clean import to_html
from tests.factories import make_site, make_user
from tests.machines.blog import blogging
from tests.people import Program, desk_of, program_of
from tests.shared import SHARED, needs_shared
from tests.web.markup import Element, read
from tests.web.passwords import quick_passwords as quick_passwords
from tests.web.tab import Tab

pytestmark = needs_shared

PAGE = "https://blog.example/2010/03/11/comment-utilisez-vous-twitter"
SOURCE = "/2010/twitter"
THREAD = "/s/blog/thread"
PARIS = ZoneInfo("Europe/Paris")
MONTHS = {"mars": 3}
MEMBERS, PITCH, INLINE = 6, 7, 8
"""What the site's author sent with her e-mail, what is flagged, and what she wrote at the desk."""

SAID = re.compile(
    r"#(?P<number>\d+) par (?P<name>.+?) le (?P<day>\d+) (?P<month>\w+) (?P<year>\d{4}) - (?P<at>\d\d:\d\d)\n"
    r"(?P<text>.+?)\n\s*J'aime\n",
    re.DOTALL,
)


@dataclass(frozen=True)
class Said:
    """One comment as the text has it."""

    number: int
    name: str
    posted_at: datetime
    text: str

    @property
    def is_author(self) -> bool:
        """Whether the site's author says it."""
        return self.name == "isabelleprigent"

    @property
    def day(self) -> str:
        """The date as the page says it."""
        here = self.posted_at.astimezone(PARIS)
        return f"{format_date(here, 'd MMMM y', locale='fr')} à {here:%H:%M}"


@dataclass(frozen=True)
class Seed:
    """The thread as the text has it."""

    title: str
    comments: list[Said]
    mention: str


def seed() -> Seed:
    """The text, taken apart."""
    [file] = (SHARED / "seed").glob("*.txt")
    whole = file.read_text("utf-8")
    matches = list(SAID.finditer(whole))
    mention = re.search(r"^ *1\. (.+)$", whole[matches[-1].end() :], re.MULTILINE)
    assert mention
    return Seed(whole.split("\n")[0], [said(match.groupdict()) for match in matches], mention[1])


def said(found: dict[str, str]) -> Said:
    day = f"{found['year']}-{MONTHS[found['month']]:02}-{int(found['day']):02}"
    at = datetime.fromisoformat(f"{day}T{found['at']}").replace(tzinfo=PARIS)
    return Said(int(found["number"]), found["name"], at, dedent(found["text"]).strip())


@dataclass
class Play:
    """The thread as it was sent again: the desk, the program, and what the API says of each comment."""

    desk: FlaskClient
    program: Program
    answers: dict[int, dict[str, Any]] = field(default_factory=dict)
    source: str = ""
    """The page that pinged."""

    def hand_in(self, one: Said, email: str) -> None:
        """Send a comment with its date, and approve it at the desk where it waits."""
        given = {
            "url": PAGE,
            "title": seed().title,
            "name": one.name,
            "email": email,
            "text": one.text,
            "posted_at": one.posted_at.isoformat(),
        }
        answer = self.program.post("/comments", given)
        assert answer.status_code == 201, answer.text
        self.answers[one.number] = answer.get_json()
        if answer.get_json()["status"] == "pending":
            self.approve(answer.get_json()["id"])

    def approve(self, comment_id: int) -> None:
        """Press the button at the desk."""
        card = Tab(self.desk, f"/comments/{comment_id}")
        assert card.press("Approve", within=f"comment-{comment_id}").status_code == 303

    def reply(self, one: Said, parent_id: int) -> None:
        """Answer inline at the desk."""
        card = Tab(self.desk, f"/comments/{parent_id}")
        assert card.press("Reply", within=f"comment-{parent_id}", text=one.text).status_code == 303
        newest = self.program.get("/comments", sort="newest", limit=1).get_json()
        self.answers[one.number] = newest["items"][0]

    def said(self) -> list[Said]:
        """What the page has to show; what was written inline carries the time at which it was."""
        inline = datetime.fromisoformat(self.answers[INLINE]["posted_at"])
        return [replace(one, posted_at=inline) if one.number == INLINE else one for one in seed().comments]

    def flagged(self) -> list[int]:
        """The numbers of what a rule or the points would hold, whoever wrote it."""
        with reading() as session:
            rows = comments.by_ids(session, [made["id"] for made in self.answers.values()])
        return [number for number, made in self.answers.items() if rows[made["id"]].flagged]

    def mention(self, app: Flask, title: str) -> None:
        """Ping the post from a page that links to it, and approve the pingback at the desk."""
        with blogging() as blog:
            self.source = blog.links(SOURCE, PAGE, title=title)
            call = xmlrpc.client.dumps((self.source, PAGE), "pingback.ping").encode()
            answer = app.test_client().post("/s/blog/xmlrpc", data=call, content_type="text/xml")
            assert isinstance(xmlrpc.client.loads(answer.text)[0][0], str)
        newest = self.program.get("/comments", kind="pingback").get_json()
        self.approve(newest["items"][0]["id"])


def played(app: Flask) -> Play:
    """The whole thread, sent and decided one after the other."""
    site = make_site("blog", locale="fr", timezone="Europe/Paris")
    owner = make_user(seed().comments[MEMBERS - 1].name, role="owner", site=site)
    play = Play(desk_of(app, owner).client, program_of(app, site))
    for one in seed().comments:
        if one.number == MEMBERS:
            play.hand_in(one, owner.email)
        elif one.number == INLINE:
            play.reply(one, play.answers[PITCH]["id"])
        else:
            play.hand_in(one, f"lecteur{one.number}@courrier.example")
    play.mention(app, seed().mention)
    return play


def like(app: Flask, play: Play, browser: str) -> None:
    """Like the first comment and the page, as a reader with a browser of one's own."""
    client, first = app.test_client(), f"comment-{play.answers[1]['id']}"
    client.environ_base["HTTP_USER_AGENT"] = browser
    tab = Tab(client, THREAD, url=PAGE)
    label = tab.page.one("li", id=first).all("button")[0].text
    assert tab.press(label, within=first).status_code == 303
    assert Tab(client, THREAD, url=PAGE).press("J’aime cette page").status_code == 303


def thread(client: FlaskClient) -> Element:
    """The page that readers see."""
    answer = client.get(THREAD, query_string={"url": PAGE})
    assert answer.status_code == 200
    return read(answer.text)


def is_as_it_was_said(item: Element, one: Said) -> bool:
    """Whether a comment of the page has its number with a permalink, its author, its date and its text."""
    head, time, text = item.all("p", class_="by")[0], item.all("time")[0], item.all("div", class_="text")[0]
    link = head.one("a", class_="no")
    return (
        (link.text, link["href"]) == (f"#{one.number}", f"#{item['id']}")
        and head.text.endswith(f"par {one.name}{' auteur' * one.is_author} le {one.day}")
        and datetime.fromisoformat(time["datetime"]) == one.posted_at
        and text.text == read(to_html(one.text)).text
    )


def test_the_text_holds_eight_comments_and_a_mention():
    assert [one.number for one in seed().comments] == list(range(1, 9))
    assert [one.number for one in seed().comments if one.is_author] == [MEMBERS, INLINE]
    assert seed().mention.startswith("uberVU")


def test_a_real_thread_of_2010_is_given_back_as_it_was(app, client, monkeypatch):
    monkeypatch.setitem(app.config, "ALLOW_PRIVATE_SOURCES", True)
    play = played(app)
    for browser in ("one reader's", "another's"):
        like(app, play, browser)

    page = thread(client)

    ids = {number: f"comment-{made['id']}" for number, made in play.answers.items()}
    items = {number: page.one("li", id=of) for number, of in ids.items()}
    wrong = [one for one in play.said() if not is_as_it_was_said(items[one.number], one)]
    assert not wrong
    assert page.one("h1").text == "8 commentaires"
    # #8 stands below #7, all others beside each other.
    tops = [piece["id"] for piece in page.one("ol", class_="comments").inside if isinstance(piece, Element)]
    assert tops == [of for number, of in ids.items() if number != INLINE]
    assert items[PITCH].one("ol").one("li")["id"] == ids[INLINE]
    assert [item["id"] for item in page.all("li", class_="by-author")] == [ids[MEMBERS], ids[INLINE]]
    # Likes of a comment and of the page, one a visitor.
    assert items[1].all("button")[0].text == "J’aime · 2"
    assert "2 personnes aiment cette page" in page.one("form", id="likes").text
    # Mentions apart.
    [mention] = page.one("section", id="mentions").all("li")
    assert (mention.one("a").text, mention.one("a")["href"]) == (seed().mention, play.source)
    # The form.
    form = page.one("form", id="say")
    assert {"name", "email", "website", "text"} <= set(form.fields())
    assert "Laisser un commentaire" in form.text
    # The pitch alone is flagged, and its reasons point at it.
    assert play.flagged() == [PITCH]
    reasons = [signal for signal in play.answers[PITCH]["signals"] if signal["points"] > 0]
    assert all(signal["why"] for signal in reasons)
    assert any("suivre" in quote for signal in reasons for quote in signal["quotes"])
