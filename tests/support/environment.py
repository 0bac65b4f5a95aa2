"""Loaded before Django: a throw-away PostgreSQL for the whole run, and a home in a temporary folder.

The controller starts the server and builds the template database once; workers get its address by the
environment and clone the template.
"""

from __future__ import annotations

import atexit
import os
import subprocess
import sys
import tempfile
from contextlib import ExitStack
from pathlib import Path

TEMPLATE = "template_city"

_ROOT = Path(__file__).parents[2]
_stack = ExitStack()


def _start() -> None:
    from pendopo.supervisor.postgres import throwaway

    home = Path(_stack.enter_context(tempfile.TemporaryDirectory(prefix="pendopo-test-")))
    cluster = _stack.enter_context(throwaway())
    atexit.register(_stack.close)
    (home / "static").mkdir()
    cluster.create_database(TEMPLATE)
    for name in [name for name in os.environ if name.startswith("PENDOPO_")]:
        del os.environ[name]
    os.environ.update(
        PENDOPO_TEST_SERVER=cluster.url("postgres"),
        DATABASE_URL=cluster.url(TEMPLATE),
        PENDOPO_HOME=str(home),
        PENDOPO_DEMO="0",
        PENDOPO_REPORTS_PER_HOUR="100000",
        CITY="35.08",
        PYTHONPATH=str(_ROOT),
        DJANGO_SETTINGS_MODULE="pendopo.config.settings",
    )
    subprocess.run([sys.executable, "-m", "tests.support.template"], check=True, cwd=_ROOT)


if "PYTEST_XDIST_WORKER" not in os.environ and "PENDOPO_TEST_SERVER" not in os.environ:
    _start()
