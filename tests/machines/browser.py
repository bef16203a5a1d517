"""The browser that the tests press keys in: one that is installed, driven by Playwright."""

import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from playwright.sync_api import Browser, Playwright, sync_playwright

from tests.machines import debian

# Chromium's engine without the windows around it comes first: a test costs half with it.
NAMES = ("chromium-headless-shell", "chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
MAC = Path("/Applications/Google Chrome.app/Contents/MacOS/Google Chrome")

# The tests know no network, so neither does the browser: it asks nobody for anything by itself.
QUIET = (
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)

MISSING = """\
No browser was found for the tests. Any of these gives one:
  apt-get install chromium-headless-shell    (Debian; chromium does as well, more slowly)
  playwright install chromium                (the Playwright of the tests' environment)
  Google Chrome, installed in the usual place
`make quick` runs the tests that need none."""


@contextmanager
def running() -> Iterator[Browser]:
    """A browser without a window. Raises RuntimeError, with what a person can do, when none is to be had."""
    with sync_playwright() as playwright:
        # A browser's own cage needs rights that root in a container cannot give away.
        root = ("--no-sandbox",) if os.geteuid() == 0 else ()
        browser = playwright.chromium.launch(executable_path=program(playwright), args=[*QUIET, *root])
        try:
            yield browser
        finally:
            browser.close()


def program(playwright: Playwright) -> Path:
    """The browser's program; where there is none and we are root, Debian's is installed."""
    found = _found(playwright)
    if found is None and any(map(debian.install, NAMES[:2])):
        found = _found(playwright)
    if found is None:
        raise RuntimeError(MISSING)
    return found


def _found(playwright: Playwright) -> Path | None:
    on_path = (shutil.which(name) for name in NAMES)
    places = (*(Path(place) for place in on_path if place), MAC, Path(playwright.chromium.executable_path))
    return next((place for place in places if place.is_file()), None)
