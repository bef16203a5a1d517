"""The demo: two sample sites whose comments, mentions, decisions and replies all came the ordinary way."""

import json
import os
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from hashlib import blake2b
from importlib.resources import files
from pathlib import Path
from typing import Any

import click

from moderation.app import from_environment
from moderation.cli.console import migrated
from moderation.cli.serve import listen, require_free
from moderation.domain import decide, enrol, like, submit, tune
from moderation.domain.allow import Viewer
from moderation.store.db import Session, reading, writing
from moderation.text.links import host_of
from moderation.words import Author, Kind, Role, Submission

SAMPLES = ("potager.json", "carnet.json")
PASSWORD = "two-minutes-demo"  # noqa: S105  # meant to be known: the demo prints it
BROWSER = "Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0"
PEOPLE = {
    "ada@demo.example": ("Ada Lund", None, True),
    "olga@demo.example": ("Olga Martin", Role.OWNER, False),
    "mina@demo.example": ("Mina Roux", Role.MODERATOR, False),
}


@click.command()
@click.option(
    "--bind", default="127.0.0.1:8000", show_default=True, metavar="HOST:PORT", help="Where to listen."
)
def demo(bind: str) -> None:
    """Serve two sample sites, from a database of their own that keeps what you do."""
    require_free(bind)
    home = Path(os.environ.get("MODERATION_INSTANCE_PATH") or "instance").resolve() / "demo"
    os.environ["MODERATION_INSTANCE_PATH"] = str(home)
    os.environ.pop("MODERATION_DATABASE_URL", None)
    with from_environment().app_context():
        migrated()
        with reading() as session:
            is_new = tune.site_with_key(session, "potager") is None
        if is_new:
            with writing() as session:
                fill(session, datetime.now(UTC))
        click.echo(f"http://{bind}/")
        for email in PEOPLE:
            click.echo(f"{email} {PASSWORD}")
        listen(bind)


def fill(session: Session, now: datetime) -> None:
    """Make the sample sites, their people, and all that happened there up to now."""
    people = {
        email: enrol.add_user(session, email, name=name, password=PASSWORD, is_admin=is_admin, now=now)
        for email, (name, _, is_admin) in PEOPLE.items()
    }
    for name in SAMPLES:
        sample = json.loads(files("moderation").joinpath("cli", "samples", name).read_text("utf-8"))
        site = enrol.add_site(session, now=now - timedelta(days=60), **sample["site"])
        for email, (_, role, _) in PEOPLE.items():
            if role is not None:
                enrol.join(session, people[email], site, role)
        owner, moderator = (
            enrol.viewer_of(session, people[f"{who}@demo.example"]) for who in ("olga", "mina")
        )
        play(session, Stage(site=site, owner=owner, moderator=moderator, now=now), sample["pages"])


@dataclass(frozen=True, kw_only=True)
class Stage:
    """Where a sample is played: the site, who replies, who decides, and the present."""

    site: tune.Site
    owner: Viewer
    moderator: Viewer
    now: datetime


def play(session: Session, stage: Stage, pages: list[dict[str, Any]]) -> None:
    """Let everything happen in the order of time, each by its own verb."""
    ids: dict[str, int] = {}
    for at, what, page, item in sorted(moments(stage.now, pages), key=lambda m: m[0]):
        if what == "decision":
            decide.decide(session, stage.moderator, ids[item["ref"]], item["decision"], seen=None, now=at)
        elif item["by"] == "owner":
            key, parent = f"{stage.site.key}-{item['ref']}", ids[item["parent"]]
            said = decide.reply(session, stage.owner, parent, item["text"], seen=None, key=key, now=at)
            ids[item["ref"]] = said.written.id
        else:
            given = submission(stage.site, page, item, ids.get(item["parent"]), at)
            ids[item["ref"]] = submit.at_door(session, stage.site, given).comment.id
        session.flush()
    for page in pages:
        for item in page["items"]:
            for n in range(item["likes"]):
                visitor = blake2b(f"{item['ref']} {n}".encode(), digest_size=16).digest()
                like.like_comment(session, stage.site, ids[item["ref"]], visitor)


def moments(
    now: datetime, pages: list[dict[str, Any]]
) -> Iterator[tuple[datetime, str, dict[str, Any], dict[str, Any]]]:
    """Everything that happened: (when, what, page, item)."""
    for page in pages:
        for item in page["items"]:
            posted = now - timedelta(days=item["days_ago"])
            yield posted, "submission", page, item
            if item["decision"]:
                yield posted + timedelta(hours=item["decided_after_hours"]), "decision", page, item


def submission(
    site: tune.Site, page: dict[str, Any], item: dict[str, Any], parent: int | None, at: datetime
) -> Submission:
    """A sample item as its door would hand it in."""
    return Submission(
        kind=Kind(item["kind"]),
        page_url=site.url + page["path"],
        page_title=page["title"],
        parent_id=parent,
        author=Author(
            name=item["name"] or host_of(item["source"]),
            email=item["email"],
            website=item["website"],
            user_agent=BROWSER,
        ),
        text=item["text"],
        source=item["source"],
        origin=f"demo:{item['ref']}",
        posted_at=at,
        received_at=at,
        seconds_to_fill=item["seconds_to_fill"],
        honeypot=item["honeypot"],
    )
