"""Messages that came: the list, one of them, and what the coordinator decides about it."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import ClassVar
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from pendopo.accounts.api import Role
from pendopo.connectors.inbox.actions import dismiss_message, open_message, turn_into_report
from pendopo.connectors.inbox.forms import DismissForm, FilterForm, ReportForm
from pendopo.connectors.inbox.queries import (
    MailboxDown,
    MessageFilter,
    MessageList,
    MessageText,
    find_fault,
    list_messages,
)
from pendopo.connectors.inbox.rules.messages import CHANNEL_LABELS, FATE_LABELS, Fate
from pendopo.kernel.access import actor_of, role_needed
from pendopo.kernel.actor import Channel
from pendopo.kernel.errors import Invalid
from pendopo.web.pages import render

coordinator_only = role_needed(Role.COORDINATOR)

_UNPROCESSABLE = 422
_CHIP_FATES = (Fate.KEPT, Fate.WAITING, Fate.REPORTED, Fate.REFUSED)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Chip:
    """A filter that one press sets."""

    label: str
    url: str
    is_current: bool
    count: int | None = None


@dataclass(frozen=True, slots=True)
class Shown:
    """The list with its filters."""

    found: MessageList
    fates: tuple[Chip, ...]
    channels: tuple[Chip, ...]
    query: str
    """The filters as a query string."""
    next_url: str
    fault: MailboxDown | None
    """The mailbox that cannot be read now."""


@dataclass(frozen=True, slots=True)
class MessageListPage:
    """The list, without an open message."""

    template: ClassVar[str] = "inbox/message_list_page.html"
    shown: Shown


@dataclass(frozen=True, slots=True)
class MessagePage:
    """An open message beside the list."""

    template: ClassVar[str] = "inbox/message_page.html"
    shown: Shown
    message: MessageText
    dismissing: DismissForm = field(default_factory=DismissForm)


@dataclass(frozen=True, slots=True)
class ReportPage:
    """The form of a report of a message, beside the list."""

    template: ClassVar[str] = "inbox/message_report_page.html"
    shown: Shown
    message: MessageText
    form: ReportForm


def _shown(request: HttpRequest) -> Shown:
    """The list as the address asks for it (2 queries)."""
    form = FilterForm(request.GET)
    form.is_valid()
    fate, channel = form.fate(), form.channel()
    wanted = MessageFilter(fate, channel, form.cleaned_data.get("sebelum"))
    found = list_messages(actor_of(request), wanted)
    return Shown(
        found=found,
        fates=(
            *(Chip(_(FATE_LABELS[each]), _address(each, channel), fate is each) for each in _CHIP_FATES),
            Chip(_("Semua"), _address(None, channel), fate is None),
        ),
        channels=(
            Chip(_("Semua saluran"), _address(fate, None), channel is None),
            *(
                Chip(_(label), _address(fate, each), channel is each)
                for each, label in CHANNEL_LABELS.items()
            ),
        ),
        query=_query(fate, channel),
        next_url=f"{_address(fate, channel)}&sebelum={found.next_id}" if found.next_id else "",
        fault=find_fault(),
    )


def _query(fate: Fate | None, channel: Channel | None) -> str:
    return f"nasib={fate or 'semua'}" + (f"&saluran={channel}" if channel else "")


def _address(fate: Fate | None, channel: Channel | None) -> str:
    return f"{reverse('inbox:message_list_page')}?{_query(fate, channel)}"


@coordinator_only
def message_list_page(request: HttpRequest) -> HttpResponse:
    """Messages that came, first those that wait for a person."""
    return render(request, MessageListPage(_shown(request)))


@coordinator_only
@never_cache
def message_page(request: HttpRequest, uid: UUID) -> HttpResponse:
    """One message in full; each look is logged."""
    message, _proposal = open_message(actor_of(request), uid)
    return render(request, MessagePage(_shown(request), message))


@coordinator_only
@never_cache
def message_report_page(request: HttpRequest, uid: UUID) -> HttpResponse:
    """Make a report of a message, beginning with what it says."""
    actor = actor_of(request)
    message, proposal = open_message(actor, uid)
    form = ReportForm(proposal, request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        try:
            receipt = turn_into_report(actor, uid, form.making())
        except Invalid as fault:
            form.show_faults(fault)
        else:
            messages.success(request, _("Laporan %(number)s dibuat.") % {"number": receipt.number})
            return redirect("desk:report_page", receipt.number)
    page = ReportPage(_shown(request), message, form)
    return render(request, page, status=_UNPROCESSABLE if form.errors else 200)


@coordinator_only
@require_POST
def dismiss(request: HttpRequest, uid: UUID) -> HttpResponse:
    """Say that nothing follows from a message, and why."""
    actor, form = actor_of(request), DismissForm(request.POST)
    if form.is_valid():
        dismiss_message(actor, uid, reason=form.cleaned_data["reason"])
        messages.success(request, _("Pesan diabaikan."))
        return redirect("inbox:message_list_page")
    message, _proposal = open_message(actor, uid)
    return render(request, MessagePage(_shown(request), message, form), status=_UNPROCESSABLE)
