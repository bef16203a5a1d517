"""The program's own server, as a process like the one people run."""

import os
import signal
import socket
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from pathlib import Path
from urllib.error import URLError
from urllib.request import urlopen

from moderation.settings import PREFIX, Settings

PATIENCE = 30
"""Seconds until a start counts as failed; it takes about one."""


@contextmanager
def serving(environ: Mapping[str, str], *, cwd: Path, command: str = "serve") -> Iterator[str]:
    """The address of a server that answers, started in this folder and stopped as a system stops it.

    Raises AssertionError when it does not come up or does not stop in order. What goes wrong meanwhile is
    told together with what the server said.
    """
    address = f"127.0.0.1:{free_port()}"
    program = [sys.executable, "-m", "moderation.cli.main", command, "--bind", address]
    with tempfile.TemporaryFile("w+") as said:
        process = subprocess.Popen(
            program, env=environ, cwd=cwd, stdout=said, stderr=said, start_new_session=True
        )
        try:
            assert _answers(process, f"http://{address}/readyz"), "the server did not start"
            yield f"http://{address}"
            process.send_signal(signal.SIGTERM)
            assert process.wait(PATIENCE) == 0, "the server did not stop in order"
        except BaseException as error:
            said.seek(0)
            error.add_note(f"The server said:\n{said.read()}")
            raise
        finally:
            # Its workers are processes too, and outlive it when it is killed alone.
            with suppress(ProcessLookupError):
                os.killpg(process.pid, signal.SIGKILL)
            process.wait()


def environ_of(settings: Settings) -> dict[str, str]:
    """Our environment with these settings in it, and none of the installation that we may stand in."""
    ours = {name: value for name, value in os.environ.items() if not name.startswith(PREFIX)}
    given = {
        "INSTANCE_PATH": str(settings.instance_path),
        "DATABASE_URL": settings.database_url,
        "SECRET_KEY": settings.secret_key,
        "BASE_URL": settings.base_url,
        "TRUSTED_PROXIES": str(settings.trusted_proxies),
        "RATE_LIMITS": "on" if settings.rate_limits else "off",
        "ALLOW_PRIVATE_SOURCES": "1" if settings.allow_private_sources else "",
    }
    return ours | {PREFIX + name: value for name, value in given.items()}


def free_port() -> int:
    """A port of this machine that nobody listens on now."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


def _answers(process: subprocess.Popen[bytes], url: str) -> bool:
    """Whether the address answers before the process ends or patience does."""
    for _ in range(PATIENCE * 20):
        try:
            with urlopen(url, timeout=5) as answer:
                return bool(answer.status == 200)
        except URLError:
            try:
                process.wait(0.05)
                return False
            except subprocess.TimeoutExpired:
                continue
    return False
