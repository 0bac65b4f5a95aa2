"""The keeper of rules, and a coordinator who may read and propose."""

from __future__ import annotations

import pytest

from pendopo.accounts.api import Role
from pendopo.kernel import clock
from tests.accounts.people import hire
from tests.support.cast import MONDAY_MORNING
from tests.support.sessions import signed_in_client


@pytest.fixture
def monday_morning():
    with clock.freeze(MONDAY_MORNING):
        yield MONDAY_MORNING


@pytest.fixture
def keeper(db, monday_morning):
    """The browser of an administrator."""
    return signed_in_client(hire("bagas", Role.ADMINISTRATOR, agency="diskominfo"))


@pytest.fixture
def coordinator(db, monday_morning):
    """The browser of a coordinator."""
    return signed_in_client(hire("dina", Role.COORDINATOR, agency="diskominfo"))
