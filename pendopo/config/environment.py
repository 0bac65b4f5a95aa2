"""What the environment says about this installation; imports no Django, read once at start.

Secrets live in ``$PENDOPO_HOME/secrets.json`` (mode 0600), made on the first start; an environment
variable of the same meaning wins, so that a container can bring its own.
"""

from __future__ import annotations

import json
import os
import secrets
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

_SECRET_NAMES = ("secret_key", "personal_data_key", "live_key", "database_password")


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
    return Environment(
        home=Path(env.get("PENDOPO_HOME", "var")).absolute(),
        host=host,
        port=port,
        city=env.get("CITY") or env.get("PENDOPO_CITY") or "35.08",
        database_url=env.get("DATABASE_URL", ""),
        origin=env.get("PENDOPO_ORIGIN", f"http://{shown}:{port}"),
        live_origin=env.get("PENDOPO_LIVE_ORIGIN", f"http://{shown}:{port + 1}"),
        is_demo=env.get("PENDOPO_DEMO", "1") != "0",
        is_debug=env.get("PENDOPO_DEBUG", "0") == "1",
        has_gateway=bool(env.get("PENDOPO_GATEWAY_URL") or env.get("PENDOPO_SMTP_HOST")),
    )


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
    if not path.exists():
        _make_secrets(path)
    kept: dict[str, str] = json.loads(path.read_text())
    return kept


def _make_secrets(path: Path) -> None:
    """Write a new file next to the place and link it there, so that of two starters one wins."""
    path.parent.mkdir(parents=True, exist_ok=True)
    draft = path.with_name(f".secrets.{os.getpid()}.{secrets.token_hex(4)}")
    descriptor = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(descriptor, "w") as file:
        json.dump({name: secrets.token_urlsafe(48) for name in _SECRET_NAMES}, file)
    try:
        os.link(draft, path)
    except FileExistsError:
        pass
    finally:
        draft.unlink()
