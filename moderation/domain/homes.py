"""By what the source of a mention and its author are known again on their site: keyed hashes, no addresses.

Worked out once, as the mention comes in, and kept with its facts, as the marks of spam are: whatever is
edited or forgotten later, and however the lists of hosts change, the counts are taken back exactly as they
were added.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from hashlib import blake2b

from moderation.rules.home import home_of
from moderation.store import tallies
from moderation.store.db import Session
from moderation.words import Status, Submission

SOURCE, AUTHOR = "source", "author"
COUNTED = (Status.APPROVED, Status.SPAM)
"""Only these teach."""


@dataclass(frozen=True, kw_only=True)
class Before:
    """What became of earlier mentions by the same source or author."""

    approved: int
    spam: int


def homes_of(submission: Submission, key: bytes) -> dict[str, str]:
    """The hashes of a mention's source and of its author, each where it has a home; a comment has none.

    Anybody can name any page as the source of a trackback: one that does not link to us is not held
    against that page's owner, nor for. The author is whom the source names, and is one of its own
    sort: nobody becomes known by naming the owner of a source that is.
    """
    if not submission.kind.is_mention or (submission.sight is not None and not submission.sight.has_link):
        return {}
    source, author = home_of(submission.source), home_of(submission.author.website)
    found = {SOURCE: source, AUTHOR: author if author != source else ""}
    return {what: _hash(what, home, key) for what, home in found.items() if home}


def before(homes: Mapping[str, str], counts: Mapping[tuple[str, Status], int]) -> Before:
    """What the counts say of these homes; an author who has spam is not known."""

    def n(what: str, status: Status) -> int:
        return counts.get((homes.get(what, ""), status), 0)

    by_author = 0 if n(AUTHOR, Status.SPAM) else n(AUTHOR, Status.APPROVED)
    return Before(approved=max(n(SOURCE, Status.APPROVED), by_author), spam=n(SOURCE, Status.SPAM))


def count(session: Session, site_id: int, homes: Iterable[str], status: Status, n: int, at: datetime) -> None:
    """Note that `n` more mentions from these homes stand in this status."""
    for home in homes:
        tallies.add(session, (site_id, tallies.SOURCE, home, status), n, at)


def _hash(what: str, home: str, key: bytes) -> str:
    text = f"{what} of mention\0{home}"
    return blake2b(text.encode("utf-8", "replace"), key=key, digest_size=16).hexdigest()
