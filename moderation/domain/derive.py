"""What lines for the lists of the rules could be made of a comment: its hosts, its author, words of it."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from moderation.domain.place import line_of
from moderation.errors import Invalid, Problem
from moderation.rules.entry import LONGEST, USUAL, Entry
from moderation.rules.expression import of_words
from moderation.rules.lines import ListOf, every
from moderation.rules.linked import foreign_links
from moderation.rules.somebody import email_of, is_place
from moderation.rules.writer.blocked_author import mistake_in
from moderation.store.comments import Comment
from moderation.store.sites import Site
from moderation.text.clean import calm_line
from moderation.text.fold import fold
from moderation.text.links import CANDIDATE, host_of, links_of
from moderation.text.tokens import is_edge
from moderation.words import N_

MOST = 10
"""So many lines are offered at once."""
BLOCKED, HELD, TRUSTED = "blocked_words.words", "held_words.words", "trusted.words"
POINTS = "patterns.patterns"
WORDS = (HELD, BLOCKED, POINTS, TRUSTED)
LISTS: Mapping[str, Sequence[str]] = {
    "block-domain": (BLOCKED, HELD, "blocked_author.spam"),
    "trust-author": ("trusted.who",),
    "hold-words": WORDS,
    "block-words": WORDS,
    "trust-words": WORDS,
    "block-person": ("blocked_author.quiet", "blocked_author.spam"),
}
"""By what somebody wants to do: the lists to which that may lead."""
USUALLY = {"block-words": BLOCKED, "trust-words": TRUSTED}
"""The list that is proposed where it is not the first."""
IN_ADDRESSES = "WT"


@dataclass(frozen=True, kw_only=True)
class Offer:
    """A line that could stand on a list, what it names, and whether it is proposed."""

    text: str
    label: str
    is_chosen: bool = False


@dataclass(frozen=True, kw_only=True)
class Proposal:
    """All that a form is filled with."""

    do: str
    lists: Sequence[ListOf]
    list: ListOf
    offers: Sequence[Offer]
    whole: bool
    fields: str


def proposal(site: Site, comment: Comment, do: str, words: str = "") -> Proposal:
    """What is proposed for one of the acts (`LISTS`), of a comment or of some words of it."""
    names = [name for name in LISTS[do] if name != "blocked_author.spam" or _has_author(comment)]
    is_words = do.endswith("-words")
    said = words_of(words)
    offers = [Offer(text=_typed(said), label=N_("Words"))] if is_words else list(offered(site, comment, do))
    return Proposal(
        do=do,
        lists=[every()[name] for name in names],
        list=every()[USUALLY.get(do, names[0])],
        offers=[offer for offer in offers if offer.text or is_words][:MOST],
        whole=not is_words or is_whole(comment, said),
        fields=fields_of(comment, said) if is_words else IN_ADDRESSES,
    )


def acts(site: Site, comment: Comment) -> list[str]:
    """What can be done from this comment, beside what is done with any words."""
    # Asked for each card of a list, so nothing is worked out that only the form needs.
    known = {
        "block-domain": _has_domain(site, comment),
        "trust-author": _has_author(comment) and bool(comment.email or comment.website),
        "block-person": _has_author(comment) and bool(comment.email or comment.name or comment.author_ip),
    }
    return [do for do in LISTS if known.get(do, True)]


def offered(site: Site, comment: Comment, do: str) -> Iterable[Offer]:
    """The lines that a comment offers, the first of them proposed."""
    own = {"block-domain": _domains, "trust-author": _friends, "block-person": _persons}[do]
    found: dict[str, Offer] = {}
    for text, label in own(site, comment):
        if text:
            found.setdefault(text, Offer(text=text, label=label, is_chosen=not found))
    return found.values()


def words_of(marked: str) -> str:
    """What somebody marked, in one line and no longer than a line of a list."""
    return calm_line(marked)[:LONGEST].strip()


def is_whole(comment: Comment, words: str) -> bool:
    """Whether words stand somewhere in a comment by themselves, or nowhere at all."""
    wanted = fold(words)
    places = (
        [(text, at) for text in _texts(comment).values() for at in _places(text, wanted)] if wanted else []
    )
    return not places or any(is_edge(text, at) and is_edge(text, at + len(wanted)) for text, at in places)


def fields_of(comment: Comment, words: str) -> str:
    """Where to look for words: where they stand; in all that is usual where that is the text."""
    wanted = fold(words)
    found = [letter for letter, text in _texts(comment).items() if wanted and wanted in text]
    return USUAL if not found or "T" in found else "".join(found)


def given(of: ListOf, text: str, options: Mapping[str, object], points: int | None = None) -> object:
    """A line in the contract's JSON, as the list takes it."""
    if of.has_options:
        return {"text": text, **options}
    if not of.has_conditions:
        return text
    own = {name: options[name] for name in ("case", "fields") if name in options}
    if not options.get("expression"):
        text = of_words(Entry(text=" ".join(text.split())).parts, whole=bool(options.get("whole", True)))
    return {"text": text, **own, **({"points": points} if points is not None else {})}


def require_words(text: str) -> None:
    """Let a line say something, or raise Invalid."""
    if not text.strip():
        raise Invalid(Problem(on="text", why=N_("Write at least one word.")))


def _has_author(comment: Comment) -> bool:
    return not comment.kind.is_mention and comment.member_id is None


def _has_domain(site: Site, comment: Comment) -> bool:
    hosts = [host_of(comment.website)] if comment.website else []
    if CANDIDATE.search(comment.text):
        hosts += [link.host for link in links_of(comment.text)]
    return any(hosts) and bool({*hosts} - {"", *map(host_of, site.bases)})


def _domains(site: Site, comment: Comment) -> Iterable[tuple[str, str]]:
    own = tuple(host_of(url) for url in site.bases)
    if comment.website and host_of(comment.website) not in own:
        yield _domain(comment.website), N_("Website")
    for link in foreign_links(comment.text, own):
        yield _domain(link.url), N_("Link")


def _friends(site: Site, comment: Comment) -> Iterable[tuple[str, str]]:
    if _has_author(comment):
        yield email_of(comment.email), N_("E-mail")
        yield line_of(comment.website), N_("Website")


def _persons(site: Site, comment: Comment) -> Iterable[tuple[str, str]]:
    if _has_author(comment):
        lines = [
            (email_of(comment.email), N_("E-mail")),
            (_quoted(calm_line(comment.name)), N_("Name")),
            (line_of(comment.website), N_("Website")),
            (comment.author_ip, N_("Address")),
            (comment.author_net, N_("Addresses beside it")),
        ]
        yield from ((line, label) for line, label in lines if line and not mistake_in(line))


def _domain(url: str) -> str:
    """The host, or where anybody has pages the account; the host all the same where none is named."""
    host = host_of(url)
    return line_of(url) or (host if is_place(host) else "")


def _quoted(name: str) -> str:
    """A name as a line says it: in quotation marks where it could be taken for something else."""
    is_plain = not (is_place(name) or email_of(name) or "@" in name or mistake_in(name) or name[:1] in '"“«')
    return name if is_plain or not name else f"“{name}”"


def _typed(words: str) -> str:
    return words.replace("*", r"\*")


def _texts(comment: Comment) -> dict[str, str]:
    known = {"N": comment.name, "E": comment.email, "W": comment.website or comment.source, "T": comment.text}
    return {letter: fold(text) for letter, text in known.items()}


def _places(text: str, words: str) -> Iterable[int]:
    at = text.find(words)
    while at >= 0:
        yield at
        at = text.find(words, at + 1)
