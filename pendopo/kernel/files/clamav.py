"""Look for malware with a ClamAV daemon over TCP (``INSTREAM``)."""

from __future__ import annotations

import socket
import struct
from dataclasses import dataclass

from pendopo.kernel.files.rules import Infected, StorageUnavailable

_TIMEOUT_SECONDS = 15.0
_CHUNK = 1 << 16


@dataclass(frozen=True, slots=True)
class ClamavScanner:
    """A daemon at ``host:port``."""

    address: str

    def check(self, content: bytes) -> None:
        """Send the content in chunks, each after its length, and read one line."""
        host, _colon, port = self.address.rpartition(":")
        try:
            with socket.create_connection((host, int(port)), timeout=_TIMEOUT_SECONDS) as link:
                link.sendall(b"zINSTREAM\0")
                for start in range(0, len(content), _CHUNK):
                    chunk = content[start : start + _CHUNK]
                    link.sendall(struct.pack("!L", len(chunk)) + chunk)
                link.sendall(struct.pack("!L", 0))
                answer = _line(link)
        except (OSError, ValueError):
            raise StorageUnavailable from None
        if answer.endswith(b"FOUND"):
            raise Infected
        if not answer.endswith(b"OK"):
            raise StorageUnavailable


def _line(link: socket.socket) -> bytes:
    answer = b""
    while not answer.endswith(b"\0"):
        piece = link.recv(1024)
        if not piece:
            break
        answer += piece
    return answer.rstrip(b"\0\n")
