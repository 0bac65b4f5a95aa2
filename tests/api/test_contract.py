"""The published description of the API against what it does: schemathesis finds nothing."""

from __future__ import annotations

from pathlib import Path

import schemathesis
from hypothesis import HealthCheck, settings

from pendopo.config.http_api import api
from pendopo.config.wsgi import application

_SETTINGS = Path(__file__).parents[2] / "schemathesis.toml"

schema = schemathesis.openapi.from_dict(
    api.get_openapi_schema(), config=schemathesis.Config.from_path(_SETTINGS)
)
schema.app = application

bounded = settings(
    max_examples=25,
    derandomize=True,
    deadline=None,
    database=None,
    suppress_health_check=list(HealthCheck),
)


@schema.parametrize()
@bounded
def test_a_coordinator_meets_nothing_that_is_not_described(case, keys):
    case.call_and_validate(headers=keys.header("sari"))


@schema.parametrize()
@bounded
def test_an_unknown_caller_meets_nothing_that_is_not_described(case, keys):
    case.call_and_validate()
