"""A whole installation in one folder, and back: database, files, keys, and a list with their fingerprints.

A backup is made while the city works. The dump is of one moment; files are added before the rows that name
them, so taking the files after the dump misses none. Whoever has the folder has the keys: keep it closed.
"""

from __future__ import annotations

import contextlib
import hashlib
import json
import shutil
import subprocess
import tarfile
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from pathlib import Path

import psycopg
from psycopg.conninfo import conninfo_to_dict, make_conninfo

from pendopo.supervisor.binaries import find_binaries
from pendopo.supervisor.faults import Fault
from pendopo.supervisor.places import write_private
from pendopo.supervisor.postgres import server_environment
from pendopo.supervisor.run_state import moment

DUMP, FILES, SECRETS, LIST = "database.dump", "files.tar", "secrets.json", "backup.json"
_FORMAT = 1
_CHUNK = 1 << 20


@dataclass(frozen=True)
class Backup:
    """What `backup.json` says."""

    format: int
    made_at: str
    version: str
    """Release of Pendopo that made it."""
    city: str
    fingerprints: dict[str, str]
    """SHA-256 of each part."""


def write_backup(target: Path, *, home: Path, database_url: str, version: str, city: str) -> Iterator[str]:
    """Back the installation at `home` up into the new folder `target`; yields what is being done, in words.

    The folder appears when it is whole. Raises Fault when it exists or a part cannot be read.
    """
    if target.exists():
        raise Fault(f"{target} sudah ada.", "Pilih nama folder lain.")
    unfinished = target.with_name(f"{target.name}.unfinished")
    shutil.rmtree(unfinished, ignore_errors=True)
    unfinished.mkdir(mode=0o700, parents=True)
    yield "Basis data"
    _client("pg_dump", database_url, "--format=custom", "--no-owner", f"--file={unfinished / DUMP}")
    yield "Berkas"
    with tarfile.open(unfinished / FILES, "w") as archive:
        pack_files(archive, home / "files")
    write_private(unfinished / SECRETS, (home / SECRETS).read_text())
    yield "Sidik"
    fingerprints = {name: _fingerprint(unfinished / name) for name in (DUMP, FILES, SECRETS)}
    made = Backup(_FORMAT, moment(), version, city, fingerprints)
    write_private(unfinished / LIST, json.dumps(asdict(made), indent=2) + "\n")
    unfinished.rename(target)


def pack_files(archive: tarfile.TarFile, folder: Path) -> None:
    """Add what lies in ``folder`` while the city adds and removes files; what is half written is left out."""
    for path in (folder, *sorted(folder.rglob("[!.]*"))):
        # Gone since it was listed: swept, so that no row names it any more, or never there at all.
        with contextlib.suppress(FileNotFoundError):
            archive.add(path, arcname=str(path.relative_to(folder.parent)), recursive=False)


def read_backup(source: Path) -> Backup:
    """What the folder `source` holds; raises Fault when it is no backup, or a part is missing or changed."""
    try:
        made = Backup(**json.loads((source / LIST).read_text()))
    except (OSError, ValueError, TypeError) as fault:
        raise Fault(f"{source} bukan cadangan Pendopo.", f"Folder cadangan memuat {LIST}.") from fault
    if made.format != _FORMAT:
        raise Fault(f"Cadangan ini berbentuk {made.format}.", f"Pulihkan dengan Pendopo {made.version} dulu.")
    for name, fingerprint in made.fingerprints.items():
        if not (source / name).exists() or _fingerprint(source / name) != fingerprint:
            raise Fault(f"{name} di {source} hilang atau berubah.", "Pakai cadangan lain.")
    return made


def restore_keys(source: Path, *, home: Path) -> None:
    """Give the empty installation at `home` the keys of the backup; raises Fault when it has its own."""
    if (home / SECRETS).exists():
        raise Fault(f"{home} sudah berisi kota.", "Pulihkan ke PENDOPO_HOME yang baru.")
    home.mkdir(mode=0o755, parents=True, exist_ok=True)
    write_private(home / SECRETS, (source / SECRETS).read_text())


def restore_data(source: Path, *, home: Path, database_url: str) -> Iterator[str]:
    """Fill the empty database and the folder of files; yields what is being done, in words.

    The database is filled in one transaction. Raises Fault when it holds tables, or a part cannot be read.
    """
    with psycopg.connect(database_url) as connection:
        tables = connection.execute("SELECT count(*) FROM pg_tables WHERE schemaname = 'public'").fetchone()
    if tables != (0,):
        raise Fault("Basis data tujuan tidak kosong.", "Pulihkan ke basis data yang baru.")
    yield "Basis data"
    options = ["--no-owner", "--exit-on-error", "--single-transaction", str(source / DUMP)]
    _client("pg_restore", database_url, *options)
    with psycopg.connect(database_url, autocommit=True) as connection:
        connection.execute("ANALYZE")
    yield "Berkas"
    with tarfile.open(source / FILES) as archive:
        archive.extractall(home, filter="data")


def _client(program: str, database_url: str, *arguments: str) -> None:
    """Run a PostgreSQL program; the password goes by the environment, where no list of processes shows it."""
    login = conninfo_to_dict(database_url)
    password = str(login.pop("password", None) or "")
    command = [find_binaries(None).path(program), f"--dbname={make_conninfo('', **login)}", *arguments]
    environment = server_environment() | {"PGPASSWORD": password}
    done = subprocess.run(command, check=False, capture_output=True, env=environment)
    if done.returncode != 0:
        message = done.stderr.decode(errors="replace").strip()
        raise Fault(f"{program} gagal: {message}", "Periksa ruang disk dan alamat basis data.")


def _fingerprint(path: Path) -> str:
    digest = hashlib.sha256()
    with path.open("rb") as file:
        while chunk := file.read(_CHUNK):
            digest.update(chunk)
    return digest.hexdigest()
