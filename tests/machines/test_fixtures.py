"""The fixtures by themselves: what one test leaves must not meet the next."""

from datetime import UTC, datetime
from urllib.error import HTTPError
from urllib.request import urlopen

import pytest
from flask import g

from moderation.domain import enrol
from moderation.store.db import reading, writing
from moderation.store.sites import all_sites

NOW = datetime(2026, 3, 11, 9, 14, tzinfo=UTC)


def add_site() -> int:
    with writing() as session:
        url = "https://blog.example"
        return enrol.add_site(session, "blog", name="Blog", url=url, locale="en", timezone="UTC", now=NOW).id


def known_sites() -> int:
    with reading() as session:
        return len(session.scalars(all_sites()).all())


@pytest.mark.parametrize("time", ["once", "and again"])
def test_every_test_begins_with_an_empty_and_ready_database(client, time):
    assert client.get("/readyz").status_code == 200
    assert known_sites() == 0

    assert add_site() == 1


def test_a_request_sees_nothing_of_the_context_that_its_test_stands_in(app, client):
    app.add_url_rule("/seen", view_func=lambda: {"seen": "mark" in g})
    g.mark = "left by the test"

    assert client.get("/seen").json == {"seen": False}


def test_a_live_server_answers_from_the_database_of_its_test(live_server):
    thread = f"{live_server.url}/s/blog/thread?url=https://blog.example/soup"
    with pytest.raises(HTTPError, match="404") as unknown:
        urlopen(thread)
    unknown.value.close()

    add_site()

    with urlopen(thread) as answer:
        assert answer.status == 200
