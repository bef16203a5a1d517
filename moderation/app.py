"""The application: settings, database, sign-in, languages, headers, routes."""

import os
from datetime import timedelta
from pathlib import Path

from dotenv import load_dotenv
from flask import Flask
from flask_migrate import Migrate

from moderation import jobs, settings
from moderation.settings import Settings
from moderation.store.db import db
from moderation.web import compress, errors, headers, identity, languages, routes, shell, warm

HERE = Path(__file__).parent
LARGEST_REQUEST = 1024 * 1024
"""Bytes: a text of 65,525 characters, however encoded, fits many times."""
YEAR = timedelta(days=365)


def create_app(given: Settings) -> Flask:
    """The program with these settings."""
    given.instance_path.mkdir(parents=True, exist_ok=True)
    app = Flask(
        "moderation",
        instance_path=str(given.instance_path),
        root_path=str(HERE),
        template_folder=str(_beside("templates")),
        static_folder=str(_beside("static")),
    )
    app.config.from_prefixed_env("MODERATION")
    app.config.from_mapping(_config(given))
    db.init_app(app)
    Migrate(app, db, directory=str(HERE / "store" / "migrations"), render_as_batch=True)
    languages.init(app)
    identity.init(app)
    compress.init(app)
    headers.init(app, given)
    shell.init(app)
    errors.init(app)
    routes.init(app)
    jobs.init(app)
    return app


def from_environment() -> Flask:
    """The program as the environment and a `.env` in the working directory have it. Raises ValueError."""
    load_dotenv(Path.cwd() / ".env")
    return create_app(settings.read(os.environ))


def serving() -> Flask:
    """The same for a process that answers requests: long lists of the rules are kept ready beside them."""
    app = from_environment()
    warm.keep(app)
    return app


def _config(given: Settings) -> dict[str, object]:
    return {
        "SECRET_KEY": given.secret_key,
        "SECRET_KEY_FALLBACKS": list(given.secret_key_fallbacks),
        "SQLALCHEMY_DATABASE_URI": given.database_url,
        # What somebody wrote, or a digest, belongs in no log.
        "SQLALCHEMY_ENGINE_OPTIONS": {"hide_parameters": True},
        "SESSION_COOKIE_SECURE": given.is_https,
        "SESSION_COOKIE_HTTPONLY": True,
        "SESSION_COOKIE_SAMESITE": "Lax",
        "PERMANENT_SESSION_LIFETIME": timedelta(days=30),
        # An answer that comes late (a page looks for news by itself) must not bring an ended session back.
        "SESSION_REFRESH_EACH_REQUEST": False,
        "MAX_CONTENT_LENGTH": LARGEST_REQUEST,
        "MAX_FORM_MEMORY_SIZE": LARGEST_REQUEST,
        "SEND_FILE_MAX_AGE_DEFAULT": YEAR,
        "WTF_CSRF_TIME_LIMIT": None,
        # The token and SameSite guard the forms; a browser that hides the Referer may use them too.
        "WTF_CSRF_SSL_STRICT": False,
        "BABEL_TRANSLATION_DIRECTORIES": str(HERE / "translations"),
        "RATE_LIMITS": given.rate_limits,
        "BASE_URL": given.base_url,
        "ALLOW_PRIVATE_SOURCES": given.allow_private_sources,
    }


def _beside(folder: str) -> Path:
    """A folder that the wheel holds in the package, and a checkout beside it."""
    packed = HERE / folder
    return packed if packed.is_dir() else HERE.parent / folder
