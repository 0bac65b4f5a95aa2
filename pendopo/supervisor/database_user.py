"""The system user that runs the database when we are root: PostgreSQL refuses to run as root.

As a normal user the server runs as that user and this module answers None.
"""

from __future__ import annotations

import os
import pwd
import shutil
import subprocess
from dataclasses import dataclass
from pathlib import Path
from typing import TypedDict

from pendopo.supervisor.faults import Fault

USER_NAME = "pendopo-db"

# Two families of tools make system users: shadow-utils and BusyBox.
_MAKERS = (
    ("useradd", "--system --user-group --no-create-home --home-dir /nonexistent --shell /bin/false"),
    ("adduser", "-S -D -H -s /bin/false"),
)


class Identity(TypedDict, total=False):
    """Keyword arguments of `subprocess` that decide who the child is."""

    user: int
    group: int
    extra_groups: list[int]


@dataclass(frozen=True)
class DatabaseUser:
    """A user and group by number, for `subprocess` and `chown`."""

    name: str
    uid: int
    gid: int


def database_user() -> DatabaseUser | None:
    """Find or make the user that runs the server; None when we are not root and it runs as ourselves.

    Raises Fault when we are root and no such user can be made.
    """
    if os.geteuid() != 0:
        return None
    return _find_user() or _make_user()


def can_use(user: DatabaseUser | None, path: Path, mode: str) -> bool:
    """Whether `user` passes `test -<mode>` on `path` (r, w, x); the system itself is asked, so ACLs count."""
    command = ["/bin/sh", "-c", f'test -{mode} "$1"', "sh", str(path)]
    answer = subprocess.run(command, check=False, cwd="/", **as_user(user))
    return answer.returncode == 0


def as_user(user: DatabaseUser | None) -> Identity:
    """Keyword arguments for `subprocess` that switch to `user`; empty for ourselves."""
    if user is None:
        return {}
    return {"user": user.uid, "group": user.gid, "extra_groups": []}


def _find_user() -> DatabaseUser | None:
    try:
        entry = pwd.getpwnam(USER_NAME)
    except KeyError:
        return None
    return DatabaseUser(entry.pw_name, entry.pw_uid, entry.pw_gid)


def _make_user() -> DatabaseUser:
    for tool, options in _MAKERS:
        if shutil.which(tool):
            # Another process may make the same user at this moment: what counts is that it is there.
            subprocess.run([tool, *options.split(), USER_NAME], check=False, capture_output=True)
            break
    user = _find_user()
    if user is None:
        raise Fault(
            f"Pengguna sistem {USER_NAME} tidak dapat dibuat; PostgreSQL tidak boleh berjalan sebagai root.",
            f"Buat pengguna {USER_NAME} sendiri, jalankan sebagai pengguna biasa, atau isi DATABASE_URL.",
        )
    return user
