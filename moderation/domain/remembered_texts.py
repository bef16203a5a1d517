"""Who said the same, or nearly the same, within the last weeks: a part of the memory of a replay."""

from collections import Counter, deque
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from moderation.domain.alike import WITHIN, ranked
from moderation.domain.know import author_hash
from moderation.store.alike import MOST, PER_BAND
from moderation.text.alike import band_keys
from moderation.text.fold import text_key
from moderation.text.page_url import page_key
from moderation.words import Submission

MOST_SAME = 20
"""So many of the newest comments with the same text are looked at, as in the database."""


@dataclass(frozen=True, slots=True)
class Said:
    """Who said something where, and what became of it."""

    at: datetime
    page: str
    author: bytes
    source: str
    parent_id: int | None
    is_spam: bool

    def is_of(self, other: "Said") -> bool:
        """Whether the same author said it on the same page."""
        return (self.page, self.author) == (other.page, other.author)


class SameTexts:
    """Who said the same words within the last weeks; older ones are forgotten."""

    def __init__(self, key: bytes) -> None:
        self._key = key
        self._by_text: dict[bytes, deque[Said]] = {}
        self._in_order: deque[tuple[datetime, bytes]] = deque()

    def facts(self, submission: Submission) -> Mapping[str, Any]:
        this, since = said_by(submission, self._key), submission.received_at - WITHIN
        key = text_key(submission.text)
        found = [said for said in self._by_text.get(key, ()) if said.at > since]
        own = [said for said in found if said.is_of(this)]
        others = [
            said for said in found if not said.is_of(this) and (not said.source or said.source != this.source)
        ]
        return {
            "same_text": len(others),
            "same_text_spam": sum(said.is_spam for said in others),
            "repeats_spam": any(said.is_spam and said.parent_id == this.parent_id for said in own),
        }

    def decide(self, submission: Submission, is_spam: bool) -> None:
        key, said = text_key(submission.text), said_by(submission, self._key, is_spam=is_spam)
        self._by_text.setdefault(key, deque(maxlen=MOST_SAME)).append(said)
        self._in_order.append((said.at, key))
        self._forget(said.at - WITHIN)

    def _forget(self, until: datetime) -> None:
        while self._in_order and self._in_order[0][0] <= until:
            _, key = self._in_order.popleft()
            kept = self._by_text.get(key, deque())
            while kept and kept[0].at <= until:
                kept.popleft()
            if not kept:
                self._by_text.pop(key, None)


def said_by(submission: Submission, key: bytes, *, is_spam: bool = False) -> Said:
    """Who says something where; `key` is that of the hashes."""
    return Said(
        at=submission.received_at,
        page=page_key(submission.page_url),
        author=author_hash(submission, key),
        source=submission.source,
        parent_id=submission.parent_id,
        is_spam=is_spam,
    )


@dataclass(frozen=True, slots=True)
class Near:
    """A text by which others are found to be nearly the same; `n` counts them as they came."""

    n: int
    text: str
    said: Said


class NearTexts:
    """Who said nearly the same within the last weeks, found as the database finds it."""

    def __init__(self, key: bytes) -> None:
        self._key = key
        self._n = 0
        self._by_band: dict[int, deque[Near]] = {}
        self._in_order: deque[tuple[datetime, int]] = deque()

    def facts(self, submission: Submission) -> Mapping[str, Any]:
        this, since = said_by(submission, self._key), submission.received_at - WITHIN
        met: Counter[Near] = Counter()
        for band in set(band_keys(submission.text)):
            met.update(near for near in self._by_band.get(band, ()) if near.said.at > since)
        nearest = sorted(met, key=lambda near: (met[near], near.n), reverse=True)[:MOST]
        key = text_key(submission.text)
        others = (
            (near.text, near.said.is_spam)
            for near in nearest
            if text_key(near.text) != key
            and not near.said.is_of(this)
            and (not near.said.source or near.said.source != this.source)
        )
        return {"alike": ranked(submission.text, others)}

    def decide(self, submission: Submission, is_spam: bool) -> None:
        self._n += 1
        said = said_by(submission, self._key, is_spam=is_spam)
        near = Near(n=self._n, text=submission.text, said=said)
        for band in set(band_keys(submission.text)):
            self._by_band.setdefault(band, deque(maxlen=PER_BAND)).append(near)
            self._in_order.append((said.at, band))
        self._forget(said.at - WITHIN)

    def _forget(self, until: datetime) -> None:
        while self._in_order and self._in_order[0][0] <= until:
            _, band = self._in_order.popleft()
            kept = self._by_band.get(band, deque())
            while kept and kept[0].said.at <= until:
                kept.popleft()
            if not kept:
                self._by_band.pop(band, None)
