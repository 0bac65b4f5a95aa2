from __future__ import annotations

import base64
import imaplib
import smtplib
import socket
from email.message import EmailMessage

import httpx
import pytest

from pendopo.simulators import mailbox, messages
from tests.support.outside import message_gateway, messages_outside


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


@pytest.fixture
def outside():
    with messages_outside() as started:
        yield started


def _imap(outside):
    client = imaplib.IMAP4("127.0.0.1", outside.ports[2], timeout=10)
    client.login(mailbox.USER, mailbox.PASSWORD)
    client.select("INBOX")
    return client


def _write(outside, **told):
    address = f"http://127.0.0.1:{outside.ports[0]}/kirim"
    return httpx.post(address, **({"json": told} if "files" not in told else told))


def test_what_a_resident_writes_by_mail_lies_in_the_mailbox(outside):
    photo = base64.b64encode(b"foto").decode()
    told = {"channel": "email", "from": "sri@contoh.id", "subject": "Lampu", "text": "Padam", "image": photo}
    assert _write(outside, **told).status_code == 303
    client = _imap(outside)
    assert client.uid("SEARCH", "UNSEEN") == ("OK", [b"1"])
    assert b"RFC822.SIZE" in client.uid("FETCH", "1", "(RFC822.SIZE)")[1][0]
    whole = client.uid("FETCH", "1", "(BODY.PEEK[])")[1][0][1]
    assert b"Subject: Lampu" in whole
    assert client.uid("FETCH", "1", "(BODY.PEEK[]<0.10>)")[1][0][1] == whole[:10]
    client.uid("STORE", "1", "+FLAGS.SILENT", r"(\Seen)")
    assert client.uid("SEARCH", "UNSEEN") == ("OK", [b""])
    assert client.uid("SEARCH", "UID", "2:*") == ("OK", [b"1"])  # as the standard says: * is the last one
    client.logout()


def test_a_wrong_password_opens_no_mailbox(outside):
    client = imaplib.IMAP4("127.0.0.1", outside.ports[2], timeout=10)
    with pytest.raises(imaplib.IMAP4.error):
        client.login(mailbox.USER, "salah")


def test_a_form_of_a_browser_sends_too(outside):
    form = {
        "data": {"channel": "email", "from": "sri@contoh.id", "text": "Padam"},
        "files": {"image": b"foto"},
    }
    assert _write(outside, **form).status_code == 303
    assert len(outside.residents.mail.letters) == 1
    assert b"Padam" in outside.residents.mail.letters[0].content


@pytest.mark.parametrize("told", [{}, {"channel": "surat", "from": "a"}, {"channel": "sms"}])
def test_what_cannot_be_sent_is_refused(outside, told):
    assert _write(outside, **told).status_code == 400


def test_how_the_ways_of_residents_fail_is_set_on_their_own(outside):
    base = f"http://127.0.0.1:{outside.ports[0]}"
    httpx.post(f"{base}/mailbox/failure", json={"mode": "down"})
    httpx.post(f"{base}/kirim/failure", json={"mode": "twice"})
    failures = outside.box.failure, outside.residents.mail.failure, outside.residents.failure
    assert failures == ("none", "down", "twice")
    assert "Kirim sebagai warga" in httpx.get(f"{base}/kirim").text
