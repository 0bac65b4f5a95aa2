"""Two small real servers on loopback: an object storage that checks signatures, and a ClamAV daemon."""

from __future__ import annotations

import hashlib
import hmac
import re
import socketserver
import struct
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

ACCESS_KEY, SECRET_KEY, REGION, BUCKET = "PENDOPO", "rahasia-uji", "id-jkt", "foto"
_CLAIM = re.compile(
    r"AWS4-HMAC-SHA256 Credential=(?P<key>[^/]+)/(?P<date>\d{8})/(?P<region>[^/]+)/s3/aws4_request, ?"
    r"SignedHeaders=(?P<names>[^,]+), ?Signature=(?P<signature>[0-9a-f]{64})"
)


class ObjectStorage(ThreadingHTTPServer):
    """Objects in memory; ``is_down`` lets every request fail with 503."""

    daemon_threads = True

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), _ObjectRequest)
        self.objects: dict[str, bytes] = {}
        self.is_down = False

    @property
    def endpoint(self) -> str:
        return f"http://127.0.0.1:{self.server_port}"


class _ObjectRequest(BaseHTTPRequestHandler):
    server: ObjectStorage

    def do_PUT(self) -> None:
        body = self.rfile.read(int(self.headers["Content-Length"]))
        if self._is_allowed(body):
            self.server.objects[self.path] = body
            self._answer(200)

    def do_GET(self) -> None:
        if self._is_allowed(b""):
            content = self.server.objects.get(self.path)
            self._answer(404 if content is None else 200, content or b"")

    def do_DELETE(self) -> None:
        if self._is_allowed(b""):
            self.server.objects.pop(self.path, None)
            self._answer(204)

    def log_message(self, *_parts: object) -> None:
        pass

    def _answer(self, status: int, content: bytes = b"") -> None:
        self.send_response(status)
        self.send_header("Content-Length", str(len(content)))
        self.end_headers()
        self.wfile.write(content)

    def _is_allowed(self, body: bytes) -> bool:
        if self.server.is_down:
            self._answer(503)
            return False
        claim = _CLAIM.fullmatch(self.headers.get("Authorization", ""))
        is_right = (
            claim is not None
            and claim["key"] == ACCESS_KEY
            and self.headers["x-amz-content-sha256"] == hashlib.sha256(body).hexdigest()
            and hmac.compare_digest(claim["signature"], self._signature(claim))
        )
        if not is_right:
            self._answer(403)
        return is_right

    def _signature(self, claim: re.Match[str]) -> str:
        names = claim["names"].split(";")
        lines = [self.command, self.path, ""]
        lines += [f"{name}:{self.headers[name].strip()}" for name in names]
        lines += ["", claim["names"], self.headers["x-amz-content-sha256"]]
        digest = hashlib.sha256("\n".join(lines).encode()).hexdigest()
        scope = f"{claim['date']}/{claim['region']}/s3/aws4_request"
        text = f"AWS4-HMAC-SHA256\n{self.headers['x-amz-date']}\n{scope}\n{digest}"
        key = ("AWS4" + SECRET_KEY).encode()
        for step in (claim["date"], claim["region"], "s3", "aws4_request"):
            key = hmac.digest(key, step.encode(), "sha256")
        return hmac.digest(key, text.encode(), "sha256").hex()


class _ScanRequest(socketserver.StreamRequestHandler):
    """INSTREAM: chunks after their length until an empty one; the EICAR word counts as malware."""

    def handle(self) -> None:
        assert self.rfile.read(10) == b"zINSTREAM\0"
        content = b""
        while length := struct.unpack("!L", self.rfile.read(4))[0]:
            content += self.rfile.read(length)
        found = b"EICAR-STANDARD-ANTIVIRUS-TEST-FILE" in content
        self.wfile.write(b"stream: Eicar-Test-Signature FOUND\0" if found else b"stream: OK\0")


class ScanDaemon(socketserver.ThreadingTCPServer):
    daemon_threads = True

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), _ScanRequest)

    @property
    def address(self) -> str:
        return f"127.0.0.1:{self.server_address[1]}"


@contextmanager
def serving(server: socketserver.BaseServer) -> Iterator[None]:
    """Serve in a thread until the block ends."""
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True)
    thread.start()
    try:
        yield
    finally:
        server.shutdown()
        server.server_close()
        thread.join()
