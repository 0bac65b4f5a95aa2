"""What the doctor looks at inside the database: release, safety, events and jobs that wait too long."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass

import psycopg

from pendopo.supervisor.findings import Finding, broken, good, warning

_OLDEST_RELEASE = 150000
_CLOCK_LIMIT = 5.0


@dataclass(frozen=True)
class Count:
    """Rows that should not be there: a query for their number, and what it means when it is not zero."""

    name: str
    table: str
    query: str
    calm: str
    trouble: str
    advice: str
    found: Callable[[str, str, str], Finding] = broken


_COUNTS = (
    Count(
        "outbox",
        "outbox_delivery",
        "SELECT count(*) FROM outbox_delivery"
        " WHERE NOT is_dead AND next_attempt_at < now() - interval '1 minute'",
        "Tidak ada kejadian yang tertunda",
        "{} kejadian menunggu lebih dari satu menit.",
        "Pekerja (worker) tidak menguras antrean: lihat pendopo status dan catatan worker.",
    ),
    Count(
        "dead_letters",
        "outbox_delivery",
        "SELECT count(*) FROM outbox_delivery WHERE is_dead",
        "Tidak ada kejadian yang gagal tetap",
        "{} kejadian gagal berulang kali dan tidak dicoba lagi.",
        "Baca last_error di tabel outbox_delivery, perbaiki sebabnya, lalu setel is_dead = false.",
    ),
    Count(
        "jobs_waiting",
        "procrastinate_jobs",
        "SELECT count(*) FROM procrastinate_jobs WHERE status = 'todo'"
        " AND coalesce(scheduled_at, now()) <= now() AND id IN (SELECT job_id FROM procrastinate_events"
        " WHERE type IN ('deferred', 'deferred_for_retry', 'scheduled')"
        " AND at < now() - interval '5 minutes')",
        "Tidak ada pekerjaan yang tertunda",
        "{} pekerjaan menunggu lebih dari lima menit.",
        "Pekerja (worker) tidak berjalan atau kewalahan: lihat pendopo status.",
    ),
    Count(
        "jobs_failed",
        "procrastinate_jobs",
        "SELECT count(*) FROM procrastinate_jobs WHERE status = 'failed'",
        "Tidak ada pekerjaan yang gagal",
        "{} pekerjaan gagal setelah semua percobaan.",
        "Lihat nama dan argumennya di tabel procrastinate_jobs, perbaiki sebabnya, lalu antrekan lagi.",
        found=warning,
    ),
    Count(
        "map_cells",
        "reports_cell",
        "SELECT count(*) FROM reports_wrong_cells()",
        "Hitungan peta cocok dengan laporan",
        "{} sel peta tidak cocok dengan laporan.",
        "Jalankan: pendopo reports cells --recount",
        found=warning,
    ),
)


def check_database(url: str) -> Iterator[Finding]:
    """Everything about the database at `url`; one finding only when it cannot be reached."""
    try:
        connection = psycopg.connect(url, connect_timeout=5, autocommit=True)
    except psycopg.OperationalError as fault:
        yield broken(
            "database",
            f"Basis data tidak dapat dihubungi: {str(fault).strip().splitlines()[0]}",
            "Periksa DATABASE_URL, atau mulai basis data dengan make run.",
        )
        return
    with connection:
        yield from _check_server(connection)
        for count in _COUNTS:
            yield from _check_count(connection, count)


def _check_server(connection: psycopg.Connection) -> Iterator[Finding]:
    release = connection.info.server_version
    text = f"PostgreSQL {release // 10000}.{release % 10000} menjawab"
    if release < _OLDEST_RELEASE:
        yield broken("database", text, "Pakai PostgreSQL 15 atau yang lebih baru.")
    else:
        yield good("database", text)
    row = connection.execute(
        "SELECT current_setting('fsync'), current_setting('full_page_writes'), extract(epoch FROM now())"
    ).fetchone()
    fsync, full_pages, moment = row or ("on", "on", time.time())
    if "off" in (fsync, full_pages):
        yield broken("durability", "Basis data tidak menjaga data saat listrik padam.", "Setel fsync = on.")
    if abs(float(moment) - time.time()) > _CLOCK_LIMIT:
        yield warning("clock", "Jam mesin ini dan jam basis data berbeda.", "Setel keduanya dengan NTP.")


def _check_count(connection: psycopg.Connection, count: Count) -> Iterator[Finding]:
    row = connection.execute("SELECT to_regclass(%s) IS NOT NULL", [count.table]).fetchone()
    if not (row and row[0]):
        return
    found = connection.execute(count.query.encode()).fetchone()
    number = int(found[0]) if found else 0
    if number:
        yield count.found(count.name, count.trouble.format(number), count.advice)
    else:
        yield good(count.name, count.calm)
