"""Clones of the template city, and which of them Django speaks to."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager

import psycopg
from django.db import connections
from psycopg import sql
from psycopg.conninfo import make_conninfo

from tests.support.environment import TEMPLATE


def _server() -> psycopg.Connection:
    return psycopg.connect(os.environ["PENDOPO_TEST_SERVER"], autocommit=True)


def worker_name(prefix: str) -> str:
    """A name that no other worker of this run uses."""
    return f"{prefix}_{os.environ.get('PYTEST_XDIST_WORKER', 'main')}"


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


@contextmanager
def speaking_to(name: str) -> Iterator[None]:
    """Django's connection goes to the database ``name`` for a while."""
    settings = connections["default"].settings_dict
    outer = settings["NAME"]
    connections["default"].close()
    settings["NAME"] = name
    try:
        yield
    finally:
        connections["default"].close()
        settings["NAME"] = outer
