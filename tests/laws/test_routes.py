"""Every route × everybody who may come: what each is answered, and that whoever is refused changes nothing.

The table has a row for each endpoint of the application; a new route without one fails the test.
"""

from dataclasses import dataclass
from datetime import UTC, datetime
from itertools import product
from typing import Any
from uuid import uuid4

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select
from werkzeug.test import TestResponse

from moderation.domain import annotate, lists, trial, wave
from moderation.domain.annotate import Note
from moderation.domain.comparison import Comparison
from moderation.domain.proposal import Change, What
from moderation.net.fetch import Trouble
from moderation.rules.book import Book
from moderation.rules.lines import key_of
from moderation.store import people as accounts
from moderation.store.comments import Comment
from moderation.store.db import db, reading, writing
from moderation.store.mentions import Mention
from moderation.store.sites import Site
from moderation.store.suggestions import Suggestion
from moderation.store.waves import Wave
from moderation.text.page_url import page_key
from moderation.web import routes, stamps
from moderation.words import Offer
from tests import people
from tests.factories import (
    failed_sending,
    make_comment,
    make_mention,
    make_site,
    make_token,
    moderator,
    number,
    owner,
    page_of,
    tick,
    turned,
)
from tests.laws.routes import MEMBERS, PUBLIC, ROLES, TABLE, Row
from tests.many import selected
from tests.visits import announced, failing, looked
from tests.web.markup import read
from tests.web.passwords import quick_passwords as quick_passwords
from tests.web.shared import app as app
from tests.web.shared import applications as applications

SECRET = "Words that only the desk of this site may read."


@dataclass(frozen=True)
class Scene:
    """A site with its people and programs, and another site with Stan and his."""

    site: Site
    clients: dict[str, FlaskClient]
    tokens: dict[str, str]

    def things(self) -> dict[str, Any]:
        """What a question may be about: a page with a pending comment and one that Mina approved."""
        page = f"/page-{number()}"
        pending = make_comment(self.site, text=SECRET, email="secret@mail.example", page=page)
        approval = turned(make_comment(self.site, page=page), "approve")
        url = page_of(pending).url
        return {
            "site": self.site.key,
            "page": pending.page_id,
            "url": url,
            "pending": pending.id,
            "approved": approval.comment.id,
            "event": approval.event.id,
            "bulk": selected("spam", [make_comment(self.site, page=page)], moderator(self.site)).key,
            "trial": trial_of(self.site),
            "suggestion": suggested(self.site),
            "note": minas_note(pending).id,
            "line": trusted_line(self.site),
            "wave": begun_wave(self.site).id,
            "sending": failed_sending(self.site).id,
            "mentioned": make_mention(self.site, text=SECRET, page=page).id,
            "mention": failed_mention(self.site).id,
            "stamp": stamps.stamp(self.site.key, page_key(url)),
            "new": uuid4().hex,
        }

    def ask(self, row: Row, role: str, about: dict[str, Any]) -> TestResponse:
        """The answer to somebody, who has the token of a form in hand."""
        client = self.clients[role]
        if row.endpoint.startswith("api_"):
            bearer = {"Authorization": f"Bearer {self.tokens[role]}"} if role in self.tokens else {}
            return client.open(row.filled(about), method=row.method, headers=bearer, json=body(row, about))
        form = {**row.sent(about), "csrf_token": csrf_of(client)} if row.method == "POST" else None
        return client.open(row.filled(about), method=row.method, data=form)


def trial_of(site: Site) -> int:
    """A trial that Olga has asked for."""
    with writing() as session:
        user = accounts.by_email(session, "olga@desk.example")
        assert user is not None
        return trial.start(session, people.viewer(user), site.key, Book(), now=tick())


def suggested(site: Site) -> int:
    """The id of a suggestion that is open, about what only the desk may know."""
    value = f"{number()}.example"
    change = Change(on="blocked_author.spam", new=[value])
    evidence = {"value": value, "n": 5, "ids": [], "as_website": True}
    row = Suggestion(
        site_id=site.id,
        kind=What.DOMAIN.value,
        key=uuid4().bytes,
        evidence=evidence,
        change=change.as_json(),
        effect=Comparison().as_json(),
        found_at=tick(),
        state=Offer.OPEN,
        act="",
    )
    with writing() as session:
        session.add(row)
    return row.id


def minas_note(comment: Comment) -> Note:
    """A note that Mina has left beside a comment."""
    with writing() as session:
        user = accounts.by_email(session, "mina@desk.example")
        assert user is not None
        return annotate.add(session, people.viewer(user), comment.id, SECRET, now=tick())


def trusted_line(site: Site) -> str:
    """The key of a line of whom the site trusts."""
    viewer, text = owner(site), f"partner-{uuid4().hex}.example"
    with writing() as session:
        lists.add(session, viewer, site.key, "trusted.who", {key_of(text): text}, why="", now=tick())
    return key_of(text).hex()


def begun_wave(site: Site) -> Wave:
    """A wave that lasts."""
    with writing() as session:
        return wave.begin(session, moderator(site), site.key, None, hours=6, now=datetime.now(UTC))


def failed_mention(site: Site) -> Mention:
    """A mention whose source could not be reached."""
    mention = announced(site, source=f"https://blog{number()}.example/{SECRET.replace(' ', '-')}")
    looked(mention, failing(Trouble.UNREACHABLE), is_last=True)
    return mention


def body(row: Row, about: dict[str, Any]) -> dict[str, Any] | None:
    """What a program sends along."""
    if row.method == "GET":
        return None
    email = "mina@desk.example" if row.endpoint.endswith("reply") else f"{about['new']}@mail.example"
    return {"url": about["url"], "name": "Lea", "email": email, "text": f"I sow {about['new']}."}


def csrf_of(client: FlaskClient) -> str:
    """The token of the forms that this client has before it, signed in or not."""
    page = client.get("/profile", follow_redirects=True)
    return read(page.text).all("input", name="csrf_token")[0]["value"]


def everything() -> dict[str, list[tuple[Any, ...]]]:
    """All rows of all tables."""
    with reading() as session:
        return {
            table.name: [tuple(row) for row in session.execute(select(table).order_by(*table.primary_key))]
            for table in db.metadata.sorted_tables
        }


def sent_to_sign_in(answer: TestResponse) -> bool:
    """Whether the answer leads to the sign-in page."""
    return (answer.location or "").startswith("/login")


@pytest.fixture
def kind() -> str:
    """One kind of database: who may do what is decided before any is asked."""
    return "sqlite"


@pytest.fixture
def scene(app: Flask) -> Scene:
    """Everybody, each at an address of their own, signed in where they can be."""
    site, elsewhere = make_site(), make_site("far-away")
    persons = {"stan": people.stan(), "ada": people.ada()}
    persons |= {"mina": people.mina(site), "olga": people.olga(site)}
    clients = {name: people.desk_of(app, user).client for name, user in persons.items()}
    clients |= {role: app.test_client() for role in ROLES if role not in clients}
    for n, client in enumerate(clients.values()):
        client.environ_base["REMOTE_ADDR"] = f"192.{n}.2.1"
    return Scene(site, clients, {"token": make_token(site), "foreign": make_token(elsewhere)})


def test_every_route_of_the_program_has_its_row(app):
    known = {(rule.endpoint, method) for rule in app.url_map.iter_rules() for method in rule.methods or ()}
    asked = {(endpoint, method) for endpoint, method in known if method not in ("HEAD", "OPTIONS")}

    assert asked - {("static", "GET")} == {(row.endpoint, row.method) for row in TABLE}


@pytest.mark.parametrize("row", TABLE, ids=str)
def test_a_route_answers_each_role_as_it_should_and_changes_nothing_for_whoever_is_refused(scene, row):
    about, before = scene.things(), everything()
    for role in ROLES:
        answer = scene.ask(row, role, about)

        assert answer.status_code == row.expected(role), (role, answer.text)
        after = everything()
        if row.method == "GET" or answer.status_code >= 400 or sent_to_sign_in(answer):
            assert after == before, role
        if role not in MEMBERS or row.endpoint in PUBLIC:
            assert "Words that only the desk" not in answer.text.replace("-", " "), role
            assert "secret@mail.example" not in answer.text, role
        if after != before:  # the next finds all things as they were
            about, before = scene.things(), everything()


def test_a_form_of_the_desk_without_its_token_is_refused_to_everybody_and_changes_nothing(scene):
    about, before = scene.things(), everything()
    forms = [row for row in TABLE if row.is_of(routes.DESK)]
    assert len(forms) > 7

    for row, headers in product(forms, ({}, {"HX-Request": "true"})):
        answer = scene.clients["olga"].post(row.filled(about), data=row.sent(about), headers=headers)

        assert answer.status_code == 400, row
        assert "Reload the page" in answer.text or "is renewed now" in answer.text, row
    assert everything() == before


def test_a_public_form_without_its_own_stamp_is_refused_and_changes_nothing(scene):
    about, before = scene.things(), everything()
    forms = [row for row in TABLE if row.is_of(routes.READERS)]
    stamps_of_others = (None, "", "forged", "of another page", "of another site")

    for row, kind in product(forms, stamps_of_others):
        form = {**row.sent(about), "stamp": stamp_like(kind, about)}
        answer = scene.clients["visitor"].post(row.filled(about), data=form)

        assert answer.status_code in (400, 422), (row, kind)
    assert everything() == before


def stamp_like(kind: str | None, about: dict[str, Any]) -> str | None:
    """A stamp that is none, or one of something else."""
    if kind == "of another page":
        return stamps.stamp(about["site"], page_key("https://potager.example/other"))
    if kind == "of another site":
        return stamps.stamp("far-away", page_key(about["url"]))
    return kind


@pytest.mark.parametrize(
    "path", ["/s/far-away/comments/{approved}/like", "/s/far-away/comments/{pending}/like"]
)
def test_a_comment_of_another_site_cannot_be_liked_by_way_of_ones_own(scene, path):
    about = scene.things()
    url = "https://far-away.example/x"
    form = {"url": url, "stamp": stamps.stamp("far-away", page_key(url))}
    before = everything()

    answer = scene.clients["visitor"].post(path.format(**about), data=form)

    assert answer.status_code == 404
    assert everything() == before


@pytest.mark.parametrize(
    "path", ["/s/{site}/thread", "/s/{site}/comments", "/s/{site}/like", "/settings/{site}/rules"]
)
def test_a_site_that_is_not_there_is_not_found(scene, path):
    answer = scene.clients["olga"].open(
        path.format(site="no-such-site"), method="GET" if path.endswith(("thread", "rules")) else "POST"
    )

    assert answer.status_code == 404
