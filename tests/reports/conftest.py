from __future__ import annotations

import pytest

from pendopo.kernel import clock
from pendopo.kernel.actor import ANONYMOUS
from pendopo.kernel.files.api import accept_image
from pendopo.reports import api as reports
from tests.support import cast


@pytest.fixture
def people(db):
    return cast.hire()


@pytest.fixture
def monday_morning():
    with clock.freeze(cast.MONDAY_MORNING):
        yield cast.MONDAY_MORNING


@pytest.fixture
def lamp(db, monday_morning):
    """A submitted report of a dead lamp, with the key of its reporter."""
    return reports.submit_report(ANONYMOUS, cast.lamp_draft())


@pytest.fixture
def photo(db):
    def upload():
        return accept_image(ANONYMOUS, upload=cast.jpeg(), purpose=reports.PHOTO_PURPOSE).file.uid

    return upload
