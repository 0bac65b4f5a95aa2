"""What the counted cells of the map cost and save: with and without them by turns, on one kept database.

Without them means: their triggers are off, the index by quadkey is there, and a tile counts the reports.
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

ROUNDS = 3
ZOOMS = (8, 10, 11, 12, 13, 14, 16)
ONE_PLACE = (113.2243, -8.1335)

_DIRECT = """
SELECT qk >> %(shift)s, count(*), count(*) FILTER (WHERE state = ANY(%(open)s))
  FROM reports_report
 WHERE qk >= %(first)s AND qk < %(end)s AND visibility <> 'secret'
 GROUP BY 1
"""
_INDEX = "CREATE INDEX report_by_quadkey ON reports_report (qk) INCLUDE (state, category_id, visibility)"
_BUSIEST = "SELECT qk >> %s FROM reports_report GROUP BY 1 ORDER BY count(*) DESC LIMIT 1"


def switch(*, is_on: bool) -> None:
    """Count cells, or do as if they did not exist."""
    execute("DROP INDEX IF EXISTS report_by_quadkey")
    for name in ("insert", "update", "delete"):
        word = "ENABLE" if is_on else "DISABLE"
        execute(f"ALTER TABLE reports_report {word} TRIGGER report_cells_after_{name}")
    if not is_on:
        execute(_INDEX)


def execute(statement: str, values: object = None) -> list[tuple[int, ...]]:
    """Rows of a statement, none of one that has none."""
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute(statement, values)
        return cursor.fetchall() if cursor.description else []


def tiles(*, is_on: bool) -> dict[str, float]:
    """Milliseconds of the busiest tile of each zoom, asked alone in this process."""
    from pendopo.kernel.maps.quadkey import ZOOM, Tile, decode, range_of
    from pendopo.reports.models import OPEN
    from pendopo.reports.queries.tiles import tile_of

    execute("VACUUM ANALYZE reports_report")
    found = {}
    for zoom in ZOOMS:
        beyond = 2 * (ZOOM - zoom)
        place = decode(execute(_BUSIEST, [beyond])[0][0] << beyond)
        tile = Tile(zoom, place.x >> beyond // 2, place.y >> beyond // 2)
        keys, shift = range_of(tile), 2 * max(0, ZOOM - zoom - 6)
        asked = {"shift": shift, "open": OPEN, "first": keys.start, "end": keys.stop}
        once = (lambda tile=tile: tile_of(tile)) if is_on else (lambda asked=asked: execute(_DIRECT, asked))
        found[f"busiest tile of z{zoom}"] = statistics.median(timed(once) for _ in range(7))
    return found


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


def writing(port: int, city: City, repeat: int) -> dict[str, float]:
    """p50, p95 and rate of clients that write."""
    bench = Bench(port, city, repeat)
    lives = Bench(port, city, repeat // 5)
    works = {
        "accepted, one client": (1, bench.submitting),
        "accepted around one village": (CLIENTS, bench.submitting),
        "accepted in one cell": (CLIENTS, in_one_cell(port, repeat)),
        "whole life": (CLIENTS, lives.living(photos_waiting(CLIENTS * lives.repeat))),
    }
    found = {}
    for name, (clients, work) in works.items():
        values, seconds = together(clients, work)
        found[f"{name}, p50"] = percentile(values, 0.5)
        found[f"{name}, p95"] = percentile(values, 0.95)
        found[f"{name}, a second"] = len(values) / seconds
    return found


def measure(city: City, repeat: int) -> list[Row]:
    """Median of each figure without and with cells, and their ratio."""
    found: dict[bool, list[dict[str, float]]] = {False: [], True: []}
    for turn in range(2 * ROUNDS):
        is_on = turn % 4 in {1, 2}
        switch(is_on=is_on)
        figures = tiles(is_on=is_on)
        with pages() as port:
            figures |= writing(port, city, repeat)
        found[is_on].append(figures)
        shown = ", ".join(f"{name} {value:.1f}" for name, value in figures.items())
        print(f"{'with' if is_on else 'without'} cells: {shown}", flush=True)
    rows = []
    for name in found[True][0]:
        without = statistics.median(each[name] for each in found[False])
        with_cells = statistics.median(each[name] for each in found[True])
        unit = "/s" if name.endswith("second") else "ms"
        rows += [
            Row(f"{name}, without", without, unit),
            Row(f"{name}, with cells", with_cells, unit),
            Row(f"{name}, with cells / without", with_cells / without * 100, "%"),
        ]
    return rows


def main() -> None:
    """Measure on the kept database of ``--count`` reports, and leave its cells right."""
    options = argparse.ArgumentParser()
    options.add_argument("--count", type=int, default=1_000_000)
    options.add_argument("--repeat", type=int, default=100)
    chosen = options.parse_args()
    home = ROOT / "var" / f"bench-{chosen.count}"
    with database(home):
        city = prepared(home, chosen.count)
        from pendopo.reports.actions.cells import recount_cells

        try:
            publish("cells", measure(city, chosen.repeat))
        finally:
            switch(is_on=True)
            print(f"{recount_cells()} cells counted anew")


if __name__ == "__main__":
    main()
