"""Hosts in lists: whether a host is one of them, or lies under one."""

from collections.abc import Collection
from functools import cache

from moderation.rules.phrases import LISTS


def is_everybodys(host: str) -> bool:
    """Whether anybody can put something on this host, so that it says nothing of one writer."""
    return is_under_one_of(host, listed("shared_hosts") | listed("shortener"))


def is_under_one_of(host: str, hosts: Collection[str]) -> bool:
    """Whether a host, or one that it lies under, is among these."""
    labels = host.split(".")
    return any(".".join(labels[at:]) in hosts for at in range(len(labels) - 1))


@cache
def listed(name: str) -> frozenset[str]:
    """The hosts of a shipped list, one a line; `#` begins a comment."""
    lines = (LISTS / f"{name}.txt").read_text(encoding="utf-8").splitlines()
    return frozenset(line.strip() for line in lines if line.strip() and not line.startswith("#"))
