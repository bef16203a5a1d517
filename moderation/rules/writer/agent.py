"""Programs that fill in the form."""

import re
from collections.abc import Collection, Iterator
from dataclasses import dataclass

from moderation.errors import Problem
from moderation.rules.example import Example
from moderation.rules.rule import Rule, param
from moderation.text.fold import fold
from moderation.words import N_, Facts, Kind, Signal, Submission

# What libraries call themselves unless told otherwise; a browser's name begins with "Mozilla/".
LIBRARY = re.compile(
    r"^(?:curl|libcurl|pycurl|wget|python|python-requests|python-urllib|python-httpx|aiohttp|go-http-client"
    r"|okhttp|java|jakarta|apache-httpclient|apache-httpasyncclient|libwww-perl|lwp|www-mechanize|mechanize"
    r"|perl|ruby|faraday|http\.rb|typhoeus|guzzlehttp|symfony httpclient|php|node-fetch|node|axios|undici|got"
    r"|dart|reqwest|restsharp|scrapy|httpclient|http_client|winhttp|postmanruntime|insomnia|powershell)\b"
    r"|headlesschrome|phantomjs|indy library|xrumer",
    re.IGNORECASE,
)
NOTHING = ("", "-", "null")
"""What stands there where a program has no name for itself."""
BROWSER = "Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/605.1.15 Version/18.5 Safari/605.1.15"


@dataclass(frozen=True, kw_only=True)
class Agent(Rule):
    """The form was filled in by a program which says so itself, or which says nothing of itself.

    Browsers tell what they are. You can add words of your own, one a line, that speak against an agent.
    """

    title = N_("Program instead of a browser")
    kinds = (Kind.COMMENT,)
    of_arrival = True

    points: int = param(2, N_("Points"), low=0, high=20)
    empty: bool = param(True, N_("Also one that says nothing of itself"))
    words: tuple[str, ...] = param((), N_("Your own words"), shape="lines")

    flags = (
        Example(user_agent="python-requests/2.32.3", seconds=9),
        Example(user_agent="Mozilla/5.0 HeadlessChrome/140.0.0.0", seconds=9),
        Example(user_agent="", seconds=9),
        Example(user_agent="-", seconds=9),
        Example(user_agent="BlogBuster 3", seconds=9, setting={"words": ("blogbuster",)}),
    )
    passes = (
        Example(user_agent=BROWSER, seconds=9),
        Example(user_agent=""),
        Example(user_agent="python-requests/2.32.3"),
        Example(user_agent="", seconds=9, setting={"empty": False}),
    )

    def check(self, submission: Submission, facts: Facts) -> Signal | None:
        """Points for an agent that is no browser; only where a browser was expected, at the public form."""
        if submission.seconds_to_fill is None or submission.member_id is not None:
            return None
        agent = submission.author.user_agent.strip()
        if agent.lower() in NOTHING:
            return self.fires(N_("The browser says nothing of itself")) if self.empty else None
        own = filter(None, map(fold, self.words))
        if LIBRARY.search(agent) or any(word in fold(agent) for word in own):
            return self.fires(N_("Sent by a program: {agent}"), agent=agent[:60])
        return None

    def mistakes(self, keys: Collection[str]) -> Iterator[Problem]:
        """Words of which nothing is left to look for: they would find every browser."""
        for word in self.words:
            if not fold(word):
                why = N_("“{word}” holds no letter or sign that could be found.")
                yield Problem(on="words", why=why, values={"word": word[:60]})
