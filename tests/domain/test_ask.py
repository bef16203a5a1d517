"""A service of the owner's: what it is asked, how it knows who asks, and what its answer is worth."""

import base64
import hmac
import json
from collections.abc import Iterator
from dataclasses import replace
from hashlib import sha256
from threading import Event
from time import perf_counter, time

import pytest

from moderation.domain import ask, judge
from moderation.errors import Invalid
from moderation.net.manner import visitor
from moderation.rules.book import parse
from moderation.store.db import reading
from moderation.store.sites import Site
from moderation.words import Answer, Facts, Verdict
from tests.factories import make_site, number, submission
from tests.machines.receiver import Receiver, receiving
from tests.machines.strange import strange

SECRET = "whsec_" + base64.b64encode(b"k" * 32).decode()
NEAR = visitor("https://potager.example", allow_private=True)


@pytest.fixture
def service() -> Iterator[Receiver]:
    """A service of Olga's on loopback."""
    with receiving() as started:
        yield started


def with_service(service: Receiver, body: str = "{}", status: str = "200 OK", **setting: object) -> Site:
    """A site that asks it, and gets this answer."""
    url = service.page("/ask", body, status=status, type="application/json")
    return make_site(rules={"rules": {"external": {"on": True, "url": url, "secret": SECRET, **setting}}})


def asked(site: Site, **given: object) -> Answer:
    answer = ask.asked(site, submission(site, **given), NEAR).external
    assert answer is not None
    return answer


def judged(site: Site, answer: Answer | None) -> Verdict:
    with reading() as session:
        return judge.judge(session, site, None, replace(submission(site), external=answer))[1]


def test_the_service_gets_what_was_said_and_nothing_personal(app, service):
    site = with_service(service)

    asked(site, name="Stan", email="stan@mail.example", ip="198.51.100.7", text="Soup")

    (_, body), head = service.posts[0], service.server.heads[0]
    data = json.loads(body)["data"]
    assert data["author"] == {"name": "Stan", "website": ""}
    assert (data["site"], data["kind"], data["text"]) == ("potager", "comment", "Soup")
    assert data["page"]["url"] == "https://potager.example/soup"
    assert b"stan@mail.example" not in body
    assert "198.51.100.7" not in head + body.decode()


def test_e_mail_and_address_are_sent_where_the_owner_wants_so(app, service):
    site = with_service(service, personal=True)

    asked(site, email="stan@mail.example", ip="198.51.100.7")

    author = json.loads(service.posts[0][1])["data"]["author"]
    assert (author["email"], author["ip"]) == ("stan@mail.example", "198.51.100.7")


def test_the_request_is_signed_as_standard_webhooks_are(app, service):
    asked(with_service(service))

    head, body = service.server.heads[0], service.posts[0][1]
    lines = (line.split(": ", 1) for line in head.splitlines()[1:] if line)
    sent = {name.lower(): value for name, value in lines}
    signed = f"{sent['webhook-id']}.{sent['webhook-timestamp']}.".encode() + body
    expected = base64.b64encode(hmac.new(b"k" * 32, signed, sha256).digest()).decode()
    assert sent["webhook-signature"] == f"v1,{expected}"
    assert abs(int(sent["webhook-timestamp"]) - time()) < 60
    assert SECRET not in head + body.decode()


@pytest.mark.parametrize(
    ("body", "answer"),
    [
        ('{"points": 3, "why": "A known customer"}', Answer(points=3, why="A known customer")),
        ('{"points": -4}', Answer(points=-4)),
        ('{"points": 9999}', Answer(points=20)),
        ('{"points": -9999}', Answer(points=-20)),
        ("{}", Answer()),
        ('{"why": null}', Answer()),
        ('{"points": 1.5}', Answer(trouble="garbled")),
        ('{"points": true}', Answer(trouble="garbled")),
        ('{"points": "3"}', Answer(trouble="garbled")),
        ("[]", Answer(trouble="garbled")),
        ("<html>", Answer(trouble="garbled")),
        ("[" * 9000, Answer(trouble="garbled")),
        ('{"why": "' + "x" * 20_000 + '"}', Answer(trouble="too_big")),
    ],
)
def test_an_answer_is_taken_within_its_bounds_or_not_at_all(app, service, body, answer):
    assert asked(with_service(service, body)) == answer


@pytest.mark.parametrize("status", ["500 Oops", "404 Not Found", "401 No", "302 Found\r\nLocation: /ask"])
def test_no_other_status_is_an_answer_and_nobody_is_followed_elsewhere(app, service, status):
    answer = asked(with_service(service, '{"points": 3}', status))

    assert answer.points == 0
    assert answer.trouble
    assert len(service.posts) == 1


def test_nothing_to_say_is_an_answer(app, service):
    assert asked(with_service(service, "", "204 No Content")) == Answer()


def test_a_sentence_is_one_line_and_short(app, service):
    answer = asked(with_service(service, json.dumps({"points": 1, "why": "a\nb\u202e" + "c" * 500})))

    assert "\n" not in answer.why
    assert "\u202e" not in answer.why
    assert len(answer.why) <= 200


def test_a_service_that_is_slow_is_waited_for_two_seconds_at_most(app):
    def meet(connection, head):
        Event().wait(5)

    with strange(meet) as server:
        rule = {"on": True, "url": server.url("/ask"), "secret": SECRET}
        site = make_site(rules={"rules": {"external": rule}})
        began = perf_counter()
        answer = asked(site)

    assert answer.trouble == "too_slow"
    assert perf_counter() - began < 3


def test_a_private_address_is_asked_only_where_the_installation_allows_it(app, service):
    site = with_service(service, '{"points": 3}')
    guarded = visitor("https://potager.example", allow_private=False)

    answer = ask.asked(site, submission(site), guarded).external

    assert answer == Answer(trouble="private_address")
    assert service.server.n_connections == 0


def test_the_answer_counts_and_is_told(app, service):
    verdict = judged(with_service(service), Answer(points=5, why="Listed by our firewall"))

    (signal,) = (s for s in verdict.signals if s.rule == "external")
    assert signal.points == 5
    assert signal.why.format(**signal.values) == "Your own service says: Listed by our firewall"


def test_what_could_not_be_asked_costs_nobody_points_and_is_said(app, service):
    for answer in (None, Answer(trouble="too_slow"), Answer(trouble="garbled")):
        (signal,) = (s for s in judged(with_service_once(service), answer).signals if s.rule == "external")
        assert (signal.points, signal.verdict) == (0, None)
        assert "could not be asked" in signal.why or "was not asked" in signal.why


def with_service_once(service: Receiver) -> Site:
    url = service.page("/ask", "{}")
    setting = {"on": True, "url": url, "secret": SECRET}
    return make_site(f"site{number()}", rules={"rules": {"external": setting}})


def test_the_owner_bounds_what_an_answer_is_worth(app, service):
    verdict = judged(with_service(service, points=4), Answer(points=-20))

    assert [s.points for s in verdict.signals if s.rule == "external"] == [-4]


def test_the_answer_is_kept_with_what_was_known(app):
    facts = Facts(external=Answer(points=3, why="x"))

    assert Facts.from_json(facts.as_json()) == facts


@pytest.mark.parametrize(
    ("setting", "on"),
    [
        ({"on": True}, ["url", "secret"]),
        ({"url": "http://judge.example/ask"}, ["url"]),
        ({"url": "https://me:pw@judge.example/ask"}, ["url"]),
        ({"url": "ftp://judge.example"}, ["url"]),
        ({"url": "http://10.0.0.7:8000/ask"}, []),
        ({"url": "http://judge.internal/ask"}, []),
        ({"secret": "short"}, ["secret"]),
        ({"secret": "whsec_!!!"}, ["secret"]),
        ({"secret": "x" * 24}, []),
    ],
)
def test_an_unsafe_address_and_a_weak_secret_are_refused(setting, on):
    found: list[str] = []
    try:
        parse({"rules": {"external": setting}})
    except Invalid as wrong:
        found = [problem.on.removeprefix("rules.external.") for problem in wrong.problems]

    assert found == on
