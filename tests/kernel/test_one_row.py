"""A query that is written once answers as the one it was written from."""

from __future__ import annotations

import pytest

from pendopo.kernel.one_row import OneRow
from pendopo.territory.models import Area

pytestmark = pytest.mark.django_db

BY_CODE = OneRow(lambda: Area.objects.defer("name").filter(code="x"))


def test_it_finds_the_row_of_each_value_and_none_where_there_is_none():
    assert BY_CODE.find("35.08").code == "35.08"
    assert BY_CODE.find("35.08.10").code == "35.08.10"
    assert BY_CODE.find("35.08.'") is None


def test_what_was_deferred_is_asked_for_only_when_it_is_read(django_assert_num_queries):
    with django_assert_num_queries(1):
        area = BY_CODE.find("35.08")
    with django_assert_num_queries(1):
        assert area.name
