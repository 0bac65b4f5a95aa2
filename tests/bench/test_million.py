"""The filler of the benchmark writes past the actions; it must keep up with the tables it fills."""

from __future__ import annotations

import pytest
from django.db.models import Count

from bench.million import write
from pendopo.kernel import clock
from pendopo.reports.models import Report, Step
from pendopo.reports.rules import State

pytestmark = pytest.mark.django_db

HOW_MANY = 300


def test_the_filler_writes_every_column_that_reports_have_today() -> None:
    write(HOW_MANY, clock.now())

    assert Report.objects.count() == HOW_MANY
    assert Report.objects.filter(qk=0).count() == 0
    assert set(Report.objects.values_list("state", flat=True)) <= {state.value for state in State}


def test_every_report_of_the_filler_has_its_arrival_and_its_end_in_the_timeline() -> None:
    write(HOW_MANY, clock.now())

    assert Report.objects.alias(told=Count("steps")).filter(told__lt=2).count() == 0
    finished = Report.objects.filter(finished_at__isnull=False).count()
    assert Step.objects.filter(verb__in=["resolve", "reject", "refer"]).count() == finished
