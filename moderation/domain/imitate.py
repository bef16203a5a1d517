"""Whether a writer could be taken for a member, by name or by e-mail."""

import re
from collections.abc import Iterable

from moderation.text.disguise import at_sight, name_at_sight, plain
from moderation.text.fold import WORD, fold
from moderation.words import Author

WORDS = re.compile(WORD)
DIGITS = re.compile(r"\d+$")
OFFICES = frozenset(
    "admin administrator administrateur administratrice author auteur autrice editor moderator moderateur"  # noqa: SIM905
    " moderatrice mod official officiel officielle owner proprietaire staff team webmaster webmestre".split()
)
"""What somebody adds to a name who wants to be taken for its bearer."""


def imitated(author: Author, members: Iterable[tuple[str, str]]) -> tuple[str, ...]:
    """Which of name and email is, or looks like, that of one of these (name, e-mail)."""
    names, email = forms(author.name) | forms(without_additions(author.name)), addresses(author.email)
    known = [(forms(name), addresses(address)) for name, address in members]
    found = {
        "name": any(own & names for own, _ in known),
        "email": any(own & email for _, own in known),
    }
    return tuple(what for what, is_found in found.items() if is_found)


def forms(name: str) -> set[str]:
    """A name as it reads and as it looks; signs alone look like nothing."""
    return {fold(name), plain(name), name_at_sight(name)} - {""}


def addresses(email: str) -> set[str]:
    """An e-mail as it reads and as it looks; a full stop behind it is none of its signs."""
    return {form.rstrip(".") for form in (fold(email), at_sight(email), at_sight(email.lower()))} - {""}


def without_additions(name: str) -> str:
    """A name without a number behind it and without an office before or behind it."""
    words = WORDS.findall(name)
    while words and fold(words[0]) in OFFICES:
        del words[0]
    while words and (fold(words[-1]) in OFFICES or words[-1].isdigit()):
        del words[-1]
    return DIGITS.sub("", "".join(words))
