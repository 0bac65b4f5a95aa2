from __future__ import annotations

import smtplib
from email.message import EmailMessage

import httpx
import pytest

from pendopo.simulators import messages
from tests.support.outside import message_gateway


@pytest.fixture
def gateway():
    with message_gateway() as running:
        yield running


def _send(port, text="halo"):
    return httpx.post(
        f"http://127.0.0.1:{port}/messages",
        json={"id": "a", "channel": "whatsapp", "to": "+62811", "text": text},
        headers={"Authorization": f"Bearer {messages.KEY}"},
        timeout=10,
    )


def test_the_same_message_twice_is_kept_once(gateway):
    box, port, _smtp = gateway
    assert [_send(port).status_code, _send(port).status_code] == [200, 200]
    assert len(box.messages) == 1


def test_a_wrong_key_is_refused(gateway):
    _box, port, _smtp = gateway
    assert httpx.post(f"http://127.0.0.1:{port}/messages", json={}).status_code == 401


def test_a_lost_answer_means_the_message_did_arrive(gateway):
    box, port, _smtp = gateway
    httpx.post(f"http://127.0.0.1:{port}/failure", json={"mode": "lost"})
    with pytest.raises(httpx.HTTPError):
        _send(port)
    assert len(box.messages) == 1


def test_the_page_shows_what_came_as_text(gateway):
    _box, port, _smtp = gateway
    _send(port, text="<b>halo</b>")
    page = httpx.get(f"http://127.0.0.1:{port}/").text
    assert "whatsapp · +62811" in page
    assert "&lt;b&gt;halo" in page
    (listed,) = httpx.get(f"http://127.0.0.1:{port}/messages.json").json()
    assert listed["text"] == "<b>halo</b>"


def test_mail_arrives_with_its_subject(gateway):
    box, _port, smtp = gateway
    letter = EmailMessage()
    letter["Subject"], letter["From"], letter["To"] = "Kabar", "a@contoh.id", "b@contoh.id"
    letter.set_content("Isi surat")
    with smtplib.SMTP("127.0.0.1", smtp) as client:
        client.send_message(letter)
    assert box.messages[0].to == "b@contoh.id"
    assert "Kabar" in box.messages[0].text
