"""`$PENDOPO_HOME/secrets.json`: secrets made once per installation, readable by its owner only (0600)."""

from __future__ import annotations

import fcntl
import json
import os
from collections.abc import Callable, Mapping
from pathlib import Path

FILE_NAME = "secrets.json"


def read_secrets(home: Path) -> dict[str, str]:
    """All secrets by name; empty when the installation has none yet."""
    try:
        text = (home / FILE_NAME).read_text()
    except FileNotFoundError:
        return {}
    return {str(name): str(value) for name, value in json.loads(text).items()}


def ensure_secrets(home: Path, makers: Mapping[str, Callable[[], str]]) -> dict[str, str]:
    """Return all secrets after adding those of `makers` that are missing; an existing one never changes.

    Safe for several processes at once: a lock file orders them, and the file is replaced in one step.
    """
    home.mkdir(mode=0o755, parents=True, exist_ok=True)
    descriptor = os.open(home / f".{FILE_NAME}.lock", os.O_RDWR | os.O_CREAT, 0o600)
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX)
        secrets = read_secrets(home)
        missing = {name: make() for name, make in makers.items() if name not in secrets}
        if missing:
            secrets |= missing
            _replace(home / FILE_NAME, json.dumps(secrets, indent=2) + "\n")
        return secrets
    finally:
        os.close(descriptor)


def _replace(path: Path, text: str) -> None:
    unfinished = path.with_suffix(".unfinished")
    descriptor = os.open(unfinished, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    with os.fdopen(descriptor, "w") as file:
        file.write(text)
        file.flush()
        os.fsync(file.fileno())
    unfinished.replace(path)
