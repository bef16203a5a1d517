"""Who runs PostgreSQL: it refuses root, so root lends it an account without rights."""

import os
import pwd
import subprocess
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

NAMES = ("postgres", "nobody")


@dataclass(frozen=True)
class Account:
    """An account of this machine by its numbers."""

    uid: int
    gid: int

    def owns(self, folder: Path) -> None:
        """Hand a folder to the account, and to nobody else."""
        folder.chmod(0o700)
        if os.geteuid() == 0:
            os.chown(folder, self.uid, self.gid)

    def run(self, command: Sequence[str | Path]) -> None:
        """Run a command as the account. Raises RuntimeError with what it said when it fails."""
        is_root = os.geteuid() == 0
        done = subprocess.run(
            command,
            user=self.uid if is_root else None,
            group=self.gid if is_root else None,
            extra_groups=[] if is_root else None,
            cwd="/",
            env={"PATH": os.environ["PATH"], "LC_ALL": "C.UTF-8"},
            stdin=subprocess.DEVNULL,
            capture_output=True,
            text=True,
        )
        if done.returncode != 0:
            raise RuntimeError(f"{' '.join(map(str, command))} failed:\n{done.stdout}{done.stderr}")


def unprivileged() -> Account:
    """The account for PostgreSQL: our own, or for root the first of NAMES that there is."""
    if os.geteuid() != 0:
        return Account(os.geteuid(), os.getegid())
    known = {entry.pw_name: entry for entry in pwd.getpwall()}
    for name in NAMES:
        if name in known:
            return Account(known[name].pw_uid, known[name].pw_gid)
    raise RuntimeError(f"PostgreSQL refuses to run as root and there is no account {' or '.join(NAMES)}.")
