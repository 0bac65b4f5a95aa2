"""The city that is measured: areas, agencies, two officers with keys, many reports; kept below var."""

from __future__ import annotations

import json
import time
from dataclasses import asdict, dataclass
from pathlib import Path


@dataclass(frozen=True)
class City:
    """What the clients of a benchmark need to know."""

    report_count: int
    coordinator_key: str
    officer_key: str
    officer_post_id: int
    coordinator_id: int
    officer_id: int


def prepared(home: Path, count: int) -> City:
    """The city in ``home`` with ``count`` reports, made now unless it is there."""
    note = home / "city.json"
    if note.exists():
        city = City(**json.loads(note.read_text()))
        if city.report_count == count:
            return city
        raise SystemExit(f"{home} holds {city.report_count} reports: remove the folder or ask for as many")
    city = _make(count)
    note.write_text(json.dumps(asdict(city)))
    return city


def _make(count: int) -> City:
    from bench.million import fill
    from pendopo.accounts.api import Role
    from pendopo.cli.first_load import load_base, migrate_schema
    from pendopo.kernel import clock

    migrate_schema()
    load_base()
    coordinator_key, coordinator_id, _post = _officer("diskominfo", Role.COORDINATOR)
    officer_key, officer_id, officer_post_id = _officer("dishub", Role.OFFICER)
    start = time.perf_counter()
    fill(count, clock.now())
    print(f"{count} reports written in {time.perf_counter() - start:.0f} s")
    return City(count, coordinator_key, officer_key, officer_post_id, coordinator_id, officer_id)


def _officer(agency_code: str, role: str) -> tuple[str, int, int]:
    """API key, account and post of a new officer."""
    from pendopo.accounts.api import add_post, appoint, get_agency_model, make_api_key
    from pendopo.accounts.models import Account
    from pendopo.kernel import clock
    from pendopo.kernel.actor import SYSTEM

    account = Account.objects.create(display_name=agency_code)
    post = add_post(SYSTEM, agency=get_agency_model(agency_code), title="Uji", roles=[role])
    appoint(SYSTEM, post=post, account=account, starts_on=clock.today())
    return make_api_key(SYSTEM, account=account, name="bench"), account.pk, post.pk


def session_of(account_id: int) -> str:
    """A new session of an officer, as signing in with both factors leaves it."""
    from pendopo.accounts.models import Account
    from tests.support.sessions import open_session

    return open_session(Account.objects.get(pk=account_id))
