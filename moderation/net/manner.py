"""How this program visits strangers' pages: it says who it is and where somebody answers for it."""

from moderation import __version__
from moderation.net.fetch import Manner


def visitor(
    home: str, *, allow_private: bool, seconds: float = 5.0, why: str = "verifies mentions"
) -> Manner:
    """The manner of visits for whoever is at `home`: the installation's address, or the site's own."""
    agent = f"Moderation/{__version__} ({why}; +{home.rstrip('/')}/)"
    return Manner(agent=agent, allow_private=allow_private, seconds=seconds)
