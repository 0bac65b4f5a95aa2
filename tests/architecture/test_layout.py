from __future__ import annotations

import re
from pathlib import Path

import pytest
from importlinter import cli

ROOT = Path(__file__).parents[2]
PACKAGE = ROOT / "pendopo"
MODULES = sorted(path for path in PACKAGE.rglob("*.py") if "migrations" not in path.parts)
LONGEST = 400
_READS_TIME = re.compile(r"datetime\.now\(|time\.time\(\)|timezone\.now\(")
FORBIDDEN_WORDS = {"utils", "helpers", "common", "misc", "manager", "service", "handler"}


@pytest.mark.parametrize("path", MODULES, ids=lambda path: str(path.relative_to(ROOT)))
def test_no_module_outgrows_one_subject(path):
    assert len(path.read_text().splitlines()) <= LONGEST


def test_no_module_has_a_name_that_says_nothing():
    assert [path for path in MODULES if FORBIDDEN_WORDS & set(path.stem.split("_"))] == []


def test_the_import_contracts_hold():
    outcome = cli.lint_imports(config_filename=str(ROOT / ".importlinter"), no_cache=True)
    assert outcome == cli.EXIT_STATUS_SUCCESS


def test_ways_in_do_not_query_the_database():
    ways_in = [
        path
        for path in MODULES
        if path.stem in {"views", "endpoints", "subscribers"} or "views" in path.parts
    ]
    assert [path for path in ways_in if ".objects." in path.read_text()] == []


def test_nothing_outside_the_clock_reads_the_time():
    readers = [path for path in MODULES if _READS_TIME.search(path.read_text())]
    allowed = {PACKAGE / "kernel" / "clock.py"}
    outside = {"supervisor", "live", "simulators"}
    assert [path for path in readers if path not in allowed and not outside & set(path.parts)] == []
