"""The simulated outside systems, each on free ports for the length of a block."""

from __future__ import annotations

import socketserver
import ssl
from collections.abc import Iterator
from contextlib import contextmanager

from pendopo.simulators import messages, push


@contextmanager
def push_service(tls: ssl.SSLContext | None = None) -> Iterator[push.PushBox]:
    """A push service, with ``tls`` as ``localhost``; yields its box."""
    box, server = push.start(port=0)
    if tls is not None:
        server.socket = tls.wrap_socket(server.socket, server_side=True)
        box.origin = f"https://localhost:{server.server_address[1]}"
    with _ended(server):
        yield box


@contextmanager
def message_gateway() -> Iterator[tuple[messages.Box, int, int]]:
    """A gateway and a mail server; yields their box, the port of HTTP and the port of SMTP."""
    with messages_outside() as started:
        yield started.box, *started.ports[:2]


@contextmanager
def messages_outside(city: str = "") -> Iterator[messages.Started]:
    """The same with the city's mailbox, and residents who write to the ``city`` at that address."""
    started = messages.start(port=0, city=city)
    with _ended(*started.servers):
        yield started


@contextmanager
def _ended(*servers: socketserver.BaseServer) -> Iterator[None]:
    try:
        yield
    finally:
        for server in servers:
            server.shutdown()
            server.server_close()
