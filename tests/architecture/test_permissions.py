"""What a permission table names must be there: a role that nobody can hold locks everybody out in silence."""

from __future__ import annotations

import importlib
import pkgutil

import pytest

import pendopo
from pendopo.accounts.api import Role
from pendopo.kernel.permissions import EVERYBODY, OWNER, Table


def _tables():
    for module in pkgutil.walk_packages(pendopo.__path__, "pendopo."):
        if module.name.endswith(".permissions"):
            found = vars(importlib.import_module(module.name)).items()
            yield from ((f"{module.name}.{name}", each) for name, each in found if isinstance(each, Table))


TABLES = dict(_tables())


def test_every_context_that_guards_something_is_looked_at():
    assert {name.split(".")[1] for name in TABLES} >= {"kernel", "territory", "accounts", "reports"}


@pytest.mark.parametrize("name", TABLES)
def test_a_table_names_only_roles_that_somebody_can_hold(name):
    named = {role for row in TABLES[name].rows.values() for role in row}
    assert named <= {*Role, EVERYBODY, OWNER}
