"""Mentions of each kind and in each state, as a desk may have them before it."""

from datetime import UTC, datetime, timedelta
from typing import Any

from moderation.domain.trouble import Reason
from moderation.net.fetch import Trouble
from moderation.store.comments import Comment
from moderation.store.mentions import Mention
from moderation.store.sites import Site
from moderation.words import How, Kind
from tests.factories import make_mention
from tests.visits import announced, failing, linking, looked, of, verified

LONG = "Donaudampfschifffahrtsgesellschaftskapitän" * 40
PHOTO = "https://blog.example/lea.jpg"


def ago(**since: float) -> datetime:
    """A moment before now."""
    return datetime.now(UTC) - timedelta(**since)


def standing(site: Site) -> list[Comment]:
    """A card of each kind: by protocol, by what the page does with ours, and by how it was verified."""
    endless = linking(name=LONG, title=LONG, text=LONG, preview=LONG)
    cards = [
        verified(site, kind=Kind.PINGBACK, source="https://blog.example/pingback", at=ago(minutes=9)),
        verified(
            site,
            linking(photo=PHOTO, text="What grows beside leeks, and what does not."),
            source="https://blog.example/mention",
            at=ago(minutes=8),
        ),
        verified(site, reaction(How.REPLY, text="Rather at night, with rain water."), at=ago(minutes=7)),
        verified(site, reaction(How.LIKE), at=ago(minutes=6)),
        verified(site, reaction(How.REPOST), at=ago(minutes=6)),
        verified(site, reaction(How.BOOKMARK), at=ago(minutes=5)),
        verified(site, endless, source=long_source(), at=ago(hours=3)),
        make_mention(site, kind=Kind.PINGBACK, name="Handed in", source="https://program.example/post"),
    ]
    arabic = linking(name="حديقتي", title="حديقتي", text="سأزرع الطماطم في الربيع", preview="حديقتي")
    cards.append(verified(site, arabic, source="https://hadiqa.example/طماطم", at=ago(minutes=4)))
    trackback = announced(
        site, kind=Kind.TRACKBACK, title="On soup", excerpt="I cooked it.", at=ago(minutes=3)
    )
    made = looked(trackback, failing(Reason.NO_LINK, status=200), at=ago(minutes=3), is_last=True).comment
    assert made is not None
    return [*cards, made]


def withdrawn(site: Site) -> Comment:
    """A mention that has lost its link, after its page was read anew."""
    comment = verified(site, at=ago(days=2), source="https://blog.example/withdrawn")
    looked(of(comment), linking(text="I came back to other words altogether."), at=ago(days=1))
    moved = ("https://blog.example/withdrawn", "https://blog.example/moved")
    lost = failing(Reason.NO_LINK, status=200, hops=moved, url="https://blog.example/here")
    looked(of(comment), lost, at=ago(hours=5))
    return comment


def waiting(site: Site) -> list[Mention]:
    """Mentions that do not stand: announced, tried, failed, and withdrawn ones besides."""
    withdrawn(site)
    asked = announced(site, source=long_source("waiting"), at=ago(minutes=1))
    tried = announced(site, source="https://slow.example/post", kind=Kind.WEBMENTION, at=ago(minutes=50))
    for minutes in (49, 40, 2):
        looked(tried, failing(Trouble.TOO_SLOW), at=ago(minutes=minutes))
    failed = announced(site, source="https://away.example/post", kind=Kind.PINGBACK, at=ago(days=3))
    looked(failed, failing(Reason.NOT_FOUND, status=404), at=ago(days=3), is_last=True)
    return [asked, tried, failed]


def reaction(how: How, **given: Any) -> Any:
    """A page that does this to ours."""
    return linking(**{"how": how, "name": "Lea", "text": "", "title": "Lea's notes", **given})


def long_source(path: str = "post") -> str:
    """An address that no line holds."""
    return f"https://{'w' * 60}.blog.example/{path}/{'s' * 900}"
