"""Where a page is at home: its host, and on a host of many whose account."""

from collections.abc import Iterator
from functools import cache

from moderation.rules.hosts import is_everybodys
from moderation.rules.phrases import LISTS
from moderation.rules.somebody import Place, place_of

OWN = ("~", "@")
"""What begins so is somebody's on any host: at universities, and in the fediverse."""
DEEPEST = 4
"""No account stands behind so many parts of a path."""


def home_of(url: str) -> str:
    """The host of a page, with the account where many share the host; empty where it is nobody's own."""
    host, parts = place_of(url)
    path = tuple(part.lower() for part in parts[:DEEPEST])
    if path and path[0].startswith(OWN):
        return f"{host}/{path[0]}"
    if is_everybodys(host):
        return account_of(host, path)
    return host


def account_of(host: str, path: tuple[str, ...]) -> str:
    """The account on a host of many, under the host's main name; empty where none is named."""
    for name, before in places_above(host, path):
        has_account = accounts().get((name, before))
        if has_account is not None:
            is_one = has_account and len(path) > len(before)
            return "/".join((name, *path[: len(before) + 1])) if is_one else ""
    return ""


def places_above(host: str, path: tuple[str, ...]) -> Iterator[Place]:
    """A place and all above it, the nearest first."""
    labels = host.split(".")
    for name in (".".join(labels[at:]) for at in range(len(labels))):
        yield from ((name, path[:end]) for end in range(len(path), -1, -1))


@cache
def accounts() -> dict[Place, bool]:
    """The places of the shipped list, and whether the next part of a path names an account."""
    lines = (LISTS / "accounts.txt").read_text(encoding="utf-8").splitlines()
    kept = (line.strip() for line in lines if line.strip() and not line.startswith("#"))
    return {place_of(line): line.endswith("/") for line in kept}
