from __future__ import annotations

import threading
import uuid
from collections import Counter
from concurrent.futures import ThreadPoolExecutor

import mapbox_vector_tile
import pytest
from click.testing import CliRunner
from django.db import connection, transaction
from django.db.models import F
from hypothesis import given, settings
from hypothesis import strategies as st

from pendopo.kernel.actor import ANONYMOUS, SYSTEM
from pendopo.kernel.maps import mvt, quadkey
from pendopo.reports import api as reports
from pendopo.reports.actions.cells import recount_cells
from pendopo.reports.api import Visibility
from pendopo.reports.commands import commands
from pendopo.reports.models import OPEN, Cell, Report, Step
from pendopo.reports.queries.tiles import count_wrong_cells, tile_of
from pendopo.reports.rules import State
from pendopo.supervisor.database_checks import check_database
from tests.support import cast

PLACES = [cast.IN_TOWN, (113.2201, -8.1300), (113.2205, -8.1303), (113.2260, -8.1330), (113.05, -8.05)]
"""Two in one cell of zoom 20, a third in their cell of zoom 18, one in town, one far away."""
ZOOMS = (0, 6, 9, 11, 12, 13, 14, 16, 20)

Feature = tuple[int, int, int, int]


def _features(tile: quadkey.Tile) -> set[Feature]:
    """What a browser reads from the tile: x, y, how many, how many open."""
    body = tile_of(tile)
    if not body:
        return set()
    layer = mapbox_vector_tile.decode(body, default_options={"y_coord_down": True})["reports"]
    return {
        (*feature["geometry"]["coordinates"], feature["properties"]["n"], feature["properties"]["open"])
        for feature in layer["features"]
    }


def _counted(tile: quadkey.Tile) -> set[Feature]:
    """The same, counted from the reports one by one."""
    bits = min(6, quadkey.ZOOM - tile.z)
    known, still_open = Counter(), Counter()
    for qk, state in Report.objects.exclude(visibility="secret").values_list("qk", "state"):
        if qk in quadkey.range_of(tile):
            found = quadkey.decode(qk)
            beyond = quadkey.ZOOM - tile.z - bits
            cell = (found.x >> beyond) - (tile.x << bits), (found.y >> beyond) - (tile.y << bits)
            known[cell] += 1
            still_open[cell] += state in OPEN
    side = mvt.EXTENT >> bits
    return {
        (x * side + side // 2, y * side + side // 2, count, still_open[x, y])
        for (x, y), count in known.items()
    }


def _submit(place, visibility=Visibility.OPEN):
    return reports.submit_report(
        ANONYMOUS, cast.lamp_draft(lon=place[0], lat=place[1], visibility=visibility)
    )


class _City:
    """A city to which things happen, by the actions and around them."""

    def __init__(self, people, photo):
        self.people, self.photo, self.receipts = people, photo, []

    def act(self, verb, index, place):
        if isinstance(verb, Visibility):
            self.receipts.append(_submit(place, verb))
        elif self.receipts:
            receipt = self.receipts[index % len(self.receipts)]
            report = Report.objects.filter(number=receipt.number)
            {
                "reject": self._reject, "live": self._live, "move": self._move,
                "hide": self._hide, "show": self._show, "forget": self._forget,
            }[verb](report, receipt, place)  # fmt: skip

    def _reject(self, report, receipt, _place):
        if report.get().state in {"received", "verified"}:
            reports.reject_report(SYSTEM, receipt.number, reason="Bukan wewenang kota")

    def _live(self, report, receipt, _place):
        if report.get().state == "received":
            post_id = self.people.lamp_post_id
            reports.assign_report(self.people.lamp_head, receipt.number, post_id=post_id)
            officer, photos = self.people.lamp_officer, [self.photo()]
            here = report.values_list("lon", "lat").get()
            proof = cast.prove(officer, receipt.number, at=here)
            reports.resolve_report(officer, receipt.number, text="Menyala", photo_uids=photos, proof=proof)
        elif report.get().state == "resolved":
            reports.reopen_report(ANONYMOUS, receipt.number, reason="Padam lagi", key=receipt.secret)

    def _move(self, report, _receipt, place):
        report.update(qk=quadkey.encode(*place))

    def _hide(self, _report, _receipt, place):
        Report.objects.filter(qk=quadkey.encode(*place)).update(visibility="secret")

    def _show(self, *_):
        Report.objects.update(visibility="open")

    def _forget(self, report, receipt, _place):
        if report.get().state == "received":
            Step.objects.filter(report__in=report).delete()
            report.delete()
            self.receipts.remove(receipt)


ACTS = st.lists(
    st.tuples(
        st.sampled_from(
            [*Visibility, *Visibility, "reject", "live", "live", "move", "hide", "show", "forget"]
        ),
        st.integers(0, 20),
        st.sampled_from(PLACES),
    ),
    min_size=6,
    max_size=16,
)


@pytest.mark.parametrize("most", [15, pytest.param(60, marks=pytest.mark.slow)])
def test_whatever_happens_to_reports_a_tile_shows_what_counting_them_gives(
    people, photo, monday_morning, most
):
    @settings(max_examples=most, deadline=None)
    @given(ACTS)
    def lives(acts):
        with transaction.atomic():
            city = _City(people, photo)
            for act in acts:
                city.act(*act)
            for zoom in ZOOMS:
                for tile in {quadkey.tile_at(*place, zoom) for place in PLACES}:
                    assert _features(tile) == _counted(tile)
            assert count_wrong_cells() == 0
            transaction.set_rollback(True)

    lives()


@pytest.mark.parametrize("state", list(State))
def test_a_cell_counts_as_open_what_the_rules_call_open(lamp, state):
    Report.objects.update(state=state, parent=F("id") if state is State.MERGED else None)
    assert set(Cell.objects.values_list("report_count", "open_count")) == {(1, int(state in OPEN))}


def test_a_step_that_neither_opens_nor_closes_writes_no_cell(lamp, people, django_assert_num_queries):
    before = set(_row_versions())
    reports.verify_report(people.lamp_officer, lamp.number)
    assert set(_row_versions()) == before


def _row_versions():
    with connection.cursor() as cursor:
        cursor.execute("SELECT ctid::text, xmin::text FROM reports_cell")
        return cursor.fetchall()


def test_a_secret_report_is_in_no_cell(db, monday_morning):
    _submit(cast.IN_TOWN, Visibility.SECRET)
    assert not Cell.objects.exists()


def test_a_forgotten_report_is_in_no_cell(lamp):
    Step.objects.all().delete()
    Report.objects.all().delete()
    assert set(Cell.objects.values_list("report_count", "open_count")) == {(0, 0)}
    assert tile_of(quadkey.tile_at(*cast.IN_TOWN, 12)) == b""


def test_emptying_the_reports_empties_the_cells(committed_city):
    _submit(cast.IN_TOWN)
    assert Cell.objects.count() == 2
    with connection.cursor() as cursor:
        cursor.execute("TRUNCATE reports_report CASCADE")
    assert not Cell.objects.exists()


def test_a_tile_finer_than_our_places_does_not_exist(client, db):
    assert client.get("/tiles/reports/20/0/0.mvt").status_code == 204
    assert client.get("/tiles/reports/21/0/0.mvt").status_code == 404


def test_a_tile_asks_the_database_once(lamp, django_assert_num_queries):
    with django_assert_num_queries(1):
        tile_of(quadkey.tile_at(*cast.IN_TOWN, 12))


def test_writers_of_the_same_cells_in_opposite_order_do_not_block_each_other_for_good(committed_city):
    pattern = Report.objects.get(number=_submit(cast.IN_TOWN).number)
    places = [quadkey.encode(113.2 + step / 500, -8.13) for step in range(40)]
    together = threading.Barrier(4)

    def write(index):
        together.wait()
        for turn in range(12):
            keys = places if (index + turn) % 2 else places[::-1]
            with transaction.atomic():
                Report.objects.bulk_create(_copy_of(pattern, qk) for qk in keys)
        connection.close()

    with ThreadPoolExecutor(4) as pool:
        list(pool.map(write, range(4)))
    assert Report.objects.count() == 4 * 12 * 40 + 1
    assert count_wrong_cells() == 0


def _copy_of(pattern, qk):
    values = {
        field.attname: getattr(pattern, field.attname)
        for field in Report._meta.concrete_fields
        if not field.generated and field.attname not in {"id", "uid", "number", "submission_key", "qk"}
    }
    return Report(**values, qk=qk, number=str(uuid.uuid4()), submission_key=uuid.uuid4())


def test_wrong_counts_are_found_and_counted_anew(lamp):
    run = CliRunner().invoke
    assert run(commands, ["cells"]).output == "0 sel peta salah.\n"
    Cell.objects.update(report_count=7)
    found = run(commands, ["cells"])
    assert (found.exit_code, found.output) == (1, "2 sel peta salah.\n")
    assert run(commands, ["cells", "--recount"]).output == "2 sel peta salah dan sudah dihitung ulang.\n"
    assert count_wrong_cells() == 0


def test_cells_that_no_report_stands_behind_and_lost_cells_are_wrong_too(lamp):
    Cell.objects.filter(zoom=20).delete()
    Cell.objects.create(zoom=18, cell=5, report_count=1, open_count=0)
    assert recount_cells() == 2
    assert recount_cells() == 0


def test_the_doctor_finds_wrong_counts(committed_city):
    _submit(cast.IN_TOWN)
    assert _verdict(committed_city) == "good"
    Cell.objects.update(open_count=3)
    assert _verdict(committed_city) == "warning"


def _verdict(address):
    return next(finding.verdict for finding in check_database(address) if finding.name == "map_cells")
