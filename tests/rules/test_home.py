"""Where a page is at home: the same for all pages of one person, and never the same for two."""

import pytest

from moderation.rules.home import accounts, home_of
from moderation.rules.hosts import is_everybodys


@pytest.mark.parametrize(
    ("url", "home"),
    [
        ("https://www.Ann.example/2026/03/soup?x=1", "ann.example"),
        ("https://ann.wordpress.com/soup", "ann.wordpress.com"),
        ("https://medium.com/@Ann/soup-1a2b", "medium.com/@ann"),
        ("https://facebook.com/ann/posts/7", "facebook.com/ann"),
        ("https://m.facebook.com/ann", "facebook.com/ann"),
        ("https://fr.linkedin.com/in/ann", "linkedin.com/in/ann"),
        ("https://www.youtube.com/channel/UC1/videos", "youtube.com/channel/uc1"),
        ("https://sites.google.com/view/ann/soup", "sites.google.com/view/ann"),
        ("https://mastodon.example/@ann/113", "mastodon.example/@ann"),
        ("https://university.example/~ann/", "university.example/~ann"),
    ],
)
def test_all_pages_of_one_person_are_at_home_in_one_place(url, home):
    assert home_of(url) == home


@pytest.mark.parametrize(
    "url",
    [
        "https://www.youtube.com/watch?v=abc",
        "https://www.facebook.com/watch?v=7",
        "https://www.facebook.com/permalink.php?id=7",
        "https://github.com/",
        "https://bit.ly/3xSoup",
        "https://brid.gy/comment/mastodon/@mina@potager.example/1/2",
        "https://docs.google.com/document/d/1",
        "https://en.wikipedia.org/wiki/Leek",
        "https://wordpress.com/read",
        "mailto:ann@example.org",
        "",
    ],
)
def test_what_everybody_can_use_is_nobodys_home(url):
    assert home_of(url) == ""


def test_accounts_are_told_on_hosts_of_everybody_alone():
    strange = [host for host, _ in accounts() if not is_everybodys(host)]

    assert accounts()
    assert strange == []
