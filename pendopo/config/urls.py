"""All addresses: each context brings its own table."""

from __future__ import annotations

from django.urls import include, path

from pendopo.config.http_api import api
from pendopo.config.readiness import ready

handler400 = "pendopo.kernel.problems.bad_request"
handler404 = "pendopo.kernel.problems.not_found"
handler500 = "pendopo.kernel.problems.server_error"

urlpatterns = [
    path("api/", api.urls),
    path("meja/aturan/", include("pendopo.rulebook.urls")),
    path("meja/", include("pendopo.desk.urls")),
    path("situasi/", include("pendopo.situation.urls")),
    path("ready", ready),
    path("", include("pendopo.portal.urls")),
    path("", include("pendopo.accounts.urls")),
    path("", include("pendopo.routing.urls")),
    path("", include("pendopo.web.urls")),
    path("", include("pendopo.territory.urls")),
    path("", include("pendopo.kernel.files.urls")),
    path("", include("pendopo.reports.urls")),
    path("", include("pendopo.connectors.open311.urls")),
    path("", include("pendopo.connectors.inbox.urls")),
]
