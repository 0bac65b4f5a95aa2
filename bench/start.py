"""Start-up as a newcomer lives it: a copy of the checkout, `make run` twice, packages downloaded before."""

from __future__ import annotations

import os
import shutil
import signal
import socket
import subprocess
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from report import Row, publish

ROOT = Path(__file__).resolve().parent.parent
READY = "Pendopo siap"
COLD_BAR, WARM_BAR = 60.0, 8.0


def main() -> None:
    """Measure a cold and three warm starts."""
    folder = Path(tempfile.mkdtemp(prefix="pendopo-start-"))
    folder.chmod(0o755)
    try:
        copy_checkout(folder)
        make(folder, "runtime")  # fills the download cache
        shutil.rmtree(folder / ".venv")
        environment = timed(lambda: make(folder, "runtime"))
        first, _ = start_and_stop(folder)
        warm = [start_and_stop(folder) for _ in range(3)]
    finally:
        shutil.rmtree(folder, ignore_errors=True)
    publish(
        "start",
        [
            Row("cold make run, packages downloaded", environment + first, "s", COLD_BAR),
            Row("of it: environment", environment, "s"),
            Row("of it: first start with database, areas and demo", first, "s"),
            Row("warm make run, worst of 3", max(start for start, _ in warm), "s", WARM_BAR),
            Row("clean stop, worst of 3", max(stop for _, stop in warm), "s"),
        ],
    )


def copy_checkout(folder: Path) -> None:
    """Everything git would carry, as it is now."""
    command = ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"]
    names = subprocess.run(command, cwd=ROOT, check=True, capture_output=True, text=True).stdout.split("\0")
    for name in names:
        if name and (ROOT / name).is_file():
            (folder / name).parent.mkdir(parents=True, exist_ok=True)
            shutil.copy2(ROOT / name, folder / name)


def make(folder: Path, target: str) -> None:
    """Run one target quietly."""
    subprocess.run(["make", target], cwd=folder, check=True, stdout=subprocess.DEVNULL)


def timed(action: Callable[[], object]) -> float:
    """Seconds that `action` takes."""
    started = time.perf_counter()
    action()
    return time.perf_counter() - started


def start_and_stop(folder: Path) -> tuple[float, float]:
    """Seconds from `make run` to readiness, and from Ctrl-C to the end of everything."""
    environment = os.environ | {"PENDOPO_PORT": str(free_ports()), "PENDOPO_HOME": str(folder / "var")}
    started = time.perf_counter()
    city = subprocess.Popen(
        ["make", "run"],
        cwd=folder,
        env=environment,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        start_new_session=True,
    )
    lines = []
    for line in city.stdout or ():
        lines.append(line)
        if READY in line:
            break
    else:
        raise SystemExit("".join(lines))
    ready = time.perf_counter()
    os.killpg(city.pid, signal.SIGINT)
    city.communicate()
    return ready - started, time.perf_counter() - ready


def free_ports() -> int:
    """A port that is free together with the next one."""
    while True:
        with socket.socket() as first, socket.socket() as second:
            first.bind(("127.0.0.1", 0))
            port = int(first.getsockname()[1])
            try:
                second.bind(("127.0.0.1", port + 1))
            except OSError:
                continue
            return port


if __name__ == "__main__":
    main()
