"""Settings of our own PostgreSQL server, derived from the machine (PostgreSQL documentation, chapter 19)."""

from __future__ import annotations

from pendopo.supervisor.machine import Machine

_MIB = 1024 * 1024


def server_settings(machine: Machine, *, socket_folder: str, durable: bool) -> dict[str, str]:
    """Name and value of each setting; `durable=False` gives up crash safety for speed."""
    memory = machine.memory // _MIB
    return {
        "listen_addresses": "",
        "unix_socket_directories": socket_folder,
        "unix_socket_permissions": "0700",
        "max_connections": "120",
        "password_encryption": "scram-sha-256",
        "shared_buffers": f"{_between(128, memory // 8, 4096) if durable else 128}MB",
        "effective_cache_size": f"{max(512, memory // 2)}MB",
        "work_mem": "16MB",
        "maintenance_work_mem": f"{_between(64, memory // 32, 1024)}MB",
        "max_wal_size": "2GB",
        "min_wal_size": "256MB" if durable else "80MB",
        "checkpoint_timeout": "15min",
        "random_page_cost": "1.1",
        "jit": "off",
        "max_parallel_workers_per_gather": str(_between(0, machine.cores // 2, 4)),
        "fsync": _switch(durable),
        "full_page_writes": _switch(durable),
        "synchronous_commit": _switch(durable),
        "log_checkpoints": "off",
        "log_line_prefix": "%q[%p] %d ",
        "log_timezone": "UTC",
        "timezone": "UTC",
    }


def render_settings(settings: dict[str, str]) -> str:
    """The text of an included configuration file; single quotes are doubled as the server wants them."""
    lines = ["# Written at each start. Your own settings belong in postgresql.conf, below the include line."]
    lines += [f"{name} = '{value.replace(chr(39), chr(39) * 2)}'" for name, value in settings.items()]
    return "\n".join(lines) + "\n"


def _between(low: int, value: int, high: int) -> int:
    return max(low, min(value, high))


def _switch(on: bool) -> str:  # noqa: FBT001 - a plain conversion of one value
    return "on" if on else "off"
