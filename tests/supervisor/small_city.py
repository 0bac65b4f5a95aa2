"""A city of small processes under the real supervisor, run as a program: `small_city.py HOME PORT KIND`.

Kinds: `small` (base, task, web), `database` (a PostgreSQL and web), `broken` (its task fails).
"""

from __future__ import annotations

import sys
from pathlib import Path

from pendopo.supervisor.faults import Fault
from pendopo.supervisor.keeper import BackOff
from pendopo.supervisor.postgres import installation
from pendopo.supervisor.probes import ExitProbe, FileProbe, HttpProbe
from pendopo.supervisor.processes import Process, database_process
from pendopo.supervisor.supervisor import Supervisor

_BASE = """
import pathlib, subprocess, sys
child = subprocess.Popen(["/bin/sleep", "300"])
print("kata " * 10_000, flush=True)
pathlib.Path(sys.argv[1]).write_text(str(child.pid))
child.wait()
"""
"""A process with a child of its own, which also writes a line longer than any buffer."""


def rows(home: Path, port: int, kind: str) -> tuple[Process, ...]:
    """The table of one kind of city."""
    web = Process(
        "web",
        (sys.executable, "-m", "http.server", str(port), "--bind", "127.0.0.1"),
        HttpProbe(f"http://127.0.0.1:{port}/"),
        after=("db",) if kind == "database" else ("task",),
        address=f"http://127.0.0.1:{port}",
    )
    if kind == "database":
        return (database_process(installation(home, password="rahasia")), web)
    mark = home / "base.mark"
    base = Process(
        "base",
        (sys.executable, "-c", _BASE, str(mark)),
        FileProbe(mark),
        before=lambda: mark.unlink(missing_ok=True),
    )
    code = "raise SystemExit(7)" if kind == "broken" else "print('siap dipakai')"
    task = Process("task", (sys.executable, "-c", code), ExitProbe(), after=("base",), is_once=True)
    return (base, task, web)


def main() -> int:
    """Run until stopped; a Fault becomes exit code 4 and its text."""
    home, port, kind = Path(sys.argv[1]), int(sys.argv[2]), sys.argv[3]
    supervisor = Supervisor(
        home,
        rows(home, port, kind),
        addresses={"pages": f"http://127.0.0.1:{port}/"},
        on_ready=lambda console: console.plain("SEMUA SIAP"),
        back_off=BackOff(first=0.1, longest=0.4),
    )
    try:
        return supervisor.run()
    except Fault as fault:
        sys.stderr.write(f"{fault}\n")
        return 4


if __name__ == "__main__":
    sys.exit(main())
