"""Long lists are made ready beside the requests."""

import threading

from moderation.domain import amend, tune
from moderation.rules.wording.blocked_words import BlockedWords
from moderation.store.db import reading
from moderation.web import warm
from tests.lists import put
from tests.web.tab import Tab


def list_of_the_site() -> BlockedWords:
    """The blocked words by which the next comment is judged."""
    with reading() as session:
        site = tune.site_with_key(session, "potager")
        assert site is not None
        return tune.book_of(session, site).rule(BlockedWords)


def is_ready(rule: BlockedWords) -> bool:
    """Whether the list was made ready, whoever asked for it."""
    return "finder" in vars(rule)


def done() -> None:
    """Wait until nothing is made ready any more."""
    for thread in threading.enumerate():
        if thread.name == "warm":
            thread.join()


def test_what_is_saved_is_ready_before_a_comment_asks_for_it(olga):
    Tab(olga, "/settings/potager/rules/wordpress").press("Take over", disallowed="casino")
    done()

    assert is_ready(list_of_the_site())


def test_a_list_is_ready_after_a_line_was_added_on_its_page(olga):
    Tab(olga, "/settings/potager/lists/blocked_words.words").press("Add", text="casino")
    done()

    assert is_ready(list_of_the_site())


def test_the_lists_of_all_sites_are_ready_when_the_server_has_begun(app, olga):
    Tab(olga, "/settings/potager/rules").press("Save changes", "", {"rules.blocked_words.words": "begun"})
    done()
    vars(list_of_the_site()).pop("finder")

    warm.keep(app, rounds=0).join()

    assert is_ready(list_of_the_site())


def test_a_long_list_that_another_process_changed_is_made_ready_without_a_comment(app, olga, monkeypatch):
    monkeypatch.setattr(amend, "MANY", 1)
    put("casino", "bingo")
    vars(list_of_the_site()).pop("finder", None)

    warm.keep(app, every=0, rounds=1).join()

    assert is_ready(list_of_the_site())


def test_a_list_is_made_ready_once_for_all_comments(olga):
    Tab(olga, "/settings/potager/rules").press("Save changes", "", {"rules.blocked_words.words": "once"})
    done()

    assert list_of_the_site().finder is list_of_the_site().finder
