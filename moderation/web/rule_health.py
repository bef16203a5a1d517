"""The health of each rule as the rules page says it: hits, the share that people confirmed, the last hit."""

from dataclasses import dataclass
from datetime import datetime

from flask import url_for
from flask_babel import format_decimal, gettext

from moderation.domain import health
from moderation.domain.health import Health
from moderation.domain.tune import Site
from moderation.rules.book import catalogue
from moderation.store.db import Session
from moderation.words import N_, Status

CONFIRMED = {
    Status.SPAM: N_("%(share)s were spam"),
    Status.APPROVED: N_("%(share)s were genuine"),
    Status.REJECTED: N_("%(share)s were unwanted"),
    None: N_("%(share)s were right"),
}
"""By where a rule points; one that speaks for some comments and against others is right or wrong."""
ENOUGH = 10
"""So many decisions before a share is called good or bad: of two, one is no verdict."""
GOOD, BAD = 80, 50
"""From this share on a rule does well; below that it is more often wrong than right. Both in percent."""


@dataclass(frozen=True, kw_only=True)
class HealthView:
    """What is said beside a rule."""

    hits: int
    href: str
    """The queue of what it found and which waits, or is spam; empty where there is neither."""
    lead: str
    """Where that leads, for those who hear links alone."""
    share: str
    """What people confirmed, in words; empty where nothing was found."""
    decided: int
    standing: str
    """good, bad, or empty for what lies between and for what is not known yet."""
    last_at: datetime | None


NONE = HealthView(hits=0, href="", lead="", share="", decided=0, standing="", last_at=None)


def views(session: Session, site: Site, now: datetime) -> dict[str, HealthView]:
    """The health of every rule that judges, by its key; of those at the door only where they judged."""
    found, queued = health.of_site(session, site, now), health.queued(session, site)
    kinds = (kind for kind in catalogue() if kind.section != "door" or kind.key in found)
    return {kind.key: _view(site, kind.key, found.get(kind.key), queued.get(kind.key)) for kind in kinds}


def _view(site: Site, rule: str, known: Health | None, status: Status | None) -> HealthView:
    if known is None:
        return NONE
    is_judged = known.decided >= ENOUGH and known.share is not None
    return HealthView(
        hits=known.hits,
        href=url_for("queue.show", site=site.key, status=status, rule=rule) if status else "",
        lead=gettext("what waits") if status is Status.PENDING else gettext("what is spam"),
        share=_share(known),
        decided=known.decided,
        standing=_standing(known.share or 0) if is_judged else "",
        last_at=known.last_at,
    )


def _share(known: Health) -> str:
    if known.share is not None:
        percent = f"{format_decimal(known.share, '0.#')}\N{NO-BREAK SPACE}%"
        return str(gettext(CONFIRMED[known.aim], share=percent))
    return str(gettext("only rejections so far") if known.rejected else gettext("none decided yet"))


def _standing(share: float) -> str:
    if share >= GOOD:
        return "good"
    return "bad" if share < BAD else ""
