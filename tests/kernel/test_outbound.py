"""What others say lies at an address is fetched from public places only, small, and soon."""

from __future__ import annotations

import gzip
import http.server
import threading
import time
from collections.abc import Iterator

import pytest

from pendopo.kernel.outbound.asking import NotReached, Question, fetch

HERE = Question(seconds=30, most_bytes=1000, may_be_here=True)
ELSEWHERE = Question(seconds=30, most_bytes=1000)


class _Shelf(http.server.BaseHTTPRequestHandler):
    """A small thing, a large one, one that is moved, and one that was moved to where nobody may look."""

    def do_GET(self):
        moved = {
            "/moved": "/small",
            "/inside": "http://10.0.0.1/",
            "/circle": "/circle",
            "/file": "file:///etc",
            "/garbled": "http://[",
            "/slow": "/slow",
        }
        if self.path == "/slow":
            time.sleep(0.4)
        self.send_response(
            302 if self.path in moved else 200 if self.path in {"/small", "/large", "/packed"} else 404
        )
        body = b"x" * (5 if self.path == "/small" else 5000)
        if self.path == "/packed":
            body = gzip.compress(b"x" * 5_000_000)[:900]
            self.send_header("Content-Encoding", "gzip")
        self.send_header("Location", moved.get(self.path, ""))
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *said):
        """Tests stay quiet."""


@pytest.fixture(scope="module")
def shelf() -> Iterator[str]:
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), _Shelf)
    threading.Thread(target=server.serve_forever, args=(0.02,), daemon=True).start()
    yield f"http://127.0.0.1:{server.server_address[1]}"
    server.shutdown()
    server.server_close()


def test_what_lies_at_an_address_is_read_also_after_it_moved(shelf):
    assert fetch(f"{shelf}/small", HERE) == fetch(f"{shelf}/moved", HERE) == b"xxxxx"


@pytest.mark.parametrize("path", ["/large", "/absent", "/inside", "/circle", "/file", "/garbled"])
def test_what_is_large_absent_or_moved_to_a_private_place_is_not_read(shelf, path):
    with pytest.raises(NotReached):
        fetch(f"{shelf}{path}", HERE)


def test_the_time_to_wait_is_that_of_all_redirects_together(shelf):
    began = time.monotonic()
    with pytest.raises(NotReached):
        fetch(f"{shelf}/slow", Question(seconds=0.6, most_bytes=1000, may_be_here=True))
    assert time.monotonic() - began < 1.2


def test_a_packed_answer_is_not_unpacked_beyond_what_is_accepted(shelf):
    assert len(fetch(f"{shelf}/packed", HERE)) == 900


@pytest.mark.parametrize(
    "url",
    [
        "http://127.0.0.1/",
        "http://localhost/",
        "http://[::1]/",
        "http://169.254.169.254/latest/meta-data/",
        "http://192.168.1.1/",
        "http://[::ffff:10.0.0.1]/",
        "http://0x7f000001/",
        "http://2130706433/",
        "https://contoh.id:22/",
        "https://nama:sandi@contoh.id/",
        "ftp://contoh.id/",
        "file:///etc/passwd",
        "gopher://contoh.id/",
        "https://contoh.id/\r\nHost: x",
        "//contoh.id/",
        "",
    ],
)
def test_an_address_that_leads_inside_is_not_asked(url):
    with pytest.raises(NotReached):
        fetch(url, ELSEWHERE)
