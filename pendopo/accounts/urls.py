"""Addresses of signing in, of one's own account, and of the organisation.

The library is not included: it gets only the names that it reverses, and each leads to a page of ours.
"""

from __future__ import annotations

from django.urls import include, path

from pendopo.accounts.views import second_factor, security, signing_in

_pages = [
    path("masuk/", signing_in.sign_in_page, name="sign_in_page"),
    path("masuk/kode/", signing_in.code_page, name="code_page"),
    path("masuk/pengaman/", second_factor.second_factor_page, name="second_factor_page"),
    path("masuk/selesai/", signing_in.signed_in_view, name="signed_in"),
    path("masuk/nama/", signing_in.name_page, name="name_page"),
    path("keluar/", signing_in.sign_out, name="sign_out"),
    path("keamanan/", security.security_page, name="security_page"),
    path("keamanan/autentikator/", security.security_page, name="totp_page"),
    path("keamanan/kunci/", security.security_page, name="passkey_page"),
    path("keamanan/pengaman/", second_factor.second_factor_needed_page, name="second_factor_needed_page"),
]

urlpatterns = [
    path("", include((_pages, "accounts"))),
    path("masuk/", signing_in.sign_in_page, name="account_login"),
    path("masuk/pengaman/", second_factor.second_factor_page, name="mfa_authenticate"),
]
