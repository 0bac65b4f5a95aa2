"""Pages at a million reports, over HTTP, eight clients; server and clients share the machine."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Callable
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1]))

from bench.city import City, prepared, session_of
from bench.installation import ROOT, Client, database, pages, rows_of, timed
from bench.report import Row, publish

PAGES = (
    ("home", "/", ""),
    ("report form", "/lapor/", ""),
    ("search", "/cari/?q=lampu", ""),
    ("inbox of an agency", "/meja/", "officer"),
    ("open matter", "/meja/laporan/{number}/", "officer"),
    ("matter opened from the list", "/meja/laporan/{number}/_isi/", "officer"),
    ("inbox of the coordinator", "/meja/", "coordinator"),
    ("wall", "/situasi/", "coordinator"),
    ("wall, fetched again", "/situasi/_papan/", "coordinator"),
    ("map tile z12 of the town", "/tiles/reports/12/3336/2140.mvt", ""),
)
"""Name, address, and whose session."""


def measure(port: int, city: City, repeat: int, number: str) -> list[Row]:
    """p95, p50 and rate of every page."""
    sessions = {
        "officer": session_of(city.officer_id),
        "coordinator": session_of(city.coordinator_id),
    }
    rows: list[Row] = []
    for name, path, who in PAGES:
        headers = {"Cookie": f"sessionid={sessions[who]}"} if who else {}
        rows += rows_of(name, _reading(port, path.format(number=number), headers, repeat))
    return rows


def _reading(port: int, path: str, headers: dict[str, str], repeat: int) -> Callable[[int], list[float]]:
    def work(_index: int) -> list[float]:
        client = Client(port, headers)
        client.ask("GET", path)
        return [timed(lambda: client.ask("GET", path)) for _ in range(repeat)]

    return work


def main() -> None:
    """Measure on the kept database of ``--count`` reports."""
    options = argparse.ArgumentParser()
    options.add_argument("--count", type=int, default=1_000_000)
    options.add_argument("--repeat", type=int, default=30)
    chosen = options.parse_args()
    home = ROOT / "var" / f"bench-{chosen.count}"
    with database(home):
        city = prepared(home, chosen.count)
        from pendopo.reports.models import Report

        number = (
            Report.objects.filter(state="in_progress", agency__code="dishub")
            .values_list("number", flat=True)[:1]
            .get()
        )
        with pages() as port:
            publish("pages", measure(port, city, chosen.repeat, number))


if __name__ == "__main__":
    main()
