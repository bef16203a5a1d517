"""Learning: each decision teaches a little, its undo takes exactly that back."""

from typing import Any

import pytest

from moderation.domain import learn
from moderation.domain.judge import judge
from moderation.store.comments import Comment
from moderation.store.db import reading
from moderation.store.sites import Site
from moderation.words import Learned, Signal
from tests.factories import (
    all_of,
    edited,
    erased,
    make_comment,
    make_site,
    make_user,
    reload,
    submission,
    the_site,
    turned,
    undone,
)
from tests.ledger import kept, learned

SPAM = "Rings and necklaces of silver, our jewellery is online"
SOUP = "I sow my leeks in April, and cook the soup in May"


def known_of(text: str, site: Site | None = None) -> Learned:
    with reading() as session:
        facts, _ = judge(session, site or the_site(), None, submission(site, text=text))
    assert facts.learned is not None
    return facts.learned


def taught(site: Site | None = None) -> tuple[int, int]:
    counts = kept(site or the_site())
    return counts.get(("taught", "", "spam"), 0), counts.get(("taught", "", "approved"), 0)


def last() -> Comment:
    """The newest comment of the site."""
    return max(all_of(the_site()), key=lambda comment: comment.id)


@pytest.fixture
def soon(monkeypatch: pytest.MonkeyPatch) -> None:
    """One lesson of each side is enough to be asked."""
    monkeypatch.setattr(learn, "LEAST", 1)


def test_spam_and_approvals_teach_and_rejections_do_not(app):
    turned(make_comment(text=SPAM), "spam")
    turned(make_comment(text=SOUP), "approve")
    turned(make_comment(text="Nothing of it"), "reject")

    assert taught() == (1, 1)


def test_what_rules_decide_teaches_nothing(app):
    site = make_site("strict", rules={"mode": "unflagged", "rules": {"blocked_words": {"words": ["rings"]}}})

    make_comment(site, text=SPAM, status=None)
    make_comment(site, text=SOUP, status=None)

    assert taught(site) == (0, 0)
    assert learned(site) == {}


def test_what_a_member_writes_teaches_nothing(app):
    rosa = make_user(role="moderator", site=the_site())

    turned(make_comment(text=SOUP, member_id=rosa.id), "hold")
    turned(last(), "approve")

    assert taught() == (0, 0)


@pytest.mark.usefixtures("soon")
def test_words_weigh_as_they_were_decided(app):
    turned(make_comment(text=SPAM), "spam")
    turned(make_comment(text=SOUP), "approve")

    spam, soup = known_of("More jewellery of silver"), known_of("More leeks, and soup")

    assert (spam.spam, spam.approved) == (1, 1)
    assert spam.weight > 0 > soup.weight
    assert {word for word, weight in spam.words if weight > 0} >= {"jewellery", "silver"}
    assert {word for word, weight in soup.words if weight < 0} >= {"leeks", "soup"}


@pytest.mark.usefixtures("soon")
def test_what_rules_found_is_learned_too(app):
    turned(make_comment(text="Come and visit our online shop: https://shop.example"), "spam")
    turned(make_comment(text=SOUP), "approve")

    assert dict(known_of("Anything").findings)["+call_to_action"] > 0


def test_an_undo_takes_the_lesson_back_exactly(app):
    turned(make_comment(text=SOUP), "approve")
    before = learned(the_site())

    comment = make_comment(text=SPAM)
    decision = turned(comment, "spam")
    turned(make_comment(text="Soup of jewellery"), "spam")
    assert learned(the_site()) != before
    undone(decision.event.id, comment)
    turned(last(), "hold")

    assert learned(the_site()) == before
    assert taught() == (0, 1)


def test_another_decision_teaches_the_other_thing(app):
    comment = make_comment(text=SPAM)
    turned(comment, "spam")
    turned(reload(comment), "approve")

    assert taught() == (0, 1)
    assert sum(learned(the_site()).values()) < 0


def test_an_edit_teaches_the_new_words_in_place_of_the_old(app):
    comment = make_comment(text=SPAM)
    turned(comment, "spam")
    edited(reload(comment), text="Other words")

    assert taught() == (1, 0)
    old, new = (learn.features_in(submission(text=text)).every for text in (SPAM, "Other words"))
    assert not (old - new) & set(learned(the_site()))


def test_deleted_for_good_is_forgotten_here_too(app):
    comment = make_comment(text=SPAM)
    turned(comment, "spam")

    erased(reload(comment))

    assert taught() == (0, 0)
    assert learned(the_site()) == {}


def test_a_site_learns_nothing_of_another(app):
    other: Any = make_site("other")

    turned(make_comment(other, text=SPAM), "spam")

    assert learned(other)
    assert learned(the_site()) == {}


def test_nothing_is_looked_up_before_there_is_enough(app):
    turned(make_comment(text=SPAM), "spam")

    assert known_of(SPAM) == Learned(spam=1, approved=0)


def test_what_was_learned_speaks_in_the_verdict_from_as_many_of_each_side_as_the_rule_says(app):
    site = make_site("quick", rules={"rules": {"learned": {"least": 10}}})
    for n in range(10):
        turned(make_comment(site, text=f"{SPAM}, number {n}", email=f"r{n}@mail.example"), "spam")
        assert "learned" not in said(site, "A ring of silver: jewellery")
        turned(make_comment(site, text=f"{SOUP}, year {n}", email=f"s{n}@mail.example"), "approve")

    spam, soup = said(site, "A ring of silver: jewellery"), said(site, "Soup of leeks, in April")
    assert spam["learned"].points > 0
    assert "jewellery" in spam["learned"].quotes
    assert soup["learned"].points < 0


def said(site: Site, text: str) -> dict[str, Signal]:
    """What each rule finds in a text."""
    with reading() as session:
        _, verdict = judge(session, site, None, submission(site, text=text))
    return {signal.rule: signal for signal in verdict.signals}
