"""Addresses of territory."""

from __future__ import annotations

from django.urls import path

from pendopo.territory import views

app_name = "territory"

urlpatterns = [
    path("tiles/boundaries.pmtiles", views.boundary_tiles, name="boundary_tiles"),
    path("wilayah/", views.area_list, name="area_list"),
    path("wilayah/titik/", views.area_at, name="area_at"),
]
