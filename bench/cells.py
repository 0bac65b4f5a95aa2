"""What the counted cells of the map cost and save, with and without them by turns, on one kept database.

Without them a tile counts the reports by the index on quadkeys that was dropped for the cells, and writers
meet no trigger. Rounds of writing are short and many, so that the load of others falls on both alike.
"""

from __future__ import annotations

import argparse
import random
import statistics
import sys
from collections.abc import Callable
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1]))

from bench.city import City, prepared
from bench.installation import CLIENTS, ROOT, Client, database, pages, timed, together
from bench.report import Row, percentile, publish
from bench.reports import Bench, draft, photos_waiting

PAIRS = 12
ZOOMS = (8, 10, 11, 12, 13, 14, 16)
ONE_PLACE = (113.2243, -8.1335)
STATEMENTS = ("insert", "update", "delete")

_DIRECT = """
SELECT qk >> %(shift)s, count(*), count(*) FILTER (WHERE state = ANY(%(open)s))
  FROM reports_report
 WHERE qk >= %(first)s AND qk < %(end)s AND visibility <> 'secret'
 GROUP BY 1
"""
_INDEX = "CREATE INDEX report_by_quadkey ON reports_report (qk) INCLUDE (state, category_id, visibility)"
_BUSIEST = "SELECT qk >> %s FROM reports_report GROUP BY 1 ORDER BY count(*) DESC LIMIT 1"


def switch(*, is_on: bool) -> None:
    """Let writers count cells, or not."""
    word = "ENABLE" if is_on else "DISABLE"
    for name in STATEMENTS:
        execute(f"ALTER TABLE reports_report {word} TRIGGER report_cells_after_{name}")


def execute(statement: str, values: object = None) -> list[tuple[int, ...]]:
    """Rows of a statement, none of one that has none."""
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute(statement, values)
        return cursor.fetchall() if cursor.description else []


def tiles() -> list[Row]:
    """The busiest tile of each zoom, asked alone in this process: median milliseconds, both ways."""
    from pendopo.kernel.maps.quadkey import ZOOM, Tile, decode, range_of
    from pendopo.reports.models import OPEN
    from pendopo.reports.queries.tiles import tile_of

    execute(_INDEX)
    execute("VACUUM ANALYZE reports_report, reports_cell")
    rows = []
    for zoom in ZOOMS:
        beyond = 2 * (ZOOM - zoom)
        place = decode(execute(_BUSIEST, [beyond])[0][0] << beyond)
        tile = Tile(zoom, place.x >> beyond // 2, place.y >> beyond // 2)
        keys, shift = range_of(tile), 2 * max(0, ZOOM - zoom - 6)
        asked = {"shift": shift, "open": OPEN, "first": keys.start, "end": keys.stop}
        taken = [
            (timed(lambda asked=asked: execute(_DIRECT, asked)), timed(lambda tile=tile: tile_of(tile)))
            for _ in range(15)
        ]
        direct, kept = (statistics.median(each) for each in zip(*taken, strict=True))
        rows.append(Row(f"busiest tile of z{zoom}: its reports counted (SQL alone)", direct, "ms"))
        rows.append(Row(f"busiest tile of z{zoom}: from cells, encoded", kept, "ms"))
    execute("DROP INDEX report_by_quadkey")
    return rows


def in_one_cell(port: int, repeat: int) -> Callable[[int], list[float]]:
    """Work of one client: reports that all lie in one place."""

    def work(index: int) -> list[float]:
        client, dice = Client(port), random.Random(index)
        lon, lat = ONE_PLACE

        def submit() -> None:
            client.ask("POST", "/api/reports", {**draft(dice), "lon": lon, "lat": lat})

        submit()
        return [timed(submit) for _ in range(repeat)]

    return work


def writing(port: int, city: City, repeat: int) -> list[Row]:
    """Medians of both ways over all rounds, and the median of the ratios of each pair of rounds."""
    bench, lives = Bench(port, city, repeat), Bench(port, city, repeat // 4)
    works = {
        "accepted, 1 client": (1, lambda: bench.submitting),
        "accepted around one village, 8 clients": (CLIENTS, lambda: bench.submitting),
        "accepted in one cell, 8 clients": (CLIENTS, lambda: in_one_cell(port, repeat)),
        "whole life, 8 clients": (
            CLIENTS, lambda: lives.living(photos_waiting(CLIENTS * lives.repeat)),
        ),
    }  # fmt: skip
    rows = []
    for name, (clients, work) in works.items():
        taken: dict[bool, list[tuple[float, float]]] = {False: [], True: []}
        for turn in range(2 * PAIRS):
            is_on = turn % 4 in {1, 2}
            switch(is_on=is_on)
            values, seconds = together(clients, work())
            taken[is_on].append((percentile(values, 0.5), len(values) / seconds))
        for index, (figure, unit) in enumerate((("p50", "ms"), ("rate", "/s"))):
            without, kept = ([each[index] for each in taken[is_on]] for is_on in (False, True))
            ratios = [one / other for one, other in zip(kept, without, strict=True)]
            rows += [
                Row(f"{name}, {figure}, without", statistics.median(without), unit),
                Row(f"{name}, {figure}, with cells", statistics.median(kept), unit),
                Row(f"{name}, {figure}, median of ratios", statistics.median(ratios) * 100, "%"),
            ]
    return rows


def main() -> None:
    """Measure on the kept database of ``--count`` reports, and leave its cells right."""
    options = argparse.ArgumentParser()
    options.add_argument("--count", type=int, default=1_000_000)
    options.add_argument("--repeat", type=int, default=16)
    chosen = options.parse_args()
    home = ROOT / "var" / f"bench-{chosen.count}"
    with database(home):
        city = prepared(home, chosen.count)
        from pendopo.reports.actions.cells import recount_cells

        execute("DROP INDEX IF EXISTS report_by_quadkey")
        switch(is_on=True)
        recount_cells()
        rows = tiles()
        try:
            with pages() as port:
                rows += writing(port, city, chosen.repeat)
        finally:
            switch(is_on=True)
            print(f"{recount_cells()} cells counted anew")
        publish("cells", rows)


if __name__ == "__main__":
    main()
