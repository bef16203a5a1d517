"""Commands for sites, accounts and tokens."""

import sys
from datetime import UTC, datetime

import click
from flask.cli import with_appcontext

from moderation.cli.console import done, migrated
from moderation.domain import enrol, tune
from moderation.errors import Missing
from moderation.store.db import Session, writing
from moderation.words import Role


@click.group()
def site() -> None:
    """Sites: publications whose comments are decided here."""


@site.command("add")
@click.argument("key")
@click.option("--name", required=True, help="How people call it.")
@click.option("--url", required=True, help="Its base address; its pages lie under it.")
@click.option("--locale", default="en", show_default=True, help="Language of its threads.")
@click.option(
    "--timezone", default="UTC", show_default=True, help="Time zone of its threads, such as Europe/Paris."
)
@with_appcontext
def add_site(key: str, name: str, url: str, locale: str, timezone: str) -> None:
    """Add a site with a short KEY that stands in its addresses."""
    migrated()
    with writing() as session:
        new = enrol.add_site(
            session, key, name=name, url=url, locale=locale, timezone=timezone, now=datetime.now(UTC)
        )
    done(f"Site {new.key} ({new.name}) takes comments for {new.url}.")


@click.group()
def user() -> None:
    """Accounts: people who sign in at the desk."""


@user.command("add")
@click.argument("email")
@click.option("--name", required=True, help="The name that readers and moderators see.")
@click.option(
    "--role", type=click.Choice([role.value for role in Role]), help="What the account is to the site."
)
@click.option("--site", "site_key", help="The site that it joins.")
@click.option("--admin", is_flag=True, help="It manages the installation.")
@click.option("--password-stdin", is_flag=True, required=True, help="Read the password from standard input.")
@with_appcontext
def add_user(
    email: str, name: str, role: str | None, site_key: str | None, admin: bool, password_stdin: bool
) -> None:
    """Add an account for EMAIL; its password comes from standard input."""
    if bool(role) and not site_key:
        raise click.UsageError("A role is a role of a site: name it with --site.")
    migrated()
    password = sys.stdin.readline().rstrip("\r\n")
    with writing() as session:
        place = known_site(session, site_key) if site_key else None
        new = enrol.add_user(
            session, email, name=name, password=password, is_admin=admin, now=datetime.now(UTC)
        )
        if place is not None:
            enrol.join(session, new, place, Role(role or Role.MODERATOR))
    joined = f", {role or Role.MODERATOR.value} of {site_key}" if site_key else ""
    done(f"{new.name} can sign in as {new.email}{', admin' if admin else ''}{joined}.")


@click.group()
def token() -> None:
    """Tokens: the keys of programs, one site each."""


@token.command("add")
@click.option("--site", "site_key", required=True, help="The site that the program may see.")
@click.option("--name", default="API", show_default=True, help="How the log names the program.")
@with_appcontext
def add_token(site_key: str, name: str) -> None:
    """Make a token and print it: this once, and nothing else."""
    migrated()
    with writing() as session:
        secret = enrol.add_token(session, known_site(session, site_key), name=name, now=datetime.now(UTC))
    click.echo(secret)


def known_site(session: Session, key: str) -> tune.Site:
    """The site with this key. Raises Missing."""
    found = tune.site_with_key(session, key)
    if found is None:
        raise Missing("There is no site with the key {key}.", key=key)
    return found
