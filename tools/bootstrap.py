"""Make `.venv` hold what a requirements file locks: `python3 tools/bootstrap.py requirements.txt`.

Needs only Python 3.11 and a package index. Does nothing when the environment matches already, as a stamp
in it says. Installs with uv, pinned by hash in `tools/bootstrap.txt`, or with pip where uv cannot reach the
index.
"""

from __future__ import annotations

import fcntl
import hashlib
import os
import shutil
import subprocess
import sys
import sysconfig
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
VENV = ROOT / ".venv"
PYTHON = VENV / "bin" / "python"
UV = VENV / "bin" / "uv"
RUNTIME, DEVELOPMENT = "requirements.txt", "requirements-dev.txt"
OLDEST_PYTHON = (3, 11)
PIP_TO_UV = {"index-url": "UV_DEFAULT_INDEX", "extra-index-url": "UV_INDEX", "find-links": "UV_FIND_LINKS"}


def main() -> None:
    """Bring the environment up to the named requirements file."""
    if sys.version_info < OLDEST_PYTHON:
        sys.exit("Pendopo membutuhkan Python 3.11 atau yang lebih baru: make run PYTHON=python3.11")
    requirements = sys.argv[1]
    with Path(__file__).open() as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not is_current(requirements):
            install(requirements)


def is_current(requirements: str) -> bool:
    """Whether the environment runs and was made from these very files; development includes the runtime."""
    stamps = [stamp(name) for name in {requirements, DEVELOPMENT}]
    return any(path.exists() and path.read_text() == digest for path, digest in stamps) and runs()


def stamp(requirements: str) -> tuple[Path, str]:
    """The stamp file of a requirements file and what it says when it is current."""
    digest = hashlib.sha256(os.fsencode(ROOT))
    for name in ("tools/bootstrap.txt", RUNTIME, requirements):
        digest.update((ROOT / name).read_bytes())
    return VENV / f"{requirements}.stamp", digest.hexdigest()


def runs() -> bool:
    """Whether the environment's Python starts; a moved or upgraded system Python breaks it."""
    try:
        return subprocess.run([PYTHON, "-c", ""], check=False, capture_output=True).returncode == 0
    except OSError:
        return False


def install(requirements: str) -> None:
    """Make the environment, install, link the checkout into it, and stamp it."""
    started = time.monotonic()
    if not runs():
        print("Membuat .venv ...", flush=True)
        shutil.rmtree(VENV, ignore_errors=True)
        make_environment()
    for old in VENV.glob("*.stamp"):  # what other files say about this environment is about to be untrue
        old.unlink()
    print(f"Memasang {requirements} ...", flush=True)
    if not install_with_uv(requirements):
        print("uv tidak dapat dipakai di sini; memasang dengan pip (lebih lama) ...", flush=True)
        run(PYTHON, "-m", "pip", "install", "-qq", "--require-hashes", "-r", requirements)
    link_checkout()
    path, digest = stamp(requirements)
    path.write_text(digest)
    print(f"Lingkungan siap dalam {time.monotonic() - started:.0f} detik.", flush=True)


def make_environment() -> None:
    """A fresh virtual environment with pip."""
    done = subprocess.run([sys.executable, "-m", "venv", VENV], check=False, capture_output=True, text=True)
    if done.returncode != 0:
        shutil.rmtree(VENV, ignore_errors=True)
        sys.exit(f"{done.stdout}{done.stderr}\nPasang paket python3-venv (Debian, Ubuntu), lalu coba lagi.")


def install_with_uv(requirements: str) -> bool:
    """Whether uv could be installed and did the work."""
    pip = [str(PYTHON), "-m", "pip", "install", "-qq", "--require-hashes", "-r", "tools/bootstrap.txt"]
    if not UV.exists() and subprocess.run(pip, check=False, cwd=ROOT).returncode != 0:
        return False
    environment = {**pip_settings(), **os.environ, "VIRTUAL_ENV": str(VENV)}
    # Every file is checked against its locked hash, so it does not matter which index it came from.
    options = ["-q", "--require-hashes", "--index-strategy", "unsafe-best-match"]
    command = [str(UV), "pip", "install", *options, "-r", requirements]
    return subprocess.run(command, check=False, cwd=ROOT, env=environment).returncode == 0


def pip_settings() -> dict[str, str]:
    """The indexes and certificates pip uses, in uv's words."""
    found = {}
    for pip_name, uv_name in PIP_TO_UV.items():
        value = os.environ.get(f"PIP_{pip_name.upper().replace('-', '_')}") or pip_config(
            f"global.{pip_name}"
        )
        if value:
            found[uv_name] = " ".join(value.split())
    certificate = os.environ.get("PIP_CERT") or pip_config("global.cert")
    return found | ({"SSL_CERT_FILE": certificate} if certificate else {"UV_SYSTEM_CERTS": "1"})


def pip_config(name: str) -> str:
    """One setting of pip; empty when it is not set."""
    done = subprocess.run(
        [PYTHON, "-m", "pip", "config", "get", name], check=False, capture_output=True, text=True
    )
    return done.stdout.strip() if done.returncode == 0 else ""


def link_checkout() -> None:
    """Make `import pendopo` and the command `pendopo` work from the checkout, without building a package."""
    version = f"python{sys.version_info.major}.{sys.version_info.minor}"
    site = Path(sysconfig.get_path("purelib", vars={"base": str(VENV)}))
    if not site.exists():
        site = VENV / "lib" / version / "site-packages"
    (site / "pendopo.pth").write_text(f"{ROOT}\n")
    command = VENV / "bin" / "pendopo"
    command.write_text(f'#!/bin/sh\nexec "{PYTHON}" -m pendopo "$@"\n')
    command.chmod(0o755)


def run(*command: str | Path) -> None:
    """Run a program and end with its failure."""
    done = subprocess.run(command, check=False, cwd=ROOT)
    if done.returncode != 0:
        sys.exit(f"Gagal: {' '.join(map(str, command))}")


if __name__ == "__main__":
    main()
