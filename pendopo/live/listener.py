"""One LISTEN connection to PostgreSQL, made again with growing pauses whenever it is lost."""

from __future__ import annotations

import asyncio
import contextlib
import logging
from collections.abc import AsyncIterator

import psycopg
from psycopg.conninfo import make_conninfo

from pendopo.live.broadcast import Broadcast
from pendopo.live.contract import NOTIFY_CHANNEL

_log = logging.getLogger("pendopo.live")

_CHECK_SECONDS = 15.0
_FIRST_PAUSE = 0.1
_LONGEST_PAUSE = 5.0

# A peer behind a broken network is noticed by TCP itself; through a unix socket these do nothing.
_KEEPALIVE = {"connect_timeout": 5, "keepalives_idle": 10, "keepalives_interval": 5, "keepalives_count": 3}


async def listen(database_url: str, broadcast: Broadcast) -> None:
    """Publish every notification until cancelled; streams stay open while the database is away."""
    pause = _FIRST_PAUSE
    while True:
        try:
            async with _connection(database_url) as connection:
                broadcast.become_fresh()
                pause = _FIRST_PAUSE
                await _publish_all(connection, broadcast)
        except (psycopg.OperationalError, psycopg.InterfaceError) as fault:
            broadcast.become_stale()
            _log.warning("database is away, trying again in %.1f s: %s", pause, str(fault).strip())
        await asyncio.sleep(pause)
        pause = min(pause * 2, _LONGEST_PAUSE)


@contextlib.asynccontextmanager
async def _connection(database_url: str) -> AsyncIterator[psycopg.AsyncConnection]:
    connection = await psycopg.AsyncConnection.connect(
        make_conninfo(database_url, **_KEEPALIVE), autocommit=True, application_name="pendopo-live"
    )
    try:
        await connection.execute(f"LISTEN {NOTIFY_CHANNEL}")
        yield connection
    finally:
        await connection.close()


async def _publish_all(connection: psycopg.AsyncConnection, broadcast: Broadcast) -> None:
    while True:
        async for notice in connection.notifies(timeout=_CHECK_SECONDS):
            broadcast.publish(notice.payload)
            # Notices that arrived together come without a pause: give the streams their turn.
            await asyncio.sleep(0)
        await connection.execute("SELECT 1")
