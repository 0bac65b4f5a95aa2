"""Upkeep of reports by the clock."""

from __future__ import annotations

from pendopo.kernel.actor import SYSTEM
from pendopo.kernel.jobs.queue import enqueue, is_stopping, job, periodic
from pendopo.reports.actions import (
    end_bursts,
    escalate_reports,
    forget_reporters,
    forget_tickets,
    plan_escalations,
    recall_promises,
)
from pendopo.reports.actions.figures import count_figures
from pendopo.reports.actions.following import forget_unconfirmed, send_letters
from pendopo.reports.actions.spots import count_spots


@periodic("reports.forget_reporters", cron="50 2 * * *")
def forget_reporters_of_old_reports(_moment: int) -> None:
    """Who reported, years after it was finished, and tickets that nobody used, every night."""
    while forget_reporters(SYSTEM):
        pass
    forget_tickets(SYSTEM)


@periodic("reports.recall_promises", cron="5 * * * *")
def recall_promises_that_are_due(_moment: int) -> None:
    """What was promised for today goes back to its agency, every hour: the city's day begins in its zone."""
    while recall_promises():
        pass


@periodic("reports.escalate", cron="*/5 * * * *")
def escalate_late_reports(_moment: int) -> None:
    """Whose limit is nearly or altogether over goes up the ladder, every five minutes."""
    escalate_reports(is_stopping=is_stopping)


@job("reports.plan_escalations")
def plan_escalations_anew(after_id: int) -> None:
    """After the ladder changed: when every open report reaches its next rung, some hundreds a job."""
    last = plan_escalations(after_id=after_id)
    if last:
        enqueue("reports.plan_escalations", in_line="reports.plan_escalations", after_id=last)


@periodic("reports.end_bursts", cron="*/15 * * * *")
def end_silent_bursts(_moment: int) -> None:
    """Bursts to which nothing came any more, every quarter of an hour."""
    end_bursts()


@periodic("reports.count_figures", cron="*/5 * * * *")
def count_figures_that_changed(_moment: int) -> None:
    """The published figures of the months in which something happened, every five minutes."""
    count_figures()


@periodic("reports.count_all_figures", cron="20 3 * * *")
def count_all_figures(_moment: int) -> None:
    """All published figures, every night: corrections by hand leave no step."""
    count_figures(is_whole=True)


@periodic("reports.send_letters", cron="7 * * * *")
def send_letters_of_the_day(_moment: int) -> None:
    """The daily letter to who follows; looked at every hour, for the city's day begins in its zone."""
    while send_letters() and not is_stopping():
        pass


@periodic("reports.forget_unconfirmed", cron="40 2 * * *")
def forget_unconfirmed_followings(_moment: int) -> None:
    """Addresses whose owner did not agree, every night."""
    forget_unconfirmed()


@periodic("reports.count_spots", cron="40 3 * * *")
def count_chronic_spots(_moment: int) -> None:
    """Where the same thing is put right again and again, every night."""
    count_spots()
