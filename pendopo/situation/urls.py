"""Addresses of the situation room."""

from __future__ import annotations

from django.urls import path

from pendopo.situation import views

app_name = "situation"

urlpatterns = [
    path("", views.board_page, name="board_page"),
    path("_papan/", views.board_fragment, name="board_fragment"),
    path("_langsung/", views.live_address, name="live_address"),
]
