"""Shared fixtures: each worker owns a clone of the template city."""

from __future__ import annotations

import os
from collections.abc import Iterator

import psycopg
import pytest
from django.db import connections
from psycopg import sql
from psycopg.conninfo import make_conninfo

from tests.support.environment import TEMPLATE

os.environ.setdefault("DJANGO_ALLOW_ASYNC_UNSAFE", "true")  # Playwright's loop runs in the test's thread


def _server() -> psycopg.Connection:
    return psycopg.connect(os.environ["PENDOPO_TEST_SERVER"], autocommit=True)


def clone(name: str, template: str = TEMPLATE) -> str:
    """A database called ``name`` with everything the template holds; returns its address."""
    with _server() as server:
        server.execute(sql.SQL("DROP DATABASE IF EXISTS {} WITH (FORCE)").format(sql.Identifier(name)))
        server.execute(
            sql.SQL("CREATE DATABASE {} TEMPLATE {} STRATEGY file_copy").format(
                sql.Identifier(name), sql.Identifier(template)
            )
        )
    return make_conninfo(os.environ["PENDOPO_TEST_SERVER"], dbname=name)


def drop(name: str) -> None:
    """Remove a clone, whoever is still connected to it."""
    with _server() as server:
        server.execute(sql.SQL("DROP DATABASE IF EXISTS {} WITH (FORCE)").format(sql.Identifier(name)))


def _use(name: str) -> None:
    connections["default"].close()
    connections["default"].settings_dict["NAME"] = name


@pytest.fixture(scope="session")
def django_db_setup(django_db_blocker: pytest.FixtureRequest) -> Iterator[None]:
    """Instead of pytest-django's: clone the template, so that a worker is ready in a blink."""
    name = f"worker_{os.environ.get('PYTEST_XDIST_WORKER', 'main')}"
    clone(name)
    with django_db_blocker.unblock():
        _use(name)
        yield
        connections["default"].close()
    drop(name)


@pytest.fixture
def committed_city(django_db_setup: None, django_db_blocker: pytest.FixtureRequest) -> Iterator[str]:
    """A city of its own for tests that commit, use threads or start processes; yields its address."""
    outer = connections["default"].settings_dict["NAME"]
    name = f"committed_{os.environ.get('PYTEST_XDIST_WORKER', 'main')}"
    address = clone(name)
    with django_db_blocker.unblock():
        _use(name)
        yield address
        _use(outer)
    drop(name)
