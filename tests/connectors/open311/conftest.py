from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any
from xml.etree import ElementTree as ET

import pytest
from django.http import HttpResponse
from django.test import Client

from pendopo.connectors.open311.actions import make_client
from pendopo.kernel.actor import SYSTEM
from tests.support import cast

BASE = "/open311/v2"


@dataclass(frozen=True)
class Answer:
    """What a call gave back."""

    status: int
    body: Any
    response: HttpResponse


def _read(response: HttpResponse) -> Any:
    text = response.content.decode()
    return json.loads(text) if "json" in response["Content-Type"] else ET.fromstring(text)  # noqa: S314 - our own


@pytest.fixture
def key(db) -> str:
    """The key of a system that may send a thousand a day."""
    return make_client(SYSTEM, name="Sistem uji", contact="uji@contoh.id", per_day=1000)[1]


@pytest.fixture
def ask(db) -> Callable[..., Answer]:
    """``ask("services.json", page=2)``: GET a call of the protocol."""

    def get(path: str, **parameters: Any) -> Answer:
        response = Client().get(f"{BASE}/{path}", parameters)
        return Answer(response.status_code, _read(response), response)

    return get


@pytest.fixture
def send(key) -> Callable[..., Answer]:
    """``send("requests.json", lat=..., media=file)``: POST with the key, unless another is given."""

    def post(path: str, form: Mapping[str, Any] | None = None, **parameters: Any) -> Answer:
        response = Client().post(f"{BASE}/{path}", {"api_key": key, **(form or {}), **parameters})
        return Answer(response.status_code, _read(response), response)

    return post


@pytest.fixture
def lamp_form() -> dict[str, Any]:
    """A dead lamp, as another system sends it."""
    return {
        "service_code": "lampu-jalan",
        "lat": cast.IN_TOWN[1],
        "long": cast.IN_TOWN[0],
        "description": "Lampu jalan padam di depan pasar",
        "first_name": "Sri",
        "last_name": "Wahyuni",
        "email": "sri@contoh.id",
        "phone": "0812 3456 7890",
    }


@pytest.fixture
def people(db) -> cast.Cast:
    return cast.hire()
