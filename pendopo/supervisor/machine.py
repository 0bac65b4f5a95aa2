"""What the machine offers: cores, memory, names. Container limits count: the kernel enforces them."""

from __future__ import annotations

import os
import platform
from dataclasses import dataclass
from pathlib import Path

_CGROUP_LIMITS = (Path("/sys/fs/cgroup/memory.max"), Path("/sys/fs/cgroup/memory/memory.limit_in_bytes"))
_CPU_INFO = Path("/proc/cpuinfo")
_MEMORY_INFO = Path("/proc/meminfo")


@dataclass(frozen=True)
class Machine:
    """Cores usable by this process, memory in bytes, and the processor's name as the kernel gives it."""

    cores: int
    memory: int
    processor: str


def this_machine() -> Machine:
    """Read the machine we run on."""
    return Machine(cores=usable_cores(), memory=usable_memory(), processor=_processor_name())


def usable_cores() -> int:
    """Cores this process may run on, at least one."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0)) or 1
    return os.cpu_count() or 1


def usable_memory() -> int:
    """Bytes of memory, or the container's limit where that is lower."""
    physical = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES")
    limits = [_read_limit(path) for path in _CGROUP_LIMITS]
    return min([physical, *(limit for limit in limits if limit)])


def available_memory() -> int | None:
    """Bytes that can be used without swapping; None where the system does not tell."""
    try:
        lines = _MEMORY_INFO.read_text().splitlines()
    except OSError:
        return None
    values = [int(line.split()[1]) * 1024 for line in lines if line.startswith("MemAvailable:")]
    return values[0] if values else None


def _read_limit(path: Path) -> int | None:
    try:
        text = path.read_text().strip()
    except OSError:
        return None
    return int(text) if text.isdigit() else None


def _processor_name() -> str:
    try:
        lines = _CPU_INFO.read_text().splitlines()
    except OSError:
        return platform.processor() or platform.machine()
    names = [line.split(":", 1)[1].strip() for line in lines if line.startswith("model name")]
    return names[0] if names else platform.machine()
