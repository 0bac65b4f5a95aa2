"""What waited on a phone for a signal: the page that lists it, and the way by which it comes.

The phone asks first who is signed in and for a fresh token (one in a kept page is old), sends each photo,
then the words with the key they were written with. Answers are JSON; errors have the one shape of programs.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import ClassVar

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.views.decorators.http import require_GET, require_POST

from pendopo.kernel.access import actor_of, public
from pendopo.kernel.actor import ANONYMOUS, Actor
from pendopo.kernel.errors import Invalid, gettext_noop
from pendopo.kernel.files.api import accept_image
from pendopo.portal.forms import ReportForm
from pendopo.reports.api import PHOTO_PURPOSE, submit_report
from pendopo.web.pages import render
from pendopo.web.queueing import Answer, in_json

PHOTO_MISSING = gettext_noop("Foto tidak sampai. Kirim lagi.")


@dataclass(frozen=True, slots=True)
class QueuePage:
    """What waits on this phone and what was sent from it; the phone fills it in, we know nothing of it."""

    template: ClassVar[str] = "portal/queue_page.html"


@public
@require_GET
def queue_page(request: HttpRequest) -> HttpResponse:
    """The list of what waits on this phone (no query for the anonymous)."""
    return render(request, QueuePage())


@public
@require_POST
@in_json
def queue_photo(request: HttpRequest) -> Answer:
    """One photo of a report that waited."""
    upload = request.FILES.get("photo")
    if upload is None:
        raise Invalid(fields={"photo": PHOTO_MISSING})
    return {"uid": str(accept_image(actor_of(request), upload=upload, purpose=PHOTO_PURPOSE).file.uid)}


@public
@require_POST
@in_json
def queue_report(request: HttpRequest) -> Answer:
    """The words of a report that waited; its key is accepted once. ``tanpa_akun`` sends it as nobody's."""
    form = ReportForm(request.POST)
    if not form.is_valid():
        raise Invalid(fields={name: str(errors[0]) for name, errors in form.errors.items()})
    receipt = submit_report(_sender(request), form.draft(form.cleaned_data["kept_photos"]))
    address = reverse("portal:track_page", args=[receipt.number, receipt.secret])
    return {"number": receipt.number, "address": address}


def _sender(request: HttpRequest) -> Actor:
    """Who is signed in, or nobody where the writer was nobody: a phone may have changed hands since."""
    actor = actor_of(request)
    if "tanpa_akun" not in request.POST:
        return actor
    return replace(ANONYMOUS, channel=actor.channel, network=actor.network)
