"""Commands for mentions that we send."""

from collections import Counter
from collections.abc import Sequence
from datetime import UTC, datetime, timedelta

import click
from flask import current_app
from flask.cli import with_appcontext

from moderation.cli.console import done, migrated
from moderation.domain import announce, deliver, report, telling
from moderation.domain.announce import Found
from moderation.domain.report import Told
from moderation.net.fetch import Manner
from moderation.net.manner import visitor
from moderation.net.pace import Pace
from moderation.store.db import reading, writing

OWN = timedelta(hours=1)
"""So long a link that is found by hand is left to the command; then, should that have died, to the worker."""


@click.group()
def mentions() -> None:
    """Mentions: what is told to the pages that a page of ours links to."""


@mentions.command("send")
@click.argument("url")
@click.option("--site", "site_key", help="The site that the page belongs to, where several hold its address.")
@click.option("--again", is_flag=True, help="Tell those too who were told before: the page was edited.")
@with_appcontext
def send(url: str, site_key: str | None, again: bool) -> None:
    """Tell the pages that URL links to, by webmention or pingback, whichever each announces."""
    migrated()
    found, manner = _found(url, site_key, again)
    pace, told = Pace(), []
    for each in found:
        is_due = again or each.is_new or report.state_of(each.sending) == "waiting"
        if is_due:
            told.append(_sent(each.sending.id, manner, pace, again=again))
            done(f"{each.sending.target}: {_now(told[-1])}")
        else:
            done(f"{each.sending.target}: {_before(report.told_of(each.sending))}")
    done(_sum(found, told))


def _found(url: str, site_key: str | None, again: bool) -> tuple[list[Found], Manner]:
    """The links of the page, kept; and how we visit. Raises ValueError where the page cannot be read."""
    with reading() as session:
        site = announce.site_of(session, url, site_key)
    config = current_app.config
    manner = visitor(config["BASE_URL"] or site.url, allow_private=config["ALLOW_PRIVATE_SOURCES"])
    page = announce.read(url.strip(), manner)
    if page.trouble is not None:
        raise ValueError(f"{page.url}: {telling.sentence(page.trouble)}")
    announce.require_ours(page, site)
    now = datetime.now(UTC)
    with writing() as session:
        found = announce.find(session, site, page.url, page.links, now=now, due_at=now + OWN)
        return found + (announce.dropped(session, site, page.url, found) if again else []), manner


def _sent(sending_id: int, manner: Manner, pace: Pace, *, again: bool) -> Told | None:
    """What comes of telling one; None where somebody else is about it."""
    with writing() as session:
        taken = deliver.take_this(session, sending_id, now=datetime.now(UTC), again=again)
    if taken is None:
        return None
    pace.turn(taken.host)
    outcome = deliver.go(taken, manner)
    pace.note(outcome.host)
    with writing() as session:
        row = deliver.settle(session, taken, outcome, now=datetime.now(UTC))
        return report.told_of(row) if row is not None else None


def _now(told: Told | None) -> str:
    if told is None:
        return "the background worker is about it"
    if told.state == "sent":
        return f"sent by {told.sending.protocol}"
    if told.state == "none":
        return "announces nothing"
    later = f" Next try: {told.sending.due_at:%Y-%m-%d %H:%M} UTC." if told.sending.due_at else ""
    return f"failed: {telling.sentence(told.sending.trouble)}{later}"


def _before(told: Told) -> str:
    if told.state == "sent":
        return f"sent before by {told.sending.protocol}"
    if told.state == "none":
        return "announced nothing before"
    return f"failed before: {telling.sentence(told.sending.trouble)}"


def _sum(found: Sequence[Found], told: Sequence[Told | None]) -> str:
    if not found:
        return "This page links to nobody else."
    if not told:
        links = "link" if len(found) == 1 else "links"
        return f"Nothing new: {len(found)} {links}, all looked at before. --again tells them again."
    counts = Counter(each.state if each is not None else "waiting" for each in told)
    failed = counts["failed"] + counts["waiting"]
    before = f", {len(found) - len(told)} looked at before" if len(found) > len(told) else ""
    return f"{counts['sent']} sent, {counts['none']} announced nothing, {failed} failed{before}."
