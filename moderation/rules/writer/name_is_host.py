"""A name that is the address it links to."""

import unicodedata
from dataclasses import dataclass

from moderation.rules.example import Example
from moderation.rules.hosts import is_same_site
from moderation.rules.rule import Rule, param
from moderation.text.links import host_of
from moderation.text.sight import is_visible
from moderation.words import N_, Facts, Kind, Signal, Submission

IDEOGRAPHIC_STOP = "\u3002"
"""A dot between the labels of a host too (RFC 3490, section 3.1); NFKC makes plain dots of the others."""
AROUND = " @.,;:!?…*_-–—~|'\"‘’“”«»()[]<>"


@dataclass(frozen=True, kw_only=True)
class NameIsHost(Rule):
    """The name is the host of the writer's own website: “best-shoes.example”.

    A web address for a name already says that nobody was given it; that it is the writer's own says
    who is advertised, so these points come on top. A name such as “shop.best-shoes.example” counts too.
    “Julie Morel” with julie-morel.example is not meant.
    """

    title = N_("Name is the website")
    kinds = (Kind.COMMENT, Kind.TRACKBACK)

    points: int = param(2, N_("Points"), low=0, high=20)

    flags = (
        Example(name="best-shoes.example", website="https://www.best-shoes.example/sale"),
        Example(name="http://Best-Shoes.example/", website="best-shoes.example"),
    )
    passes = (
        Example(name="Julie Morel", website="https://julie-morel.example/"),
        Example(name="best-shoes.example"),
        Example(name="soups.example", website="https://pots.example/"),
        Example(name="Mina", website=""),
    )

    def check(self, submission: Submission, facts: Facts) -> Signal | None:
        """Points for a name that is the website's host, however it is typed."""
        author = submission.author
        name, website = named_host(author.name), host_of(author.website)
        if name and website and is_same_site(name, website):
            return self.fires(N_("The name is the address of the website"), quotes=(author.name.strip(),))
        return None


def named_host(name: str) -> str:
    """The host that a name is, whatever was put around or into it; empty where it is none."""
    letters = unicodedata.normalize("NFKC", name).replace(IDEOGRAPHIC_STOP, ".")
    seen = "".join(sign for sign in letters if is_visible(sign) or sign == " ")
    bare = seen.strip(AROUND)
    return host_of(bare) if "." in bare else ""
