"""The one way in: pages under all the ways to write them, and only what a database takes."""

import pytest

from moderation.domain import submit
from moderation.domain.submit import Received
from moderation.errors import Invalid
from moderation.store.db import writing
from moderation.store.sites import Site
from moderation.words import Kind, Submission
from tests.factories import (
    make_comment,
    make_site,
    page_of,
    reload,
    submission,
    the_site,
    tick,
    turned,
)

CASINO = {"rules": {"blocked_words": {"words": ["casino"]}}}


def sent(site: Site, given: Submission) -> Received:
    with writing() as session:
        return submit.at_door(session, site, given)


TWINS = (
    "https://potager.example/soup",
    "http://potager.example/soup",
    "https://www.potager.example/soup/",
    "https://POTAGER.example:443/soup#comment-3",
    "https://potager.example/soup?utm_source=letter",
    "https://potager.example/leeks/../soup?fbclid=abc",
    " https://potager.example/%73oup ",
)


def test_the_ways_to_write_an_address_are_one_page(app):
    made = [sent(the_site(), submission(url=twin)).comment for twin in TWINS]

    assert {comment.page_id for comment in made} == {made[0].page_id}
    assert page_of(made[-1]).url == "https://potager.example/soup"


def test_a_query_that_says_something_is_another_page(app):
    first = make_comment(page="/?p=1")

    second = make_comment(page="/?p=2")

    assert second.page_id != first.page_id


FOREIGN, NONE = "This page does not belong to this site.", "This is not the address of a page."


@pytest.mark.parametrize(
    ("url", "why"),
    [
        ("https://elsewhere.example/soup", FOREIGN),
        ("https://potager.example.evil.example/soup", FOREIGN),
        ("https://user@potager.example/soup", NONE),
        ("javascript:alert(1)", NONE),
        ("/soup", NONE),
        ("", NONE),
        ("https://potager.example/" + "a" * 2048, NONE),
    ],
)
def test_an_address_that_is_no_page_of_the_site_is_refused(url, why):
    site = Site(url="https://potager.example/", aliases=[])
    given = Submission(page_url=url, text="Hi", origin="form:1", posted_at=tick(), received_at=tick())

    with pytest.raises(Invalid) as refused:
        submit.storable(site, given)

    assert [(p.on, p.why) for p in refused.value.problems] == [("url", why)]


def test_a_site_below_a_path_takes_only_what_lies_under_it(app):
    site = make_site(url="https://host.example/~rosa")

    assert sent(site, submission(site, page="/soup")).is_new
    with pytest.raises(Invalid):
        sent(site, submission(site, url="https://host.example/~rosalind/soup"))


def test_a_page_is_called_as_it_was_when_something_was_first_published_there(app):
    comment = make_comment(page_title="Cheap leeks")
    make_comment(page_title="Leek soup")
    make_comment(page_title="")
    turned(comment, "approve")
    make_comment(page_title="Something else")

    assert page_of(comment).title == "Leek soup"


def test_what_no_database_takes_is_replaced_wherever_it_stands(app):
    odd = "\ud800 and \x00"
    given = submission(
        kind=Kind.TRACKBACK,
        text=f"A text {odd}",
        name=f"Rosa {odd}",
        email=odd,
        website=f"https://rosa.example/{odd}",
        ip=odd,
        user_agent=odd,
        source=f"https://rosa.example/{odd}",
        page_title=odd,
        origin=f"form:{odd}",
    )

    comment = sent(the_site(), given).comment

    assert reload(comment).text == "A text \ufffd and \ufffd"
    assert reload(comment).name == "Rosa \ufffd and \ufffd"


def test_a_website_that_is_no_web_address_is_left_out(app):
    assert make_comment(website="javascript:alert(1)").website == ""
    assert make_comment(website="rosa.example").website == "http://rosa.example"
