"""The inbox: list, filters, export, saved views."""

from __future__ import annotations

import csv
import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import ClassVar

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, JsonResponse, StreamingHttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _

from pendopo.accounts.api import Role, list_agencies
from pendopo.desk import actions
from pendopo.desk.forms import FilterForm
from pendopo.desk.rules import LABELS, Pick, clean_query
from pendopo.desk.views.exports import Echo, safe
from pendopo.desk.views.frame import live_channels
from pendopo.kernel import clock
from pendopo.kernel.access import actor_of, staff_only
from pendopo.kernel.actor import Actor
from pendopo.kernel.errors import gettext_noop
from pendopo.reports.api import (
    STATE_LABELS,
    AskedRow,
    ReportDetail,
    Reporter,
    ReportFilter,
    ReportList,
    ReportRow,
    Scope,
    Sort,
    State,
    Verb,
    export_reports,
    list_asked,
    list_reports,
)
from pendopo.web.formats import number_text
from pendopo.web.live import live_url
from pendopo.web.pages import render

TITLES = {
    Scope.INBOX: gettext_noop("Kotak masuk"),
    Scope.WAITING: gettext_noop("Menunggu orang lain"),
    Scope.ASKED: gettext_noop("Diminta koordinasi"),
    Scope.DONE: gettext_noop("Selesai"),
    Scope.ALL: gettext_noop("Semua laporan"),
}
_BULK_VERBS = (
    Verb.VERIFY, Verb.START, Verb.ASSIGN, Verb.ANSWER, Verb.PAUSE, Verb.HAND_OVER, Verb.MERGE,
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class InboxRow:
    """One line of the list, in the words of the list component."""

    uid: str
    url: str
    fragment_url: str
    title: str
    number: str
    due_at: dt.datetime | None
    is_done: bool
    kind: str
    place: str
    state: str
    state_kind: str
    is_current: bool


@dataclass(frozen=True, slots=True)
class Chip:
    """A filter that one press sets."""

    label: str
    url: str
    is_current: bool
    count: int | None = None


@dataclass(frozen=True, slots=True)
class BulkAct:
    """A step on the rows that are picked."""

    verb: Verb
    label: str


@dataclass(frozen=True, slots=True)
class Head:
    """The head of a column; one without an address cannot be sorted by."""

    label: str
    url: str = ""
    direction: str = ""


@dataclass(frozen=True, slots=True)
class InboxList:
    """The list with what stands above and below it."""

    title: str
    summary: str
    rows: tuple[InboxRow, ...]
    query: str
    """The filters as a query string; the address of the list everywhere."""
    next_url: str
    chips: tuple[Chip, ...]
    is_filtered: bool
    heads: tuple[Head, ...]
    acts: tuple[BulkAct, ...]
    """What can be done to the rows that are picked."""


@dataclass(frozen=True, slots=True)
class InboxPage:
    """The list, without an open matter."""

    template: ClassVar[str] = "desk/inbox_page.html"
    inbox: InboxList
    form: FilterForm
    report: ReportDetail | None = None
    steps: tuple[object, ...] = ()
    query: str = ""
    burst: None = None
    coordinations: tuple[object, ...] = ()
    dispositions: tuple[object, ...] = ()
    history: None = None
    reporter: Reporter | None = None


@dataclass(frozen=True, slots=True)
class InboxFragment:
    """The list alone, fetched again when something happened."""

    template: ClassVar[str] = "desk/_inbox.html"
    inbox: InboxList


def read_filters(request: HttpRequest) -> tuple[FilterForm, ReportFilter]:
    """The filters in the address; a value that cannot be read narrows nothing."""
    sees_all = actor_of(request).has_role(Role.COORDINATOR, Role.OPERATOR, Role.LEADER)
    form = FilterForm(request.GET, agencies=list_agencies() if sees_all else [])
    form.is_valid()
    return form, form.filters()


def make_list(request: HttpRequest, filters: ReportFilter, *, current: str = "") -> InboxList:
    """One page of the list for the actor (3 queries, one more where other agencies ask for help)."""
    page = list_reports(actor_of(request), filters, cursor=request.GET.get("kursor", ""))
    query = clean_query(request.META.get("QUERY_STRING", ""))
    asked = _asked(request, filters)
    theirs = {each.row.number for each in asked}
    rows = [_row(row, query, current) for row in page.rows if row.number not in theirs]
    inbox = reverse("desk:inbox_page")
    return InboxList(
        title=_(TITLES[filters.scope]),
        summary=_summary(page, len(rows) + len(asked) - len(page.rows)),
        rows=_by_limit(rows, [_asked_row(each, query, current) for each in asked]),
        query=query,
        next_url=f"{inbox}?{query}&kursor={page.next_cursor}" if page.next_cursor else "",
        chips=_chips(filters),
        heads=_heads(filters, query),
        acts=_acts(filters),
        is_filtered=bool(query) and query != f"bagian={filters.scope}",
    )


def _heads(filters: ReportFilter, query: str) -> tuple[Head, ...]:
    """The columns; the list is sorted by limits or by arrival, which the database has in order."""
    address = f"{reverse('desk:inbox_page')}?"
    by_limit = Head(
        _("Batas"),
        address + clean_query(f"{query}&urut={Sort.DUE}"),
        "up" if filters.sort is Sort.DUE else "",
    )
    is_newest = filters.sort is Sort.NEWEST
    other = Sort.OLDEST if is_newest else Sort.NEWEST
    direction = {Sort.NEWEST: "down", Sort.OLDEST: "up"}.get(filters.sort, "")
    arrival = Head(_("Urusan · diterima"), address + clean_query(f"{query}&urut={other}"), direction)
    return (by_limit, arrival, Head(_("Kategori")), Head(_("Tempat")), Head(_("Keadaan")))


def _acts(filters: ReportFilter) -> tuple[BulkAct, ...]:
    """Open reports are worked on; of those that are over, merged ones can be split again."""
    verbs = {Scope.DONE: (Verb.SPLIT,), Scope.ALL: (*_BULK_VERBS, Verb.SPLIT)}.get(filters.scope, _BULK_VERBS)
    return tuple(BulkAct(verb, _(LABELS[verb])) for verb in verbs)


_ENDS = (State.RESOLVED, State.CONFIRMED, State.REJECTED, State.PROMISED, State.REFERRED, State.MERGED)
_CHIP_STATES = {
    Scope.DONE: _ENDS,
    Scope.ALL: tuple(State),
}
_OPEN_STATES = (State.RECEIVED, State.VERIFIED, State.ASSIGNED, State.IN_PROGRESS)


def _chips(filters: ReportFilter) -> tuple[Chip, ...]:
    """One chip for each state that this part of the reports can be in."""
    inbox = reverse("desk:inbox_page")
    part = f"bagian={filters.scope}"
    everything = Chip(_("Semua"), f"{inbox}?{part}", is_current=not filters.state)
    states = (
        Chip(_(STATE_LABELS[state]), f"{inbox}?{part}&keadaan={state}", filters.state == state)
        for state in _CHIP_STATES.get(filters.scope, _OPEN_STATES)
    )
    return (everything, *states)


def _asked(request: HttpRequest, filters: ReportFilter) -> tuple[AskedRow, ...]:
    """What other agencies wait for, as far as this page shows it: all of it at the head of the inbox."""
    is_inbox = filters == ReportFilter()
    if request.GET.get("kursor") or not (is_inbox or filters.scope is Scope.ASKED):
        return ()
    return list_asked(actor_of(request))


_NEVER = dt.datetime.max.replace(tzinfo=dt.UTC)


def _by_limit(rows: list[InboxRow], asked: list[InboxRow]) -> tuple[InboxRow, ...]:
    """The page with what is asked among the rows where its own limit belongs."""
    if not asked:
        return tuple(rows)
    return tuple(sorted([*rows, *asked], key=lambda row: row.due_at or _NEVER))


def _asked_row(asked: AskedRow, query: str, current: str) -> InboxRow:
    """A report of others with the limit of what they ask."""
    state = _("koordinasi: %(asker)s") % {"asker": asked.asker}
    row = _row(asked.row, query, current)
    return replace(row, due_at=asked.due_at, is_done=False, state=state, state_kind="wait")


def _summary(page: ReportList, more: int) -> str:
    now = clock.now()
    late = sum(1 for row in page.rows if row.due_at and row.due_at < now and not row.is_paused)
    count = number_text(page.count + more) + ("+" if page.is_more else "")
    return _("%(count)s urusan, %(late)s lewat waktu di halaman ini") % {"count": count, "late": late}


def _row(row: ReportRow, query: str, current: str) -> InboxRow:
    address, end = reverse("desk:report_page", args=[row.number]), f"?{query}" if query else ""
    return InboxRow(
        uid=Pick(row.number, row.version).written,
        url=f"{address}{end}",
        fragment_url=f"{address}_isi/{end}",
        title=row.title,
        number=row.number,
        due_at=None if row.is_paused else row.due_at,
        is_done=row.due_at is None,
        kind=row.category,
        place=row.village or row.district,
        state=_state(row),
        state_kind=row.state_kind,
        is_current=row.number == current,
    )


def _state(row: ReportRow) -> str:
    """Where it stands, and how far up it has gone while its clock runs."""
    if row.is_paused:
        return _("waktu berhenti")
    if not row.level:
        return row.state_label
    return _("%(state)s, tingkat %(n)s") % {"state": row.state_label, "n": row.level}


@staff_only
def inbox_page(request: HttpRequest) -> HttpResponse:
    """The officer's list."""
    form, filters = read_filters(request)
    return render(request, InboxPage(inbox=make_list(request, filters), form=form))


@staff_only
def inbox_fragment(request: HttpRequest) -> HttpResponse:
    """The list alone."""
    _form, filters = read_filters(request)
    return render(request, InboxFragment(inbox=make_list(request, filters)))


@staff_only
def export_csv(request: HttpRequest) -> StreamingHttpResponse:
    """The whole list with its filters as CSV, streamed; no name and no contact of a reporter."""
    _form, filters = read_filters(request)
    response = StreamingHttpResponse(
        _lines(actor_of(request), filters), content_type="text/csv; charset=utf-8"
    )
    response["Content-Disposition"] = f'attachment; filename="laporan-{clock.today():%Y%m%d}.csv"'
    return response


def _lines(actor: Actor, filters: ReportFilter) -> Iterator[str]:
    writer = csv.writer(Echo())
    yield "\ufeff" + str(writer.writerow(_HEADS))
    for row in export_reports(actor, filters):
        texts = [safe(cell) for cell in _texts(row)]
        yield str(writer.writerow([*texts, f"{row.lon:.5f}", f"{row.lat:.5f}"]))


_HEADS = [
    "nomor", "judul", "kategori", "keadaan", "diterima", "batas", "desa_kelurahan", "kecamatan",
    "instansi", "jabatan", "bujur", "lintang",
]  # fmt: skip


def _texts(row: ReportRow) -> list[str]:
    due = clock.local(row.due_at).isoformat(timespec="minutes") if row.due_at else ""
    return [
        row.number, row.title, row.category, row.state_label,
        clock.local(row.received_at).isoformat(timespec="minutes"), due,
        row.village, row.district, row.agency, row.post,
    ]  # fmt: skip


@staff_only
def save_view(request: HttpRequest) -> HttpResponse:
    """Keep the list as it is under a name."""
    if request.method == "POST":
        view = actions.save_view(
            actor_of(request), name=request.POST.get("name", ""), query=request.POST.get("query", "")
        )
        messages.success(request, _("Tampilan “%(name)s” tersimpan.") % {"name": view.name})
        return redirect(f"{reverse('desk:inbox_page')}?{view.query}")
    return redirect("desk:inbox_page")


@staff_only
def forget_view(request: HttpRequest, view_id: int) -> HttpResponse:
    """Remove an own view."""
    if request.method == "POST":
        actions.forget_view(actor_of(request), view_id=view_id)
        messages.success(request, _("Tampilan dihapus."))
    return redirect("desk:inbox_page")


@staff_only
def live_address(request: HttpRequest) -> JsonResponse:
    """A fresh address of the event stream."""
    return JsonResponse({"url": live_url(live_channels(actor_of(request)))})
