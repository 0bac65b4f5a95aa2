"""The demo city on its first start: whole or not at all, in every city."""

from __future__ import annotations

import pytest
from django.db import IntegrityError, connection

from pendopo.accounts.models import Account
from pendopo.demo import api, cast, history
from pendopo.kernel import clock
from pendopo.kernel.numbering.api import new_edition
from pendopo.reports.models import Report
from pendopo.territory.models import Area, Boundary
from pendopo.territory.queries.areas import EDITION

pytestmark = pytest.mark.django_db


def test_a_city_without_village_borders_gets_invented_reports_too():
    Boundary.objects.filter(area__level="village").delete()
    Area.objects.filter(level="village").update(lon=None, lat=None)
    new_edition(subject=EDITION)
    story = history.Story(clock.now())
    life = story.draw_life()
    story.submit(life)
    report = Report.objects.get(number=life.number)
    assert (report.area_id, report.is_exact) == (life.village.code, False)


def test_a_first_start_that_is_interrupted_leaves_nothing_and_the_next_begins_anew(settings):
    settings.IS_DEMO = True
    people = Account.objects.count()
    with connection.cursor() as cursor:
        cursor.execute("ALTER TABLE reports_report ADD CONSTRAINT not_yet CHECK (number = '')")
    with pytest.raises(IntegrityError):
        api.load_demo_when_empty()
    assert Account.objects.count() == people
    assert cast.hire() == len(cast.CAST)
