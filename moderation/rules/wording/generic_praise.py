"""Praise that fits any page."""

from collections.abc import Collection, Iterator
from dataclasses import dataclass, replace

from moderation.errors import Problem
from moderation.rules.example import Example
from moderation.rules.linked import beside_links
from moderation.rules.phrases import OWN_WORD, Hit, Phrases, phrases, word_list, words_with_places
from moderation.rules.rule import Rule, param
from moderation.text.fold import fold, original_span
from moderation.text.links import links_of
from moderation.text.sight import is_blank
from moderation.words import N_, Facts, Kind, Signal, Submission

SMALL = "small_words"
"""The list of words that robots drop and shuffle; texts are compared without them."""

HOLLOW_TIMES = 3
"""Nothing but praise counts as so many compliments: not enough to hold a comment by itself."""

SURFING = "I have been surfing the web for three hours, and never found an article like yours."
HOLLOW = (
    "Hello, I really like your blog, these posts are great reading. Thank you for such helpful content, "
    "my brother enjoyed the site too!"
)


@dataclass(frozen=True, kw_only=True)
class GenericPraise(Rule):
    """Praises without a word on your page: “great article, keep it up”, “I bookmarked your blog”.

    Everyday compliments are a weak sign, looked at only in short comments that share no word with
    the page's title. A longer text of nothing but praise weighs a little more, and holds no comment
    alone. Much more weigh sentences that robots post everywhere, and praise under a name that is an
    advertisement. A website adds a point. English
    and French phrases are built in, and you can add your own compliments, one a line; “*” stands for
    any one word.
    """

    title = N_("Praise that fits any page")
    kinds = (Kind.COMMENT, Kind.TRACKBACK)

    points: int = param(1, N_("Points for a compliment, twice for several"), low=0, high=20)
    robot_points: int = param(4, N_("Points for each sentence of robots"), low=0, high=20)
    most: int = param(8, N_("Points at most"), low=0, high=40)
    short: int = param(25, N_("Compliments in texts of at most"), unit=N_("words"), low=1, high=500)
    words: tuple[str, ...] = param((), N_("Your own phrases"), shape="lines")

    flags = (
        "Great article, keep it up!",
        "Super article, merci pour le partage.",
        SURFING,
        HOLLOW,
        Example(text="Nice blog.", website="https://soups.example/"),
    )
    passes = (
        "My children loved the soup and asked for more.",
        "A great article about leek.",
        "Merci, je vais essayer avec des poireaux.",
    )

    def check(self, submission: Submission, facts: Facts) -> Signal | None:
        """Points for what robots post everywhere, else for compliments, and one more for a website."""
        is_apart = self.is_apart(submission, facts)
        signal = self.of_robots(submission, is_apart) or (self.everyday(submission) if is_apart else None)
        if signal is None or not signal.points:
            return None
        website = "" if is_blank(submission.author.website) else submission.author.website
        points = min(self.most, signal.points + bool(website))
        return replace(signal, points=points, quotes=(*signal.quotes, *[website] * bool(website)))

    def is_apart(self, submission: Submission, facts: Facts) -> bool:
        """Whether a text is short, and shares no word with the page's title."""
        text, title = submission.text, facts.page_title or submission.page_title
        return len(words_with_places(text)) <= self.short and not content_of(text) & content_of(title)

    def of_robots(self, submission: Submission, is_apart: bool) -> Signal | None:
        """Points for each sentence of robots, as many for nothing but praise beside, and else a few."""
        hits = said(phrases("robot_praise", left_out=SMALL), submission.text)
        hollow = hollow_praise(submission.text) if hits or is_apart else []
        if not hits:
            why = N_("Nothing but praise that fits any page")
            return self.fires(why, points=HOLLOW_TIMES * self.points, quotes=hollow) if hollow else None
        return self.counts(
            len(hits),
            N_("Holds {n} sentence that robots post everywhere"),
            N_("Holds {n} sentences that robots post everywhere"),
            points=self.robot_points * (len(hits) + bool(hollow)),
            quotes=[*(hit.quote for hit in hits), *hollow],
        )

    def everyday(self, submission: Submission) -> Signal | None:
        """Points for compliments."""
        hits = said(phrases(self.key, self.words, SMALL), submission.text)
        if not hits:
            return None
        adverts = phrases("author_is_ad").find(submission.author.name)
        return self.counts(
            len(hits),
            N_("Holds {n} compliment that fits any page"),
            N_("Holds {n} compliments that fit any page"),
            points=self.robot_points if adverts else self.points * min(2, len(hits)),
            quotes=[hit.quote for hit in (*hits, *adverts)],
        )

    def mistakes(self, keys: Collection[str]) -> Iterator[Problem]:
        """Phrases of which nothing is left without the small words, so that they would never be found."""
        for line in self.words:
            if not set(OWN_WORD.findall(fold(line))) - word_list(SMALL) - {"*"}:
                why = N_("“{line}” holds nothing but small words, which are left out before we look.")
                yield Problem(on="words", why=why, values={"line": line[:60]})


def said(praise: Phrases, text: str) -> list[Hit]:
    """The phrases of a text beside those that are part of an address."""
    addresses = [link.url for link in links_of(text)]
    return [hit for hit in praise.find(text) if not any(hit.quote in address for address in addresses)]


def hollow_praise(text: str) -> list[str]:
    """The words of praise in a longer text that says hardly anything else; none elsewhere.

    Longer is from twelve words on, small ones aside, for readers do write “great post, thank you”. Of
    such a text two words in five are praise or name the page; the rest is coming, reading, telling.
    """
    bare = beside_links(text)
    content = content_of(bare)
    page, praise = content & word_list("page_words"), content & word_list("praise_words")
    if len(content) < 12 or len(page) < 2 or len(praise) < 2 or 5 * len(page | praise) < 2 * len(content):
        return []
    places = {word: (start, end) for word, start, end in words_with_places(bare)}
    return [original_span(bare, *place) for word, place in places.items() if word in page | praise]


def content_of(text: str) -> set[str]:
    """The words of a text, small ones aside, each once."""
    return {word for word, _, _ in words_with_places(text)} - word_list(SMALL)
