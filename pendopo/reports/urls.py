"""Addresses of reports that are not pages: map tiles."""

from __future__ import annotations

from django.urls import path

from pendopo.reports import views

app_name = "reports"

urlpatterns = [
    path("tiles/replay/<str:day>/<int:z>/<int:x>/<int:y>.mvt", views.replay_tile, name="replay_tile"),
    path("tiles/reports/<int:z>/<int:x>/<int:y>.mvt", views.report_tile, name="report_tile"),
]
