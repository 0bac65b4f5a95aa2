"""Waiting for facts about processes, with a deadline instead of a guess."""

from __future__ import annotations

import os
import shutil
import socket
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TypeVar

T = TypeVar("T")

PATIENCE = 20.0


def eventually(fact: Callable[[], T], seconds: float = PATIENCE) -> T:
    """The first true answer of `fact`; fails when there is none in time."""
    deadline = time.monotonic() + seconds
    while not (answer := fact()):
        if time.monotonic() > deadline:
            raise AssertionError(f"never true within {seconds} s")
        time.sleep(0.02)
    return answer


def is_alive(pid: int) -> bool:
    """Whether a process runs; one that waits only to be reaped does not."""
    try:
        return Path(f"/proc/{pid}/stat").read_text().rsplit(")", 1)[1].split()[0] != "Z"
    except OSError:
        return False


def free_port() -> int:
    """A port nobody listens on."""
    with socket.socket() as trial:
        trial.bind(("127.0.0.1", 0))
        return int(trial.getsockname()[1])


@contextmanager
def open_home() -> Iterator[Path]:
    """A data folder the database user can reach, unlike pytest's own."""
    home = Path(tempfile.mkdtemp(prefix="pendopo-home-"))
    home.chmod(0o755)
    try:
        yield home
    finally:
        shutil.rmtree(home, ignore_errors=True)


def kill_9(pid: int) -> None:
    os.kill(pid, 9)
