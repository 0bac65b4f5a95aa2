"""How long a page of an officer hears what happens: no longer than the person may."""

from __future__ import annotations

import datetime as dt
from urllib.parse import parse_qs, urlsplit

import pytest
from django.conf import settings
from django.urls import reverse

from pendopo.kernel import clock
from pendopo.live.contract import TokenRefused, verify
from tests.support.office import open_office

pytestmark = pytest.mark.django_db


def test_a_stream_ends_ten_minutes_after_the_last_proof_that_its_page_may_hear():
    told = open_office().knock("coordinator", reverse("desk:live_address")).json()["url"]
    (token,) = parse_qs(urlsplit(told).query)["token"]
    assert "situation" in verify(token, settings.LIVE_KEY, clock.now()).channels
    with pytest.raises(TokenRefused, match="expired"):
        verify(token, settings.LIVE_KEY, clock.now() + dt.timedelta(minutes=10))


def test_who_signed_out_gets_no_further_address():
    office = open_office()
    browser = office.browsers["coordinator"]
    browser.logout()
    assert browser.get(reverse("desk:live_address")).status_code == 302
