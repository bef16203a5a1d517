"""The first load of the queue: little over the line, in few requests, and from nowhere else."""

from random import Random
from typing import Any
from urllib.parse import urlsplit

from playwright.sync_api import Page, expect

from moderation.domain.queue import SIZE
from tests.factories import make_comment

MOST_BYTES = 60 * 1024
MOST_REQUESTS = 5
SYLLABLES = [first + last for first in "bcdfglmnprstv" for last in "aeiou"]


def rich(n: int) -> dict[str, Any]:
    """A comment with all that a card can show: a long text that is no other's, links, a website."""
    chance = Random(n)
    words = ["".join(chance.choices(SYLLABLES, k=chance.randint(1, 4))) for _ in range(120)]
    return {
        "name": " ".join(words[:2]).title(),
        "email": f"{words[2]}@{words[3]}.example",
        "website": f"https://{words[4]}.example/{words[5]}",
        "text": f"{' '.join(words)}: cheap followers at https://{words[6]}.example",
    }


def weighed(page: Page) -> tuple[dict[str, str], dict[str, float]]:
    """The addresses that are asked for and the bytes over the line, by the browser's own numbers."""
    asked: dict[str, str] = {}
    came: dict[str, float] = {}
    line = page.context.new_cdp_session(page)
    line.send("Network.enable")
    line.on("Network.requestWillBeSent", lambda it: asked.update({it["requestId"]: it["request"]["url"]}))
    line.on("Network.loadingFinished", lambda it: came.update({it["requestId"]: it["encodedDataLength"]}))
    return asked, came


def test_the_first_load_of_the_queue_is_small(mina, live_server):
    parent = make_comment(status="approved")
    for n in range(SIZE + 5):
        bed = {"page": f"/{n % 5}", "page_title": f"Bed {n % 5}"}
        where: dict[str, Any] = {"parent": parent} if n % 3 == 0 else bed
        make_comment(**where, **rich(n))
    asked, came = weighed(mina)

    mina.goto("/queue", wait_until="networkidle")

    expect(mina.locator("#cards > .card")).to_have_count(SIZE)
    assert set(came) == set(asked)
    assert {urlsplit(url).netloc for url in asked.values()} == {urlsplit(live_server.url).netloc}
    assert len(asked) <= MOST_REQUESTS, asked
    assert 10_000 < sum(came.values()) <= MOST_BYTES, {asked[id]: n for id, n in came.items()}
