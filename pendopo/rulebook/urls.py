"""Addresses of the rule book."""

from __future__ import annotations

from django.urls import path

from pendopo.rulebook.views import clocks, ladder

app_name = "rulebook"

urlpatterns = [
    path("waktu/", clocks.clock_list_page, name="clock_list_page"),
    path("waktu/baru/", clocks.clock_new_page, name="clock_new_page"),
    path("waktu/<int:rule_id>/", clocks.clock_page, name="clock_page"),
    path("waktu/<int:rule_id>/ubah/", clocks.clock_edit_page, name="clock_edit_page"),
    path("waktu/<int:rule_id>/tarik/", clocks.withdraw_clock, name="withdraw_clock"),
    path("waktu/<int:rule_id>/akhiri/", clocks.end_clock, name="end_clock"),
    path("tangga/", ladder.ladder_page, name="ladder_page"),
    path("tangga/baru/", ladder.rung_new_page, name="rung_new_page"),
    path("tangga/<int:rung_id>/", ladder.rung_page, name="rung_page"),
    path("tangga/<int:rung_id>/tarik/", ladder.withdraw_rung_view, name="withdraw_rung"),
    path("tangga/<int:rung_id>/akhiri/", ladder.end_rung_view, name="end_rung"),
]
