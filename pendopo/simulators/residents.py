"""Residents who write to the city: by e-mail into its mailbox, by WhatsApp and SMS through its gateway.

``GET /kirim`` is a form, ``POST /kirim`` sends what it says; programs post JSON with the same names. The
gateway signs (Standard Webhooks), keeps a photo at ``/media/<id>``, and tries again until the city took it.
"""

from __future__ import annotations

import base64
import email
import email.policy
import json
import queue
import secrets
import threading
import time
from collections.abc import Mapping
from dataclasses import dataclass, field
from email.message import EmailMessage, Message
from email.utils import formatdate, make_msgid

import httpx

from pendopo.connectors.inbox.rules.signing import signature_of
from pendopo.simulators.failures import SLOW_SECONDS, Failure
from pendopo.simulators.mailbox import MailStore
from pendopo.supervisor.processes import SIMULATED_INBOX_SECRET

ADDRESS = "lapor@contoh.id"
CHANNELS = ("whatsapp", "sms", "email")
_AGAIN_SECONDS = 2.0
_LONGEST_NAP = 60.0

FORM = """<!doctype html><html lang="id"><meta charset="utf-8"><title>Kirim sebagai warga (tiruan)</title>
<h1>Kirim sebagai warga (tiruan)</h1><p>Data contoh. Jawabannya tampil di <a href="/">pesan keluar</a>.</p>
<form method="post" action="/kirim" enctype="multipart/form-data">
<p><label>Cara <select name="channel"><option value="whatsapp">WhatsApp</option>
<option value="sms">SMS</option><option value="email">Surel</option></select></label></p>
<p><label>Dari <input name="from" value="+6281234567890" required></label></p>
<p><label>Nama <input name="name" value="Bu Sri"></label></p>
<p><label>Perihal surel <input name="subject"></label></p>
<p><label>Pesan <textarea name="text" rows="5" cols="50"></textarea></label></p>
<p><label>Foto <input type="file" name="image" accept="image/*"></label></p>
<p><label>Lintang <input name="lat"></label> <label>Bujur <input name="lon"></label></p>
<p><button>Kirim</button></p></form></html>"""


@dataclass(frozen=True, slots=True)
class Written:
    """What a resident writes."""

    channel: str
    sender: str
    name: str = ""
    subject: str = ""
    text: str = ""
    image: bytes = b""
    place: tuple[float, float] | None = None
    """Longitude and latitude."""


def written_in(body: bytes, kind: str) -> Written:
    """What was posted, as a form or as JSON (a photo in base64); raises ``ValueError`` or ``KeyError``."""
    if kind.startswith("application/json"):
        told: Mapping[str, str] = json.loads(body)
        image = base64.b64decode(told.get("image", ""))
    else:
        parts = _form_of(body, kind)
        told = {name: content.decode() for name, content in parts.items() if name != "image"}
        image = parts.get("image", b"")
    if told["channel"] not in CHANNELS:
        raise ValueError("no such channel")
    has_place = bool(told.get("lat") and told.get("lon"))
    return Written(
        channel=told["channel"],
        sender=told["from"],
        name=told.get("name", ""),
        subject=told.get("subject", ""),
        text=told.get("text", ""),
        image=image,
        place=(float(told["lon"]), float(told["lat"])) if has_place else None,
    )


def _form_of(body: bytes, kind: str) -> dict[str, bytes]:
    """The fields of a multipart form; its parts are written as those of a letter are."""
    letter = email.message_from_bytes(
        f"Content-Type: {kind}\r\n\r\n".encode() + body, policy=email.policy.HTTP
    )
    fields = {}
    for part in letter.get_payload() if letter.is_multipart() else ():
        if isinstance(part, Message):
            name = part.get_param("name", header="content-disposition")
            content = part.get_payload(decode=True)
            fields[str(name)] = content if isinstance(content, bytes) else b""
    return fields


@dataclass
class Residents:
    """Takes what residents write to where the city reads it."""

    mail: MailStore
    city: str
    """Address of the city's pages."""
    here: str = ""
    """Address of this gateway, where photos are fetched."""
    failure: Failure = Failure.NONE
    media: dict[str, bytes] = field(default_factory=dict)
    refused: list[str] = field(default_factory=list)
    """Answers of the city to messages that it would not take."""
    _waiting: queue.Queue[tuple[str, str, bytes]] = field(default_factory=queue.Queue)

    def send(self, written: Written) -> None:
        """Send one message; the gateway keeps it until the city has it."""
        if written.channel == "email":
            self.mail.deliver(_letter(written))
            return
        message_id = f"msg_{secrets.token_hex(8)}"
        self._waiting.put((written.channel, message_id, json.dumps(self._told(written)).encode()))

    def deliver_for_ever(self) -> None:
        """Take what waits to the city, in order; for a thread of its own."""
        while True:
            channel, message_id, body = self._waiting.get()
            nap = _AGAIN_SECONDS
            while not self._is_taken(channel, message_id, body):
                time.sleep(nap)
                nap = min(nap * 2, _LONGEST_NAP)

    def _is_taken(self, channel: str, message_id: str, body: bytes) -> bool:
        if self.failure is Failure.DOWN:
            return False
        if self.failure is Failure.SLOW:
            time.sleep(SLOW_SECONDS)
        turns = 2 if self.failure in {Failure.TWICE, Failure.LOST} else 1
        return [self._post(channel, message_id, body) for _turn in range(turns)][-1]

    def _post(self, channel: str, message_id: str, body: bytes) -> bool:
        """True when the city took the message, or would never take it."""
        stamp = int(time.time())  # an outside clock
        secret = "salah" if self.failure is Failure.WRONG else SIMULATED_INBOX_SECRET
        headers = {
            "Content-Type": "application/json",
            "webhook-id": message_id,
            "webhook-timestamp": str(stamp),
            "webhook-signature": signature_of(secret, message_id=message_id, timestamp=stamp, body=body),
        }
        try:
            answer = httpx.post(
                f"{self.city}/pintu/pesan/{channel}/", content=body, headers=headers, timeout=10
            )
        except httpx.HTTPError:
            return False
        if answer.is_client_error:
            self.refused.append(answer.text)
        return not answer.is_server_error

    def _told(self, written: Written) -> dict[str, object]:
        told: dict[str, object] = {"channel": written.channel, "from": written.sender, "name": written.name}
        if written.text:
            told["text"] = written.text
        if written.place:
            told["location"] = {"lon": written.place[0], "lat": written.place[1]}
        if written.image:
            key = secrets.token_urlsafe(16)
            self.media[key] = written.image
            told["image"] = {"url": f"{self.here}/media/{key}"}
        return told


def _letter(written: Written) -> bytes:
    letter = EmailMessage()
    letter["From"] = f'"{written.name}" <{written.sender}>' if written.name else written.sender
    letter["To"], letter["Subject"] = ADDRESS, written.subject
    letter["Date"], letter["Message-ID"] = formatdate(), make_msgid(domain="contoh.id")
    letter.set_content(written.text)
    if written.image:
        letter.add_attachment(written.image, maintype="image", subtype="jpeg", filename="foto.jpg")
    return letter.as_bytes()


def start_delivering(residents: Residents) -> None:
    """Begin to take messages to the city, until the process ends."""
    threading.Thread(target=residents.deliver_for_ever, daemon=True).start()
