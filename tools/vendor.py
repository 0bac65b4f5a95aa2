"""Third-party browser files that stand in this repository, each with version, licence and hash.

``python tools/vendor.py --check`` compares every file with its lock. ``python tools/vendor.py --fetch`` gets
the packages of the locks again (npm, without running their scripts), writes the files and their new hashes.
To take a newer version, change "version" in the lock, fetch, read the differences, run the browser tests.

A lock is a list of {package, version, licence, files: [{from, to, append?, sha256}]}. Lines that name a
source map are taken out (the maps are not kept); "append" is added at the end and turns a classic script
into a module.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import re
import subprocess
import sys
import tarfile
import tempfile
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
LOCKS = (
    ROOT / "pendopo/web/static/web/vendor/vendor.lock.json",
    ROOT / "tests/vendor/vendor.lock.json",
)
_SOURCE_MAP = re.compile(rb"\n?(//|/\*)# sourceMappingURL=[^\n]*")


def main() -> int:
    """Run the asked mode; 0 when all is well, 1 when a file differs from its lock."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    mode = parser.add_mutually_exclusive_group(required=True)
    mode.add_argument("--check", action="store_true", help="compare the files with the locks")
    mode.add_argument("--fetch", action="store_true", help="get the packages and write files and hashes")
    if parser.parse_args().fetch:
        for lock in LOCKS:
            fetch(lock)
    faults = [fault for lock in LOCKS for fault in check(lock)]
    for fault in faults:
        print(fault)
    print(f"{len(LOCKS)} locks, {len(faults)} faults")
    return 1 if faults else 0


def check(lock: Path) -> list[str]:
    """What differs between the folder of ``lock`` and the lock, one sentence each."""
    folder = lock.parent
    expected = {
        file["to"]: file.get("sha256", "")
        for package in json.loads(lock.read_text())
        for file in package["files"]
    }
    present = {str(path.relative_to(folder)) for path in folder.rglob("*") if path.is_file() and path != lock}
    faults = [
        f"{folder / name}: not in the lock"
        for name in sorted(present - expected.keys())
        if not _is_ours(name)
    ]
    for name, sha256 in expected.items():
        path = folder / name
        if not path.is_file():
            faults.append(f"{path}: missing")
        elif hashlib.sha256(path.read_bytes()).hexdigest() != sha256:
            faults.append(f"{path}: differs from the lock")
    return faults


def fetch(lock: Path) -> None:
    """Get every package of ``lock``, write its files beside the lock, and the hashes into it."""
    packages: list[dict[str, Any]] = json.loads(lock.read_text())
    for package in packages:
        with tempfile.TemporaryDirectory() as scratch:
            source = _unpacked(package["package"], package["version"], Path(scratch))
            for file in package["files"]:
                content = _SOURCE_MAP.sub(b"", (source / file["from"]).read_bytes())
                content += file.get("append", "").encode()
                target = lock.parent / file["to"]
                target.parent.mkdir(parents=True, exist_ok=True)
                target.write_bytes(content)
                file["sha256"] = hashlib.sha256(content).hexdigest()
    lock.write_text(json.dumps(packages, indent=2) + "\n")


def _unpacked(name: str, version: str, scratch: Path) -> Path:
    command = ["npm", "pack", f"{name}@{version}", "--ignore-scripts", "--silent"]
    subprocess.run(command, cwd=scratch, check=True, capture_output=True)
    archive = next(scratch.glob("*.tgz"))
    with tarfile.open(archive) as packed:
        packed.extractall(scratch, filter="data")
    return scratch / "package"


def _is_ours(name: str) -> bool:
    """Licence texts we added because the package brings none."""
    return name.endswith("LICENCE.txt")


if __name__ == "__main__":
    sys.exit(main())
