"""Addresses of the kit itself: what makes the site an installable app, and the pattern page."""

from __future__ import annotations

from django.urls import path

from pendopo.web import patterns, views

app_name = "web"

urlpatterns = [
    path("manifest.webmanifest", views.manifest, name="manifest"),
    path("sw.js", views.service_worker, name="service_worker"),
    path("_sambungan/", views.queue_probe, name="queue_probe"),
    path("tanpa-sambungan/", views.offline_page, name="offline_page"),
    path("patterns/", patterns.patterns_page, name="patterns_page"),
    path("patterns/<slug:shell>/", patterns.shell_pattern_page, name="shell_pattern_page"),
    path("brand.css", views.brand_stylesheet, name="brand_stylesheet"),
    path("bahasa/", views.set_language, name="set_language"),
]
