"""Permission to listen: signed, limited to channels, limited in time."""

from __future__ import annotations

import base64
import datetime as dt
import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pendopo.live.contract import TokenRefused, sign, verify

NOON = dt.datetime(2026, 11, 21, 12, 0, tzinfo=dt.UTC)
LATER = NOON + dt.timedelta(minutes=10)


def test_a_token_grants_exactly_its_channels_until_its_end():
    permission = verify(sign(["agency:3", "situation"], LATER, "kunci"), "kunci", NOON)
    assert permission.channels == {"agency:3", "situation"}
    assert permission.expires_at == LATER


@pytest.mark.parametrize("moment", [LATER, LATER + dt.timedelta(seconds=1)])
def test_a_token_is_refused_from_the_moment_it_expires(moment):
    with pytest.raises(TokenRefused, match="expired"):
        verify(sign(["situation"], LATER, "kunci"), "kunci", moment)


def test_a_token_signed_with_another_key_is_refused():
    with pytest.raises(TokenRefused, match="forged"):
        verify(sign(["situation"], LATER, "lain"), "kunci", NOON)


def test_a_token_whose_channels_were_changed_is_refused():
    signature = sign(["situation"], LATER, "kunci").partition(".")[2]
    claims = json.dumps({"c": ["agency:1"], "e": int(LATER.timestamp())}).encode()
    forged = base64.urlsafe_b64encode(claims).rstrip(b"=").decode()
    with pytest.raises(TokenRefused, match="forged"):
        verify(f"{forged}.{signature}", "kunci", NOON)


@given(st.text())
def test_no_text_from_outside_is_taken_for_a_token(text):
    with pytest.raises(TokenRefused):
        verify(text, "kunci", NOON)
