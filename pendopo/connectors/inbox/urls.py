"""The door of the gateway, and the pages of messages."""

from __future__ import annotations

from django.urls import path

from pendopo.connectors.inbox import endpoints
from pendopo.connectors.inbox.views import messages

app_name = "inbox"

urlpatterns = [
    path("pintu/pesan/<slug:channel>/", endpoints.take_message, name="take_message"),
    path("meja/pesan/", messages.message_list_page, name="message_list_page"),
    path("meja/pesan/<uuid:uid>/", messages.message_page, name="message_page"),
    path("meja/pesan/<uuid:uid>/laporan/", messages.message_report_page, name="message_report_page"),
    path("meja/pesan/<uuid:uid>/abaikan/", messages.dismiss, name="dismiss"),
]
