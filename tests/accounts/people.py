"""People who sign in: two officers like those of the demo cast, and the way through the pages."""

from __future__ import annotations

import datetime as dt
import re

from django.test import Client

from pendopo.accounts.api import Role, add_post, appoint, enrol_staff, get_agency_model
from pendopo.kernel.actor import SYSTEM
from pendopo.kernel.notifications.api import Message
from pendopo.kernel.personal_data import keyed_hash

PASSWORD = "kalimat panjang 2026"
SECRET = "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP"
SINCE = dt.date(2026, 1, 2)


def last_code(contact: str) -> str:
    """The code in the last message to ``contact``."""
    message = Message.objects.filter(address_hash=keyed_hash(contact, "message-address")).latest("pk")
    found = re.search(r"\b\d{6}\b", message.text)
    assert found, message.text
    return found.group()


def ask_code(client: Client, typed: str, **more):
    return client.post("/masuk/", {"contact": typed, **more})


def sign_in_by_code(client: Client, typed: str, contact: str | None = None, next_url: str = ""):
    """Sign in a resident; returns the last response before the landing page."""
    client.post(f"/masuk/?next={next_url}" if next_url else "/masuk/", {"contact": typed})
    return client.post("/masuk/kode/", {"code": last_code(contact or typed)})


def sign_in_officer(client: Client, account, *, code: str = "", next_url: str = ""):
    """Sign in an officer, with a second factor when ``code`` is given."""
    query = "?sebagai=petugas" + (f"&next={next_url}" if next_url else "")
    response = client.post(f"/masuk/{query}", {"email": account.email, "password": PASSWORD})
    return client.post("/masuk/pengaman/", {"code": code}) if code else response


def hire(key: str, *roles: Role, agency: str = "dpupr", secret: str = ""):
    """An officer with a post of ``roles`` since the beginning of the year."""
    account = enrol_staff(
        SYSTEM, email=f"{key}@contoh.id", name=f"Petugas {key}", password=PASSWORD, totp_secret=secret
    )
    post = add_post(SYSTEM, agency=get_agency_model(agency), title=f"Jabatan {key}", roles=list(roles))
    appoint(SYSTEM, post=post, account=account, starts_on=SINCE)
    return account
