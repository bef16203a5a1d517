"""What programs write around a link."""

from dataclasses import dataclass

from moderation.rules.example import Example
from moderation.rules.linked import beside_links
from moderation.rules.phrases import Hit, phrases, words_with_places
from moderation.rules.rule import MENTIONS, Rule, param
from moderation.text.links import host_of
from moderation.words import N_, Facts, Kind, Signal, Submission

GENUINE = "[…] as Isabelle says in “Leek soup”, nobody wants to peel for an hour. Read more about stock […]"


def excerpt(text: str) -> Example:
    """A pingback with this excerpt."""
    return Example(kind=Kind.PINGBACK, text=text)


@dataclass(frozen=True, kw_only=True)
class TemplateText(Rule):
    """The excerpt is what programs write around a link: “Here you will find 76458 more infos”.

    “Read more” and the like count only where hardly a word stands beside them, or where the address of your
    page is written out. English and French phrases are built in, and you can add your own, one a line; “*”
    stands for any one word.
    """

    title = N_("Text of a program")
    kinds = MENTIONS

    points: int = param(4, N_("Points"), low=0, high=20)
    few: int = param(5, N_("Hardly a word is at most"), unit=N_("words"), low=0, high=100)
    words: tuple[str, ...] = param((), N_("Your own phrases"), shape="lines")

    flags = (
        excerpt("[…] Here you will find 76458 more Infos: blog.example/leek-soup […]"),
        excerpt("[…] Read More here on that Topic: blog.example/leek-soup […]"),
        excerpt("[…] There you can find 5217 additional Information on this page […]"),
        excerpt("[...] Vous trouverez ici 4120 autres informations [...]"),
        excerpt("[…] Cheap pots, all sizes, free delivery. Read more at blog.example/leek-soup […]"),
        excerpt("Lire la suite"),
    )
    passes = (
        Example(text="Read more"),
        excerpt(GENUINE),
        excerpt("[...] Original Code: Found Here [...]"),
        excerpt("[…] voir https://blog.example/leek-soup pour la recette […]"),
        excerpt("[…] I found more information on that topic in a leaflet of 1950, and tried it […]"),
        excerpt("[…] […]"),
    )

    def check(self, submission: Submission, facts: Facts) -> Signal | None:
        """Points for a program's phrase, or for a pointer that is all there is."""
        found = phrases(self.key, self.words).find(submission.text) or self.pointers(submission)
        if not found:
            return None
        return self.fires(N_("Says what programs write around a link"), quotes=[hit.quote for hit in found])

    def pointers(self, submission: Submission) -> list[Hit]:
        """“Read more” and its like, where hardly a word stands beside them or our address does."""
        text = submission.text
        hits = phrases("read_more").find(text)
        if hits and host_of(submission.page_url) in text.lower():
            return hits
        said = sum(len(hit.folded) for hit in hits)
        n_others = len(words_with_places(beside_links(text))) - said
        return hits if n_others <= self.few else []
