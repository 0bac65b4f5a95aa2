"""The kit's own pages: installable app, offline page, choice of language."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from typing import ClassVar

from django.conf import settings
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.middleware.csrf import get_token
from django.shortcuts import redirect
from django.template import loader
from django.templatetags.static import static
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext
from django.views.decorators.http import require_GET, require_POST

from pendopo import __version__
from pendopo.kernel.access import public
from pendopo.kernel.errors import NotFound
from pendopo.web.branding import stylesheet
from pendopo.web.chrome import chrome_for
from pendopo.web.offline import kept_files, kept_pages, queue_address
from pendopo.web.pages import render
from pendopo.web.queueing import Answer, in_json

SHELL_FILES = (
    "web/css/tokens.css",
    "web/css/base.css",
    "web/css/layout.css",
    "web/css/portal.css",
    "web/css/components/actions.css",
    "web/css/components/states.css",
    "web/css/components/content.css",
    "web/css/components/fields.css",
    "web/css/plain.css",
    "web/fonts/plus-jakarta-sans-subset.woff2",
    "web/img/kawung.svg",
    "web/img/roof.svg",
    "web/js/pendopo.js",
    "web/js/queue.js",
    "web/js/waiting.js",
)
"""What the service worker keeps, so that the offline page looks like every other page."""


@dataclass(frozen=True, slots=True)
class OfflinePage:
    """Shown by the service worker when there is no connection."""

    template: ClassVar[str] = "web/offline_page.html"


@public
@require_GET
def manifest(request: HttpRequest) -> HttpResponse:
    """The web app manifest, with the name of the city."""
    chrome = chrome_for(request)
    name = f"{chrome.product} {chrome.city_short}".strip()
    icons = [
        {
            "src": static(f"web/img/roof-{side}.png"),
            "sizes": f"{side}x{side}",
            "type": "image/png",
            "purpose": purpose,
        }
        for side in (192, 512)
        for purpose in ("any", "maskable")
    ]
    return JsonResponse(
        {
            "id": "/",
            "name": name,
            "short_name": chrome.product,
            "lang": settings.LANGUAGE_CODE,
            "start_url": chrome.home_url,
            "scope": "/",
            "display": "standalone",
            "background_color": "#faf8f3",
            "theme_color": "#142a5f",
            "icons": [*icons, {"src": static("web/img/roof.svg"), "sizes": "any", "type": "image/svg+xml"}],
        },
        content_type="application/manifest+json",
    )


@public
@require_GET
def brand_stylesheet(request: HttpRequest) -> HttpResponse:
    """The city's own tokens; its address carries their version, so it may be kept for a year."""
    brand = chrome_for(request).brand
    if brand is None:
        raise NotFound
    headers = {"Cache-Control": "public, max-age=31536000, immutable"}
    return HttpResponse(stylesheet(brand), content_type="text/css", headers=headers)


@public
@require_GET
def service_worker(request: HttpRequest) -> HttpResponse:
    """The service worker at the root of the site, so that it sees every page."""
    files = [static(name) for name in dict.fromkeys((*SHELL_FILES, *kept_files()))]
    pages = kept_pages()
    version = hashlib.sha256("".join([__version__, *files, *pages]).encode()).hexdigest()[:12]
    context = {
        "files": files,
        "pages": pages,
        "queue": queue_address(),
        "version": version,
        "sent_title": gettext("Kiriman yang menunggu sudah terkirim"),
    }
    text = loader.render_to_string("web/sw.js", context, request)
    return HttpResponse(text, content_type="text/javascript", headers={"Cache-Control": "no-cache"})


@public
@require_GET
@in_json
def queue_probe(request: HttpRequest) -> Answer:
    """A sign of life, a fresh token for forms, and the mark of who is signed in (no query for nobody)."""
    return {"token": get_token(request), "owner": chrome_for(request).actor_mark}


@public
@require_GET
def offline_page(request: HttpRequest) -> HttpResponse:
    """What one sees without a connection."""
    return render(request, OfflinePage())


@public
@require_POST
def set_language(request: HttpRequest) -> HttpResponse:
    """Keep the reader's language in a cookie and go back to where the choice was made."""
    language = request.POST.get("language", "")
    known = {code for code, _name in settings.LANGUAGES}
    back = request.headers.get("Referer", "/")
    if not url_has_allowed_host_and_scheme(back, {request.get_host()}, require_https=request.is_secure()):
        back = "/"
    response = redirect(back)
    if language in known:
        response.set_cookie(
            settings.LANGUAGE_COOKIE_NAME,
            language,
            max_age=31_536_000,
            samesite="Lax",
            secure=settings.LANGUAGE_COOKIE_SECURE,
        )
    return response
