"""An API of a city of its own, whose requests commit."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from pendopo.accounts.api import actor_by_id, make_api_key
from pendopo.accounts.models import Account
from pendopo.demo import cast
from pendopo.kernel.actor import ANONYMOUS
from pendopo.reports import api as reports
from tests.support.cast import lamp_draft
from tests.support.databases import clone, drop, speaking_to, worker_name


@dataclass(frozen=True)
class Keys:
    """What callers hold: API keys by first name, and the receipt of a report that is there."""

    by_name: dict[str, str]
    receipt: reports.Receipt

    def header(self, who: str) -> dict[str, str]:
        """The header that says who is calling; none for the anonymous."""
        return {"Authorization": f"Bearer {self.by_name[who]}"} if who else {}


@pytest.fixture(scope="module")
def keys(django_db_blocker: pytest.FixtureRequest) -> Iterator[Keys]:
    """A city for one module, with officers who hold keys and one report of a dead lamp."""
    name = worker_name("api")
    clone(name)
    with django_db_blocker.unblock(), speaking_to(name):
        cast.hire()
        yield Keys(
            by_name={who: _key_of(who) for who in ("sari", "wawan", "joko", "dewi")},
            receipt=reports.submit_report(ANONYMOUS, lamp_draft()),
        )
    drop(name)


def _key_of(who: str) -> str:
    account = Account.objects.get(email=f"{who}@contoh.id")
    return make_api_key(actor_by_id(account.pk), account=account, name="uji")


def pytest_ignore_collect(collection_path: Path, config: pytest.Config) -> bool | None:
    """Preparing the cases of the contract takes seconds in each worker that leaves them out as well."""
    is_left_out = "not slow" in (config.option.markexpr or "")
    return True if is_left_out and collection_path.name == "test_contract.py" else None
