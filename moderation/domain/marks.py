"""By what a writer of spam is known again on any site of this installation: keyed hashes, no addresses.

The marks of a comment are worked out once, as it comes in, and kept with its facts: whatever is edited
or forgotten later, the counts are taken back exactly as they were added.
"""

from collections.abc import Collection, Sequence
from datetime import datetime
from hashlib import blake2b

from moderation.store import tallies
from moderation.store.db import Session
from moderation.text.links import host_of, links_of, target_key
from moderation.words import Seen, Status, Submission

EVERYWHERE = 0
"""The site under which tallies of the whole installation stand."""
MOST_HOSTS = 10

Mark = tuple[str, str]
"""What it is (address, email, website or host), and its keyed hash in hexadecimal."""


def marks_of(submission: Submission, key: bytes, own_hosts: Collection[str] = ()) -> dict[Mark, str]:
    """The marks of a submission, each with the website or host that it is of; a member has none.

    The site's own hosts are nobody's mark.
    """
    if submission.member_id is not None:
        return {}
    author = submission.author
    website = "" if host_of(author.website) in own_hosts else author.website
    hosts = [host_of(url) for url in (website, submission.source) if url]
    hosts += [link.host for link in links_of(submission.text)]
    others = [host for host in dict.fromkeys(hosts) if host and host not in own_hosts]
    found = [("address", author.ip, ""), ("email", author.email.strip().lower(), "")]
    found.append(("website", target_key(website) if website else "", website))
    found += [("host", host, host) for host in others[:MOST_HOSTS]]
    return {(what, _hash(what, value, key)): shown for what, value, shown in found if value}


def seen(session: Session, marks: dict[Mark, str]) -> tuple[Seen, ...]:
    """Which of these marks stand in spam now; one statement."""
    if not marks:
        return ()
    counts = tallies.read(session, EVERYWHERE, list(marks))
    return tuple(
        Seen(what=what, value=marks[what, value], n=n, last_at=last_at)
        for (_, what, value, _), (n, last_at) in sorted(counts.items())
        if n > 0
    )


def count(session: Session, marks: Sequence[Sequence[str]], n: int, at: datetime) -> None:
    """Note that `n` more spam comments have these marks."""
    for what, value in marks:
        tallies.add(session, (EVERYWHERE, what, value, Status.SPAM), n, at)


def _hash(what: str, value: str, key: bytes) -> str:
    return blake2b(f"{what}\0{value}".encode("utf-8", "replace"), key=key, digest_size=16).hexdigest()
