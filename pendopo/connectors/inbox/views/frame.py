"""The way to the messages in the navigation of the desk."""

from __future__ import annotations

from dataclasses import replace

from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext as _

from pendopo.accounts.api import Role
from pendopo.connectors.inbox.queries import count_kept
from pendopo.kernel.access import actor_of
from pendopo.web.chrome import Chrome, NavEntry, NavGroup


def navigation(request: HttpRequest, chrome: Chrome) -> Chrome:
    """Messages that wait for a person, with their number, for the coordinator (1 query)."""
    actor = actor_of(request)
    if not actor.has_role(Role.COORDINATOR):
        return chrome
    here = reverse("inbox:message_list_page")
    is_here = request.path.startswith(here)
    entry = NavEntry(_("Pesan masuk"), here, count_kept(actor), "mail", is_here)
    work, *others = chrome.nav or (NavGroup("", ()),)
    return replace(chrome, nav=(replace(work, entries=(*work.entries, entry)), *others))
