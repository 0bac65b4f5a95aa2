"""What the page of security promises is proved by tests that exist."""

from __future__ import annotations

import re
from pathlib import Path

ROOT = Path(__file__).parents[2]
PAGE = ROOT / "docs" / "operate" / "security.md"


def test_every_promise_names_tests_that_are_there():
    source = "".join(path.read_text() for path in (ROOT / "tests").rglob("test_*.py"))
    written = set(re.findall(r"^def (test_\w+)", source, re.MULTILINE))
    promised = set(re.findall(r"`(test_\w+)`", PAGE.read_text()))
    assert promised - written == set()


def test_no_promise_stands_without_a_proof():
    rows = [line for line in PAGE.read_text().splitlines() if line.startswith("| ")][1:]
    assert [row for row in rows if "`test_" not in row.rpartition("|")[0].rpartition("|")[2]] == []
