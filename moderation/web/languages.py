"""The language and zone of an answer, and how sentences, times and numbers are said in them."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from typing import Protocol

from babel.dates import format_timedelta
from flask import Flask, g, request
from flask_babel import (
    Babel,
    force_locale,
    format_datetime,
    format_decimal,
    format_percent,
    get_locale,
    get_translations,
    gettext,
)

from moderation.domain.enrol import LOCALES
from moderation.rules.book import catalogue
from moderation.web import identity

babel = Babel()


class Said(Protocol):
    """A sentence that is kept in English with its values: a signal, a problem."""

    @property
    def why(self) -> str: ...
    @property
    def many(self) -> str: ...
    @property
    def values(self) -> dict[str, str | int]: ...


def init(app: Flask) -> None:
    """Choose language and zone for each request: the site's for readers, one's own at the desk."""
    babel.init_app(app, locale_selector=_locale, timezone_selector=_zone)


def speak(locale: str, timezone: str) -> None:
    """Answer this request in a site's language and zone, whoever asks."""
    g.site_locale, g.site_zone = locale, timezone


def _locale() -> str:
    if "site_locale" in g:
        return str(g.site_locale)
    here = identity.me()
    if here is not None and here.locale:
        return here.locale
    return request.accept_languages.best_match(LOCALES) or "en"


def _zone() -> str:
    if "site_zone" in g:
        return str(g.site_zone)
    here = identity.me()
    return (here.timezone if here is not None else "") or "UTC"


def lang() -> str:
    """The language of this answer, as HTML's `lang` wants it."""
    return str(get_locale() or "en").replace("_", "-")


def say(said: Said) -> str:
    """The sentence of a signal or a problem in the language of this answer, its values filled in."""
    values = dict(said.values)
    if "rules" in values:  # their keys: each has a title, in every language
        values["rules"] = ", ".join(titles().get(key, key) for key in str(values["rules"]).split())
    n = values.get("n")
    if said.many and isinstance(n, int):
        # Not flask_babel's ngettext, which would take a "%" in the sentence for a place of its own.
        sentence = str(get_translations().ungettext(said.why, said.many, n))
    else:
        sentence = str(gettext(said.why))
    return sentence.format(**values)


def titles() -> dict[str, str]:
    """What each rule is called in the language of this answer, by its key."""
    return {kind.key: gettext(kind.title) for kind in catalogue()}


@contextmanager
def speaking(locale: str) -> Iterator[None]:
    """Say what is said within in a given language."""
    with force_locale(locale):
        yield


def moment(at: datetime) -> str:
    """A date with its time: "11 mars 2010 à 09:14"."""
    return str(gettext("%(day)s at %(time)s", day=day(at), time=format_datetime(at, "HH:mm")))


def day(at: datetime) -> str:
    """A date: "11 mars 2010"."""
    return str(format_datetime(at, "d MMMM y"))


def ago(at: datetime) -> str:
    """How long since, in short: "12 min"; a date after a month."""
    since = max(datetime.now(UTC) - at, timedelta())
    if since > timedelta(days=30):
        return str(format_datetime(at, "d MMM y"))
    if since < timedelta(minutes=1):
        return str(gettext("now"))
    return format_timedelta(since, format="short", threshold=1.1, locale=str(get_locale()))


def passed(at: datetime) -> str:
    """How long ago, within a sentence: "3 minutes ago"; after a month "on 3 March 2026"."""
    since = max(datetime.now(UTC) - at, timedelta())
    if since > timedelta(days=30):
        return str(gettext("on %(day)s", day=day(at)))
    if since < timedelta(minutes=1):
        return str(gettext("just now"))
    return _counted(-since)


def coming(at: datetime) -> str:
    """In how long, within a sentence: "in 3 minutes", "in a moment"."""
    left = at - datetime.now(UTC)
    if left < timedelta(minutes=1):
        return str(gettext("in a moment"))
    return _counted(left)


def _counted(time: timedelta) -> str:
    locale = str(get_locale())
    return format_timedelta(time, granularity="minute", threshold=1.1, add_direction=True, locale=locale)


def number(n: int) -> str:
    """A number with the language's own separators."""
    return str(format_decimal(n))


def percent(share: float) -> str:
    """A share of 1 in percent, with one decimal, as the language writes it."""
    return str(format_percent(share, str(get_locale().percent_formats[None].pattern).replace("0", "0.0")))
