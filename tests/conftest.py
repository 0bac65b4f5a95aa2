"""Shared fixtures: each worker owns a clone of the template city."""

from __future__ import annotations

import os
from collections.abc import Iterator

import pytest

from tests.support.databases import clone, drop, speaking_to, worker_name

os.environ.setdefault("DJANGO_ALLOW_ASYNC_UNSAFE", "true")  # Playwright's loop runs in the test's thread


@pytest.fixture(scope="session")
def django_db_setup(django_db_blocker: pytest.FixtureRequest) -> Iterator[None]:
    """Instead of pytest-django's: clone the template, so that a worker is ready in a blink."""
    name = worker_name("worker")
    clone(name)
    with django_db_blocker.unblock(), speaking_to(name):
        yield
    drop(name)


@pytest.fixture
def committed_city(django_db_setup: None, django_db_blocker: pytest.FixtureRequest) -> Iterator[str]:
    """A city of its own for tests that commit, use threads or start processes; yields its address."""
    name = worker_name("committed")
    address = clone(name)
    with django_db_blocker.unblock(), speaking_to(name):
        yield address
    drop(name)


@pytest.fixture(autouse=True)
def _nothing_kept_in_memory() -> Iterator[None]:
    """What a test rolled back must not live on in the memory of the process."""
    from pendopo.kernel.numbering.api import forget_all_editions

    yield
    forget_all_editions()
