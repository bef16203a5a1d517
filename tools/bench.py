"""Measures what has to be fast: every file of tools/benches/ is one thing that is measured.

Such a file has a TITLE, an ABOUT, and `run(home)`, which yields figures; what it makes to measure stays
in `home` for the next run. `--write` puts the figures into docs/performance.md.
"""

import argparse
import os
import platform
import re
import sys
import time
from importlib import import_module
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path[:0] = [str(ROOT)]

from tools.benches.figure import Figure  # noqa: E402  the path comes first

DOCUMENT = ROOT / "docs" / "performance.md"
HOME = Path(os.environ.get("MODERATION_BENCH") or ROOT / "instance" / "bench")


def main() -> int:
    """Measure all, or what is named; 1 where something is slower than it may be."""
    asked = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else "")
    asked.add_argument("names", nargs="*", help="what to measure; all that there is without any")
    asked.add_argument("--write", action="store_true", help="put the figures into docs/performance.md")
    given = asked.parse_args()
    slow = 0
    for name in given.names or every():
        bench = import_module(f"tools.benches.{name}")
        say(f"{bench.TITLE}")
        figures = []
        for figure in bench.run(HOME / name):
            say(f"  {figure}")
            figures.append(figure)
        slow += sum(figure.is_too_much for figure in figures)
        if given.write:
            write(name, bench.TITLE, bench.ABOUT, figures)
    return 1 if slow else 0


def every() -> list[str]:
    """The names of all that is measured."""
    files = (Path(__file__).parent / "benches").glob("*.py")
    return sorted(file.stem for file in files if file.stem not in ("__init__", "figure"))


def write(name: str, title: str, about: str, figures: list[Figure]) -> None:
    """Put the figures in their place in the document, or at its end."""
    machine = f"{os.cpu_count()} cores, Python {platform.python_version()}, {time.strftime('%Y-%m-%d')}"
    rows = "\n".join(figure.as_row() for figure in figures)
    table = f"| | measured | at most |\n| --- | ---: | ---: |\n{rows}"
    section = f"<!-- {name} -->\n## {title}\n\n{about.strip()}\n\n{table}\n\n{machine}.\n<!-- /{name} -->"
    text = DOCUMENT.read_text("utf-8")
    found = re.compile(rf"<!-- {name} -->.*<!-- /{name} -->", re.DOTALL)
    if found.search(text):
        text = found.sub(lambda _: section, text)
    else:
        text = f"{text.rstrip()}\n\n{section}\n"
    DOCUMENT.write_text(text, "utf-8")


def say(what: str) -> None:
    """Tell whoever waits."""
    sys.stdout.write(what + "\n")
    sys.stdout.flush()


if __name__ == "__main__":
    sys.exit(main())
