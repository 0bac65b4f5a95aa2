"""A small town hall for tests of pages: people with browsers, and a report of one of them."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass

from django.http import HttpResponseBase
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver

from pendopo.accounts.api import Role, actor_by_id, add_post, appoint, enrol_staff, get_agency_model
from pendopo.accounts.models import Account
from pendopo.kernel.actor import SYSTEM, Actor
from pendopo.reports import api as reports
from tests.support.cast import lamp_draft
from tests.support.sessions import signed_in_client

PEOPLE = ("anonymous", "resident", "other", "operator", "holder")
"""Who knocks, in this order: nobody, a resident, an officer of another agency, the situation room, and the
officer of the agency that holds the report."""

_POSTS = {
    "other": ("dpupr", Role.OFFICER),
    "operator": ("bpbd", Role.OPERATOR),
    "holder": ("dishub", Role.OFFICER),
    "coordinator": ("diskominfo", Role.COORDINATOR),
    "keeper": ("diskominfo", Role.ADMINISTRATOR),
}


@dataclass(frozen=True)
class Door:
    """One address, and what each of ``PEOPLE`` gets there."""

    path: str
    statuses: tuple[int, ...]
    body: Mapping[str, str] | None = None
    """What is posted; a page that is only read has none."""


@dataclass(frozen=True)
class Office:
    """Browsers and accounts by what their people are there for, and the receipt of the reporter's report."""

    browsers: Mapping[str, Client]
    accounts: Mapping[str, Account]
    receipt: reports.Receipt

    def actor(self, who: str) -> Actor:
        """The same person as an action sees them."""
        return actor_by_id(self.accounts[who].pk)

    def knock(self, who: str, path: str, body: Mapping[str, str] | None = None) -> HttpResponseBase:
        """Ask about the report, or post ``body`` to it; ``path`` may hold ``{number}`` and ``{key}``."""
        address = path.format(number=self.receipt.number, key=self.receipt.secret)
        browser = self.browsers[who]
        return browser.get(address) if body is None else browser.post(address, dict(body))

    def answers_at(self, door: Door) -> tuple[int, ...]:
        """The status that each of ``PEOPLE`` gets there."""
        return tuple(self.knock(who, door.path, door.body).status_code for who in PEOPLE)


def open_office() -> Office:
    """Hire everybody and let the reporter report a dead lamp; needs a database."""
    accounts = {
        "resident": Account.objects.create_user(email="tetangga@contoh.id"),
        "reporter": Account.objects.create_user(email="pelapor@contoh.id", display_name="Bu Sri"),
    }
    for who, (agency, role) in _POSTS.items():
        account = enrol_staff(SYSTEM, email=f"{who}@contoh.id", name=f"Petugas {who}", password_hash="!")
        post = add_post(SYSTEM, agency=get_agency_model(agency), title=f"Jabatan {who}", roles=[role])
        appoint(SYSTEM, post=post, account=account, starts_on=dt.date(2026, 1, 2))
        accounts[who] = account
    browsers = {who: signed_in_client(account) for who, account in accounts.items()}
    receipt = reports.submit_report(actor_by_id(accounts["reporter"].pk), lamp_draft(name="Bu Sri"))
    return Office({"anonymous": Client(), **browsers}, accounts, receipt)


def names_of(namespace: str) -> set[str]:
    """The names of all addresses of a context."""
    return {
        each.name
        for context in get_resolver().url_patterns
        if isinstance(context, URLResolver) and context.namespace == namespace
        for each in context.url_patterns
        if isinstance(each, URLPattern) and each.name
    }
