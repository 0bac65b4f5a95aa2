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
    box, servers = messages.start(http_port=0, smtp_port=0)
    with _ended(*servers):
        yield box, *(server.server_address[1] for server in servers)


@contextmanager
def _ended(*servers: socketserver.BaseServer) -> Iterator[None]:
    try:
        yield
    finally:
        for server in servers:
            server.shutdown()
            server.server_close()
