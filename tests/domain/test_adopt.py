"""What an owner does with a suggestion: taken and undone, hidden and brought back, overtaken by others."""

import pytest

from moderation.domain import adopt, tune
from moderation.domain.adopt import Told
from moderation.domain.allow import Viewer
from moderation.domain.proposal import What
from moderation.errors import Conflict, Missing, ModerationError, Refused
from moderation.rules.wording.blocked_words import BlockedWords
from moderation.rules.wording.held_words import HeldWords
from moderation.rules.writer.blocked_author import BlockedAuthor
from moderation.store.db import writing
from moderation.words import Actor, ActorKind
from tests.factories import make_comment, make_site, moderator, owner, rules_of, the_site, tick
from tests.lists import WORDS, found_by, put
from tests.offers import (
    HOST,
    advertised,
    aged,
    board,
    genuine,
    held_and_approved,
    hidden,
    looked,
    opened,
    taken,
    the,
    worded,
)
from tests.past import changed_rules, present


def offered() -> Told:
    """A website to block."""
    genuine()
    advertised()
    return the(What.DOMAIN)


def of_domains() -> list[Told]:
    """What is open of such."""
    return opened(What.DOMAIN, board())


def words() -> set[str]:
    """The blocked words."""
    return {entry.text for entry in rules_of().rule(BlockedWords).words}


def reverted(told: Told, by: Viewer | None = None) -> None:
    """An owner takes the change back."""
    assert told.undo is not None
    with writing() as session:
        tune.revert(session, by or owner(), "potager", told.undo.id, now=tick())


def test_what_is_taken_stands_on_its_list_with_who_put_it_there(app):
    taken(offered())

    now = board()
    assert rules_of().rule(BlockedAuthor).spam == (HOST,)
    assert opened(What.DOMAIN, now) == []
    (told,) = now.taken
    assert told.undo is not None
    assert told.undo.actor_name == "Olga"
    assert make_comment(website=f"https://{HOST}/", status=None).status == "spam"


def test_settings_are_taken_as_lines_are(app):
    held_and_approved(20)
    taken(the(What.WRONG_RULE))

    assert present(the_site()).book["rules"]["shouting"]["points"] == 2


def test_a_change_that_is_reverted_is_suggested_again(app):
    taken(offered())
    reverted(board().taken[0])

    now = board()
    assert rules_of().rule(BlockedAuthor).spam == ()
    assert now.taken == []
    taken(the(What.DOMAIN, now))
    assert rules_of().rule(BlockedAuthor).spam == (HOST,)


def test_undo_takes_back_one_suggestion_and_leaves_the_other(app):
    genuine()
    advertised()
    worded()
    found = looked()
    taken(the(What.DOMAIN, found))
    taken(the(What.PHRASE, found))
    (first,) = [told for told in board().taken if told.what is What.DOMAIN]

    reverted(first)

    assert rules_of().rule(BlockedAuthor).spam == ()
    assert len(rules_of().rule(HeldWords).words) == 1
    assert [told.what for told in board().taken] == [What.PHRASE]


def test_where_the_line_was_taken_off_by_hand_there_is_nothing_to_undo(app):
    taken(offered())
    changed_rules(the_site(), {"rules": {"blocked_author": {"spam": []}}})

    assert board().taken[0].undo is None


def test_idle_lines_go_and_come_back(app):
    put("casino", "bingo")
    put("poker", why="They write every week.")
    aged()
    genuine(1)
    taken(the(What.IDLE_LINES))
    assert words() == set()

    reverted(board().taken[0])

    assert words() == {"casino", "bingo", "poker"}


def test_a_line_that_has_hit_since_stays(app):
    put("casino", "bingo")
    aged()
    genuine(1)
    told = the(What.IDLE_LINES)
    found_by("bingo")

    taken(told)

    assert words() == {"bingo"}


def refused(told: Told, act=adopt.take) -> str:
    with pytest.raises(Conflict) as met, writing() as session:
        act(session, owner(), "potager", told.row.id, now=tick())
    return str(met.value)


def test_what_is_on_the_list_by_now_does_not_fit_any_more_and_can_be_dropped(app):
    told = offered()
    put(HOST, name="blocked_author.spam")
    version = present(the_site()).book_version

    assert "fits them no more" in refused(told)

    assert present(the_site()).book_version == version
    assert len(of_domains()) == 1
    with writing() as session:
        adopt.drop(session, owner(), "potager", told.row.id, now=tick())
    assert of_domains() == []


def test_a_setting_that_is_another_by_now_does_not_fit(app):
    held_and_approved(20)
    told = the(What.WRONG_RULE)
    changed_rules(the_site(), {"rules": {"shouting": {"points": 3}}})

    assert "fits them no more" in refused(told)


def test_lines_that_are_gone_by_now_do_not_fit(app):
    put("casino")
    aged()
    genuine(1)
    told = the(What.IDLE_LINES)
    changed_rules(the_site(), {"rules": {"blocked_words": {"words": []}}})

    assert told.change.on == WORDS
    assert "fits them no more" in refused(told)


def test_a_suggestion_is_taken_or_hidden_once(app):
    told = offered()
    taken(told)

    for act in (adopt.take, adopt.hide, adopt.bring_back):
        assert "meanwhile" in refused(told, act)
    assert rules_of().rule(BlockedAuthor).spam == (HOST,)


def test_hidden_can_be_brought_back(app):
    told = offered()
    hidden(told)
    assert (of_domains(), len(board().hidden)) == ([], 1)

    with writing() as session:
        adopt.bring_back(session, owner(), "potager", told.row.id, now=tick())

    assert [one.row.id for one in of_domains()] == [told.row.id]


@pytest.mark.parametrize("act", [adopt.take, adopt.hide, adopt.bring_back, adopt.drop])
def test_suggestions_are_for_the_owner_of_their_site(app, act):
    told = offered()
    other = make_site("bread")
    stranger = Viewer(actor=Actor(kind=ActorKind.MEMBER, name="Stan"), roles={})
    asked: list[tuple[Viewer, str, type[ModerationError]]] = [
        (moderator(), "potager", Refused),
        (stranger, "potager", Missing),
        (owner(other), "bread", Missing),
    ]

    for who, key, error in asked:
        with pytest.raises(error), writing() as session:
            act(session, who, key, told.row.id, now=tick())
    assert [one.row.id for one in of_domains()] == [told.row.id]
