"""Where an installation keeps its database: data, socket and lock, by one rule that does not change its mind.

The rule: `$PENDOPO_HOME/postgres` when the database user can reach it, otherwise (root with a checkout
below a closed directory) `/var/lib/pendopo/<hash of home>`. Parent directories are never opened. The first
choice is written down in `$PENDOPO_HOME/postgres.place`, so that a later change of permissions elsewhere
cannot make a city look empty.
"""

from __future__ import annotations

import hashlib
import os
import tempfile
from pathlib import Path

from pendopo.supervisor.binaries import SYSTEM_ROOT
from pendopo.supervisor.database_user import DatabaseUser, can_use

_SOCKET_NAME_LENGTH = len("/.s.PGSQL.5432.lock")
_SOCKET_PATH_LIMIT = 103
"""Bytes a socket path may have everywhere: Linux allows 107, macOS 103."""


def choose_place(home: Path, user: DatabaseUser | None) -> Path:
    """Directory for the server's files of the installation at `home`, which is made when missing."""
    home = home.resolve()
    home.mkdir(mode=0o755, parents=True, exist_ok=True)
    note = home / "postgres.place"
    if note.exists():
        return Path(note.read_text().strip())
    place = home / "postgres" if can_use(user, home, "x") else SYSTEM_ROOT / _short_hash(home)
    write_private(note, f"{place}\n")
    return place


def socket_folder(place: Path) -> Path:
    """Folder of the server's socket: in `place`, or in the temporary folder when that path is too long."""
    inside = place.resolve() / "socket"
    if len(os.fsencode(inside)) + _SOCKET_NAME_LENGTH <= _SOCKET_PATH_LIMIT:
        return inside
    return Path(tempfile.gettempdir()).resolve() / f"pendopo-{_short_hash(place.resolve())}"


def own(path: Path, user: DatabaseUser | None) -> None:
    """Make `path` a folder that only `user` (and root) can enter.

    Raises PermissionError when somebody else made it, which in a shared temporary folder may be an attack.
    """
    path.mkdir(mode=0o700, parents=True, exist_ok=True)
    if user is not None:
        os.chown(path, user.uid, user.gid)
    elif path.stat().st_uid != os.geteuid():
        raise PermissionError(f"{path} belongs to another user")
    path.chmod(0o700)


def write_private(path: Path, text: str) -> None:
    """Write a file only its owner can read (0600), in one step: a reader sees the old text or the new."""
    unfinished = path.with_name(f".{path.name}.{os.getpid()}")
    descriptor = os.open(unfinished, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    with os.fdopen(descriptor, "w") as file:
        file.write(text)
    unfinished.replace(path)


def _short_hash(path: Path) -> str:
    return hashlib.sha256(os.fsencode(path)).hexdigest()[:12]
