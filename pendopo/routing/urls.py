"""Addresses of routing."""

from __future__ import annotations

from django.urls import include, path

from pendopo.routing import views

_pages = [
    path("", views.model_page, name="model_page"),
    path("coba/", views.try_page, name="try_page"),
    path("<int:version>/", views.version_page, name="version_page"),
    path("<int:version>/pakai/", views.activate_view, name="activate"),
]

urlpatterns = [path("pengaturan/penyaranan/", include((_pages, "routing")))]
