from __future__ import annotations

import smtplib
import socket
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


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"{",
        b"[]",
        b"7",
        b"\xff",
        b"[" * 50_000,
        b'{"id": "a"}',
        b'{"id": 1, "channel": 2, "to": 3, "text": 4}',
    ],
)
def test_what_is_no_message_is_answered_so_and_the_next_one_is_taken(gateway, body):
    box, port, _smtp = gateway
    with httpx.Client(base_url=f"http://127.0.0.1:{port}", timeout=10) as client:
        headers = {"Authorization": f"Bearer {messages.KEY}"}
        assert client.post("/messages", content=body, headers=headers).status_code == 400
        assert client.post("/failure", content=body).status_code == 400
    assert _send(port).status_code == 200
    assert len(box.messages) == 1


@pytest.mark.parametrize("length", ["x", "-5", "", "9" * 5000])
def test_a_length_that_is_none_ends_the_conversation_with_an_answer(gateway, length):
    _box, port, _smtp = gateway
    with socket.create_connection(("127.0.0.1", port), timeout=10) as line:
        line.sendall(f"POST /messages HTTP/1.1\r\nHost: a\r\nContent-Length: {length}\r\n\r\n{{}}".encode())
        assert b" 400 " in line.makefile("rb").read().splitlines()[0]


def test_a_failure_that_nobody_knows_is_not_set(gateway):
    box, port, _smtp = gateway
    assert httpx.post(f"http://127.0.0.1:{port}/failure", json={"mode": "aneh"}).status_code == 400
    assert box.failure == "none"


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
