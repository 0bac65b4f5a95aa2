"""Whatever is asked, no call tells of a secret report, of a person, or of words not meant for everybody."""

from __future__ import annotations

import datetime as dt

import pytest
from django.test import Client
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from pendopo.kernel import clock
from pendopo.kernel.actor import ANONYMOUS
from pendopo.reports import api as reports
from pendopo.reports.api import State, Visibility
from pendopo.reports.models import Report
from tests.support import cast

NOON = cast.MONDAY_MORNING + dt.timedelta(hours=3)
PRIVATE = {
    "text": "katarahasia hubungi 0812 9999 8888 atau tutik@contoh.id, motor N 4321 XYZ, NIK 3508101234567890",
    "name": "Tutik Handayani",
    "landmark": "rumah Pak Slamet",
    "phone": "0812 9999 8888",
    "email": "tutik@contoh.id",
    "lon": 113.220123,
    "lat": -8.130456,
}
FORBIDDEN = ("9999", "8888", "tutik", "Tutik", "4321", "3508101234567890", "Slamet", "113.220123", "8.130456")
ASKED = {"start_date": "2026-11-23T00:00:00Z", "end_date": "2026-11-24T00:00:00Z", "page_size": "1000"}


def _report(state, visibility, *, is_verified):
    """A report full of what must not be told, and its number."""
    number = reports.submit_report(ANONYMOUS, cast.lamp_draft(**PRIVATE, visibility=visibility)).number
    parent = Report.objects.exclude(number=number).first() if state == State.MERGED else None
    Report.objects.filter(number=number).update(
        state=state, verified_at=NOON if is_verified else None, parent=parent
    )
    return number


@pytest.fixture
def parent(db):
    with clock.freeze(cast.MONDAY_MORNING):
        return reports.submit_report(ANONYMOUS, cast.lamp_draft()).number


@settings(
    max_examples=40,
    deadline=None,
    derandomize=True,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(
    st.tuples(st.sampled_from(State), st.sampled_from(Visibility), st.booleans()),
    st.sampled_from(["xml", "json"]),
    st.sampled_from([{}, {"status": "open"}, {"status": "closed"}, {"updated_after": "2026-11-22"}]),
)
def test_no_call_leaks(parent, kind, fmt, wish):
    state, visibility, is_verified = kind
    with clock.freeze(NOON):
        number = _report(state, visibility, is_verified=is_verified)
        uid = Report.objects.get(number=number).uid
        calls = [
            Client().get(f"/open311/v2/requests.{fmt}", ASKED | wish),
            Client().get(f"/open311/v2/requests.{fmt}", {"service_request_id": number}),
            Client().get(f"/open311/v2/requests/{number}.{fmt}"),
            Client().get(f"/open311/v2/tokens/{uid}.{fmt}"),
            Client().get(f"/open311/v2/servicerequestupdates.{fmt}", ASKED),
        ]
    told = "".join(call.content.decode() for call in calls)
    assert [word for word in FORBIDDEN if word in told] == []
    if visibility is Visibility.SECRET:
        assert number not in told
        assert [call.status_code for call in calls] == [200, 200, 404, 404, 200]
    one = calls[2].content.decode()
    is_kept = state not in {State.RECEIVED, State.REJECTED}
    is_for_all = visibility == Visibility.OPEN and is_verified and is_kept
    assert ("katarahasia" in one) is is_for_all
