"""The sample sites of `moderation demo`: what the demo and its readers may rely on."""

import json
import re
from collections import Counter
from dataclasses import dataclass
from importlib.resources import files
from itertools import pairwise
from zoneinfo import ZoneInfo

import pytest

from moderation.words import Kind

SAMPLES = files("moderation") / "cli" / "samples"
FRESH = 2.0
"""Days: what nobody has decided yet was posted since."""

HOST = re.compile(r"https?://([\w.-]+\w)|[\w.+-]+@([\w-]+(?:\.[\w-]+)+)")
BARE_HOST = re.compile(r"\b[\w-]+\.(?:com|net|org|info|io|eu|fr|de|co\.uk)\b", re.IGNORECASE)


@dataclass(frozen=True, kw_only=True)
class Item:
    """One comment or mention of a file, with exactly these fields."""

    ref: str
    parent: str | None
    kind: str
    by: str | None
    name: str
    email: str
    website: str
    source: str
    text: str
    days_ago: float
    seconds_to_fill: float | None
    honeypot: str
    decision: str | None
    decided_after_hours: float | None
    likes: int

    @property
    def writer(self) -> tuple[str, str]:
        return self.name, self.email

    @property
    def is_mention(self) -> bool:
        return Kind(self.kind).is_mention

    @property
    def is_open(self) -> bool:
        """Nobody has decided it: it waits, or the rules have dealt with it."""
        return self.by is None and self.decision is None

    @property
    def decided_days_ago(self) -> float:
        return self.days_ago - (self.decided_after_hours or 0) / 24


@dataclass(frozen=True, kw_only=True)
class Page:
    """One page of a file and what was said about it."""

    path: str
    title: str
    items: tuple[Item, ...]


@dataclass(frozen=True, kw_only=True)
class Sample:
    """One file: a site, its pages, their comments."""

    site: dict[str, str]
    pages: tuple[Page, ...]

    @property
    def items(self) -> list[Item]:
        return [item for page in self.pages for item in page.items]


def read(name: str) -> Sample:
    """A sample file; a field too many or too few is a TypeError."""
    data = json.loads((SAMPLES / f"{name}.json").read_text(encoding="utf-8"))
    pages = tuple(
        Page(**{**page, "items": tuple(Item(**item) for item in page["items"])}) for page in data["pages"]
    )
    return Sample(**{**data, "pages": pages})


POTAGER = read("potager")
CARNET = read("carnet")
BOTH = [*POTAGER.items, *CARNET.items]
PAGES = [*POTAGER.pages, *CARNET.pages]


def hosts(item: Item) -> list[str]:
    written = " ".join((item.email, item.website, item.source, item.honeypot, item.text))
    return [url or mail for url, mail in HOST.findall(written)]


def approved_before(item: Item) -> int:
    """How many comments of this writer a moderator had approved when this one came."""
    own = [past for past in BOTH if past.writer == item.writer and past.decision == "approve"]
    return sum(past.decided_days_ago > item.days_ago for past in own)


@pytest.mark.parametrize(("sample", "key"), [(POTAGER, "potager"), (CARNET, "trail-notes")])
def test_a_sample_is_a_site_with_an_address_a_language_and_a_time_zone(sample: Sample, key: str) -> None:
    site = sample.site

    assert set(site) == {"key", "name", "url", "locale", "timezone"}
    assert site["key"] == key
    assert site["url"] == f"https://{key}.example"
    assert site["locale"] in {"fr", "en"}
    assert ZoneInfo(site["timezone"]).key == site["timezone"]


def test_pages_have_paths_of_their_own_a_title_and_something_to_show() -> None:
    assert len({page.path for page in PAGES}) == len(PAGES) == 14
    assert all(re.fullmatch(r"/2026/[a-z0-9-]+/", page.path) for page in PAGES)
    assert all(page.title.strip() and page.items for page in PAGES)


@pytest.mark.parametrize("sample", [POTAGER, CARNET])
def test_every_reference_stands_once_in_its_file(sample: Sample) -> None:
    assert max(Counter(item.ref for item in sample.items).values()) == 1


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.path)
def test_items_stand_in_the_order_in_which_they_were_posted(page: Page) -> None:
    assert all(earlier.days_ago > later.days_ago for earlier, later in pairwise(page.items))
    assert all(0.01 <= item.days_ago <= 40 for item in page.items)


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.path)
def test_an_answer_comes_after_its_parent_was_published_on_the_same_page(page: Page) -> None:
    seen = {item.ref: item for item in page.items}

    for item in page.items:
        if item.parent is not None:
            parent = seen[item.parent]
            assert parent.by == "owner" or parent.decision == "approve", item.ref
            assert parent.decided_days_ago > item.days_ago, item.ref
            assert {item.kind, parent.kind} == {"comment"}, item.ref


def test_answers_go_five_deep_somewhere() -> None:
    parents = {item.ref: item.parent for item in POTAGER.items}

    def depth(ref: str) -> int:
        above = parents[ref]
        return 1 if above is None else 1 + depth(above)

    assert max(map(depth, parents)) == 5


@pytest.mark.parametrize("item", BOTH, ids=lambda item: item.text[:30])
def test_an_item_holds_what_its_kind_needs(item: Item) -> None:
    assert item.text == item.text.strip() != ""
    assert item.decision in {"approve", "spam", "reject", None}
    assert (item.decision is None) == (item.decided_after_hours is None)
    assert 0 <= item.likes <= 9
    if item.by is not None:
        assert (item.by, item.name, item.email, item.decision) == ("owner", "", "", None)
        assert item.parent
    elif item.is_mention:
        assert all((item.name, item.source))
        assert (item.email, item.seconds_to_fill) == ("", None)
    else:
        assert all((item.name, item.email, item.seconds_to_fill))
        assert item.source == ""


def test_nothing_leads_out_to_a_real_address() -> None:
    everywhere = [host for item in BOTH for host in hosts(item)]

    assert len(everywhere) > 60
    assert [host for host in everywhere if not host.endswith(".example")] == []
    assert [item.ref for item in BOTH if BARE_HOST.search(item.text)] == []


def test_lengths_stay_within_those_of_the_door() -> None:
    assert max(len(item.text) for item in BOTH) <= 10_000
    assert max(len(item.name) for item in BOTH) <= 245
    assert max(len(item.email) for item in BOTH) <= 100
    assert max(len(item.website) for item in BOTH) <= 200


def test_only_what_is_published_has_likes() -> None:
    taken_down = [item for item in BOTH if item.decision in {"spam", "reject"}]
    strangers = [item for item in BOTH if item.is_open and not approved_before(item)]

    assert sum(item.likes for item in taken_down + strangers) == 0


def test_the_desk_has_something_of_everything() -> None:
    decisions = Counter(item.decision for item in BOTH if item.by is None)
    kinds = Counter(item.kind for item in BOTH)

    assert 60 <= len(BOTH) <= 70
    assert kinds == Counter(comment=len(BOTH) - 5, pingback=2, webmention=2, trackback=1)
    assert decisions["approve"] >= 20
    assert decisions["spam"] >= 4
    assert decisions["reject"] >= 2
    assert sum(item.by == "owner" for item in BOTH) >= 5


@pytest.mark.parametrize(("sample", "least"), [(POTAGER, 12), (CARNET, 10)])
def test_what_waits_is_fresh_and_enough_of_it_on_both_sites(sample: Sample, least: int) -> None:
    strangers = [item for item in sample.items if item.is_open and not approved_before(item)]

    assert all(item.days_ago < FRESH for item in strangers)
    assert least <= len(strangers) <= least + 4


def test_three_readers_at_least_come_back_after_two_approvals() -> None:
    regulars = {item.writer for item in BOTH if item.by is None and approved_before(item) >= 2}

    assert len(regulars) >= 3


def test_one_fell_into_the_hidden_field_and_one_was_quicker_than_a_person() -> None:
    assert [item.is_open for item in BOTH if item.honeypot] == [True]
    assert [item.is_open for item in BOTH if (item.seconds_to_fill or 60) < 1] == [True]


def test_the_same_pitch_stands_on_several_pages_under_several_names() -> None:
    pitches = Counter(host for item in BOTH if "collection" in item.text for host in set(hosts(item)))
    names = {item.name for item in BOTH if "terrasse-outlet.example" in item.text}
    pages = {page.path for page in PAGES for item in page.items if "terrasse-outlet.example" in item.text}

    assert pitches["terrasse-outlet.example"] == len(names) == len(pages) == 3
    assert pitches["boots-depot.example"] == 2
