"""Reports at a million rows, over HTTP, eight clients; server and clients share the machine."""

from __future__ import annotations

import argparse
import datetime as dt
import random
import sys
import uuid
from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1]))

from bench.city import City, prepared
from bench.installation import CLIENTS, ROOT, Client, database, pages, rows_of, timed, together
from bench.report import Row, percentile, publish

MIXES = (
    "", "&state=in_progress", "&category=lampu-jalan", "&area=35.08.10", "&agency=dishub", "&late=true",
    "&scope=inbox&sort=due", "&q=lampu%20pasar",
)  # fmt: skip
"""Filters of the list, drawn by turns."""
OPEN311_MIXES = (
    "", "&page=20", "&status=open", "&status=closed", "&service_code=lampu-jalan",
    "&lat=-8.13&long=113.22&radius=500", "&updated_after=2026-11-01",
)  # fmt: skip
"""Filters of Open311, drawn by turns."""


@dataclass(frozen=True)
class Bench:
    """Where the pages are, who asks, and how often."""

    port: int
    city: City
    repeat: int

    def reading(self, path_of: Callable[[random.Random], str], key: str = "") -> Callable[[int], list[float]]:
        """Work of one client: the same question ``repeat`` times after one warm-up."""

        def work(index: int) -> list[float]:
            headers = {"Authorization": f"Bearer {key}"} if key else {}
            client, dice = Client(self.port, headers), random.Random(index)
            client.ask("GET", path_of(dice))
            return [timed(lambda: client.ask("GET", path_of(dice))) for _ in range(self.repeat)]

        return work

    def submitting(self, index: int) -> list[float]:
        """Work of one client: reports without a photo."""
        client, dice = Client(self.port), random.Random(1000 + index)
        client.ask("POST", "/api/reports", draft(dice))
        return [timed(lambda: client.ask("POST", "/api/reports", draft(dice))) for _ in range(self.repeat)]

    def living(self, photos: list[str]) -> Callable[[int], list[float]]:
        """Work of one client: whole lives, submit, assign, resolve, search."""

        def work(index: int) -> list[float]:
            officer = {"Authorization": f"Bearer {self.city.officer_key}"}
            resident, worker, dice = (
                Client(self.port),
                Client(self.port, officer),
                random.Random(5000 + index),
            )

            def live(turn: int) -> None:
                told = draft(dice)
                place = told["lon"], told["lat"]
                number = resident.ask("POST", "/api/reports", told).json()["number"]
                worker.ask("POST", f"/api/reports/{number}/assign", {"post_id": self.city.officer_post_id})
                done = claim(worker, number, photos[index * self.repeat + turn], place)
                worker.ask("POST", f"/api/reports/{number}/resolve", done)
                worker.ask("GET", f"/api/reports?limit=10&q={number}")

            return [timed(lambda turn=turn: live(turn)) for turn in range(self.repeat)]

        return work


def claim(worker: Client, number: str, photo: str, place: tuple[object, object]) -> dict[str, object]:
    """What the field page sends: a fresh ticket, where the phone stands, the photo."""
    ticket = worker.ask("POST", f"/api/reports/{number}/field-ticket").json()
    lon, lat = place
    here = {"lon": lon, "lat": lat, "accuracy": 10, "taken_at": ticket["issued_at"]}
    presence = {**here, "sent_at": ticket["issued_at"]}
    return {"text": "Sudah menyala", "photo_uids": [photo], "nonce": ticket["nonce"], "presence": presence}


def draft(dice: random.Random) -> dict[str, object]:
    """A report without a photo, somewhere around the town."""
    lon, lat = near_town(dice)
    key = str(uuid.uuid4())
    text = "Lampu jalan padam di depan pasar"
    return {
        "key": key,
        "category_code": "lampu-jalan",
        "text": text,
        "lon": lon,
        "lat": lat,
        "phone": "081234567890",
    }


def near_town(dice: random.Random) -> tuple[float, float]:
    """A place within about a kilometre of the town's middle."""
    return 113.22 + dice.gauss(0, 0.01), -8.13 + dice.gauss(0, 0.01)


PUBLIC_CHOICES = (
    "", "?keadaan=belum-selesai", "?keadaan=lewat-waktu", "?keadaan=dijanjikan", "?kategori=lampu-jalan",
    "?kategori=internet&kecamatan=35.08.10", "?instansi=dishub&keadaan=dinyatakan-selesai",
    "?kecamatan=35.08.01",
)  # fmt: skip
"""Filters of the public list, drawn by turns."""


def public_list_path(dice: random.Random) -> str:
    """The public list, narrowed or not."""
    return f"/laporan/{dice.choice(PUBLIC_CHOICES)}"


@lru_cache(maxsize=1)
def some_numbers() -> list[str]:
    """Numbers of reports of all ages, read once."""
    from pendopo.reports.models import Report

    return list(Report.objects.order_by("submission_key").values_list("number", flat=True)[:500])


def public_page_path(dice: random.Random) -> str:
    """The page of any report."""
    return f"/laporan/{dice.choice(some_numbers())}/"


def figures_path(dice: random.Random) -> str:
    """Figures of a period by anything."""
    by, period = dice.choice(("instansi", "kategori", "kecamatan", "bulan")), dice.choice(("tahun", "semua"))
    return f"/laporan/angka/?menurut={by}&periode={period}"


def replay_path(dice: random.Random) -> str:
    """The tile of the whole city on a day of the last two years."""
    day = dt.date(2024, 12, 1) + dt.timedelta(days=dice.randrange(700))
    return f"/tiles/replay/{day}/9/416/267.mvt"


def nearby_path(dice: random.Random) -> str:
    """Ask for duplicates around a place."""
    lon, lat = near_town(dice)
    return f"/api/reports/nearby?lon={lon}&lat={lat}&category=lampu-jalan"


def tile_path(dice: random.Random) -> str:
    """One of the tiles of the regency at zoom 12."""
    return f"/tiles/reports/12/{dice.randrange(3333, 3338)}/{dice.randrange(2139, 2144)}.mvt"


def open311_path(dice: random.Random) -> str:
    """A page of open data as other systems ask for it."""
    return f"/open311/v2/requests.json?page_size=50{dice.choice(OPEN311_MIXES)}"


def photos_waiting(count: int) -> list[str]:
    """Photos as an upload leaves them; written directly, for uploads are not measured here."""
    from pendopo.kernel import clock
    from pendopo.kernel.files.models import StoredFile

    made = StoredFile.objects.bulk_create(
        StoredFile(
            purpose="report", content_type="image/jpeg", byte_size=1, sha256="", width=1, height=1,
            storage_key="", created_at=clock.now(),
        )
        for _ in range(count)
    )  # fmt: skip
    return [str(file.uid) for file in made]


def measure(bench: Bench) -> list[Row]:
    """Every row of the table."""
    key = bench.city.coordinator_key
    rows = rows_of("report accepted", bench.submitting, bar=60)
    rows += rows_of(
        "list of 50", bench.reading(lambda dice: f"/api/reports?limit=50{dice.choice(MIXES)}", key), bar=100
    )
    rows += rows_of("map tile z12", bench.reading(tile_path), bar=40)
    rows += rows_of("public list", bench.reading(public_list_path), bar=100)
    rows += rows_of("public page", bench.reading(public_page_path), bar=100)
    rows += rows_of("public figures", bench.reading(figures_path), bar=300)
    rows += rows_of("replay of a day, its first tile", bench.reading(replay_path), clients=1)
    rows += rows_of("nearby duplicates", bench.reading(nearby_path), bar=10, clients=1)
    rows += rows_of("nearby duplicates", bench.reading(nearby_path), bar=10)
    rows += rows_of("Open311: page of 50", bench.reading(open311_path))
    lives = bench.living(photos_waiting(CLIENTS * bench.repeat))
    values, seconds = together(CLIENTS, lives)
    rows.append(
        Row(
            "whole life: submit, assign, resolve, search; rate",
            len(values) / seconds,
            "/s",
            60,
            at_least=True,
        )
    )
    rows.append(Row("whole life, p50", percentile(values, 0.5), "ms"))
    return rows


def main() -> None:
    """Measure on a kept database of ``--count`` reports."""
    options = argparse.ArgumentParser()
    options.add_argument("--count", type=int, default=1_000_000)
    options.add_argument("--repeat", type=int, default=60)
    chosen = options.parse_args()
    home = ROOT / "var" / f"bench-{chosen.count}"
    with database(home):
        city = prepared(home, chosen.count)
        from pendopo.reports.actions.figures import count_figures

        count_figures(is_whole=True)
        with pages() as port:
            publish("reports", measure(Bench(port, city, chosen.repeat)))


if __name__ == "__main__":
    main()
