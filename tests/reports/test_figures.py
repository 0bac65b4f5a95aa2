"""The published figures, against a count that asks the reports themselves in another way."""

from __future__ import annotations

import datetime as dt
import io
import random

import pytest
from django.db import connection
from PIL import Image

from pendopo.kernel import clock
from pendopo.kernel.actor import ANONYMOUS, SYSTEM
from pendopo.kernel.errors import PendopoError
from pendopo.kernel.files.api import accept_image
from pendopo.reports import api as reports
from pendopo.reports.actions.figures import count_figures
from pendopo.reports.api import Grouping, Visibility
from pendopo.reports.models import Tally
from pendopo.reports.rules.figures import median
from tests.support import cast

START = cast.MONDAY_MORNING - dt.timedelta(days=80)
_CATEGORIES = ["lampu-jalan", "jalan-rusak", "adminduk", "sampah", "lainnya"]
_MOSTLY_OPEN = [Visibility.OPEN] * 4
SINCE, UNTIL = dt.date(2026, 9, 1), dt.date(2026, 11, 30)

_KEYS = {
    Grouping.ALL: "to_char(timezone('Asia/Jakarta', r.received_at), 'YYYY-MM')",
    Grouping.AGENCY: "coalesce((SELECT code FROM accounts_agency WHERE id = r.agency_id), '')",
    Grouping.CATEGORY: "(SELECT code FROM reports_category WHERE id = r.category_id)",
    Grouping.DISTRICT: "substring(r.area_code FROM '^[0-9]+[.][0-9]+[.][0-9]+')",
}
_INDEPENDENT = """
SELECT {key}, sum(1), sum(CASE WHEN r.verified_at > r.verify_by OR r.verified_at IS NULL THEN 0 ELSE 1 END),
       sum(CASE WHEN r.answered_at <= r.quick_by OR EXISTS (
           SELECT 1 FROM reports_step s WHERE s.report_id = r.id AND s.verb = 'start' AND s.at <= r.quick_by
       ) THEN 1 ELSE 0 END),
       sum(CASE r.state WHEN 'received' THEN 1 WHEN 'verified' THEN 1 WHEN 'assigned' THEN 1
                        WHEN 'in_progress' THEN 1 ELSE 0 END),
       sum(CASE WHEN r.state IN ('received', 'verified', 'assigned', 'in_progress') AND r.due_at < {now}
                 AND r.paused_at IS NULL THEN 1 ELSE 0 END),
       sum((r.state = 'promised')::int), sum((r.state = 'resolved')::int), sum((r.state = 'confirmed')::int),
       sum((r.state = 'confirmed' AND (
           SELECT s.verb FROM reports_step s WHERE s.report_id = r.id AND s.verb IN ('confirm', 'check')
            ORDER BY s.id DESC LIMIT 1) = 'confirm')::int),
       sum((r.state = 'confirmed' AND NOT r.finished_at > r.finish_by)::int),
       sum((r.state = 'rejected' OR r.state = 'referred' OR r.state = 'merged')::int),
       percentile_disc(0.5) WITHIN GROUP (
           ORDER BY timezone('Asia/Jakarta', r.confirmed_at)::date
                    - timezone('Asia/Jakarta', r.received_at)::date
       ) FILTER (WHERE r.state = 'confirmed')
  FROM reports_report r WHERE r.visibility IN ('open', 'anonymous')
   AND timezone('Asia/Jakarta', r.received_at)::date BETWEEN '{since}' AND '{until}'
 GROUP BY 1
"""


def _told(grouping):
    table = reports.get_figures(grouping, since=SINCE, until=UNTIL)
    return {
        row.key: (
            row.received, row.verified_in_time, row.followed_up, row.open, row.late, row.promised,
            row.claimed, row.confirmed, row.confirmed_by_reporter, row.on_time, row.closed, row.median_days,
        )
        for row in table.rows
    }  # fmt: skip


def _counted(grouping):
    now = f"'{clock.now().isoformat()}'::timestamptz"
    statement = _INDEPENDENT.format(key=_KEYS[grouping], now=now, since=SINCE, until=UNTIL)
    with connection.cursor() as cursor:
        cursor.execute(statement)
        return {key: tuple(values) for key, *values in cursor.fetchall()}


class _Random:
    """A city in which things happen by the dice, by the actions of people."""

    def __init__(self, people, seed):
        self.people, self.dice, self.sent = people, random.Random(seed), []  # noqa: S311 - the same city each time

    def live(self, acts):
        for step in range(acts):
            with clock.freeze(START + dt.timedelta(hours=step * 80 * 24 / acts)):
                self._act()

    def _act(self):
        if not self.sent or self.dice.random() < 0.3:
            self._send()
            return
        receipt = self.dice.choice(self.sent[-3:])
        act = self.dice.choice([
            *[self._verify, self._start, self._start, self._claim, self._agreed, self._checked] * 3,
            self._answer, self._promise, self._reject, self._refer, self._merge, self._reopen, self._pause,
            self._over,
        ])  # fmt: skip
        try:
            act(receipt)
        except PendopoError:
            return

    def _send(self):
        place = self.dice.choice([cast.IN_TOWN, (113.05, -8.05), (113.226, -8.133)])
        self.sent.append(
            reports.submit_report(
                ANONYMOUS,
                cast.lamp_draft(
                    lon=place[0],
                    lat=place[1],
                    category_code=self.dice.choice(_CATEGORIES),
                    visibility=self.dice.choice(
                        [*[Visibility.OPEN] * 4, Visibility.ANONYMOUS, Visibility.SECRET]
                    ),
                ),
            )
        )

    def _agreed(self, receipt):
        self._claim(receipt)
        self._agree(receipt)

    def _checked(self, receipt):
        self._claim(receipt)
        self._check(receipt)

    def _verify(self, receipt):
        reports.verify_report(SYSTEM, receipt.number)

    def _start(self, receipt):
        reports.start_report(SYSTEM, receipt.number)

    def _answer(self, receipt):
        reports.answer_report(SYSTEM, receipt.number, text="Kami periksa")

    def _claim(self, receipt):
        if reports.get_report(SYSTEM, receipt.number).row.state == "received":
            self._verify(receipt)
        row = reports.get_report(SYSTEM, receipt.number).row
        proof = cast.prove(SYSTEM, receipt.number, at=(row.lon, row.lat))
        reports.resolve_report(
            SYSTEM, receipt.number, text="Sudah", photo_uids=[self._picture()], proof=proof
        )

    def _picture(self):
        """A picture that looks like no other."""
        target = io.BytesIO()
        Image.frombytes("L", (16, 16), self.dice.randbytes(256)).resize((160, 160)).save(target, "JPEG")
        target.seek(0)
        return accept_image(SYSTEM, upload=target, purpose=reports.PHOTO_PURPOSE).file.uid

    def _agree(self, receipt):
        reports.confirm_report(ANONYMOUS, receipt.number, key=receipt.secret)

    def _check(self, receipt):
        reports.check_report(self.people.coordinator, receipt.number, text="Benar")

    def _promise(self, receipt):
        day = clock.today() + dt.timedelta(days=200)
        reports.promise_report(self.people.coordinator, receipt.number, day=day, reason="Anggaran")

    def _reject(self, receipt):
        reports.reject_report(self.people.coordinator, receipt.number, reason="Tidak ada")

    def _refer(self, receipt):
        reports.refer_report(SYSTEM, receipt.number, outside_name="PLN", reason="Tiang PLN")

    def _merge(self, receipt):
        reports.merge_report(SYSTEM, receipt.number, parent_number=self.dice.choice(self.sent).number)

    def _reopen(self, receipt):
        reports.reopen_report(ANONYMOUS, receipt.number, reason="Belum", key=receipt.secret)

    def _pause(self, receipt):
        reports.pause_report(SYSTEM, receipt.number, reason="Menunggu suku cadang")

    def _over(self, receipt):
        code = self.dice.choice(["dpupr", "dlh"])
        reports.hand_over_report(self.people.coordinator, receipt.number, agency_code=code, reason="Tugasnya")


@pytest.fixture(params=[1, 2])
def city(request, people):
    _Random(people, request.param).live(120)
    with clock.freeze(cast.MONDAY_MORNING):
        count_figures()
        yield


def test_the_figures_are_what_another_count_of_the_reports_says(city):
    for grouping in Grouping:
        told = _told(grouping)
        assert told == _counted(grouping), grouping
        assert len(told) > 1


def test_every_grouping_has_the_same_total_and_its_parts_make_the_whole(city):
    tables = [reports.get_figures(grouping, since=SINCE, until=UNTIL) for grouping in Grouping]
    whole = tables[0].total
    assert min(whole.confirmed, whole.claimed, whole.late, whole.on_time, whole.followed_up, whole.closed) > 0
    assert whole.confirmed > whole.confirmed_by_reporter > 0
    assert len({(table.total.received, table.total.confirmed, table.total.late) for table in tables}) == 1
    for row in [row for table in tables for row in (*table.rows, table.total)]:
        assert row.open + row.promised + row.claimed + row.confirmed + row.closed == row.received
        assert sum(row.monthly) == row.received
        assert row.late <= row.open
        assert row.on_time <= row.confirmed
    for table in tables:
        assert sum(row.received for row in table.rows) == table.total.received


def test_only_the_months_in_which_something_happened_are_counted_anew(lamp, people):
    with clock.freeze(cast.MONDAY_MORNING - dt.timedelta(days=70)):
        old = reports.submit_report(ANONYMOUS, cast.lamp_draft())
    assert count_figures() == 2
    Tally.objects.update(last_step_id=10**6)
    assert count_figures() == 1
    Tally.objects.update(last_step_id=1000)
    reports.verify_report(people.lamp_officer, old.number)
    assert count_figures() == 2
    september = reports.get_figures(Grouping.ALL, since=dt.date(2026, 9, 1), until=dt.date(2026, 9, 1))
    assert september.total.received == 1


def test_nothing_counted_is_said_to_be_nothing_counted(db):
    table = reports.get_figures(Grouping.AGENCY, since=SINCE, until=UNTIL)
    assert (table.rows, table.total.received, table.counted_at) == ((), 0, None)
    assert table.total.on_time_share is None


def test_a_secret_report_counts_nowhere(db, monday_morning):
    reports.submit_report(ANONYMOUS, cast.lamp_draft(visibility=Visibility.SECRET))
    count_figures()
    assert reports.get_figures(Grouping.ALL, since=SINCE, until=UNTIL).total.received == 0


@pytest.mark.parametrize(
    ("counts", "middle"), [({}, None), ({4: 1}, 4), ({1: 1, 2: 1}, 1), ({1: 1, 9: 2}, 9), ({0: 5, 3: 4}, 0)]
)
def test_the_median_is_the_lower_of_two_middles(counts, middle):
    assert median(counts) == middle
