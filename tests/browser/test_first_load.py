"""The first load of the queue: little over the line, in few requests, and from nowhere else."""

from urllib.parse import urlsplit

from playwright.sync_api import Page, expect

from moderation.domain.queue import SIZE
from tests.factories import make_comment

MOST_BYTES = 60 * 1024
MOST_REQUESTS = 5
WORDS = tuple("leeks sown between rows of winter barley came up late although nobody watered".split(" "))


def rich(n: int) -> dict[str, str]:
    """A comment with all that a card can show: a long text that is no other's, links, a website."""
    said = " ".join(WORDS[(n * k + k * k) % len(WORDS)] + str(n * k % 7) for k in range(90))
    return {
        "name": f"Reader {n} of the {WORDS[n % 9]}",
        "email": f"{WORDS[n % 11]}{n}@mail{n}.example",
        "website": f"https://{WORDS[n % 7]}{n}.example/about",
        "text": f"{said} https://{WORDS[n % 5]}{n}.example/shop and buy cheap followers at https://f{n}.example",
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
        where = {"parent": parent} if n % 3 == 0 else {"page": f"/{n % 5}", "page_title": f"Bed {n % 5}"}
        make_comment(**where, **rich(n))
    asked, came = weighed(mina)

    mina.goto("/queue", wait_until="networkidle")

    expect(mina.locator("#cards > .card")).to_have_count(SIZE)
    assert set(came) == set(asked)
    assert {urlsplit(url).netloc for url in asked.values()} == {urlsplit(live_server.url).netloc}
    assert len(asked) <= MOST_REQUESTS, asked
    assert 10_000 < sum(came.values()) <= MOST_BYTES, {asked[id]: n for id, n in came.items()}
