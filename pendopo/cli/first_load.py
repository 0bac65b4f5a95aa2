"""The steps of `pendopo prepare` that belong to no context."""

from __future__ import annotations

import hashlib
import importlib
import importlib.util
from pathlib import Path

import psycopg
from django.conf import settings
from django.contrib.staticfiles.finders import get_finders
from django.core.management import call_command
from psycopg import sql
from psycopg.conninfo import conninfo_to_dict, make_conninfo

from pendopo.cli.installation import database_url, own_cluster, this_installation
from pendopo.cli.running import WELCOME_FILE
from pendopo.config import environment


def create_database() -> str:
    """Create the database the address names, unless it can be opened already."""
    cluster = own_cluster(this_installation())
    if cluster is not None:
        cluster.create_database("pendopo")
        return "di server sendiri"
    url = database_url()
    try:
        psycopg.connect(url).close()
    except psycopg.OperationalError as fault:
        if "does not exist" not in str(fault):
            raise
    else:
        return "sudah ada"
    name = str(conninfo_to_dict(url)["dbname"])
    with psycopg.connect(make_conninfo(url, dbname="postgres"), autocommit=True) as connection:
        connection.execute(sql.SQL("CREATE DATABASE {}").format(sql.Identifier(name)))
    return "dibuat"


def migrate_schema() -> None:
    """Bring all tables to the state the code expects."""
    call_command("migrate", interactive=False, verbosity=0)
    call_command("createcachetable", verbosity=0)


def load_base() -> str:
    """Calendar, areas, agencies with their competences, and categories; what a city edited stays."""
    from pendopo.accounts.api import seed_agencies
    from pendopo.kernel.actor import SYSTEM
    from pendopo.kernel.working_calendar.api import load_defaults
    from pendopo.reports.api import seed_categories, seed_ladder
    from pendopo.territory.api import get_city, load_city

    load_defaults()
    load_city(settings.CITY_CODE)
    seed_agencies(SYSTEM)
    seed_categories()
    seed_ladder()
    return get_city().name


def collect_assets() -> str:
    """Hash and compress the static files when any of them changed since the last time."""
    mark = environment.read().home / "static.mark"
    fingerprint = _fingerprint_of_assets()
    if mark.exists() and mark.read_text() == fingerprint and Path(settings.STATIC_ROOT).exists():
        return "tidak berubah"
    call_command("collectstatic", interactive=False, verbosity=0, clear=True)
    mark.write_text(fingerprint)
    return "dikumpulkan"


def write_welcome() -> str | None:
    """Keep what people should see at the end of a start: the logins of the demo city, when there is one."""
    path = environment.read().home / WELCOME_FILE
    path.unlink(missing_ok=True)
    if not settings.IS_DEMO or importlib.util.find_spec("pendopo.demo.api") is None:
        return "tanpa kota contoh"
    lines: list[str] = importlib.import_module("pendopo.demo.api").welcome_lines()
    path.write_text("\n".join(lines) + "\n")
    return None


def _fingerprint_of_assets() -> str:
    digest = hashlib.sha256()
    for finder in get_finders():
        for name, storage in sorted(finder.list([]), key=lambda item: str(item[0])):
            details = Path(storage.path(name)).stat()
            digest.update(f"{name} {details.st_size} {details.st_mtime_ns}\n".encode())
    return digest.hexdigest()
