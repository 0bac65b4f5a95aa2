"""Answers to one question: is this process ready? Each probe is a value; `is_ready` never raises."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol
from urllib.parse import urlsplit

import psycopg

_PATIENCE = 5.0
_SERVER_ERROR = 500


class Probe(Protocol):
    """One way to ask a process whether it is ready."""

    async def is_ready(self) -> bool:
        """Whether the process would serve somebody right now."""
        ...


@dataclass(frozen=True)
class HttpProbe:
    """Ready when `url` answers with a status below 500."""

    url: str

    async def is_ready(self) -> bool:
        """Ask once, without following anything."""
        try:
            async with asyncio.timeout(_PATIENCE):
                return await self._status() < _SERVER_ERROR
        except (OSError, TimeoutError, ValueError, IndexError):
            return False

    async def _status(self) -> int:
        parts = urlsplit(self.url)
        reader, writer = await asyncio.open_connection(parts.hostname, parts.port)
        try:
            request = f"GET {parts.path or '/'} HTTP/1.1\r\nHost: {parts.netloc}\r\nConnection: close\r\n\r\n"
            writer.write(request.encode())
            await writer.drain()
            return int((await reader.readline()).split()[1])
        finally:
            writer.close()


@dataclass(frozen=True)
class FileProbe:
    """Ready when `path` exists; the process makes it, the supervisor removes it before each start."""

    path: Path

    async def is_ready(self) -> bool:
        """Look once."""
        return self.path.exists()


@dataclass(frozen=True)
class DatabaseProbe:
    """Ready when PostgreSQL at `url` accepts a connection."""

    url: str

    async def is_ready(self) -> bool:
        """Connect once and leave."""
        try:
            connection = await psycopg.AsyncConnection.connect(self.url, connect_timeout=int(_PATIENCE))
        except psycopg.OperationalError:
            return False
        await connection.close()
        return True


@dataclass(frozen=True)
class ExitProbe:
    """For processes that run once: they are ready by having ended well, never before."""

    async def is_ready(self) -> bool:
        """Not yet: it still runs."""
        return False
