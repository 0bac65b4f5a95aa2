"""Addresses of stored files."""

from __future__ import annotations

from django.urls import path

from pendopo.kernel.files import views

app_name = "files"

urlpatterns = [
    path("berkas/<uuid:uid>/<str:size>.jpg", views.picture, name="picture"),
]
