"""Addresses of the desk."""

from __future__ import annotations

from django.urls import path

from pendopo.desk.views import bulk, field, inbox, matters, replies, sheets, spots, steps

app_name = "desk"

urlpatterns = [
    path("", inbox.inbox_page, name="inbox_page"),
    path("_daftar/", inbox.inbox_fragment, name="inbox_fragment"),
    path("unduh.csv", inbox.export_csv, name="export_csv"),
    path("massal/", bulk.bulk_step, name="bulk_step"),
    path("massal/<uuid:key>/", bulk.bulk_page, name="bulk_page"),
    path("tampilan/", inbox.save_view, name="save_view"),
    path("tampilan/<int:view_id>/hapus/", inbox.forget_view, name="forget_view"),
    path("_langsung/", inbox.live_address, name="live_address"),
    path("laporan/<str:number>/", matters.report_page, name="report_page"),
    path("laporan/<str:number>/_isi/", matters.report_fragment, name="report_fragment"),
    path("templat/", replies.reply_list_page, name="reply_list_page"),
    path("templat/baru/", replies.reply_new_page, name="reply_new_page"),
    path("templat/<int:reply_id>/", replies.reply_page, name="reply_page"),
    path("templat/<int:reply_id>/tawarkan/", replies.reply_offer, name="reply_offer"),
    path("templat/<int:reply_id>/hapus/", replies.reply_remove, name="reply_remove"),
    path("titik-berulang/", spots.spot_list_page, name="spot_list_page"),
    path("titik-berulang/unduh.csv", spots.export_spots, name="export_spots"),
    path("lapangan/", field.field_list_page, name="field_list_page"),
    path("laporan/<str:number>/lapangan/", field.field_page, name="field_page"),
    path("lapangan/_foto/", field.field_photo, name="field_photo"),
    path("laporan/<str:number>/lapangan/_kirim/", field.field_claim, name="field_claim"),
    path("laporan/<str:number>/lapangan.svg", field.field_code, name="field_code"),
    path("laporan/<str:number>/disposisi/<int:sheet>/", sheets.sheet_page, name="sheet_page"),
    path("laporan/<str:number>/kode.svg", sheets.report_code, name="report_code"),
    path("laporan/<str:number>/pelapor/", matters.reveal_reporter, name="reveal_reporter"),
    path("laporan/<str:number>/kejadian/<int:burst_id>/", matters.keep_burst, name="keep_burst"),
    path("laporan/<str:number>/segel/", matters.unseal_reporter, name="unseal_reporter"),
    path("laporan/<str:number>/<slug:verb>/", steps.report_step, name="report_step"),
]
