"""Secrets are made once, whoever starts first, and an older installation gets the new ones."""

from __future__ import annotations

import base64
import json
import subprocess
import sys

import pytest

from pendopo.config import environment, settings

ASK = """
import json
from pendopo.config import environment
print(json.dumps({name: environment.secret(name) for name in %r}))
"""
NAMES = ("secret_key", "personal_data_key", "live_key", "database_password", "web_push_private_key")
OLD = {name: f"lama-{name}" for name in NAMES[:-1]}


@pytest.fixture
def home(tmp_path, monkeypatch):
    monkeypatch.setenv("PENDOPO_HOME", str(tmp_path))
    environment.read.cache_clear()
    environment._kept_secrets.cache_clear()
    yield tmp_path
    monkeypatch.undo()
    environment.read.cache_clear()
    environment._kept_secrets.cache_clear()


def _ask_at_once(count):
    """What so many processes that start together take for their secrets."""
    started = [
        subprocess.Popen([sys.executable, "-c", ASK % (NAMES,)], stdout=subprocess.PIPE)  # noqa: S603 - ours
        for _each in range(count)
    ]
    return [json.loads(each.communicate(timeout=60)[0]) for each in started]


@pytest.mark.parametrize("before", [None, OLD], ids=["first start", "older installation"])
def test_all_who_start_together_have_the_same_secrets(home, before):
    path = home / "secrets.json"
    if before:
        path.write_text(json.dumps(before))
    seen = _ask_at_once(8)
    assert all(each == seen[0] for each in seen)
    assert json.loads(path.read_text()) == seen[0]
    assert seen[0].items() >= (before or {}).items()
    assert path.stat().st_mode & 0o777 == 0o600
    assert sorted(each.name for each in home.iterdir()) == [".secrets.lock", "secrets.json"]


def test_the_key_of_web_push_is_a_number_of_the_curve(home):
    raw = base64.urlsafe_b64decode(environment.secret("web_push_private_key") + "=")
    assert len(raw) == 32
    assert 0 < int.from_bytes(raw, "big") < environment._P256_ORDER


def test_a_variable_wins_over_the_kept_secret(home, monkeypatch):
    monkeypatch.setenv("PENDOPO_WEB_PUSH_PRIVATE_KEY", "dibawa sendiri")
    assert environment.secret("web_push_private_key") == "dibawa sendiri"
    assert not (home / "secrets.json").exists()


@pytest.mark.parametrize(
    ("variables", "contact"),
    [
        ({"PENDOPO_ORIGIN": "https://lumajang.contoh.id:444"}, "https://lumajang.contoh.id"),
        ({"PENDOPO_SMTP_FROM": "Kabar <kabar@contoh.id>"}, "mailto:kabar@contoh.id"),
        ({"PENDOPO_WEB_PUSH_CONTACT": "mailto:a@contoh.id"}, "mailto:a@contoh.id"),
        ({}, "mailto:pendopo@localhost"),
    ],
)
def test_push_services_learn_whom_to_write_to(home, monkeypatch, variables, contact):
    for name, value in variables.items():
        monkeypatch.setenv(name, value)
    environment.read.cache_clear()
    assert environment.read().push_contact == contact


def test_what_a_database_address_says_about_tls_is_obeyed():
    address = (
        "postgresql://kota:rahasia@db.contoh.id/kota?sslmode=verify-full&options=-c%20statement_timeout%3D9s"
    )
    database = settings._database(address)
    assert (database["HOST"], database["NAME"], database["USER"]) == ("db.contoh.id", "kota", "kota")
    assert database["OPTIONS"]["sslmode"] == "verify-full"
    assert database["OPTIONS"]["options"].split(" -c ")[0] == "-c statement_timeout=9s"


_ASK_HEADERS = """
from pendopo.cli.main import set_up_django
set_up_django()
from django.test import Client
headers = {"host": "kota.contoh.id", "x-forwarded-proto": "https"}
answer = Client().get("/manifest.webmanifest", headers=headers)
print(answer.headers.get("Strict-Transport-Security"))
"""


@pytest.mark.slow
@pytest.mark.parametrize(("proxies", "told"), [("1", "max-age=31536000"), ("0", "None")])
def test_behind_a_proxy_of_ours_browsers_are_told_to_stay_with_https(home, monkeypatch, proxies, told):
    monkeypatch.setenv("PENDOPO_ORIGIN", "https://kota.contoh.id")
    monkeypatch.setenv("PENDOPO_TRUSTED_PROXIES", proxies)
    command = [sys.executable, "-c", _ASK_HEADERS]
    done = subprocess.run(command, capture_output=True, text=True, check=False)  # noqa: S603 - ours
    assert done.stdout.strip() == told, done.stderr
