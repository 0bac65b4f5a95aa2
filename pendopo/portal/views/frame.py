"""What stands around every page, as far as it is known without a context of its own."""

from __future__ import annotations

from dataclasses import replace

from django.conf import settings
from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext as _

from pendopo.kernel.access import actor_of
from pendopo.kernel.actor import Actor, ActorKind
from pendopo.kernel.personal_data import keyed_hash
from pendopo.territory.api import CityNotLoaded, get_city
from pendopo.web.chrome import Chrome, NavEntry


def mark_of(actor: Actor) -> str:
    """What tells two accounts of one browser apart without saying whose they are; empty for nobody."""
    return keyed_hash(str(actor.account_id), "browser-owner")[:16] if actor.account_id else ""


def frame(request: HttpRequest, chrome: Chrome) -> Chrome:
    """City, links and person (no query: the city is kept per process)."""
    try:
        city = get_city()
    except CityNotLoaded:
        return chrome
    actor = actor_of(request)
    is_known = actor.kind is not ActorKind.ANONYMOUS
    return replace(
        chrome,
        city_name=city.name,
        city_short=city.name.split(" ", 1)[-1],
        city_unit=f"{_('Pemerintah')} {city.name}",
        is_demo=settings.IS_DEMO,
        home_url=reverse("desk:inbox_page") if actor.is_staff else reverse("portal:home_page"),
        sign_in_url="" if is_known else reverse("accounts:sign_in_page"),
        sign_out_url=reverse("accounts:sign_out") if is_known else "",
        account_url=reverse("accounts:security_page") if is_known else "",
        notifications_url=reverse("accounts:notifications_page") if is_known else "",
        actor_mark=mark_of(actor),
        actor_name=actor.name or (_("Warga") if is_known else ""),
        boundaries_url=reverse("territory:boundary_tiles"),
        bounds=(city.bounds.west, city.bounds.south, city.bounds.east, city.bounds.north),
        footer=(
            NavEntry(_("Laporan warga"), reverse("portal:public_list_page")),
            NavEntry(_("Instansi dan tugasnya"), reverse("portal:agency_list_page")),
            NavEntry(_("Lacak laporan"), reverse("portal:track_form_page")),
        ),
    )
