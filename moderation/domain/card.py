"""One comment as the desk shows it, with what stands around it."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from moderation.store import comments, doubles, sites, tallies
from moderation.store.comments import Comment
from moderation.store.db import Session
from moderation.store.sites import Page, Site
from moderation.text.clean import calm
from moderation.text.quote import excerpt, marked
from moderation.text.sight import is_blank
from moderation.words import Signal, Status


@dataclass(frozen=True, kw_only=True)
class Parent:
    """What a comment answers."""

    id: int
    number: int | None
    name: str
    excerpt: str


@dataclass(frozen=True, kw_only=True)
class Card:
    """One comment as the desk shows it; nothing is judged again to be explained."""

    comment: Comment
    site: Site
    page: Page
    parent: Parent | None
    signals: tuple[Signal, ...]
    approved_before: int
    """Approved comments of this name and e-mail on the site, without this one."""
    same: int
    """Other comments of the site with the same text; `most_same` may be more."""
    most_same: int = doubles.MOST

    @property
    def id(self) -> int:
        return self.comment.id

    @property
    def text(self) -> list[tuple[str, bool]]:
        """The text in pieces, with whether a rule points at the piece."""
        return self._marked(self.comment.text)

    @property
    def excerpt(self) -> str:
        """The first words, in one line."""
        return excerpt(calm(self.comment.text), 90)

    @property
    def name(self) -> list[tuple[str, bool]]:
        """The author's name in pieces, likewise."""
        return self._marked(self.comment.name)

    @property
    def website(self) -> list[tuple[str, bool]]:
        """The author's website in pieces, likewise, without its scheme."""
        return self._marked(_bare(self.comment.website))

    @property
    def host(self) -> str:
        """The host of the author's website, or of a mention's source, as it is written."""
        return re.split("[/?#]", _bare(self.comment.source or self.comment.website), maxsplit=1)[0]

    @property
    def hue(self) -> int:
        """One of twelve colours, the same for the same author."""
        return self.comment.author_key[0] % 12

    @property
    def initials(self) -> str:
        """Two letters for the picture that we do not have."""
        words = [word for word in self.comment.name.split() if word[0].isalnum()]
        letters = words[0][0] + words[-1][0] if len(words) > 1 else "".join(words)[:2]
        return letters.upper() or "?"

    def _marked(self, text: str) -> list[tuple[str, bool]]:
        pieces = marked(text, [quote for signal in self.signals for quote in signal.quotes])
        return [(calm(piece), is_quote) for piece, is_quote in pieces]


def cards(session: Session, rows: Sequence[Comment]) -> list[Card]:
    """Comments with what stands around them: five statements for any number."""
    on_sites = {site.id: site for site in sites.among(session, sorted({row.site_id for row in rows}))}
    pages = sites.pages_by_ids(session, sorted({row.page_id for row in rows}))
    parents = comments.by_ids(session, sorted({row.parent_id for row in rows if row.parent_id}))
    approved = _approved(session, rows)
    same = doubles.count(session, [row.id for row in rows if not is_blank(row.text)])
    return [
        Card(
            comment=row,
            site=on_sites[row.site_id],
            page=pages[row.page_id],
            parent=_parent(parents.get(row.parent_id or 0)),
            signals=tuple(Signal.from_json(signal) for signal in row.signals),
            approved_before=approved.get((row.site_id, row.author_key), 0) - (row.status is Status.APPROVED),
            same=same.get(row.id, 0),
        )
        for row in rows
    ]


def _parent(row: Comment | None) -> Parent | None:
    if row is None:
        return None
    return Parent(id=row.id, number=row.number, name=row.name, excerpt=excerpt(calm(row.text), 90))


def _approved(session: Session, rows: Sequence[Comment]) -> dict[tuple[int, bytes], int]:
    found = {}
    for site_id in {row.site_id for row in rows}:
        authors = {row.author_key for row in rows if row.site_id == site_id}
        kept = tallies.read(session, site_id, [(tallies.AUTHOR, author.hex()) for author in sorted(authors)])
        for (_, _, author, status), (n, _) in kept.items():
            if status is Status.APPROVED:
                found[site_id, bytes.fromhex(author)] = n
    return found


def _bare(url: str) -> str:
    return url.removeprefix("https://").removeprefix("http://")
