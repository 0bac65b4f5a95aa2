"""The published description of the API against what it does: schemathesis finds nothing."""

from __future__ import annotations

from pathlib import Path

import pytest
import schemathesis
from hypothesis import HealthCheck, settings
from schemathesis import GenerationMode
from schemathesis.core.parameters import ParameterLocation

from pendopo.config.http_api import api
from pendopo.config.wsgi import application

pytestmark = pytest.mark.slow  # left out of `make check`

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


def _headers(case, keys):
    """The key of a coordinator, unless the case is about a missing one."""
    about = case.meta.components.get(ParameterLocation.HEADER)
    is_taken_away = about is not None and about.mode is GenerationMode.NEGATIVE
    return {} if is_taken_away else keys.header("sari")


@schema.parametrize()
@bounded
def test_a_coordinator_meets_nothing_that_is_not_described(case, keys):
    case.call_and_validate(headers=_headers(case, keys))


@schema.parametrize()
@bounded
def test_an_unknown_caller_meets_nothing_that_is_not_described(case, keys):
    case.call_and_validate()


@schema.include(path_regex=r"\{number\}").parametrize()
@bounded
def test_steps_on_a_report_that_is_there_answer_as_described(case, keys):
    if case.meta.generation.mode is GenerationMode.POSITIVE:
        case.path_parameters["number"] = keys.receipt.number
    case.call_and_validate(headers=_headers(case, keys))
