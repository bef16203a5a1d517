"""Passwords that are quick to check: the real ones take a third of a second on purpose, at each sign-in."""

import pytest
from argon2 import PasswordHasher

from moderation.domain import enrol


@pytest.fixture(autouse=True)
def quick_passwords(monkeypatch):
    """Hash with the smallest cost that Argon2 takes; a hash says its own cost, so it is checked likewise."""
    quick = PasswordHasher(time_cost=1, memory_cost=8, parallelism=1)
    monkeypatch.setattr(enrol, "_HASHER", quick)
    monkeypatch.setattr(enrol, "_NOBODY", quick.hash("nobody's"))
