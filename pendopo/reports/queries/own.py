"""What reports keep about a person, for whoever asks for the own data (Law 27/2022, article 13)."""

from __future__ import annotations

from pendopo.kernel.actor import Actor
from pendopo.reports.models import Supporter
from pendopo.reports.queries.categories import get_category
from pendopo.reports.queries.followings import own_following_data
from pendopo.reports.queries.lists import own_reports

_TOLD = (
    "number", "received_at", "state", "title", "text", "landmark", "area_id", "lon", "lat", "visibility",
    "reporter_name", "contact_email", "contact_phone", "channel", "finished_at", "stars",
)  # fmt: skip


def own_report_data(actor: Actor) -> list[dict[str, object]]:
    """Every report that the account sent, secret ones too, oldest first (1 query)."""
    found = own_reports(actor).order_by("received_at", "id")
    rows = found.only(*_TOLD, "category_id").iterator()
    return [
        {**{name: getattr(row, name) for name in _TOLD}, "category": get_category(row.category_id).name}
        for row in rows
    ]


def own_voice_data(actor: Actor) -> list[dict[str, object]]:
    """Every report to which the account said "me too", oldest first (1 query)."""
    if actor.account_id is None:
        return []
    found = Supporter.objects.filter(account_id=actor.account_id).select_related("report").order_by("id")
    return [
        {"number": each.report.number, "joined_at": each.joined_at, "email": each.email, "phone": each.phone}
        for each in found.only("joined_at", "email", "phone", "report__number")
    ]


OWN_DATA = {"reports": own_report_data, "voices": own_voice_data, "followings": own_following_data}
"""Name in the file -> what reads it."""
