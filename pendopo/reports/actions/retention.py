"""What is forgotten in time: who reported. What was reported stays, it is the city's record."""

from __future__ import annotations

import datetime as dt

from django.conf import settings
from django.db import transaction
from django.db.models import TextField, Value
from django.db.models.functions import Cast, Concat

from pendopo.kernel import clock
from pendopo.kernel.actor import Actor
from pendopo.kernel.audit import chain
from pendopo.reports.models import FieldTicket, Report, Step, Supporter
from pendopo.reports.permissions import KEEP, TABLE
from pendopo.reports.rules import TICKET_HOURS

_AT_ONCE = 500


@transaction.atomic
def forget_reporters(actor: Actor) -> int:
    """Empty name, contact, account and key of reports finished ``REPORTER_YEARS`` ago; returns how many.

    With them go the voices of supporters and where officers stood when they claimed; how far from the point
    that was stays. At most 500 at once. Law 27/2022, article 43: data are erased when they are no longer
    needed.
    """
    TABLE.check(actor, KEEP)
    before = clock.now() - dt.timedelta(days=365 * settings.REPORTER_YEARS)
    old = Report.objects.select_for_update(skip_locked=True, of=("self",)).filter(finished_at__lt=before)
    chosen = list(old.exclude(secret="").order_by("finished_at").values_list("pk", "uid")[:_AT_ONCE])
    ids = [pk for pk, _uid in chosen]
    Report.objects.filter(pk__in=ids).update(
        reporter=None, sealed_reporter="", reporter_hash="", reporter_name="", contact_email="",
        contact_phone="", secret="",
    )  # fmt: skip
    forgotten = Concat(Value("forgotten:"), Cast("pk", TextField()))
    Supporter.objects.filter(report_id__in=ids).update(account_id=None, email="", phone="", voice=forgotten)
    FieldTicket.objects.filter(report_id__in=ids).update(account_id=None, lon=None, lat=None, accuracy=None)
    Step.objects.filter(report_id__in=ids, is_by_reporter=True).update(account_id=None)
    for _pk, uid in chosen:
        chain.record(actor, action="reports.reporter_forgotten", subject=f"report:{uid}")
    return len(chosen)


def forget_tickets(actor: Actor) -> int:
    """Remove tickets that nobody used in their time, who opened them with them; returns how many."""
    TABLE.check(actor, KEEP)
    before = clock.now() - dt.timedelta(hours=TICKET_HOURS)
    return FieldTicket.objects.filter(used_at=None, issued_at__lt=before).delete()[0]
