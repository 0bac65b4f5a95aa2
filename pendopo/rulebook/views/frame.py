"""What stands around every page of the rule book: doors, navigation, dates and histories in words."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace

from django import forms
from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext as _

from pendopo.accounts.api import Role, names_by_account
from pendopo.kernel import clock
from pendopo.kernel.access import actor_of, role_needed
from pendopo.kernel.audit.reading import Entry, entries_about
from pendopo.kernel.errors import Invalid, PendopoError, gettext_noop
from pendopo.web.chrome import Chrome, NavEntry, NavGroup
from pendopo.web.formats import date_text
from pendopo.web.timelines import TimelineStep

readers_only = role_needed(Role.ADMINISTRATOR, Role.COORDINATOR)
keeper_only = role_needed(Role.ADMINISTRATOR)

STANDINGS = {
    "coming": ("wait", gettext_noop("Akan berlaku")),
    "present": ("done", gettext_noop("Sedang berlaku")),
    "past": ("off", gettext_noop("Sudah berakhir")),
}
"""How rules stand to today: shape and word."""


@dataclass(frozen=True, slots=True)
class Head:
    """A column of the table component."""

    label: str
    is_number: bool = False
    url: str = ""
    direction: str = ""


def navigation(request: HttpRequest, chrome: Chrome) -> Chrome:
    """The rules, for who may see them (no query)."""
    actor = actor_of(request)
    if not actor.has_role(Role.ADMINISTRATOR, Role.COORDINATOR):
        return chrome
    entries = tuple(
        NavEntry(label, url, None, icon, request.path.startswith(url))
        for label, url, icon in (
            (_("Waktu"), reverse("rulebook:clock_list_page"), "clock"),
            (_("Tangga"), reverse("rulebook:ladder_page"), "chevron-up"),
        )
    )
    return replace(chrome, nav=(*chrome.nav, NavGroup(_("Aturan"), entries)))


def is_keeper(request: HttpRequest) -> bool:
    """True for who may write rules; others read and propose."""
    return actor_of(request).has_role(Role.ADMINISTRATOR)


def span_words(first: dt.date, last: dt.date | None, *, since_ever: dt.date) -> str:
    """From which day to which a rule holds, in words."""
    today = clock.today()
    begin = "" if first <= since_ever else _("sejak %(day)s") % {"day": date_text(first, today=today)}
    end = _("sampai %(day)s") % {"day": date_text(last, today=today)} if last else ""
    return " ".join(filter(None, (begin, end))) or _("sejak semula")


Tell = Callable[[Mapping[str, object]], str]
"""Puts a state before or after a change into words."""


def history(subject: str, verbs: Mapping[str, str], tell: Tell) -> list[TimelineStep]:
    """What was changed about ``subject``, by whom, newest first (2 queries).

    ``verbs`` are words by the last part of the action.
    """
    entries = entries_about(subject)
    names = names_by_account(each.account_id for each in entries if each.account_id)
    return [_step(each, names, verbs, tell) for each in entries]


def _step(entry: Entry, names: Mapping[int, str], verbs: Mapping[str, str], tell: Tell) -> TimelineStep:
    verb = entry.action.rpartition("_")[2]
    found = (entry.facts.get(name) for name in ("before", "after"))
    states = [tell(each) for each in found if isinstance(each, dict)]
    return TimelineStep(
        kind="new" if verb == "added" else "off" if verb in {"ended", "withdrawn"} else "done",
        who=names.get(entry.account_id or 0, "") or _("Sistem"),
        what=_(verbs.get(verb, verb)),
        at=entry.at,
        note=" → ".join(states),
    )


def explain(form: forms.Form, fault: PendopoError) -> None:
    """Put what an action refused into the form, beside the fields that it names."""
    named = fault.fields if isinstance(fault, Invalid) else {}
    known = {name: text for name, text in named.items() if name in form.fields}
    for name, text in known.items():
        form.add_error(name, _(text))
    if not known:
        form.add_error(None, _(fault.text))


def joined(words: Iterable[str]) -> str:
    """Words with dots between them."""
    return " · ".join(filter(None, words))
