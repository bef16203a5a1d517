"""Where a mention comes from, in the words of the rules' lists of websites."""

from moderation.rules.home import home_of
from moderation.rules.somebody import is_place, place_of


def line_of(source: str) -> str:
    """The line by which lists name the place of a source; empty where they cannot.

    It is the host, and on hosts where anybody has pages as much of the path as names the account, spelled
    as the source has it: a line with a path means that very one.
    """
    host, path = place_of(source)
    home = home_of(source)
    return "/".join((host, *path[: home.count("/")])) if home and is_place(host) else ""
