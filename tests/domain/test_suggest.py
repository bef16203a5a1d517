"""What spam alone has in common is suggested, and nothing that a genuine comment has too."""

import pytest

from moderation.domain import replay, suggest
from moderation.domain.comparison import Move
from moderation.domain.gather import LEAST
from moderation.domain.proposal import Change, What
from moderation.rules.lines import every, with_lists
from moderation.store.comments import Comment
from moderation.store.db import reading, writing
from moderation.words import Status
from tests.factories import edited, make_comment, rules_of, the_site
from tests.lists import WORDS, put
from tests.offers import HOST, advertised, by_one, genuine, linked, looked, mention, opened, the, worded
from tests.past import changed_rules, decided, present

# A domain


def test_a_website_that_only_spam_has_is_to_be_blocked_as_a_website(app):
    genuine()
    made = advertised()

    told = the(What.DOMAIN)

    assert told.row.evidence["value"] == HOST
    assert told.row.evidence["n"] == LEAST
    assert [id for id, _ in told.examples] == [made[-1].id, made[-2].id, made[-3].id]
    assert told.change == Change(on="blocked_author.spam", new=[HOST], gone=[])
    assert told.effect.moved == {Move.CAUGHT: LEAST}


def test_a_host_that_stands_in_texts_too_is_to_be_blocked_wherever_it_stands(app):
    genuine()
    advertised(3)
    linked(2)

    assert list(the(What.DOMAIN).change.new) == [f"{HOST} [website, text]"]


def test_the_host_of_mentions_is_one_too(app):
    genuine()
    for n in range(LEAST):
        mention(None, "spam", f"https://{HOST}/post-{n}")

    told = the(What.DOMAIN)

    assert (told.change.on, list(told.change.new)) == (WORDS, [f"{HOST} [website, text]"])


@pytest.mark.parametrize("use", [advertised, linked])
def test_one_approved_use_speaks_for_a_host(app, use):
    genuine()
    advertised()
    use(1, f"blog.{HOST}", status="approved")

    assert opened(What.DOMAIN) == []


def test_four_uses_are_chance(app):
    genuine()
    advertised(LEAST - 1)

    assert opened(What.DOMAIN) == []


@pytest.mark.parametrize("host", ["facebook.com", "bit.ly", "potager.example", "shop.potager.example"])
def test_a_host_that_anybody_uses_is_nobodys_mark_and_neither_is_the_sites_own(app, host):
    genuine()
    advertised(2 * LEAST, host)

    assert opened(What.DOMAIN) == []


def test_a_service_that_shortens_addresses_by_the_sites_own_list_is_none(app):
    genuine()
    changed_rules(the_site(), {"rules": {"shortener": {"hosts": [HOST], "on": False}}})
    advertised()

    assert opened(What.DOMAIN) == []


def test_what_is_on_a_list_already_is_not_suggested(app):
    genuine()
    advertised()
    put(f"{HOST} [name]", HOST, name="blocked_author.spam")

    assert opened(What.DOMAIN) == []


def test_spam_that_rules_call_so_already_needs_no_line(app):
    genuine()
    for n in range(LEAST):
        decided("spam", text=f"Hello {n}", website=f"https://{HOST}/", honeypot="x", ip=f"192.0.2.{n}")
    changed_rules(the_site(), {"spam_from": 4})

    assert opened(What.DOMAIN) == []


# A phrase


def test_words_of_several_spammers_are_to_be_held(app):
    genuine()
    worded()

    told = the(What.PHRASE)

    assert told.change == Change(on="held_words.words", new=["cheap garden furniture"], gone=[])
    assert told.effect.moved == {Move.CAUGHT: LEAST}


def test_one_who_repeats_himself_is_no_phrase(app):
    genuine()
    by_one(text="Row of cheap garden furniture")

    assert opened(What.PHRASE) == []


def test_one_approved_use_speaks_for_a_phrase_however_late_it_stands(app):
    genuine()
    worded()
    decided("approved", text="Well. " * 300 + "Cheap garden furniture is what I have.")

    assert [told.row.evidence["value"] for told in opened(What.PHRASE)] == []


def test_small_words_alone_are_no_phrase(app):
    genuine()
    worded(words="and this is what you have")

    assert opened(What.PHRASE) == []


def test_no_phrase_says_what_another_does(app):
    genuine()
    worded(words="cheap garden furniture")
    worded(words="cheap garden furniture online")

    assert [told.row.evidence["value"] for told in opened(What.PHRASE)] == ["cheap garden furniture"]


def test_no_phrase_goes_beyond_a_sentence(app):
    genuine()
    worded(words="cheap garden. Furniture")

    assert [told.row.evidence["value"] for told in opened(What.PHRASE)] == ["cheap garden"]


# An author


def test_whoever_wrote_only_spam_is_to_be_blocked(app):
    genuine()
    by_one()

    told = the(What.AUTHOR)

    assert told.change == Change(on="blocked_author.spam", new=["dan@mail.example"], gone=[])
    assert told.row.evidence["n"] == LEAST


@pytest.mark.parametrize("email", ["dan@mail.example", "Dan+soup@mail.example"])
def test_one_approved_comment_speaks_for_an_author_under_any_name(app, email):
    genuine()
    by_one()
    decided("approved", name="Daniel", email=email)

    assert opened(What.AUTHOR) == []


def test_of_suggestions_that_catch_the_same_spam_one_is_enough(app):
    genuine()
    by_one(website=f"https://{HOST}/", text="cheap garden furniture")

    assert [told.what for told in looked().open if told.what in (What.DOMAIN, What.AUTHOR)] == [What.DOMAIN]


# What it needs


def test_of_few_decisions_nothing_is_suggested_of_spam(app):
    genuine(suggest.ENOUGH_GENUINE - 1)
    advertised()

    found = looked()

    assert found.open == []
    assert found.survey is not None
    assert (found.survey.genuine, found.survey.spam) == (suggest.ENOUGH_GENUINE - 1, LEAST)


def test_what_only_rules_decided_speaks_for_nothing(app):
    genuine()
    changed_rules(the_site(), {"rules": {"honeypot": {"points": 20}}})
    made = [make_comment(website=f"https://{HOST}/", honeypot="x", status=None) for _ in range(LEAST)]

    assert {comment.status for comment in made} == {Status.SPAM}
    assert opened(What.DOMAIN) == []


# What is harmful, and what it would do


def test_what_would_hold_a_genuine_comment_is_never_suggested(app):
    """An edit took the words out of it later, so nothing but the replay knows."""
    genuine()
    worded()
    edited(decided("approved", text="It is cheap garden furniture."), text="It is good.")
    assert opened(What.PHRASE) == []


@pytest.mark.parametrize("is_anew", [False, True], ids=["judged by these rules", "judged by others"])
@pytest.mark.parametrize("use", [advertised, linked, worded, by_one])
def test_the_effect_is_that_of_a_replay_with_the_whole_change(app, use, is_anew):
    put("casino", "bingo [name]", "soup")
    put("dan@other.example", "other.example", name="blocked_author.spam")
    genuine()
    use()
    decided("spam", text="A casino")
    if is_anew:
        with writing() as session:
            session.query(Comment).update({"judged_by": None, "signals": []})
    told = looked().open[0]
    of = every()[told.change.on]

    with reading() as session:
        place, book = present(the_site()), rules_of()
        then = with_lists(book, {of.name: (*of.of(book), *(of.item(text) for text in told.change.new))})
        whole = replay.compare(session, place, then)

    assert whole.moved == told.effect.moved
    assert (whole.now, whole.then) == (told.effect.now, told.effect.then)
    assert (whole.spam, whole.genuine) == (told.effect.spam, told.effect.genuine)
