"""Reports at a million rows, over HTTP, eight clients, server and clients on the same machine."""

from __future__ import annotations

import argparse
import random
import sys
import time
import uuid
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1]))

from bench import installation
from bench.installation import Client, timed, together
from bench.report import Row, percentile, publish

CLIENTS = 8


def prepare(count: int) -> dict[str, object]:
    """Schema, city, a coordinator and an officer with keys, and ``count`` reports."""
    import django

    django.setup()
    from bench.million import fill
    from pendopo.accounts.api import Role, add_post, appoint, get_agency_model, make_api_key
    from pendopo.accounts.models import Account
    from pendopo.cli.first_load import load_base, migrate_schema
    from pendopo.kernel import clock
    from pendopo.kernel.actor import SYSTEM

    migrate_schema()
    load_base()
    keys = {}
    for code, role in (("diskominfo", Role.COORDINATOR), ("dishub", Role.OFFICER)):
        account = Account.objects.create(display_name=code)
        post = add_post(SYSTEM, agency=get_agency_model(code), title="Uji", roles=[role])
        appoint(SYSTEM, post=post, account=account, starts_on=clock.today())
        keys[role.value] = make_api_key(SYSTEM, account=account, name="bench")
        keys[f"{role.value}_post"] = post.pk
    start = time.perf_counter()
    fill(count, clock.now())
    print(f"{count} reports written in {time.perf_counter() - start:.0f} s")
    return keys


def photos(count: int) -> list[str]:
    """Photos that wait for their report, as an upload leaves them; written directly, for uploads are not measured."""
    from pendopo.kernel.files.models import StoredFile
    from pendopo.kernel import clock

    template = StoredFile(
        purpose="report", content_type="image/jpeg", byte_size=1, sha256="", width=1, height=1,
        storage_key="", created_at=clock.now(),
    )  # fmt: skip
    fields = [field.attname for field in StoredFile._meta.concrete_fields if not field.primary_key and field.attname != "uid"]
    made = StoredFile.objects.bulk_create(
        StoredFile(uid=uuid.uuid4(), **{name: getattr(template, name) for name in fields}) for _ in range(count)
    )
    return [str(file.uid) for file in made]


def draft(dice: random.Random) -> dict[str, object]:
    """A report without a photo."""
    return {
        "key": str(uuid.UUID(int=dice.getrandbits(128), version=4)), "category_code": "lampu-jalan",
        "text": "Lampu jalan padam di depan pasar", "lon": 113.22 + dice.gauss(0, 0.01), "lat": -8.13 + dice.gauss(0, 0.01),
        "phone": "081234567890",
    }  # fmt: skip


def measure(port: int, keys: dict[str, object], repeat: int) -> list[Row]:
    """Every row of the table."""
    coordinator = {"Authorization": f"Bearer {keys['coordinator']}"}
    officer = {"Authorization": f"Bearer {keys['officer']}"}
    rows = []

    def p95(name: str, bar: float, path_of, headers: dict[str, str], clients: int = CLIENTS) -> None:
        def work(index: int) -> list[float]:
            client, dice = Client(port, headers), random.Random(index)
            client.ask("GET", path_of(dice))
            return [timed(lambda: client.ask("GET", path_of(dice))) for _ in range(repeat)]

        values, seconds = together(clients, work)
        rows.append(Row(f"{name}, p95, {clients} clients", percentile(values, 0.95), "ms", bar))
        rows.append(Row(f"{name}, p50, {clients} clients", percentile(values, 0.5), "ms"))
        rows.append(Row(f"{name}, a second, {clients} clients", len(values) / seconds, "/s"))

    def submit(index: int) -> list[float]:
        client, dice = Client(port), random.Random(1000 + index)
        return [timed(lambda: client.ask("POST", "/api/reports", draft(dice))) for _ in range(repeat)]

    submit(99)
    values, seconds = together(CLIENTS, submit)
    rows.append(Row(f"report accepted, p95, {CLIENTS} clients", percentile(values, 0.95), "ms", 60))
    rows.append(Row(f"report accepted, p50, {CLIENTS} clients", percentile(values, 0.5), "ms"))
    rows.append(Row(f"report accepted, a second, {CLIENTS} clients", len(values) / seconds, "/s"))

    mixes = ["", "&state=in_progress", "&category=lampu-jalan", "&area=35.08.10", "&agency=dishub", "&late=true", "&scope=inbox&sort=due", "&q=lampu pasar".replace(" ", "%20")]
    p95("list of 50", 100, lambda dice: f"/api/reports?limit=50{dice.choice(mixes)}", coordinator)
    p95("map tile z12", 40, lambda dice: f"/tiles/reports/12/{dice.randrange(3333, 3338)}/{dice.randrange(2139, 2144)}.mvt", {})
    p95("nearby duplicates", 10, lambda dice: f"/api/reports/nearby?lon={113.22 + dice.gauss(0, 0.01)}&lat={-8.13 + dice.gauss(0, 0.01)}&category=lampu-jalan", {}, clients=1)
    p95("nearby duplicates", 10, lambda dice: f"/api/reports/nearby?lon={113.22 + dice.gauss(0, 0.01)}&lat={-8.13 + dice.gauss(0, 0.01)}&category=lampu-jalan", {})

    waiting = photos(CLIENTS * repeat)

    def lives(index: int) -> list[float]:
        resident, worker, dice = Client(port), Client(port, officer), random.Random(5000 + index)

        def live(turn: int) -> None:
            number = resident.ask("POST", "/api/reports", draft(dice)).json()["number"]
            worker.ask("POST", f"/api/reports/{number}/assign", {"post_id": keys["officer_post"]})
            photo = waiting[index * repeat + turn]
            worker.ask("POST", f"/api/reports/{number}/resolve", {"text": "Sudah menyala", "photo_uids": [photo]})
            worker.ask("GET", f"/api/reports?limit=10&q={number}")

        return [timed(lambda turn=turn: live(turn)) for turn in range(repeat)]

    values, seconds = together(CLIENTS, lives)
    rows.append(Row(f"whole lives (submit, assign, resolve, search), {CLIENTS} clients", len(values) / seconds, "/s", 60, at_least=True))
    rows.append(Row(f"whole life, p50, {CLIENTS} clients", percentile(values, 0.5), "ms"))
    return rows


def main() -> None:
    options = argparse.ArgumentParser()
    options.add_argument("--count", type=int, default=1_000_000)
    options.add_argument("--repeat", type=int, default=60)
    chosen = options.parse_args()
    with installation.database():
        keys = prepare(chosen.count)
        with installation.pages() as port:
            publish("reports", measure(port, keys, chosen.repeat))


if __name__ == "__main__":
    main()
