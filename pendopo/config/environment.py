"""What the environment says about this installation; imports no Django, read once at start.

Secrets live in ``$PENDOPO_HOME/secrets.json`` (mode 0600), each made once: on the first start, or on the
first start of the version that needs it. An environment variable of the same meaning wins, so that a
container can bring its own.
"""

from __future__ import annotations

import base64
import fcntl
import json
import os
import secrets
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from email.utils import parseaddr
from functools import lru_cache
from pathlib import Path
from urllib.parse import urlsplit

_P256_ORDER = 0xFFFFFFFF00000000FFFFFFFFFFFFFFFFBCE6FAADA7179E84F3B9CAC2FC632551
"""Number of points of the curve P-256 (FIPS 186-5): a private key is a number from 1 to one less."""


def _text() -> str:
    return secrets.token_urlsafe(48)


def _signing_key() -> str:
    """A private key on P-256: 32 bytes in base64url (RFC 7518, 6.2.2.1)."""
    number = secrets.randbelow(_P256_ORDER - 1) + 1
    return base64.urlsafe_b64encode(number.to_bytes(32, "big")).decode().rstrip("=")


_MAKERS: Mapping[str, Callable[[], str]] = {
    "secret_key": _text,
    "personal_data_key": _text,
    "live_key": _text,
    "database_password": _text,
    "web_push_private_key": _signing_key,
}


@dataclass(frozen=True, slots=True)
class Environment:
    """Everything that differs between two installations of the same code."""

    home: Path
    """Folder for data that is kept: database, files, keys (``PENDOPO_HOME``, default ``var``)."""
    host: str
    port: int
    """Port of the pages (``PENDOPO_PORT``, default 8000); the live screens use the next one."""
    city: str
    """Ministry code of the local government (``CITY``, default 35.08, Lumajang)."""
    database_url: str
    """A PostgreSQL the operator runs (``DATABASE_URL``); empty means the one under the supervisor."""
    origin: str
    """Public address of the pages, without a slash at the end (``PENDOPO_ORIGIN``)."""
    live_origin: str
    """Public address of the live screens' process (``PENDOPO_LIVE_ORIGIN``)."""
    is_demo: bool
    """Load and show the invented people and reports (``PENDOPO_DEMO``, default yes)."""
    is_debug: bool
    has_gateway: bool
    """A message gateway or a mail server of the city is configured."""
    push_contact: str
    """Whom a push service writes to about our messages, ``https:`` or ``mailto:``
    (``PENDOPO_WEB_PUSH_CONTACT``, default the host of the public address, without https our e-mail sender).
    The key that signs them is ``PENDOPO_WEB_PUSH_PRIVATE_KEY`` (32 bytes of P-256 in base64url), else made
    once and kept with the other secrets."""
    may_push_here: bool
    """Simulated push services on loopback are allowed (``PENDOPO_PUSH_LOOPBACK``, default no)."""

    @property
    def live_port(self) -> int:
        """Port of the process that serves the live screens."""
        return self.port + 1

    @property
    def is_database_ours(self) -> bool:
        """True when the supervisor runs the database itself."""
        return not self.database_url


@lru_cache(maxsize=1)
def read() -> Environment:
    """Read the environment variables; the result holds for the life of the process."""
    env = os.environ
    host = env.get("PENDOPO_HOST", "127.0.0.1")
    port = int(env.get("PENDOPO_PORT", "8000"))
    shown = "127.0.0.1" if host in {"", "0.0.0.0"} else host  # noqa: S104 - only compared, never bound
    origin = env.get("PENDOPO_ORIGIN", f"http://{shown}:{port}")
    return Environment(
        home=Path(env.get("PENDOPO_HOME", "var")).absolute(),
        host=host,
        port=port,
        city=env.get("CITY") or env.get("PENDOPO_CITY") or "35.08",
        database_url=env.get("DATABASE_URL", ""),
        origin=origin,
        live_origin=env.get("PENDOPO_LIVE_ORIGIN", f"http://{shown}:{port + 1}"),
        is_demo=env.get("PENDOPO_DEMO", "1") != "0",
        is_debug=env.get("PENDOPO_DEBUG", "0") == "1",
        has_gateway=bool(env.get("PENDOPO_GATEWAY_URL") or env.get("PENDOPO_SMTP_HOST")),
        push_contact=env.get("PENDOPO_WEB_PUSH_CONTACT") or _contact(origin, mail_sender()),
        may_push_here=env.get("PENDOPO_PUSH_LOOPBACK", "0") == "1",
    )


def mail_sender() -> str:
    """The address that our e-mail comes from, perhaps with a name before it."""
    return os.environ.get("PENDOPO_SMTP_FROM", "pendopo@localhost")


def _contact(origin: str, sender: str) -> str:
    parts = urlsplit(origin)
    return f"https://{parts.hostname}" if parts.scheme == "https" else f"mailto:{parseaddr(sender)[1]}"


def own_database_url() -> str:
    """Address of the database under our supervisor, as it wrote it when it first made the cluster."""
    path = read().home / "database.url"
    return path.read_text().strip() if path.exists() else "postgresql:///pendopo"


def group(prefix: str, *names: str) -> dict[str, str] | None:
    """The variables ``PREFIX_NAME`` that belong together, or None when the first is not set."""
    values = {name: os.environ.get(f"{prefix}_{name.upper()}", "") for name in names}
    return values if values[names[0]] else None


def secret(name: str) -> str:
    """The secret called ``name``: from ``PENDOPO_<NAME>``, else from the secrets file, made if missing."""
    from_environment = os.environ.get(f"PENDOPO_{name.upper()}")
    return from_environment or _kept_secrets()[name]


@lru_cache(maxsize=1)
def _kept_secrets() -> dict[str, str]:
    path = read().home / "secrets.json"
    kept = _secrets_in(path)
    return kept if kept.keys() >= _MAKERS.keys() else _completed(path)


def _secrets_in(path: Path) -> dict[str, str]:
    kept: dict[str, str] = json.loads(path.read_text()) if path.exists() else {}
    return kept


def _completed(path: Path) -> dict[str, str]:
    """Add the secrets that are not there yet; of several starters one makes them, the others read its own."""
    path.parent.mkdir(parents=True, exist_ok=True)
    with _alone(path.with_name(".secrets.lock")):
        kept = _secrets_in(path)
        missing = {name: make() for name, make in _MAKERS.items() if name not in kept}
        if missing:
            _replace(path, json.dumps({**kept, **missing}))
        return {**kept, **missing}


@contextmanager
def _alone(path: Path) -> Iterator[None]:
    """Nobody else is in here at the same time; the lock goes with the process that holds it."""
    descriptor = os.open(path, os.O_WRONLY | os.O_CREAT, 0o600)
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX)
        yield
    finally:
        os.close(descriptor)


def _replace(path: Path, text: str) -> None:
    """Put a whole new file in the place of ``path`` at once: nobody reads half of it."""
    draft = path.with_name(f".secrets.{os.getpid()}.{secrets.token_hex(4)}")
    descriptor = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(descriptor, "w") as file:
        file.write(text)
        file.flush()
        os.fsync(file.fileno())
    draft.replace(path)
