"""Addresses of signing in, of one's own account, and of the organisation.

The library is not included: it gets only the names that it reverses, and each leads to a page of ours.
"""

from __future__ import annotations

from django.urls import include, path

from pendopo.accounts.views import factors, fresh, own_data, second_factor, security, signing_in

_pages = [
    path("masuk/", signing_in.sign_in_page, name="sign_in_page"),
    path("masuk/kode/", signing_in.code_page, name="code_page"),
    path("masuk/pengaman/", second_factor.second_factor_page, name="second_factor_page"),
    path("masuk/selesai/", signing_in.signed_in_view, name="signed_in"),
    path("masuk/nama/", signing_in.name_page, name="name_page"),
    path("keluar/", signing_in.sign_out, name="sign_out"),
    path("keamanan/", security.security_page, name="security_page"),
    path("keamanan/pengaman/", second_factor.second_factor_needed_page, name="second_factor_needed_page"),
    path("keamanan/ulang/", fresh.confirm_page, name="confirm_page"),
    path("keamanan/nama/", security.own_name_page, name="own_name_page"),
    path("keamanan/surel/", security.email_page, name="email_page"),
    path("keamanan/ponsel/", security.phone_page, name="phone_page"),
    path("keamanan/sandi/", security.password_page, name="password_page"),
    path("keamanan/sesi/<int:session_id>/akhiri/", security.end_session, name="end_session"),
    path("keamanan/sesi/akhiri-lainnya/", security.end_other_sessions, name="end_other_sessions"),
    path("keamanan/catatan/", security.traces_page, name="traces_page"),
    path("keamanan/autentikator/", factors.totp_page, name="totp_page"),
    path("keamanan/autentikator/lepas/", factors.remove_totp, name="remove_totp"),
    path("keamanan/kunci-sandi/", factors.passkey_page, name="passkey_page"),
    path("keamanan/kunci-sandi/<int:factor_id>/lepas/", factors.remove_passkey, name="remove_passkey"),
    path("keamanan/pemulihan/", factors.recovery_page, name="recovery_page"),
    path("keamanan/pemulihan/baru/", factors.renew_recovery, name="renew_recovery"),
    path("keamanan/data/", own_data.export, name="export"),
    path("keamanan/kunci-api/", own_data.key_page, name="key_page"),
    path("keamanan/kunci-api/<int:key_id>/cabut/", own_data.revoke_key, name="revoke_key"),
    path("keamanan/pelimpahan/", own_data.delegate_page, name="delegate_page"),
    path(
        "keamanan/pelimpahan/<int:delegation_id>/akhiri/",
        own_data.end_own_delegation,
        name="end_own_delegation",
    ),
]

urlpatterns = [
    path("", include((_pages, "accounts"))),
    path("masuk/", signing_in.sign_in_page, name="account_login"),
    path("masuk/pengaman/", second_factor.second_factor_page, name="mfa_authenticate"),
]
