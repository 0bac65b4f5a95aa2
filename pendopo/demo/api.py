"""The front door of the demo city, for the commands that prepare an installation."""

from __future__ import annotations

from django.db import transaction

from pendopo.demo import cast, history
from pendopo.kernel import clock
from pendopo.kernel.outbox.models import Delivery
from pendopo.reports.api import has_reports


def load_demo_when_empty() -> str:
    """Hire the cast and live sixty days, unless there are reports already; returns a line about it.

    All of it is one transaction: a start that is interrupted leaves nothing, and the next one begins anew.
    """
    from django.conf import settings

    if not settings.IS_DEMO:
        return "tidak diminta"
    if has_reports():
        return "sudah ada"
    with transaction.atomic():
        people = cast.hire()
        count = history.play(clock.now())
        Delivery.objects.all().delete()  # nobody is told about the invented past
    return f"{people} petugas, {count} laporan contoh"


def welcome_lines() -> list[str]:
    """The logins that people see at the end of a start."""
    lines = [f"Masuk sebagai (kata sandi semua: {cast.PASSWORD}):"]
    lines += [f"  {member.email:<18} {member.title}" for member in cast.CAST if not cast.needs_code(member)]
    lines.append("Dengan kode kedua (pendopo demo kode):")
    lines += [f"  {member.email:<18} {member.title}" for member in cast.CAST if cast.needs_code(member)]
    return lines
