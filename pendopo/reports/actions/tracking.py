"""Finding one's report again without an account: the number and six digits instead of a long key."""

from __future__ import annotations

from pendopo.kernel.actor import Actor
from pendopo.kernel.throttle.api import forget_tries, give_try_back, spend_try
from pendopo.reports import rules
from pendopo.reports.models import Report
from pendopo.reports.permissions import is_pin_of


def key_for_pin(actor: Actor, number: str, *, pin: str) -> str:
    """The key of the report with this number and PIN (1 query).

    Raises ``ReportNotFound``, the same for an unknown number and a wrong PIN, or ``TooManyPins``: tries count
    for the number, whoever makes them, and for the network, whatever it asks for.
    """
    wanted = rules.written_number(number)
    spend_try(rules.PIN_TRIES, wanted)
    if actor.network:
        spend_try(rules.PIN_TRIES_OF_NETWORK, actor.network)
    report = Report.objects.only("number", "secret").filter(number=wanted).first()
    if report is None or not is_pin_of(report, pin):
        raise rules.ReportNotFound
    forget_tries(rules.PIN_TRIES, wanted)
    if actor.network:
        give_try_back(rules.PIN_TRIES_OF_NETWORK, actor.network)
    return str(report.secret)
