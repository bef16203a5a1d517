"""`moderation mentions send`, as an author types it."""

from collections.abc import Iterator
from dataclasses import replace

import pytest

from moderation.net import pace
from moderation.settings import Settings
from tests.cli.conftest import Command, added, failed
from tests.machines.receiver import Receiver, receiving


@pytest.fixture
def settings(settings: Settings) -> Settings:
    """An installation that may visit this machine."""
    return replace(settings, allow_private_sources=True, base_url="https://desk.example")


@pytest.fixture(autouse=True)
def quickly(monkeypatch: pytest.MonkeyPatch) -> None:
    """These blogs on loopback do not mind."""
    monkeypatch.setattr(pace, "GAP", 0.0)


@pytest.fixture
def ours(command: Command) -> Iterator[Receiver]:
    """The blog that is ours, and a site of the desk."""
    with receiving("127.0.0.2") as blog:
        added(command("site", "add", "potager", "--name", "Potager", "--url", blog.url()))
        yield blog


@pytest.fixture
def theirs() -> Iterator[Receiver]:
    """A blog to which we link."""
    with receiving("127.0.0.3") as blog:
        yield blog


def written(blog: Receiver, *targets: str, path: str = "/soup") -> str:
    """An article with these links; its address."""
    links = " ".join(f"<a href='{target}'>x</a>" for target in targets)
    return blog.page(path, f"<nav><a href='http://127.0.0.9/'>x</a></nav><main>{links}</main>")


def test_each_link_is_told_by_what_it_announces_and_said_in_a_line(command, ours, theirs):
    by_webmention, nothing = theirs.takes_webmentions("/a"), theirs.page("/c", "<p>Soup.")
    by_pingback, missing = theirs.takes_pingbacks("/b"), theirs.url("/missing")
    page = written(ours, by_webmention, by_pingback, nothing, missing, ours.url("/own"))

    out = added(command("mentions", "send", page))

    assert out.splitlines() == [
        f"{by_webmention}: sent by webmention",
        f"{by_pingback}: sent by pingback",
        f"{nothing}: announces nothing",
        f"{missing}: failed: There is no such page.",
        "2 sent, 1 announced nothing, 1 failed.",
    ]
    assert [path for path, _ in theirs.posts] == ["/webmention", "/xmlrpc"]
    assert theirs.told[0] == {"source": page, "target": by_webmention}
    assert all("(verifies mentions; +https://desk.example/)" in head for head in theirs.server.heads)


def test_a_second_run_sends_nothing_anew_and_says_so(command, ours, theirs):
    target, missing = theirs.takes_webmentions(), theirs.url("/missing")
    page = written(ours, target, missing)
    added(command("mentions", "send", page))
    visits = list(theirs.visits)

    out = added(command("mentions", "send", page))

    assert out.splitlines() == [
        f"{target}: sent before by webmention",
        f"{missing}: failed before: There is no such page.",
        "Nothing new: 2 links, all looked at before. --again tells them again.",
    ]
    assert theirs.visits == visits


def test_an_edited_page_is_told_again_where_that_is_asked_for(command, ours, theirs):
    first, second = theirs.takes_webmentions("/first"), theirs.takes_webmentions("/second")
    page = written(ours, first)
    added(command("mentions", "send", page))
    written(ours, second)

    out = added(command("mentions", "send", page, "--again"))

    # Whoever is linked to no more is told too, so that the mention there can be taken down.
    assert [form["target"] for form in theirs.told] == [first, second, first]
    assert out.splitlines()[-1] == "2 sent, 0 announced nothing, 0 failed."


def test_only_the_new_links_are_told_where_some_are_known(command, ours, theirs):
    first, second = theirs.takes_webmentions("/first"), theirs.takes_webmentions("/second")
    added(command("mentions", "send", written(ours, first)))

    out = added(command("mentions", "send", written(ours, first, second)))

    assert [form["target"] for form in theirs.told] == [first, second]
    assert out.splitlines()[-1] == "1 sent, 0 announced nothing, 0 failed, 1 looked at before."


def test_what_may_be_over_soon_says_when_it_is_tried_again_and_the_next_run_tries(command, ours, theirs):
    target = theirs.takes_webmentions(status="503 Later")
    theirs.then("/webmention", status="200 OK")
    page = written(ours, target)

    first = added(command("mentions", "send", page))
    second = added(command("mentions", "send", page))

    assert f"{target}: failed: Its server asked us to come later. Next try: 20" in first
    assert first.splitlines()[-1] == "0 sent, 0 announced nothing, 1 failed."
    assert second.splitlines() == [f"{target}: sent by webmention", "1 sent, 0 announced nothing, 0 failed."]


def test_a_page_without_links_tells_nobody(command, ours):
    assert added(command("mentions", "send", written(ours))) == "This page links to nobody else.\n"


@pytest.mark.parametrize(
    ("path", "why"),
    [("/none", "There is no such page."), ("/picture", "neither HTML nor JSON nor plain text")],
)
def test_a_page_that_cannot_be_read_is_one_line(command, ours, path, why):
    ours.page("/picture", "x", type="image/png")

    assert why in failed(command("mentions", "send", ours.url(path)))


def test_a_page_that_leads_elsewhere_is_not_ours_to_tell_of(command, ours, theirs):
    ours.page("/gone", "", f"Location: {theirs.takes_webmentions()}", status="302 Found")

    assert "does not lie under this site" in failed(command("mentions", "send", ours.url("/gone")))


@pytest.mark.parametrize("url", ["https://elsewhere.example/soup", "soup", "javascript:alert(1)", ""])
def test_an_address_of_no_site_is_one_line(command, ours, url):
    assert "lies under no site" in failed(command("mentions", "send", url))


def test_a_site_that_is_named_must_be_there_and_hold_the_page(command, ours):
    added(command("site", "add", "other", "--name", "Other", "--url", "https://other.example"))

    assert failed(command("mentions", "send", ours.url("/soup"), "--site", "none")).startswith(
        "There is no site"
    )
    assert "does not lie under this site" in failed(
        command("mentions", "send", ours.url("/soup"), "--site", "other")
    )


def test_the_innermost_of_two_sites_is_the_pages_own(command, ours, theirs):
    added(command("site", "add", "inner", "--name", "Inner", "--url", ours.url("/notes")))
    page = written(ours, theirs.takes_webmentions(), ours.url("/soup"), path="/notes/1")

    out = added(command("mentions", "send", page))

    assert ours.url("/soup") in out  # another site of the installation is told as any other
    assert out.splitlines()[-1] == "1 sent, 0 announced nothing, 1 failed."


def test_nobody_within_is_told_where_that_is_not_allowed(command, ours, theirs, monkeypatch):
    monkeypatch.setenv("MODERATION_ALLOW_PRIVATE_SOURCES", "")

    assert "not on the open network" in failed(command("mentions", "send", written(ours, theirs.url())))
    assert ours.visits == theirs.visits == []
