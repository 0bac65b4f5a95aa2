"""What Open311 reads: its own rows, and reports as ``reports`` gives them to strangers."""

from __future__ import annotations

import datetime as dt
import uuid
from dataclasses import dataclass

from django.db.models import Count

from pendopo.connectors.open311.models import Client, SentReport
from pendopo.connectors.open311.permissions import KEEP_CLIENTS, TABLE
from pendopo.connectors.open311.rules.errors import KeyRefused, RequestUnknown, ServiceUnknown
from pendopo.connectors.open311.rules.sending import NamedPlace, Question
from pendopo.kernel.actor import Actor
from pendopo.kernel.personal_data import keyed_hash
from pendopo.reports.api import CategoryRow, OpenDataRow, find_open_data, list_categories
from pendopo.territory.api import AreaLevel, area_path, list_areas

KEY_PURPOSE = "open311-key"


@dataclass(frozen=True, slots=True)
class ClientRow:
    """A system with a key, for whoever keeps them."""

    id: int
    name: str
    contact: str
    prefix: str
    per_day: int
    is_active: bool
    created_at: dt.datetime
    report_count: int


def get_client(raw_key: str) -> Client:
    """The system that holds the key (1 query); raises ``KeyRefused``."""
    found = Client.objects.filter(key_hash=keyed_hash(raw_key, KEY_PURPOSE), is_active=True).first()
    if not raw_key or found is None:
        raise KeyRefused
    return found


def list_clients(actor: Actor) -> list[ClientRow]:
    """Every system that ever held a key, those in use first (1 query)."""
    TABLE.check(actor, KEEP_CLIENTS)
    columns = ("pk", "name", "contact", "prefix", "per_day", "is_active", "created_at", "report_count")
    counted = Client.objects.annotate(report_count=Count("sent_reports"))
    return [ClientRow(*values) for values in counted.values_list(*columns)]


def get_service(code: str) -> CategoryRow:
    """A service by its code (no query once warm); raises ``ServiceUnknown``."""
    found = next((each for each in list_categories() if each.code == code), None)
    if found is None:
        raise ServiceUnknown
    return found


def questions_of(_category: CategoryRow) -> tuple[Question, ...]:
    """What a service asks besides place and words: nothing yet, for our categories have no questions."""
    return ()


def get_request(number: str) -> OpenDataRow:
    """A public report (1 query); raises ``RequestUnknown``, also for a secret one."""
    found = find_open_data(number)
    if found is None:
        raise RequestUnknown
    return found


def number_behind(token: str) -> str:
    """The number of the report whose receipt had this token (1 query); raises ``RequestUnknown``."""
    try:
        uid = uuid.UUID(token)
    except ValueError as fault:
        raise RequestUnknown from fault
    number = SentReport.objects.filter(uid=uid).values_list("number", flat=True).first()
    if number is None:
        raise RequestUnknown
    return number


def named_villages() -> list[NamedPlace]:
    """Every village of today by its names (no query once warm)."""
    return [
        NamedPlace(area.code, area.name, district.name if (district := area_path(area.code).district) else "")
        for area in list_areas(level=AreaLevel.VILLAGE)
    ]
