from dataclasses import dataclass

from moderation.rules.rule import Rule


@dataclass(frozen=True, kw_only=True)
class BlockedSource(Rule):
    """x"""

    title = "x"

    def is_blocked(self, url: str) -> str | None:
        return None
