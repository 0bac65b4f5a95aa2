"""What is new in a choice of reports, for feed readers: follow a place, a category, an agency."""

from __future__ import annotations

import hashlib

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseNotModified
from django.urls import reverse
from django.utils.feedgenerator import Atom1Feed
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from pendopo.kernel.access import public
from pendopo.portal.forms import RecordForm
from pendopo.reports.api import PublicRow, list_public_reports
from pendopo.territory.api import get_city

ENTRIES = 50
_MINUTES = 5


@public
def public_feed(request: HttpRequest) -> HttpResponse:
    """The newest reports of the same choice as the list, as Atom; 304 while nothing changed (2 queries)."""
    form = RecordForm(request.GET)
    body = _feed(form, list_public_reports(form.wanted(), limit=ENTRIES).rows)
    etag = f'"{hashlib.sha256(body).hexdigest()[:32]}"'
    headers = {"ETag": etag, "Cache-Control": f"private, max-age={_MINUTES * 60}"}
    if etag in request.headers.get("If-None-Match", ""):
        return HttpResponseNotModified(headers=headers)
    return HttpResponse(body, content_type=Atom1Feed.content_type, headers=headers)


def _feed(form: RecordForm, rows: tuple[PublicRow, ...]) -> bytes:
    title = f"{_('Laporan warga')} · {get_city().name}"
    feed = Atom1Feed(
        title=" · ".join([title, *form.labels()]),
        link=settings.ORIGIN + reverse("portal:public_list_page"),
        description=_("Apa yang dilaporkan, siapa yang menanganinya, dan sampai di mana."),
        language=get_language() or settings.LANGUAGE_CODE,
        feed_url=settings.ORIGIN + reverse("portal:public_feed"),
    )
    for row in rows:
        link = settings.ORIGIN + reverse("portal:public_report_page", args=[row.number])
        feed.add_item(
            title=row.title,
            link=link,
            unique_id=link,
            description=" · ".join(filter(None, (row.state_label, row.category, row.place, row.agency))),
            pubdate=row.received_at,
            updateddate=row.changed_at,
            categories=[row.category],
        )
    return feed.writeString("utf-8").encode()
