"""What one asks of others for a report: states of a coordination, and until when. Pure."""

from __future__ import annotations

import datetime as dt
from enum import StrEnum

from pendopo.kernel.errors import Conflict, Invalid, gettext_noop
from pendopo.kernel.working_calendar.rules import Calendar, add_working_time, end_of_working_day

LONGEST_TASK = dt.timedelta(days=365)
_FREE_DAYS = 30
"""No calendar has more free days in a row."""


class CoordinationState(StrEnum):
    """Where a question to another agency stands."""

    ASKED = "asked"
    """It waits for the agency."""
    ANSWERED = "answered"
    DECLINED = "declined"
    """The agency said why it cannot help."""
    WITHDRAWN = "withdrawn"
    """Nobody waits for it any more: who asked said so, or the report is over or lies with who was asked."""


CLOSED_COORDINATIONS = frozenset(CoordinationState) - {CoordinationState.ASKED}
SPOKEN_COORDINATIONS = frozenset({CoordinationState.ANSWERED, CoordinationState.DECLINED})
"""States in which the asked agency has said something."""

COORDINATION_LABELS: dict[CoordinationState, str] = {
    CoordinationState.ASKED: gettext_noop("Menunggu jawaban"),
    CoordinationState.ANSWERED: gettext_noop("Dijawab"),
    CoordinationState.DECLINED: gettext_noop("Tidak dapat membantu"),
    CoordinationState.WITHDRAWN: gettext_noop("Ditarik"),
}

COORDINATION_KINDS: dict[CoordinationState, str] = {
    CoordinationState.ASKED: "wait",
    CoordinationState.ANSWERED: "done",
    CoordinationState.DECLINED: "off",
    CoordinationState.WITHDRAWN: "off",
}
"""The shape that stands beside the word."""


class HeldByAsked(Invalid):
    """The agency that is asked holds the report itself."""

    code = "reports.held_by_asked"
    text = gettext_noop("Instansi itu sendiri yang memegang laporan ini.")
    advice = gettext_noop("Pilih instansi lain.")


class AlreadyCoordinating(Conflict):
    """That agency was asked already and has not answered."""

    code = "reports.already_coordinating"
    text = gettext_noop("Instansi itu sudah diminta dan belum menjawab.")
    advice = gettext_noop("Tunggu jawabannya, atau tarik permintaan itu lalu minta lagi.")


class CoordinationOver(Conflict):
    """Nothing is asked of that agency, or not any more."""

    code = "reports.coordination_over"
    text = gettext_noop("Permintaan koordinasi itu sudah tidak berlaku.")
    advice = gettext_noop("Muat ulang laporan untuk melihat keadaan terbarunya.")


class TaskNeedsADay(Invalid):
    """The limit of what is asked lies today or later, within a year."""

    code = "reports.task_needs_a_day"
    text = gettext_noop("Batas waktunya hari ini atau sesudahnya, paling lama satu tahun lagi.")
    advice = gettext_noop("Pilih hari lain, atau kosongkan untuk batas yang biasa.")


def task_due_at(
    now: dt.datetime, *, due_on: dt.date | None, usual_hours: int, calendar: Calendar
) -> dt.datetime:
    """Until when something is to be done: the end of ``due_on``, else ``usual_hours`` of working time.

    A free day means the end of the next working day. Raises ``TaskNeedsADay``.
    """
    if due_on is None:
        return add_working_time(now, dt.timedelta(hours=usual_hours), calendar)
    today = calendar.local_date(now)
    if not today <= due_on <= today + LONGEST_TASK:
        raise TaskNeedsADay(fields={"due_on": TaskNeedsADay.text})
    ends = (end_of_working_day(due_on + dt.timedelta(days=each), calendar) for each in range(_FREE_DAYS))
    return next((end for end in ends if end is not None and end > now), now)
