"""What the doctor looks at on the machine: Python, disk, memory, clock, keys, ports."""

from __future__ import annotations

import datetime as dt
import os
import shutil
import socket
import stat
import sys
import time
from collections.abc import Iterator
from pathlib import Path

from pendopo.supervisor.findings import Finding, broken, good, warning
from pendopo.supervisor.machine import available_memory

_GIB = 1024**3
_OLDEST_PYTHON = (3, 11)
_DISK_BROKEN = 0.5
_DISK_LOW = 5.0
_MEMORY_LOW = 0.5


def check_python() -> Iterator[Finding]:
    """Python is new enough."""
    text = f"Python {sys.version.split()[0]}"
    if sys.version_info < _OLDEST_PYTHON:
        yield broken("python", text, "Pasang Python 3.11 atau yang lebih baru, hapus .venv, lalu make run.")
    else:
        yield good("python", text)


def check_disk(home: Path) -> Iterator[Finding]:
    """The data folder can be written and has room."""
    place = next(folder for folder in (home, *home.parents) if folder.exists())
    free = shutil.disk_usage(place).free / _GIB
    text = f"Ruang kosong untuk {home}: {free:.1f} GiB".replace(".", ",")
    if not os.access(place, os.W_OK):
        yield broken("disk", f"Folder {place} tidak dapat ditulisi.", f"Berikan izin tulis pada {place}.")
    elif free < _DISK_BROKEN:
        yield broken("disk", text, "Hapus berkas lama atau tambah disk; basis data berhenti bila disk penuh.")
    elif free < _DISK_LOW:
        yield warning("disk", text, "Tambah disk sebelum penuh.")
    else:
        yield good("disk", text)


def check_memory() -> Iterator[Finding]:
    """Some memory is left."""
    available = available_memory()
    if available is None:
        return
    text = f"Memori bebas {available / _GIB:.1f} GiB".replace(".", ",")
    if available / _GIB < _MEMORY_LOW:
        yield warning("memory", text, "Tutup program lain atau kurangi PENDOPO_WEB_WORKERS.")
    else:
        yield good("memory", text)


def check_clock() -> Iterator[Finding]:
    """The clock is not behind the files of this program, as after an empty battery."""
    newest = Path(__file__).stat().st_mtime
    if time.time() < newest:
        now = dt.datetime.fromtimestamp(time.time(), dt.UTC).isoformat(timespec="seconds")
        yield broken("clock", f"Jam mesin ({now}) tertinggal.", "Setel jam, sebaiknya dengan NTP.")
    else:
        yield good("clock", "Jam mesin masuk akal")


def check_secrets(home: Path) -> Iterator[Finding]:
    """Keys and addresses can be read by their owner only."""
    for name in ("secrets.json", "database.url"):
        path = home / name
        if not path.exists():
            continue
        if stat.S_IMODE(path.stat().st_mode) & 0o077:
            yield broken("secrets", f"{path} dapat dibaca orang lain.", f"Jalankan: chmod 600 {path}")
        elif not os.access(path, os.R_OK):
            yield broken("secrets", f"{path} tidak dapat dibaca.", "Jalankan sebagai pemilik folder data.")
        else:
            yield good("secrets", f"{name} hanya dapat dibaca pemiliknya")


def check_ports(host: str, ports: tuple[int, ...]) -> Iterator[Finding]:
    """Nobody else uses our ports; asked only while we do not run ourselves."""
    for port in ports:
        if is_port_free(host, port):
            yield good("ports", f"Port {port} bebas")
        else:
            yield broken(
                "ports",
                f"Port {port} dipakai program lain.",
                "Hentikan program itu, atau pilih port lain: PENDOPO_PORT=8100 make run",
            )


def is_port_free(host: str, port: int) -> bool:
    """Whether we could listen there now."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    with socket.socket(family, socket.SOCK_STREAM) as trial:
        trial.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            trial.bind((host, port))
        except OSError:
            return False
    return True
