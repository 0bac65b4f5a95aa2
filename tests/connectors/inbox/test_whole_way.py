"""Residents write, the city answers: over the real servers of both, whatever fails on the way."""

from __future__ import annotations

import base64

import httpx
import psycopg
import pytest

from pendopo.simulators.mailbox import PASSWORD, USER
from pendopo.supervisor.processes import SIMULATED_INBOX_SECRET
from tests.connectors.inbox.residents import SRI, photo_at
from tests.supervisor.watching import eventually
from tests.support import cast
from tests.support.outside import messages_outside
from tests.support.running_city import running_city

pytestmark = [pytest.mark.faults, pytest.mark.slow]

LAMP = "Lampu jalan padam di Kelurahan Tompokersan"
_LONGEST = 90.0  # a killed worker is taken for dead after thirty seconds


def test_what_residents_write_while_the_city_is_ill_is_reported_and_answered_once():
    with messages_outside() as outside:
        port, smtp, imap = outside.ports
        city = running_city(
            PENDOPO_GATEWAY_URL=f"http://127.0.0.1:{port}/messages",
            PENDOPO_SMTP_HOST="127.0.0.1",
            PENDOPO_SMTP_PORT=str(smtp),
            PENDOPO_INBOX_SECRET=SIMULATED_INBOX_SECRET,
            PENDOPO_INBOX_LOOPBACK="1",
            PENDOPO_IMAP_HOST="127.0.0.1",
            PENDOPO_IMAP_PORT=str(imap),
            PENDOPO_IMAP_TLS="0",
            PENDOPO_IMAP_USER=USER,
            PENDOPO_IMAP_PASSWORD=PASSWORD,
        )
        with city as running:
            outside.residents.city = running.origin
            _write(port, channel="email", text="Jalan berlubang besar", subject="Jalan", photo=True)
            running.kill("worker")
            _write(port, channel="whatsapp", text=LAMP, photo=True)
            running.kill("web")
            _write(port, channel="sms", text=LAMP)
            running.kill("worker")
            eventually(lambda: len(outside.box.messages) >= 3, _LONGEST)
            with psycopg.connect((running.home / "database.url").read_text().strip()) as database:
                rows = database.execute("SELECT channel, cover_uid, is_exact FROM reports_report").fetchall()
                fates = database.execute("SELECT DISTINCT fate FROM inbox_incoming").fetchall()
    assert sorted(row[0] for row in rows) == ["email", "sms", "whatsapp"]
    assert {row[0] for row in rows if row[1]} == {"email", "whatsapp"}
    assert {row[0] for row in rows if row[2]} == {
        "email"
    }  # the others name a village that is not the photo's
    assert fates == [("reported",)]
    assert sorted(each.channel for each in outside.box.messages) == ["email", "sms", "whatsapp"]
    assert outside.residents.refused == []


def _write(port: int, *, channel: str, text: str, subject: str = "", photo: bool = False) -> None:
    told = {
        "channel": channel,
        "from": SRI if channel == "email" else "+6281234567890",
        "subject": subject,
        "text": text,
        "image": base64.b64encode(photo_at(*cast.IN_TOWN)).decode() if photo else "",
    }
    assert httpx.post(f"http://127.0.0.1:{port}/kirim", json=told).status_code == 303
