"""The navigation of an officer's page."""

from __future__ import annotations

from dataclasses import replace

from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext as _

from pendopo.accounts.api import title_of
from pendopo.desk.queries import list_views
from pendopo.kernel.access import actor_of
from pendopo.kernel.actor import Actor
from pendopo.reports.api import Scope, count_inbox
from pendopo.web.chrome import Chrome, NavEntry, NavGroup
from pendopo.web.live import live_url


def navigation(request: HttpRequest, chrome: Chrome) -> Chrome:
    """Inbox with its counts, saved views, the city; for officers only (4 queries)."""
    actor = actor_of(request)
    if not actor.is_staff:
        return chrome
    inbox, field = reverse("desk:inbox_page"), reverse("desk:field_list_page")
    count, late = count_inbox(actor)
    here = request.GET.get("bagian", Scope.INBOX) if request.path == inbox else ""
    is_late, is_raised = bool(request.GET.get("lewat")), bool(request.GET.get("naik"))
    is_part = is_late or is_raised
    work = (
        _entry(_("Kotak masuk"), inbox, Scope.INBOX, here, icon="inbox", count=count, is_off=is_part),
        NavEntry(_("Lewat waktu"), f"{inbox}?lewat=1", late, "warning", is_late and here == Scope.INBOX),
        NavEntry(_("Naik ke saya"), f"{inbox}?naik=1", None, "chevron-up", is_raised and here == Scope.INBOX),
        _entry(_("Menunggu orang lain"), inbox, Scope.WAITING, here, icon="clock"),
        _entry(_("Diminta koordinasi"), inbox, Scope.ASKED, here, icon="people"),
        _entry(_("Selesai"), inbox, Scope.DONE, here, icon="check"),
        NavEntry(_("Di lapangan"), field, None, "pin", request.path.startswith(field)),
    )
    own = tuple(NavEntry(view.name, f"{inbox}?{view.query}", None, "filter") for view in list_views(actor))
    city: tuple[NavEntry, ...] = (_entry(_("Semua laporan"), inbox, Scope.ALL, here, icon="map"),)
    if actor.has_role("operator", "coordinator", "leader"):
        city = (*city, NavEntry(_("Ruang situasi"), reverse("situation:board_page"), None, "live"))
    if actor.has_role("coordinator", "leader"):
        spots = reverse("desk:spot_list_page")
        city = (*city, NavEntry(_("Titik berulang"), spots, None, "pin", request.path == spots))
    if actor.has_role("coordinator", "administrator", "agency_head"):
        replies = reverse("desk:reply_list_page")
        here_too = request.path.startswith(replies)
        city = (*city, NavEntry(_("Templat jawaban"), replies, None, "reply", here_too))
    if actor.has_role("administrator"):
        keep = NavEntry(_("Instansi dan jabatan"), reverse("accounts:agency_list_page"), None, "settings")
        suggest = NavEntry(_("Penyaranan"), reverse("routing:model_page"), None, "tag")
        city = (*city, keep, suggest)
    groups = [NavGroup("", work), NavGroup(_("Tampilan saya"), own), NavGroup(_("Kota"), city)]
    return replace(
        chrome,
        actor_title=title_of(actor),
        nav=tuple(group for group in groups if group.entries),
        search_url=inbox,
        search_text=_("Cari nomor, kata, tempat …"),
        live_url=live_url(live_channels(actor)),
        live_token_url=reverse("desk:live_address"),
    )


def live_channels(actor: Actor) -> list[str]:
    """What an officer's pages hear of: the own agencies, and the whole city for who sees it."""
    channels = [f"agency:{agency_id}" for agency_id in sorted(actor.agency_ids)]
    return [*channels, "situation"] if actor.has_role("operator", "coordinator", "leader") else channels


def _entry(
    label: str,
    inbox: str,
    scope: Scope,
    here: str,
    *,
    icon: str,
    count: int | None = None,
    is_off: bool = False,
) -> NavEntry:
    url = inbox if scope is Scope.INBOX else f"{inbox}?bagian={scope}"
    return NavEntry(label, url, count, icon, is_current=here == scope and not is_off)
