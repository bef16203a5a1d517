"""The same and nearly the same texts on a site, as they are found when a submission comes in."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from moderation.store import alike, comments
from moderation.store.db import Session
from moderation.store.sites import Page, Site
from moderation.text.alike import band_keys, family_key, percent
from moderation.text.fold import text_key
from moderation.words import Alike, Status, Submission

WITHIN = timedelta(days=30)
FLOOR = 60
"""Texts that are less alike than this, in percent, are no fact: no site's rules may ask for less."""
FAMILY = 80
"""From so much on a comment belongs to the family of another: what is decided together no site sets."""
SWEPT = 1_000


@dataclass(frozen=True, kw_only=True)
class Met:
    """What of the last month is like a submission.

    `same`, `same_spam` and `alike` are on other pages or by other names, and not rejected; `family` is the
    number that it shares with those that it is decided with, None for a text of few words.
    """

    same: int
    same_spam: int
    repeats_spam: bool
    alike: tuple[Alike, ...]
    family: int | None


def meet(session: Session, site: Site, page: Page | None, submission: Submission, author: bytes) -> Met:
    """What was said already, in the same words or nearly so: two statements, whatever there is."""
    since = submission.received_at - WITHIN
    key, here = text_key(submission.text), (page.id if page is not None else None, author)
    same = session.scalars(comments.same_text(site.id, key, since)).all()
    near = [
        row
        for row in alike.nearest(session, site.id, submission.text, since)
        if row.text_key != key and not _is_own(row, submission)
    ]
    elsewhere = [row for row in same if _counts(row, here) and not _is_own(row, submission)]
    repeated = [row for row in same if row.status is Status.SPAM and (row.page_id, row.author_key) == here]
    return Met(
        same=len(elsewhere),
        same_spam=sum(row.status is Status.SPAM for row in elsewhere),
        repeats_spam=any(row.parent_id == submission.parent_id for row in repeated),
        alike=ranked(
            submission.text, ((row.text, row.status is Status.SPAM) for row in near if _counts(row, here))
        ),
        family=_family(submission.text, [row.family for row in same], near),
    )


def ranked(text: str, others: Iterable[tuple[str, bool]]) -> tuple[Alike, ...]:
    """How alike other texts are, and whether they are spam: the most alike first, spam before others."""
    found = (Alike(percent=percent(text, other), is_spam=is_spam) for other, is_spam in others)
    return tuple(sorted((one for one in found if one.percent >= FLOOR), reverse=True))


def family_of(text: str) -> int | None:
    """The family that begins with a text; None where it has too few words."""
    return family_key(text_key(text)) if band_keys(text) else None


def sweep(session: Session, *, now: datetime) -> bool:
    """Forget a piece of what is older than anybody asks for; whether there may be more."""
    return alike.forget(session, before=now - WITHIN, most=SWEPT) == SWEPT


def _family(text: str, same: Iterable[int | None], near: Iterable[Any]) -> int | None:
    """The family of the same words, else of the text that is most alike, else one of its own."""
    own = family_of(text)
    if own is None:
        return None
    known = next((family for family in same if family is not None), None)
    if known is not None:
        return known
    by_percent = ((percent(text, row.text), row.family) for row in near if row.family is not None)
    likest, family = max(by_percent, default=(0, own))
    return family if likest >= FAMILY else own


def _counts(row: Any, here: tuple[int | None, bytes]) -> bool:
    """Whether it stands elsewhere, and was not taken down: a double post by the same person is none."""
    return row.status is not Status.REJECTED and (row.page_id, row.author_key) != here


def _is_own(row: Any, submission: Submission) -> bool:
    """Whether it is by the same mentioning page: one that mentions two of ours may say the same twice."""
    return bool(row.source) and row.source == submission.source
