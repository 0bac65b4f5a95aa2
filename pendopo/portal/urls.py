"""Addresses of the resident's pages: Indonesian words, for people read them."""

from __future__ import annotations

from django.urls import path

from pendopo.portal.views import (
    feed,
    figures,
    following,
    home,
    queueing,
    record,
    replay,
    submitting,
    tracking,
)

app_name = "portal"

urlpatterns = [
    path("", home.home_page, name="home_page"),
    path("cari/", home.search_page, name="search_page"),
    path("instansi/", home.agency_list_page, name="agency_list_page"),
    path("urusan-saya/", home.my_matters_page, name="my_matters_page"),
    path("lapor/", submitting.report_new_page, name="report_new_page"),
    path("lapor/_kategori/", submitting.category_fragment, name="category_fragment"),
    path("lapor/_serupa/", submitting.similar_fragment, name="similar_fragment"),
    path("lapor/_foto/", queueing.queue_photo, name="queue_photo"),
    path("lapor/_kirim/", queueing.queue_report, name="queue_report"),
    path("laporan/antre/", queueing.queue_page, name="queue_page"),
    path("laporan/", record.public_list_page, name="public_list_page"),
    path("laporan/kabar.atom", feed.public_feed, name="public_feed"),
    path("laporan/angka/", figures.figures_page, name="figures_page"),
    path("laporan/angka.csv", figures.figures_csv, name="figures_csv"),
    path("laporan/putar/", replay.replay_page, name="replay_page"),
    path("laporan/putar/_hari/", replay.replay_fragment, name="replay_fragment"),
    path("laporan/<str:number>/", record.public_report_page, name="public_report_page"),
    path("laporan/<str:number>/ikut/", submitting.joined_page, name="joined_page"),
    path("laporan/<str:number>/kode-qr.svg", record.public_code, name="public_code"),
    path("laporan/<str:number>/saya-juga/", record.public_support, name="public_support"),
    path("ikuti/", following.follow_page, name="follow_page"),
    path("ikuti/<int:following_id>/<str:code>/", following.following_page, name="following_page"),
    path("ikuti/<int:following_id>/<str:code>/<slug:verb>/", following.following_step, name="following_step"),
    path("lacak/", tracking.track_form_page, name="track_form_page"),
    path("urusan-saya/<str:number>/", tracking.track_page, name="own_report_page"),
    path("urusan-saya/<str:number>/_riwayat/", tracking.track_fragment, name="own_report_fragment"),
    path("urusan-saya/<str:number>/_langsung/", tracking.live_address, name="own_live_address"),
    path("urusan-saya/<str:number>/<slug:verb>/", tracking.reporter_step, name="own_report_step"),
    path("lacak/<str:number>/<str:key>/", tracking.track_page, name="track_page"),
    path("lacak/<str:number>/<str:key>/kode-qr.svg", tracking.qr_code, name="qr_code"),
    path("lacak/<str:number>/<str:key>/tanda-terima/", tracking.receipt_page, name="receipt_page"),
    path("lacak/<str:number>/<str:key>/_langsung/", tracking.live_address, name="live_address"),
    path("lacak/<str:number>/<str:key>/_riwayat/", tracking.track_fragment, name="track_fragment"),
    path("lacak/<str:number>/<str:key>/<slug:verb>/", tracking.reporter_step, name="track_step"),
]
