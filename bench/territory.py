"""A city loaded from what ships, the village of a place, a tile of points, a photo taken in."""

from __future__ import annotations

import io
import os
import random
import tempfile
import time
from collections.abc import Callable, Sequence

from report import Row, percentile, publish

from pendopo.supervisor.postgres import throwaway

CITY = "35.08"
PLACES = 20_000
POINTS = 5_000


def main() -> None:
    """Measure in a throw-away database."""
    with throwaway() as cluster, tempfile.TemporaryDirectory() as home:
        cluster.create_database("pendopo")
        os.environ.update(DATABASE_URL=cluster.url("pendopo"), PENDOPO_HOME=home, CITY=CITY)
        os.environ["DJANGO_SETTINGS_MODULE"] = "pendopo.config.settings"
        import django
        from django.core.management import call_command

        django.setup()
        call_command("migrate", verbosity=0)
        publish("territory", [*loading(), *places(), *drawings(), *photos()])


def loading() -> list[Row]:
    """The first load and the look that later starts take."""
    from pendopo.territory.api import boundary_archive, load_city

    first, again = load_city(CITY), load_city(CITY)
    return [
        Row("load Lumajang: areas, borders, tiles", first.seconds, "s", 3.0),
        Row("look that it is loaded", again.seconds * 1000, "ms"),
        Row("boundary tiles z5-12", len(boundary_archive().content) / 1000, "kB"),
    ]


def places() -> list[Row]:
    """One question after the other, each through the whole front door."""
    from pendopo.territory.api import find_village_at, get_city

    started = time.perf_counter()
    find_village_at(*get_city().centre)
    first = time.perf_counter() - started
    chance = random.Random(7)
    west, south, east, north = get_city().bounds
    anywhere = [(chance.uniform(west, east), chance.uniform(south, north)) for _ in range(PLACES)]
    inside = [place for place in anywhere if find_village_at(*place)]
    outside = [place for place in anywhere if not find_village_at(*place)]
    within = microseconds(lambda place: find_village_at(*place), inside)
    without = microseconds(lambda place: find_village_at(*place), outside)
    return [
        Row("village of a place, first question (builds the tree)", first * 1000, "ms"),
        Row("village of a place, p50", percentile(within, 0.5), "us", 50.0),
        Row("village of a place, p95", percentile(within, 0.95), "us"),
        Row("a place outside every village, p50", percentile(without, 0.5), "us"),
        Row("a place outside every village, p95", percentile(without, 0.95), "us"),
    ]


def drawings() -> list[Row]:
    """A vector tile of reports and the drawing for the television."""
    from pendopo.kernel.maps.mvt import EXTENT, PointRow, encode_points
    from pendopo.territory.api import svg_map

    chance = random.Random(7)
    tiles = [
        [
            PointRow(
                chance.randrange(EXTENT),
                chance.randrange(EXTENT),
                (chance.choice("abcdefgh"), chance.randrange(6)),
            )
            for _ in range(POINTS)
        ]
        for _ in range(20)
    ]
    encoding = microseconds(lambda rows: encode_points("reports", ("category", "state"), rows), tiles)
    drawing = microseconds(lambda width: svg_map(width, 800), range(900, 910))
    return [
        Row(
            "encode a tile of 5,000 points with two attributes, p50",
            percentile(encoding, 0.5) / 1000,
            "ms",
            10.0,
        ),
        Row("draw the districts as SVG, p50", percentile(drawing, 0.5) / 1000, "ms"),
    ]


def photos() -> list[Row]:
    """A photo of 12 megapixels decoded and written anew in three sizes."""
    from PIL import Image

    from pendopo.kernel.files.images import clean_photo

    grain = Image.effect_noise((400, 300), 60).convert("RGB").resize((4000, 3000))
    out = io.BytesIO()
    grain.save(out, "JPEG", quality=88)
    taking = microseconds(clean_photo, [out.getvalue()] * 5)
    return [Row("take in a photo of 12 megapixels, p50", percentile(taking, 0.5) / 1000, "ms")]


def microseconds(question: Callable[..., object], arguments: Sequence[object]) -> list[float]:
    """How long each question took."""
    taken = []
    for argument in arguments:
        started = time.perf_counter()
        question(argument)
        taken.append((time.perf_counter() - started) * 1_000_000)
    return taken


if __name__ == "__main__":
    main()
