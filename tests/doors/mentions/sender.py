"""Whoever tells us of a mention, and what the tests look at afterwards."""

import xmlrpc.client
from datetime import UTC, datetime, timedelta
from typing import Any
from xml.etree.ElementTree import fromstring

from flask import current_app
from flask.testing import FlaskClient
from sqlalchemy import select
from werkzeug.test import TestResponse

from moderation.domain import visit
from moderation.net.manner import visitor
from moderation.store.comments import Comment
from moderation.store.db import reading, writing
from moderation.store.mentions import Mention

XMLRPC = "/s/potager/xmlrpc"
WEBMENTION = "/s/potager/webmention"


def ping(client: FlaskClient, source: Any, target: Any) -> int | str:
    """The answer to a pingback: the fault's code, or the string that says it went well."""
    body = xmlrpc.client.dumps((source, target), "pingback.ping").encode()
    return called(client.post(XMLRPC, data=body, content_type="text/xml"))


def called(answer: TestResponse) -> int | str:
    """What an XML-RPC answer says, as the client of Python's own library reads it."""
    assert answer.status_code == 200
    assert answer.content_type == "text/xml; charset=utf-8"
    try:
        (said,), _ = xmlrpc.client.loads(answer.text)
    except xmlrpc.client.Fault as fault:
        return int(fault.faultCode)
    assert isinstance(said, str)
    return said


def mention(client: FlaskClient, source: str, target: str) -> TestResponse:
    """The answer to a webmention."""
    return client.post(WEBMENTION, data={"source": source, "target": target})


def mentioned(client: FlaskClient, source: str, target: str) -> str:
    """Send a webmention, let it be verified, and give the path at which its sender asks how it stands."""
    answer = mention(client, source, target)
    assert answer.status_code == 202, answer.text
    work()
    return answer.headers["Link"].partition("<")[2].partition(">")[0]


def track(client: FlaskClient, target: str, **fields: str) -> tuple[int, str]:
    """The answer to a trackback: its error, and its message."""
    return tracked(client.post("/s/potager/trackback", query_string={"url": target}, data=fields))


def tracked(answer: TestResponse) -> tuple[int, str]:
    """What a trackback's answer says."""
    assert answer.status_code == 200
    assert answer.content_type == "text/xml; charset=utf-8"
    said = fromstring(answer.text)
    return int(said.findtext("error") or ""), said.findtext("message") or ""


def work(at: datetime | None = None) -> int:
    """Make all the visits that are due by then, or within the hour; how many they were."""
    now, n = at or datetime.now(UTC) + timedelta(hours=1), 0
    while True:
        with writing() as session:
            taken = visit.claim(session, now=now)
        if taken is None:
            return n
        manner = visitor("https://desk.example", allow_private=current_app.config["ALLOW_PRIVATE_SOURCES"])
        seen = visit.go(taken, manner)
        with writing() as session:
            visit.settle(session, taken, seen, now=now)
        n += 1


def taken_in() -> list[Comment]:
    """All mentions that stand at the desk, in order."""
    with reading() as session:
        return list(session.scalars(select(Comment).order_by(Comment.id)))


def row() -> Mention:
    """The only mention that was announced."""
    with reading() as session:
        return session.scalars(select(Mention)).one()


def rows() -> list[Mention]:
    """All mentions that were announced, in order."""
    with reading() as session:
        return list(session.scalars(select(Mention).order_by(Mention.id)))
