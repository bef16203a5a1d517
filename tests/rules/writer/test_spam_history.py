"""Writers whose address, e-mail or website stood in spam before."""

from dataclasses import replace
from datetime import timedelta

import pytest

from moderation.rules.example import NOON, STRANGER, Example
from moderation.rules.writer.spam_history import SpamHistory, known_for
from moderation.words import Facts, Seen, Signal

SHOP = Example(website="https://pills.example", text="Read https://pills.example/a too")


def found(example: Example, **setting: object) -> Signal | None:
    return SpamHistory(**setting).check(example.submission(), example.facts)  # type: ignore[arg-type]


def seen(*whats: str, days: int = 1, value: str = "") -> Facts:
    at = NOON - timedelta(days=days)
    return replace(STRANGER, spam_seen=tuple(Seen(what=w, value=value, n=3, last_at=at) for w in whats))


@pytest.mark.parametrize("what", ["address", "email", "website", "host"])
def test_each_of_them_can_be_left_out(what):
    example = replace(SHOP, facts=seen(what, value="pills.example"))

    assert found(example) is not None
    assert found(example, **{what: False}) is None


def test_what_stood_in_spam_too_long_ago_is_forgiven():
    assert found(Example(facts=seen("email", days=90))) is not None
    assert found(Example(facts=seen("email", days=91))) is None
    assert found(Example(facts=seen("email", days=91)), days=120) is not None


def test_several_count_once_by_the_strongest():
    signal = found(replace(SHOP, facts=seen("host", "email", value="pills.example")))

    assert signal is not None
    assert signal.points == SpamHistory().points
    assert signal.why == "The e-mail stands in {n} spam comment"


def test_a_host_has_points_of_its_own_and_is_named():
    signal = found(replace(SHOP, facts=known_for("host", "pills.example")))

    assert signal is not None
    assert signal.points == SpamHistory().host_points
    assert signal.many.format(**signal.values) == "pills.example stands in 2 spam comments"
    assert signal.quotes == ("pills.example",)


@pytest.mark.parametrize("host", ["bit.ly", "facebook.com", "m.facebook.com", "youtu.be"])
def test_a_host_of_everybody_is_held_against_nobody(host):
    assert found(Example(text=f"See https://{host}/x", facts=seen("host", value=host))) is None


def test_a_page_of_ones_own_on_such_a_host_is():
    url = "https://facebook.com/pills"

    assert found(Example(website=url, facts=seen("website", value=url))) is not None


def test_what_is_not_known_costs_nothing_and_is_said():
    signal = found(Example(facts=Facts()))

    assert signal is not None
    assert (signal.points, signal.verdict) == (0, None)
