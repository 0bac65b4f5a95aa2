"""One question to a process: are you ready? Each probe is a value; `ask` never raises."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass
from enum import Enum
from pathlib import Path
from typing import Protocol
from urllib.parse import urlsplit

import psycopg

_PATIENCE = 5.0
_SERVER_ERROR = 500


class Answer(Enum):
    """What a process says about itself."""

    READY = "it would serve somebody right now"
    BUSY = "it answers, but lacks something, such as the database: restarting it would not help"
    SILENT = "it does not answer"


class Probe(Protocol):
    """One way to ask a process."""

    async def ask(self) -> Answer:
        """Ask once."""
        ...


@dataclass(frozen=True)
class HttpProbe:
    """Ready when `url` answers with a status below 500, busy when it answers at all."""

    url: str

    async def ask(self) -> Answer:
        """Ask once, without following anything."""
        try:
            async with asyncio.timeout(_PATIENCE):
                return Answer.READY if await self._status() < _SERVER_ERROR else Answer.BUSY
        except (OSError, TimeoutError, ValueError, IndexError):
            return Answer.SILENT

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

    async def ask(self) -> Answer:
        """Look once."""
        return Answer.READY if self.path.exists() else Answer.SILENT


@dataclass(frozen=True)
class DatabaseProbe:
    """Ready when PostgreSQL at `url` accepts a connection."""

    url: str

    async def ask(self) -> Answer:
        """Connect once and leave."""
        try:
            connection = await psycopg.AsyncConnection.connect(self.url, connect_timeout=int(_PATIENCE))
        except psycopg.OperationalError:
            return Answer.SILENT
        await connection.close()
        return Answer.READY


@dataclass(frozen=True)
class ExitProbe:
    """For processes that run once: they are ready by having ended well, never before."""

    async def ask(self) -> Answer:
        """Not yet: it still runs."""
        return Answer.BUSY
