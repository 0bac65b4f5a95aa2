"""Addresses of signing in, of one's own account, and of the organisation.

The library is not included: it gets only the names that it reverses, and each leads to a page of ours.
"""

from __future__ import annotations

from django.urls import include, path

from pendopo.accounts.views import (
    agencies,
    competences,
    factors,
    fresh,
    invitations,
    notifications,
    own_data,
    posts,
    second_factor,
    security,
    signing_in,
)

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
    path("keamanan/pemberitahuan/", notifications.notifications_page, name="notifications_page"),
    path("keamanan/pemberitahuan/_kabar/", notifications.told_fragment, name="told_fragment"),
    path("keamanan/pemberitahuan/coba/", notifications.send_trial_view, name="send_trial"),
    path("keamanan/peramban/", notifications.add_browser_view, name="add_browser"),
    path("keamanan/peramban/tinggalkan/", notifications.leave_browser_view, name="leave_browser"),
    path("keamanan/peramban/perbarui/", notifications.renew_browser_view, name="renew_browser"),
    path("keamanan/peramban/lepas-semua/", notifications.remove_browsers_view, name="remove_browsers"),
    path(
        "keamanan/peramban/<int:browser_id>/lepas/", notifications.remove_browser_view, name="remove_browser"
    ),
    path("undangan/<str:token>/", invitations.invitation_page, name="invitation_page"),
]

_keeper = [
    path("", agencies.agency_list_page, name="agency_list_page"),
    path("baru/", agencies.agency_new_page, name="agency_new_page"),
    path("coba/", competences.try_page, name="try_page"),
    path("jabatan/<int:post_id>/", posts.post_page, name="post_page"),
    path("jabatan/<int:post_id>/ubah/", posts.post_edit_page, name="post_edit_page"),
    path("jabatan/<int:post_id>/angkat/", posts.appoint_page, name="appoint_page"),
    path(
        "jabatan/<int:post_id>/pelimpahan/<int:delegation_id>/akhiri/", posts.end_lending, name="end_lending"
    ),
    path("masa/<int:appointment_id>/akhiri/", posts.end_appointment_page, name="end_appointment_page"),
    path("masa/<int:appointment_id>/limpahkan/", posts.lend_page, name="lend_page"),
    path("masa/<int:appointment_id>/undang/", posts.invite_again, name="invite_again"),
    path("tugas/<int:competence_id>/", competences.competence_page, name="competence_page"),
    path("<str:code>/", agencies.agency_page, name="agency_page"),
    path("<str:code>/ubah/", agencies.agency_edit_page, name="agency_edit_page"),
    path("<str:code>/keadaan/", agencies.agency_state, name="agency_state"),
    path("<str:code>/unit/baru/", agencies.unit_new_page, name="unit_new_page"),
    path("<str:code>/jabatan/baru/", posts.post_new_page, name="post_new_page"),
    path("<str:code>/tugas/baru/", competences.competence_new_page, name="competence_new_page"),
]

urlpatterns = [
    path("", include(([*_pages, path("pengaturan/instansi/", include(_keeper))], "accounts"))),
    path("masuk/", signing_in.sign_in_page, name="account_login"),
    path("masuk/pengaman/", second_factor.second_factor_page, name="mfa_authenticate"),
]
