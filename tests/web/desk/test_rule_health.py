"""What the rules page says beside each rule: its hits, the share that people confirmed, the last hit."""

from datetime import UTC, datetime, timedelta

import pytest
from flask.testing import FlaskClient

from moderation.store import tallies
from moderation.store.comments import Comment
from moderation.store.db import writing
from moderation.store.sites import Site
from moderation.words import Status
from tests.factories import make_comment, make_site, turned
from tests.people import desk_of
from tests.people import olga as olga_of
from tests.web.markup import Element, read
from tests.web.tab import Tab

RULES = "/settings/potager/rules"
TRUSTING = {"rules": {"trusted": {"who": ["lea@mail.example"]}}}


def beside(olga: FlaskClient, rule: str) -> Element:
    """What stands beside a rule."""
    return Tab(olga, RULES).page.one("div", aria_labelledby=f"rule-{rule}").one(class_="health")


def trapped(site: Site, *, days: int = 0) -> Comment:
    """A comment that only the hidden field speaks against."""
    return make_comment(site, honeypot="x", status=None, at=datetime.now(UTC) - timedelta(days=days))


def found(site: Site, rule: str, *, aim: Status = Status.SPAM, **decided: int) -> None:
    """So many hits of today, decided so."""
    now = datetime.now(UTC)
    with writing() as session:
        for status, n in decided.items():
            key = site.id, tallies.HITS[aim], f"{now:%Y-%m-%d} {rule}", Status(status)
            tallies.add(session, key, n, now)


def test_a_rule_that_never_hit_says_so(olga):
    assert beside(olga, "links").text == "no hits in 90 days"


def test_what_is_told_at_the_door_has_no_health(olga):
    rule = Tab(olga, RULES).page.one("div", aria_labelledby="rule-length")

    assert not rule.has(class_="health")


def test_hits_lead_to_what_waits_and_prove_nothing_yet(olga, site):
    last = trapped(site, days=3)

    health = beside(olga, "honeypot")

    hits = health.one("a")
    assert hits.text == "1 hit in 90 days: what waits"
    assert "none decided yet" in health.text
    assert "last hit 3 days ago" in health.text
    assert health.one("time")["datetime"] == last.received_at.isoformat()
    listed = Tab(olga, hits["href"]).page
    assert [card["id"] for card in listed.all("article")] == [f"comment-{last.id}"]


def test_where_nothing_waits_hits_lead_to_the_spam(olga, site):
    last = trapped(site)
    turned(last, "spam")

    health = beside(olga, "honeypot")

    assert health.one("a").text == "1 hit in 90 days: what is spam"
    assert "100 % were spam" in health.text.replace("\N{NO-BREAK SPACE}", " ")
    assert "1 decided" in health.text
    listed = Tab(olga, health.one("a")["href"]).page
    assert [card["id"] for card in listed.all("article")] == [f"comment-{last.id}"]


def test_where_neither_is_left_hits_lead_nowhere(olga, site):
    turned(trapped(site), "approve")

    health = beside(olga, "honeypot")

    assert not health.has("a")
    assert "0 % were spam" in health.text.replace("\N{NO-BREAK SPACE}", " ")


def test_rejections_alone_are_called_that(olga, site):
    turned(trapped(site), "reject")

    assert "only rejections so far" in beside(olga, "honeypot").text


def test_trust_is_right_about_the_genuine(app):
    site = make_site(rules=TRUSTING)
    turned(make_comment(site, email="lea@mail.example", at=datetime.now(UTC), status=None), "approve")

    health = beside(desk_of(app, olga_of(site)).client, "trusted")

    assert "100 % were genuine" in health.text.replace("\N{NO-BREAK SPACE}", " ")
    assert not health.has("a")


@pytest.mark.parametrize(
    ("spam", "approved", "share", "standing"),
    [
        (405, 6, "98.5 % were spam", "good"),
        (14, 17, "45.2 % were spam", "bad"),
        (2, 1, "66.7 % were spam", ""),
        (60, 40, "60 % were spam", ""),
        (9, 0, "100 % were spam", ""),
    ],
)
def test_a_share_is_coloured_once_it_is_a_verdict_and_always_said(
    olga, site, spam, approved, share, standing
):
    found(site, "links", spam=spam, approved=approved)

    line = next(li for li in beside(olga, "links").all("li") if "%" in li.text)

    assert line.text.replace("\N{NO-BREAK SPACE}", " ") == share
    assert line["class"] == standing


def test_one_that_speaks_either_way_is_right_or_wrong(olga, site):
    found(site, "links", spam=3, approved=1)
    found(site, "links", aim=Status.APPROVED, approved=4)

    assert "87.5 % were right" in beside(olga, "links").text.replace("\N{NO-BREAK SPACE}", " ")


def test_many_are_told_with_the_separators_of_the_language(olga, site):
    found(site, "links", spam=12_345)

    french = olga.get(RULES, headers={"Accept-Language": "fr"}).text
    assert "12,345 hits in 90 days" in beside(olga, "links").text
    assert "12 345 trouvés en 90 jours" in french.replace("\N{NARROW NO-BREAK SPACE}", " ")


@pytest.mark.parametrize("htmx", [False, True])
def test_it_stands_there_as_well_where_what_was_typed_is_wrong(olga, site, htmx):
    trapped(site)

    answer = Tab(olga, RULES).press("Save changes", hold_from="x", htmx=htmx)

    assert answer.status_code == 422
    rule = read(answer.text).one("div", aria_labelledby="rule-honeypot")
    assert "1 hit in 90 days" in rule.one(class_="health").text
