"""One whole installation per worker, and browsers in which people are signed in."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser

from pendopo.accounts.models import Account
from pendopo.demo import cast
from tests.journeys.people import INBOX_SECRET, Screens, Town
from tests.support.browser import chromium
from tests.support.databases import clone, drop, speaking_to, worker_name
from tests.support.running_city import running_city
from tests.support.sessions import open_session


@pytest.fixture(scope="session")
def town(django_db_blocker: pytest.FixtureRequest) -> Iterator[Town]:
    """Lumajang with its demo officers, served by the real processes over a database of its own."""
    name = worker_name("journey")
    address = clone(name)
    with django_db_blocker.unblock(), speaking_to(name):
        cast.hire()
        officers = Account.objects.filter(email__endswith="@contoh.id")
        sessions = {officer.email.partition("@")[0]: open_session(officer) for officer in officers}
    with running_city(
        DATABASE_URL=address, PENDOPO_PUSH_LOOPBACK="1", PENDOPO_INBOX_SECRET=INBOX_SECRET
    ) as city:
        yield Town(city=city, database=address, sessions=sessions)
    drop(name)


@pytest.fixture(scope="session")
def running_browser() -> Iterator[Browser]:
    with chromium() as running:
        yield running


@pytest.fixture
def screens(running_browser: Browser, town: Town) -> Iterator[Screens]:
    opened = Screens(running_browser, town)
    yield opened
    opened.close()
