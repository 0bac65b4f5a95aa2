"""Templates of replies: those in use from memory, and all of them for who keeps them."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from pendopo.accounts.api import AgencyRow, agencies_by_id, names_by_account
from pendopo.kernel import clock
from pendopo.kernel.actor import Actor
from pendopo.kernel.numbering.api import Snapshot
from pendopo.kernel.permissions import Matter
from pendopo.reports import rules
from pendopo.reports.models import Reply, ReplyVersion, Report
from pendopo.reports.permissions import KEEP_REPLIES, TABLE
from pendopo.reports.queries.categories import get_category
from pendopo.reports.queries.details import ReportDetail
from pendopo.reports.rules import Verb
from pendopo.territory.api import area_path
from pendopo.web.formats import long_date_text

EDITION = "replies"
"""Subject of the edition: whoever changes a template announces a new one."""


@dataclass(frozen=True, slots=True)
class ReplyRow:
    """A template in use, in its present words."""

    id: int
    version_id: int
    name: str
    verb: Verb
    text: str
    category_id: int | None
    agency_id: int | None


@dataclass(frozen=True, slots=True)
class KeptReply:
    """A template as those who keep it see it."""

    id: int
    name: str
    verb: Verb
    category_code: str
    category: str
    """Empty for every category."""
    agency_code: str
    agency: str
    """Empty for every agency."""
    is_active: bool
    may_keep: bool
    version: int
    text: str
    is_used: bool


@dataclass(frozen=True, slots=True)
class VersionRow:
    """One version of a template, with who made it."""

    number: int
    text: str
    made_at: dt.datetime
    made_by: str
    used_at: dt.datetime | None


def _load() -> tuple[ReplyRow, ...]:
    newest = ReplyVersion.objects.filter(reply__is_active=True).select_related("reply")
    found = newest.order_by("reply_id", "-number").distinct("reply_id")
    rows = [
        ReplyRow(
            id=each.reply_id,
            version_id=each.pk,
            name=each.reply.name,
            verb=Verb(each.reply.verb),
            text=each.text,
            category_id=each.reply.category_id,
            agency_id=each.reply.agency_id,
        )
        for each in found
    ]
    return tuple(sorted(rows, key=lambda row: (row.agency_id is None, row.category_id is None, row.name)))


_replies = Snapshot(EDITION, _load)


def replies_for(report: Report, verb: Verb) -> list[ReplyRow]:
    """Templates for a step on ``report``, the most particular first (no query once warm)."""
    return _fitting(verb, report.category_id, report.agency_id)


def list_replies(report: ReportDetail, verb: Verb) -> list[ReplyRow]:
    """The same for a page that shows the report (no query once warm)."""
    return _fitting(verb, report.category_id, report.agency_id)


def _fitting(verb: Verb, category_id: int, agency_id: int | None) -> list[ReplyRow]:
    return [
        row
        for row in _replies.get()
        if row.verb is verb
        and row.category_id in {None, category_id}
        and (row.agency_id is None or row.agency_id == agency_id)
    ]


def fill_reply(report: ReportDetail, verb: Verb, reply_id: int) -> str:
    """A template with the values of ``report``; raises ``ReplyNotFound`` (no query once warm)."""
    found = next((row for row in list_replies(report, verb) if row.id == reply_id), None)
    if found is None:
        raise rules.ReplyNotFound
    return fill_words(report, found.text)


def fill_words(report: ReportDetail, text: str) -> str:
    """``text`` with the values of ``report`` in the places of its placeholders (no query)."""
    values = _values(
        report.row.number,
        report.row.title,
        category_id=report.category_id,
        agency=report.agency_name,
        finish_by=report.finish_by,
        area_code=report.area_code,
    )
    return rules.fill(text, values)


def values_of(report: Report) -> dict[str, str]:
    """What stands for each placeholder in replies on ``report`` (1 query for the name of its agency)."""
    agency = agencies_by_id([report.agency_id] if report.agency_id else [])
    name = agency[report.agency_id].name if report.agency_id in agency else ""
    return _values(
        report.number,
        report.title,
        category_id=report.category_id,
        agency=name,
        finish_by=report.finish_by,
        area_code=report.area_id,
    )


def _values(
    number: str, title: str, *, category_id: int, agency: str, finish_by: dt.datetime, area_code: str
) -> dict[str, str]:
    path = area_path(area_code)
    places = [area.title for area in (path.village, path.district) if area]
    return {
        "nomor": number,
        "judul": title,
        "kategori": get_category(category_id).name,
        "instansi": agency,
        "batas": long_date_text(clock.local(finish_by).date()),
        "tempat": ", ".join(places),
        "hari_ini": long_date_text(clock.today()),
    }


def list_kept_replies(actor: Actor) -> list[KeptReply]:
    """Every template, used or not, those in use first (3 queries)."""
    found = list(Reply.objects.order_by("-is_active", "verb", "name", "id"))
    return _kept(actor, found)


def get_kept_reply(actor: Actor, reply_id: int) -> KeptReply:
    """One template; raises ``ReplyNotFound`` (3 queries)."""
    found = _kept(actor, list(Reply.objects.filter(pk=reply_id)))
    if not found:
        raise rules.ReplyNotFound
    return found[0]


def list_versions(reply_id: int) -> list[VersionRow]:
    """Every version of a template, newest first (2 queries)."""
    found = list(ReplyVersion.objects.filter(reply_id=reply_id).order_by("-number"))
    names = names_by_account(each.made_by for each in found if each.made_by)
    return [
        VersionRow(each.number, each.text, each.made_at, names.get(each.made_by or 0, ""), each.used_at)
        for each in found
    ]


def _kept(actor: Actor, found: list[Reply]) -> list[KeptReply]:
    versions: dict[int, list[ReplyVersion]] = {}
    for version in ReplyVersion.objects.filter(reply__in=found).order_by("number"):
        versions.setdefault(version.reply_id, []).append(version)
    agencies = agencies_by_id(each.agency_id for each in found if each.agency_id)
    return [_kept_row(actor, each, versions[each.pk], agencies) for each in found]


def _kept_row(
    actor: Actor, reply: Reply, versions: list[ReplyVersion], agencies: dict[int, AgencyRow]
) -> KeptReply:
    category = get_category(reply.category_id) if reply.category_id else None
    agency = agencies.get(reply.agency_id or 0)
    return KeptReply(
        id=reply.pk,
        name=reply.name,
        verb=Verb(reply.verb),
        category_code=category.code if category else "",
        category=category.name if category else "",
        agency_code=agency.code if agency else "",
        agency=agency.short_name if agency else "",
        is_active=reply.is_active,
        may_keep=TABLE.allows(actor, KEEP_REPLIES, Matter(agency_id=reply.agency_id)),
        version=versions[-1].number,
        text=versions[-1].text,
        is_used=any(version.used_at for version in versions),
    )
