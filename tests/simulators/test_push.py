"""The simulated push service refuses what a real one would, and its browsers read what the standard says."""

from __future__ import annotations

import time

import http_ece
import httpx
import pytest
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.asymmetric.utils import decode_dss_signature
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat
from py_vapid import Vapid

from pendopo.simulators.push_browser import Subscription, Unreadable, base64url, from_base64url
from tests.support.outside import push_service

# RFC 8291, appendix A.
PRIVATE_KEY = "q1dXpw3UpT5VOmu_cf_v6ih07Aems3njxI-JWgLcM94"
SECRET = "BTBZMqHH6r4Tts7J_aSIgg"
BODY = (
    "DGv6ra1nlYgDCS1FRnbzlwAAEABBBP4z9KsN6nGRTbVYI_c7VJSPQTBtkgcy27mlmlMoZIIgDll6e3vCYLocInmYWAmS6Tlz"
    "AC8wEqKK6PBru3jl7A_yl95bQpu6cVPTpK4Mqgkf1CXztLVBSt2Ks3oZwbuwXPXLWyouBWLVWGNWQexSgSxsj_Qulcy4a-fN"
)


@pytest.fixture
def service():
    with push_service() as box:
        yield box


def _signed(box, *, life=3600, audience="", contact="mailto:a@contoh.id", key=None):
    key = key or ec.generate_private_key(ec.SECP256R1())
    claims = {"aud": audience or box.origin, "exp": int(time.time()) + life, "sub": contact}
    return Vapid(key).sign(claims)


def _post(browser, headers, body=b"x"):
    usual = {"TTL": "60", "Content-Encoding": "aes128gcm"}
    return httpx.post(browser.endpoint, content=body, headers={**usual, **headers}, timeout=10)


def test_a_browser_reads_the_example_of_the_standard():
    key = ec.derive_private_key(int.from_bytes(from_base64url(PRIVATE_KEY), "big"), ec.SECP256R1())
    browser = Subscription("a", "", private_key=key, secret=from_base64url(SECRET))
    assert browser.read(from_base64url(BODY)) == "When I grow up, I want to be a watermelon"


def test_a_browser_reads_nothing_that_was_changed_or_meant_for_another():
    key = ec.derive_private_key(int.from_bytes(from_base64url(PRIVATE_KEY), "big"), ec.SECP256R1())
    with pytest.raises(Unreadable):
        Subscription("a", "", private_key=key).read(from_base64url(BODY))
    with pytest.raises(Unreadable):
        Subscription("a", "").read(b"short")


def test_a_signed_message_is_taken(service):
    answer = _post(service.subscribe(), _signed(service))
    assert (answer.status_code, answer.headers["Location"].startswith(service.origin)) == (201, True)


@pytest.mark.parametrize(
    "fault",
    [{"life": 25 * 3600}, {"life": -60}, {"audience": "https://push.contoh.id"}],
    ids=["too long", "over", "for another service"],
)
def test_a_signature_for_another_time_or_place_is_refused(service, fault):
    assert _post(service.subscribe(), _signed(service, **fault)).status_code == 403


@pytest.mark.parametrize(
    ("head", "claims"), [("[]", "{}"), ('{"alg": "ES256"}', "7"), ('{"alg": "ES256"}', '{"exp": "besok"}')]
)
def test_a_signature_below_something_that_is_no_claim_is_refused(service, head, claims):
    key = ec.generate_private_key(ec.SECP256R1())
    said = f"{base64url(head.encode())}.{base64url(claims.encode())}"
    r, s = decode_dss_signature(key.sign(said.encode(), ec.ECDSA(SHA256())))
    signature = base64url(r.to_bytes(32, "big") + s.to_bytes(32, "big"))
    point = key.public_key().public_bytes(Encoding.X962, PublicFormat.UncompressedPoint)
    signed = {"Authorization": f"vapid t={said}.{signature}, k={base64url(point)}"}
    assert _post(service.subscribe(), signed).status_code == 403


def test_a_browser_reads_nothing_that_is_no_text():
    browser = Subscription("a", "")
    body = http_ece.encrypt(
        b"\xff\xfe",
        private_key=ec.generate_private_key(ec.SECP256R1()),
        dh=from_base64url(browser.keys["p256dh"]),
        auth_secret=browser.secret,
    )
    with pytest.raises(Unreadable):
        browser.read(body)


def test_a_message_without_signature_or_lifetime_is_refused(service):
    browser = service.subscribe()
    assert _post(browser, {}).status_code == 401
    assert _post(browser, {**_signed(service), "TTL": ""}).status_code == 400
    assert _post(browser, _signed(service), b"x" * 4097).status_code == 413


def test_a_message_of_another_site_is_refused(service):
    own = ec.generate_private_key(ec.SECP256R1())
    key = _signed(service, key=own)["Authorization"].rpartition("k=")[2]
    browser = service.subscribe(server_key=key)
    assert _post(browser, _signed(service)).status_code == 403
    assert _post(browser, _signed(service, key=own)).status_code == 201


def test_the_same_topic_takes_the_place_of_the_first(service):
    browser = service.subscribe()
    for _time in range(2):
        _post(browser, {**_signed(service), "Topic": "same"})
    assert len(service.messages) == 1


def test_browsers_come_and_go_over_the_network(service):
    made = httpx.post(f"{service.origin}/browsers").json()
    name = made["endpoint"].rpartition("/")[2]
    httpx.delete(f"{service.origin}/browsers/{name}")
    assert httpx.post(made["endpoint"]).status_code == 410
    assert httpx.post(f"{service.origin}/push/nobody").status_code == 404
    assert set(made["keys"]) == {"p256dh", "auth"}
