from __future__ import annotations

import pytest

from pendopo.kernel import clock
from pendopo.kernel.actor import ANONYMOUS
from pendopo.reports import api as reports
from tests.support import cast


@pytest.fixture
def monday_morning():
    with clock.freeze(cast.MONDAY_MORNING):
        yield cast.MONDAY_MORNING


@pytest.fixture
def lamp(db, monday_morning):
    """A submitted report of a dead lamp."""
    return reports.submit_report(ANONYMOUS, cast.lamp_draft())
