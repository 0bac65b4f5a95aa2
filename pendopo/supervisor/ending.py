"""Stops a running installation from another shell, and cleans up after one that was killed."""

from __future__ import annotations

import contextlib
import os
import signal
import time
from pathlib import Path

from pendopo.supervisor.faults import Fault
from pendopo.supervisor.leftovers import end_leftovers
from pendopo.supervisor.postgres import Cluster
from pendopo.supervisor.run_state import RunLock, read_state

_PAUSE = 0.1


def stop_installation(home: Path, cluster: Cluster | None, *, limit: float) -> bool:
    """Stop the supervisor of `home` and wait for its end; whether there was one.

    Without a supervisor, ends what a killed one left, its database included. Raises Fault when it takes
    longer than `limit` seconds.
    """
    lock = RunLock(home)
    if not lock.is_held():
        left = end_leftovers(read_state(home).run)
        if cluster is not None and (cluster.data / "PG_VERSION").exists():
            cluster.stop()
        return left > 0
    pid: int | None = None
    deadline = time.monotonic() + limit
    while lock.is_held():
        if pid is None and (pid := lock.holder()) is not None:
            with contextlib.suppress(ProcessLookupError):  # it ended by itself a moment ago
                os.kill(pid, signal.SIGTERM)
        if time.monotonic() > deadline:
            raise Fault(
                f"Proses {pid} belum berhenti setelah {limit:g} detik.",
                "Tunggu sebentar, atau lihat catatannya; data aman.",
            )
        time.sleep(_PAUSE)
    return True
