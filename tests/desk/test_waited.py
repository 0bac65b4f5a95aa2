"""Officers read when a report was written, where it had to wait for a signal."""

from __future__ import annotations

import datetime as dt
import uuid

from pendopo.kernel import clock
from pendopo.kernel.actor import ANONYMOUS
from pendopo.reports import api as reports
from tests.support.cast import MONDAY_MORNING, lamp_draft
from tests.support.office import open_office


def test_an_officer_reads_when_it_was_written_and_when_it_came(db):
    office = open_office()
    with clock.freeze(MONDAY_MORNING + dt.timedelta(hours=2, minutes=40)):
        came = clock.now()
        draft = lamp_draft(
            key=uuid.uuid4(), written_at=came - dt.timedelta(hours=2, minutes=28), sent_at=came
        )
        number = reports.submit_report(ANONYMOUS, draft).number
    page = " ".join(office.knock("holder", f"/meja/laporan/{number}/").content.decode().split())
    assert "09.12</time>, terkirim <time" in page
    assert "11.40</time>: menunggu sinyal di ponsel pelapor." in page
    assert "menunggu sinyal" not in office.knock("holder", "/meja/laporan/{number}/").content.decode()
