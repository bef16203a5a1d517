"""What the installation is told from outside: `MODERATION_*` as one frozen value."""

import json
import os
import secrets
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

PREFIX = "MODERATION_"


@dataclass(frozen=True, kw_only=True)
class Settings:
    """The installation's settings. Everything that is None or empty is off."""

    instance_path: Path
    database_url: str
    secret_key: str
    secret_key_fallbacks: tuple[str, ...] = ()
    base_url: str = ""
    """Where people reach the installation; https makes cookies `Secure`."""
    trusted_proxies: int = 0
    """How many proxies in front of us may speak through `X-Forwarded-*`."""
    rate_limits: bool = True
    allow_private_sources: bool = False
    """Whether mentions may come from private and loopback addresses (tests, intranets)."""

    @property
    def is_https(self) -> bool:
        return self.base_url.startswith("https://")


def read(environ: Mapping[str, str]) -> Settings:
    """The settings that an environment holds; the secret key is made and kept where none is set.

    Raises ValueError with one sentence for a value that cannot be meant.
    """

    def text(name: str, default: str = "") -> str:
        return environ.get(PREFIX + name, default).strip()

    instance = Path(text("INSTANCE_PATH") or "instance").resolve()
    return Settings(
        instance_path=instance,
        database_url=text("DATABASE_URL") or f"sqlite:///{instance / 'moderation.sqlite3'}",
        secret_key=text("SECRET_KEY") or _kept_key(instance / "secret_key"),
        secret_key_fallbacks=_texts("SECRET_KEY_FALLBACKS", text("SECRET_KEY_FALLBACKS")),
        base_url=_address(text("BASE_URL")),
        trusted_proxies=_count("TRUSTED_PROXIES", text("TRUSTED_PROXIES") or "0"),
        rate_limits=text("RATE_LIMITS", "on").lower() not in {"off", "0", "false", "no"},
        allow_private_sources=text("ALLOW_PRIVATE_SOURCES").lower() in {"1", "on", "true", "yes"},
    )


def _kept_key(file: Path) -> str:
    if not file.exists():
        file.parent.mkdir(parents=True, exist_ok=True)
        try:
            handle = os.open(file, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        except FileExistsError:
            return _kept_key(file)
        with os.fdopen(handle, "w") as new:
            new.write(secrets.token_urlsafe(48))
    return file.read_text().strip()


def _texts(name: str, value: str) -> tuple[str, ...]:
    if not value:
        return ()
    try:
        keys = json.loads(value)
    except json.JSONDecodeError:
        keys = None
    if not isinstance(keys, list):
        raise ValueError(f'{PREFIX}{name} must be a JSON list such as ["older key"].')
    return tuple(str(key) for key in keys)


def _count(name: str, value: str) -> int:
    if not value.isdigit():
        raise ValueError(f"{PREFIX}{name} must be a whole number, not {value!r}.")
    return int(value)


def _address(value: str) -> str:
    if value and not value.startswith(("http://", "https://")):
        raise ValueError(f"{PREFIX}BASE_URL must start with http:// or https://, not {value!r}.")
    return value.rstrip("/")
