"""A site with a past that speaks for something, and a look through it."""

import random
from datetime import datetime, timedelta
from typing import Any

from moderation.domain import adopt, suggest
from moderation.domain.adopt import Board, Told
from moderation.domain.gather import LEAST
from moderation.domain.proposal import What
from moderation.store.comments import Comment
from moderation.store.db import reading, writing
from moderation.store.lines import Line
from moderation.store.sites import Site
from moderation.words import Kind
from tests.factories import owner, the_site, tick
from tests.past import LOUD, changed_rules, decided

HOST = "followers.example"
GARDEN = [
    "apple",
    "basil",
    "bean",
    "beet",
    "bread",
    "butter",
    "carrot",
    "celery",
    "cellar",
    "cherry",
    "compost",
    "cress",
    "cucumber",
    "fennel",
    "fork",
    "garlic",
    "ginger",
    "grass",
    "herb",
    "kettle",
    "leek",
    "lemon",
    "lettuce",
    "maple",
    "melon",
    "mint",
    "morning",
    "mushroom",
    "nettle",
    "onion",
    "orchard",
    "parsley",
    "pepper",
    "pond",
    "potato",
    "pumpkin",
    "radish",
    "rain",
    "rake",
    "river",
    "rose",
    "sage",
    "seed",
    "shed",
    "soil",
    "soup",
    "spade",
    "spinach",
    "spring",
    "squash",
    "summer",
    "thyme",
    "tomato",
    "turnip",
    "walnut",
    "water",
    "winter",
]


def shouted(n: int) -> str:
    """Something in capitals that is like nothing else."""
    return " ".join(random.Random(n).sample(GARDEN, 9)).upper()


def genuine(n: int = suggest.ENOUGH_GENUINE, site: Site | None = None) -> list[Comment]:
    """So many comments that were approved and speak for nothing."""
    return [decided("approved", site) for _ in range(n)]


def spam(n: int = 5, **given: Any) -> list[Comment]:
    """So much spam of different writers that no rule finds."""
    return [decided("spam", **{"text": f"I liked number {k} most.", **given}) for k in range(n)]


def looked(site: Site | None = None, now: datetime | None = None) -> Board:
    """What an owner finds after a look through the decisions."""
    site, now = site or the_site(), now or tick()
    with writing() as session:
        adopt.ask(session, owner(site), site.key, now=now)
        taken = suggest.take(session, now=now, asked=True)
    assert taken is not None
    with reading() as session:
        work = suggest.begin(session, taken, now=now)
    for _ in work.pieces(reading):
        pass
    with writing() as session:
        suggest.end(session, work)
    return board(site)


def board(site: Site | None = None) -> Board:
    """The suggestions of a site as they are now."""
    site = site or the_site()
    with reading() as session:
        return adopt.read(session, owner(site), site.key)


def opened(what: What, found: Board | None = None) -> list[Told]:
    """The open suggestions of one kind, after a look."""
    return [told for told in (found or looked()).open if told.what is what]


def the(what: What, found: Board | None = None) -> Told:
    """The only one of a kind, after a look."""
    (told,) = opened(what, found)
    return told


def taken(told: Told) -> None:
    """An owner takes it."""
    with writing() as session:
        adopt.take(session, owner(), "potager", told.row.id, now=tick())


def hidden(told: Told) -> None:
    """An owner hides it."""
    with writing() as session:
        adopt.hide(session, owner(), "potager", told.row.id, now=tick())


def mention(site: Site | None, status: str, source: str) -> Comment:
    """A decided mention."""
    return decided(status, site, kind=Kind.PINGBACK, email="", source=source)


def advertised(n: int = LEAST, host: str = HOST, status: str = "spam") -> list[Comment]:
    """So many comments with a host as their website."""
    return [decided(status, text=f"I liked number {k}.", website=f"https://www.{host}/{k}") for k in range(n)]


def linked(n: int = LEAST, host: str = HOST, status: str = "spam") -> list[Comment]:
    """So many comments with a link to a host, which the rules let pass."""
    return [decided(status, text=f"Number {k}: see https://{host}/{k} there, it is good.") for k in range(n)]


def worded(n: int = LEAST, words: str = "cheap garden furniture", status: str = "spam") -> list[Comment]:
    """So many comments by different writers with the same words."""
    return [decided(status, text=f"Row {k}, {words}, {k} of them.") for k in range(n)]


def by_one(n: int = LEAST, status: str = "spam", **given: Any) -> list[Comment]:
    """So many comments by the same writer."""
    who: dict[str, Any] = {"name": "Dan", "email": "dan@mail.example", **given}
    return [decided(status, **{"text": f"I liked number {k}.", **who}) for k in range(n)]


def held_and_approved(n: int = LEAST) -> list[Comment]:
    """So many loud comments by Lea that were approved."""
    changed_rules(the_site(), {**LOUD, "rules": {**LOUD["rules"], "known_author": {"on": False}}})
    who: dict[str, Any] = {"name": "Lea", "email": "lea@mail.example"}
    return [decided("approved", text=shouted(n), **who) for n in range(1, n + 1)]


def aged(days: int = 181) -> None:
    """Let all lines have come so long ago."""
    with writing() as session:
        for line in session.query(Line):
            line.added_at = tick() - timedelta(days=days)
