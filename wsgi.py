"""The application for any WSGI server: `wsgi:app`."""

from moderation.app import from_environment

app = from_environment()
