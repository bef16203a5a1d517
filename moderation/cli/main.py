"""The console script `moderation`: the Flask command group of the application."""

import sys

import click
from flask.cli import FlaskGroup

from moderation import __version__
from moderation.app import from_environment
from moderation.cli import demo, measure, mentions, people, rules, serve
from moderation.cli.console import sentence
from moderation.errors import ModerationError
from moderation.store.db import DatabaseTrouble

group = FlaskGroup(
    name="moderation",
    create_app=from_environment,
    add_default_commands=False,
    add_version_option=False,
    help="The desk where a site's comments are decided.",
)
click.version_option(__version__, prog_name="moderation")(group)
COMMANDS = (
    *(serve.serve, serve.worker, demo.demo),
    *(people.site, people.user, people.token),
    *(rules.rules, mentions.mentions),
)
rules.rules.add_command(measure.measure)
for command in COMMANDS:
    group.add_command(command)


def main() -> None:
    """Run the command of the command line; every failure is one line on stderr and exit code 1."""
    try:
        sys.exit(group.main(prog_name="moderation", standalone_mode=False))
    except click.exceptions.Abort:
        sys.exit(1)
    except click.ClickException as wrong:
        wrong.show()
        sys.exit(wrong.exit_code)
    except ModerationError as error:
        fail(sentence(error))
    except DatabaseTrouble as trouble:
        fail(f"The database cannot be used: {getattr(trouble, 'orig', None) or trouble}")
    except (ImportError, OSError, ValueError) as error:
        fail(str(error))


def fail(why: str) -> None:
    """One line on stderr, exit code 1."""
    click.echo(f"moderation: {' '.join(why.split())}", err=True)
    sys.exit(1)


if __name__ == "__main__":
    main()
