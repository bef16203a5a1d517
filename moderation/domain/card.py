"""One comment as the desk shows it, with what stands around it."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from moderation.domain import derive
from moderation.domain.place import line_of
from moderation.domain.proof import Proof
from moderation.store import comments, doubles, mentions, sites, tallies
from moderation.store.comments import Comment
from moderation.store.db import Session
from moderation.store.kin import Kin
from moderation.store.sites import Page, Site
from moderation.text.clean import calm
from moderation.text.links import readable
from moderation.text.quote import excerpt, marked
from moderation.text.sight import is_blank
from moderation.words import ActorKind, Signal, Status

LIKEST = 5
"""So many of those that are like a comment are shown within its card."""
ALONE = (0, Kin())


@dataclass(frozen=True, kw_only=True)
class Parent:
    """Another comment, in a line: the one that this answers, or one that is like it."""

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
    kin: Kin = field(default_factory=Kin)
    """Others of the site that wait and are like this one."""
    likest: tuple[Parent, ...] = ()
    """The first of them."""
    proof: Proof | None = None
    """How it stands with a mention's source; None where nobody here looks after it."""

    @property
    def id(self) -> int:
        return self.comment.id

    @property
    def all_of_kin(self) -> str:
        """This one and its kin, as `id:version`, for a form that decides all of them."""
        pairs = [(self.id, self.comment.version), *self.kin.pairs]
        return " ".join(f"{id}:{version}" for id, version in pairs)

    @property
    def text(self) -> list[tuple[str, bool]]:
        """The text in pieces, each with whether a rule points at it or a mention links to us there."""
        return self._marked(self.comment.text, self._linked)

    @property
    def preview(self) -> list[tuple[str, bool]]:
        """The words of a mention's source in pieces, likewise."""
        return self._marked(self.proof.preview if self.proof is not None else "", self._linked)

    @property
    def source(self) -> str:
        """The address of a mention's source as people read it, without its scheme."""
        return calm(readable(self.comment.source))

    @property
    def place(self) -> str:
        """By what lists of the rules would name a mention's source; empty where they cannot."""
        return line_of(self.comment.source) if self.comment.kind.is_mention else ""

    @property
    def acts(self) -> list[str]:
        """By which acts an owner could make lines for the rules of it (`derive.LISTS`)."""
        return derive.acts(self.site, self.comment)

    @property
    def because(self) -> str:
        """Why it waits where no rule speaks, or was rejected by none but its own page; empty for all else."""
        own_page = self.comment.status is Status.REJECTED and self.comment.decided_kind is ActorKind.RULES
        return self.comment.because if own_page or self.comment.status is Status.PENDING else ""

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

    @property
    def _linked(self) -> list[str]:
        """The words of a mention's links to us; a letter or two would be found everywhere."""
        return [str(q) for q in self.proof.row.quotes if len(q) > 2] if self.proof is not None else []

    def _marked(self, text: str, more: Sequence[str] = ()) -> list[tuple[str, bool]]:
        pieces = marked(text, [*(quote for signal in self.signals for quote in signal.quotes), *more])
        return [(calm(piece), is_quote) for piece, is_quote in pieces]


def cards(session: Session, rows: Sequence[Comment]) -> list[Card]:
    """Comments with what stands around them: a handful of statements for any number."""
    on_sites = {site.id: site for site in sites.among(session, sorted({row.site_id for row in rows}))}
    pages = sites.pages_by_ids(session, sorted({row.page_id for row in rows}))
    parents = comments.by_ids(session, sorted({row.parent_id for row in rows if row.parent_id}))
    approved = _approved(session, rows)
    like = doubles.of(session, [row.id for row in rows if not is_blank(row.text)])
    likest = comments.by_ids(
        session, sorted({id for _, own in like.values() for id, _ in own.pairs[:LIKEST]})
    )
    proofs = _proofs(session, rows)
    return [
        Card(
            comment=row,
            site=on_sites[row.site_id],
            page=pages[row.page_id],
            parent=_parent(parents.get(row.parent_id or 0)),
            signals=tuple(Signal.from_json(signal) for signal in row.signals),
            approved_before=approved.get((row.site_id, row.author_key), 0) - (row.status is Status.APPROVED),
            same=like.get(row.id, ALONE)[0],
            kin=like.get(row.id, ALONE)[1],
            likest=tuple(_one(likest[id]) for id, _ in like.get(row.id, ALONE)[1].pairs[:LIKEST]),
            proof=proofs.get(row.id),
        )
        for row in rows
    ]


def _parent(row: Comment | None) -> Parent | None:
    return _one(row) if row is not None else None


def _one(row: Comment) -> Parent:
    return Parent(id=row.id, number=row.number, name=row.name, excerpt=excerpt(calm(row.text), 90))


def _proofs(session: Session, rows: Sequence[Comment]) -> dict[int, Proof]:
    wanted = [row.id for row in rows if row.kind.is_mention and row.erased_at is None]
    found = mentions.of_comments(session, wanted)
    # What a program handed in is kept as a pair, and nobody has gone there unless it was announced since.
    return {id: Proof(row) for id, row in found.items() if row.log or row.due_at is not None}


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
