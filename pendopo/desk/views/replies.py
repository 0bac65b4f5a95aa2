"""Keeping templates of replies: list, new, other words, history."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from django.contrib import messages
from django.forms import Form
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from pendopo.accounts.api import AgencyRow, Role, agencies_by_id, list_agencies
from pendopo.desk.forms.replies import ReplyForm, ReplyTextForm
from pendopo.desk.rules import LABELS
from pendopo.kernel.access import actor_of, role_needed
from pendopo.kernel.actor import Actor
from pendopo.kernel.errors import Conflict, Invalid, NotFound
from pendopo.kernel.problems import said
from pendopo.reports import api as reports
from pendopo.reports.api import PLACEHOLDERS, REPLY_VERBS, KeptReply, VersionRow
from pendopo.web.pages import render

_KEEPS_ALL = (Role.COORDINATOR, Role.ADMINISTRATOR)
_keepers_only = role_needed(*_KEEPS_ALL, Role.AGENCY_HEAD)


@dataclass(frozen=True, slots=True)
class ReplyEntry:
    """A template in the list."""

    reply: KeptReply
    is_current: bool


@dataclass(frozen=True, slots=True)
class ReplyGroup:
    """Templates for one step."""

    label: str
    entries: tuple[ReplyEntry, ...]


@dataclass(frozen=True, slots=True)
class Place:
    """A name that may stand in braces."""

    name: str
    meaning: str


@dataclass(frozen=True, slots=True)
class ReplyListPage:
    """Every template."""

    template: ClassVar[str] = "desk/reply_list_page.html"
    groups: tuple[ReplyGroup, ...]


@dataclass(frozen=True, slots=True)
class ReplyNewPage:
    """A new template."""

    template: ClassVar[str] = "desk/reply_new_page.html"
    groups: tuple[ReplyGroup, ...]
    form: Form
    places: tuple[Place, ...]


@dataclass(frozen=True, slots=True)
class ReplyPage:
    """One template with its history."""

    template: ClassVar[str] = "desk/reply_page.html"
    groups: tuple[ReplyGroup, ...]
    reply: KeptReply
    label: str
    """The step that it is for."""
    form: Form | None
    """None for who may only read it."""
    places: tuple[Place, ...]
    versions: tuple[VersionRow, ...]


@_keepers_only
def reply_list_page(request: HttpRequest) -> HttpResponse:
    """Every template, by step (3 queries)."""
    return render(request, ReplyListPage(groups=_groups(actor_of(request))))


@_keepers_only
def reply_new_page(request: HttpRequest) -> HttpResponse:
    """Write a new template."""
    actor = actor_of(request)
    form = ReplyForm(
        request.POST or None,
        agencies=_agencies(actor),
        categories=reports.list_categories(),
        may_keep_all=actor.has_role(*_KEEPS_ALL),
    )
    if request.method == "POST" and form.is_valid():
        values = {name: form.cleaned_data[name] for name in form.fields if name != "version"}
        try:
            reply = reports.add_reply(actor, **values)
        except Invalid as fault:
            _tell(form, fault)
        else:
            messages.success(request, _("Templat tersimpan."))
            return redirect("desk:reply_page", reply_id=reply.pk)
    page = ReplyNewPage(groups=_groups(actor), form=form, places=_places())
    return render(request, page, status=422 if form.errors else 200)


@_keepers_only
def reply_page(request: HttpRequest, reply_id: int) -> HttpResponse:
    """One template: its words, its history, and other words from now on."""
    actor = actor_of(request)
    reply = reports.get_kept_reply(actor, reply_id)
    shown = {"name": reply.name, "text": reply.text, "version": reply.version}
    form = ReplyTextForm(request.POST or None, initial=shown)
    if request.method == "POST" and form.is_valid():
        try:
            reports.change_reply(actor, reply_id, **{**form.cleaned_data, "version": _version(form)})
        except Invalid as fault:
            _tell(form, fault)
        except Conflict as fault:
            form.add_error(None, f"{_(fault.text)} {_(fault.advice)}")
        else:
            messages.success(request, _("Templat tersimpan. Kata-kata sebelumnya ada di riwayat."))
            return redirect("desk:reply_page", reply_id=reply_id)
    page = ReplyPage(
        groups=_groups(actor, current=reply_id),
        reply=reply,
        label=_(LABELS[reply.verb]),
        form=form if reply.may_keep else None,
        places=_places(),
        versions=tuple(reports.list_versions(reply_id)),
    )
    return render(request, page, status=422 if form.errors else 200)


@_keepers_only
def reply_offer(request: HttpRequest, reply_id: int) -> HttpResponse:
    """Offer a template, or offer it no more."""
    if request.method != "POST":
        raise NotFound
    reply = reports.offer_reply(actor_of(request), reply_id, is_active=bool(request.POST.get("offer")))
    done = _("Templat ditawarkan lagi.") if reply.is_active else _("Templat tidak ditawarkan lagi.")
    messages.success(request, done)
    return redirect("desk:reply_page", reply_id=reply_id)


@_keepers_only
def reply_remove(request: HttpRequest, reply_id: int) -> HttpResponse:
    """Delete a template that nobody ever used."""
    if request.method != "POST":
        raise NotFound
    reports.remove_reply(actor_of(request), reply_id)
    messages.success(request, _("Templat dihapus."))
    return redirect("desk:reply_list_page")


def _version(form: Form) -> int:
    return form.cleaned_data["version"] or 0


def _tell(form: Form, fault: Invalid) -> None:
    for name, text in fault.fields.items():
        form.add_error(name if name in form.fields else None, _(text))
    if not fault.fields:
        form.add_error(None, said(fault.text, fault))


def _agencies(actor: Actor) -> list[AgencyRow]:
    """Agencies for which the actor may keep templates."""
    if actor.has_role(*_KEEPS_ALL):
        return list_agencies()
    return list(agencies_by_id(actor.agencies_with_role(Role.AGENCY_HEAD)).values())


def _groups(actor: Actor, *, current: int = 0) -> tuple[ReplyGroup, ...]:
    kept = reports.list_kept_replies(actor)
    groups = (
        ReplyGroup(
            _(LABELS[verb]),
            tuple(ReplyEntry(each, is_current=each.id == current) for each in kept if each.verb is verb),
        )
        for verb in REPLY_VERBS
    )
    return tuple(group for group in groups if group.entries)


def _places() -> tuple[Place, ...]:
    return tuple(Place(f"{{{name}}}", _(meaning)) for name, meaning in PLACEHOLDERS.items())
