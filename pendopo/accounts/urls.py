"""Addresses of signing in and of one's own account."""

from __future__ import annotations

from allauth.account import views as library
from django.urls import path
from django.views.generic import RedirectView

from pendopo.kernel.access import public

app_name = "accounts"

urlpatterns = [
    path("masuk/", public(library.login), name="sign_in_page"),
    path("keluar/", public(library.logout), name="sign_out"),
    path("keamanan/", public(RedirectView.as_view(url="/")), name="security_page"),
]
