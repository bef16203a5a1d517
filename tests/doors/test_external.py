"""The owner's service and the doors: asked before anything is written, and only about what is let in."""

import base64
import json
from collections.abc import Iterator
from typing import Any

import pytest

from moderation import jobs
from moderation.store.comments import Comment
from moderation.store.sites import Site
from moderation.words import Status
from tests.doors.writer import reader, say, set_rules, stored
from tests.factories import make_comment
from tests.machines.receiver import Receiver, receiving
from tests.people import program_of

SECRET = "whsec_" + base64.b64encode(b"k" * 32).decode()


@pytest.fixture
def service(app, monkeypatch) -> Iterator[Receiver]:
    """A service of Olga's on loopback, which finds everything wrong."""
    monkeypatch.setitem(app.config, "ALLOW_PRIVATE_SOURCES", True)
    with receiving() as started:
        started.page("/ask", '{"points": 20, "why": "Seen elsewhere"}', type="application/json")
        yield started


@pytest.fixture
def asking(site: Site, service: Receiver) -> Receiver:
    """The same, and the site asks it."""
    set_rules(site, external={"on": True, "url": service.url("/ask"), "secret": SECRET})
    return service


def external(comment: Comment) -> dict[str, Any]:
    """What the rule says of a comment."""
    found: dict[str, Any] = next(signal for signal in comment.signals if signal["rule"] == "external")
    return found


def test_the_answer_judges_what_comes_by_the_form(app, site, asking):
    say(reader(app, 1))

    (comment,) = stored(site)
    assert comment.status is Status.SPAM
    assert (external(comment)["points"], external(comment)["values"]) == (20, {"sentence": "Seen elsewhere"})


def test_what_the_door_refuses_is_no_business_of_the_service(app, site, asking):
    say(reader(app, 1), text="")

    assert asking.posts == []


def test_a_form_that_comes_twice_is_asked_about_once(app, site, asking):
    lea = reader(app, 1)

    for _ in range(2):
        say(lea, submission_id="3b241101-e2bb-4255-8caf-4136c566a962")

    assert len(asking.posts) == 1
    assert len(stored(site)) == 1


def test_a_site_without_a_service_asks_nobody(app, site, service):
    say(reader(app, 1))

    assert service.posts == []
    assert not [s for s in stored(site)[0].signals if s["rule"] == "external"]


def test_what_programs_hand_in_is_asked_about_too(app, site, asking):
    program = program_of(app, site)
    given = {
        "url": "https://potager.example/soup",
        "name": "Lea",
        "email": "lea@mail.example",
        "text": "Soup?",
    }

    answer = program.post("/comments", given)

    assert answer.status_code == 201
    assert json.loads(asking.posts[0][1])["data"]["text"] == "Soup?"
    assert json.loads(answer.text)["status"] == "spam"


def test_a_mention_is_asked_about_once_its_source_was_seen(app, site, asking):
    make_comment(site, status="approved")
    source = asking.page(
        "/post", "<title>My notes</title><p>See <a href='https://potager.example/soup'>soup</a>"
    )
    form = {"source": source, "target": "https://potager.example/soup"}
    app.test_client().post("/s/potager/webmention", data=form)

    jobs.of(app).visit()

    mention = stored(site)[-1]
    assert json.loads(asking.posts[0][1])["data"]["source"] == source
    assert external(mention)["points"] == 20
    assert mention.status is Status.SPAM
