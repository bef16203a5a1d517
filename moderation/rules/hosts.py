"""Hosts in lists: whether a host is one of them, or lies under one."""

from collections.abc import Collection
from functools import cache, lru_cache

from moderation.rules.phrases import LISTS
from moderation.text.links import host_of

ALONE = "="
"""Before a host of a list: only the host itself is meant, not the names under it."""


def is_everybodys(host: str, own: tuple[str, ...] = ()) -> bool:
    """Whether anybody can put something on this host, so that it says nothing of one writer.

    `own` are the services that shorten addresses which a site has added to those that are shipped.
    """
    shared = listed("shared_hosts")
    return ALONE + host in shared or is_under_one_of(host, shared) or is_under_one_of(host, shorteners(own))


def is_under_one_of(host: str, hosts: Collection[str]) -> bool:
    """Whether a host, or one that it lies under, is among these."""
    return any(name in hosts for name in names_above(host))


def names_above(host: str) -> list[str]:
    """A host and all that it lies under, but for the ending alone; the nearest first."""
    labels = host.split(".")
    return [".".join(labels[at:]) for at in range(len(labels) - 1)]


def is_same_site(one: str, other: str) -> bool:
    """Whether two hosts are the same, or one lies below the other."""
    return f".{one}".endswith(f".{other}") or f".{other}".endswith(f".{one}")


@lru_cache(maxsize=64)
def shorteners(own: tuple[str, ...]) -> frozenset[str]:
    """The shipped services that shorten addresses and a site's own, which may stand as whole addresses."""
    return listed("shortener") | {host for line in own if (host := host_of(line))}


@cache
def listed(name: str) -> frozenset[str]:
    """The hosts of a shipped list, one a line; `#` begins a comment."""
    lines = (LISTS / f"{name}.txt").read_text(encoding="utf-8").splitlines()
    return frozenset(line.strip() for line in lines if line.strip() and not line.startswith("#"))
