"""Addresses of the protocol, with the old ones that clients still use, and the page of keys."""

from __future__ import annotations

from django.urls import path

from pendopo.connectors.open311 import endpoints, views

app_name = "open311"

urlpatterns = [
    path("open311/discovery.<str:fmt>", endpoints.discovery, name="discovery_at_root"),
    path("open311/v2/discovery.<str:fmt>", endpoints.discovery, name="discovery"),
    path("open311/v2/services.<str:fmt>", endpoints.services, name="services"),
    path("open311/v2/services/<slug:code>.<str:fmt>", endpoints.definition, name="definition"),
    path("open311/v2/service/<slug:code>.<str:fmt>", endpoints.definition, name="definition_of_old"),
    path("open311/v2/service_definition.<str:fmt>", endpoints.definition, name="definition_by_query"),
    path("open311/v2/requests.<str:fmt>", endpoints.service_requests, name="requests"),
    path("open311/v2/requests/<slug:number>.<str:fmt>", endpoints.service_request, name="request"),
    path("open311/v2/request/<slug:number>.<str:fmt>", endpoints.service_request, name="request_of_old"),
    path("open311/v2/tokens/<slug:uid>.<str:fmt>", endpoints.token, name="token"),
    path("open311/v2/servicerequestupdates.<str:fmt>", endpoints.updates, name="updates"),
    path("pengaturan/open311/", views.client_list_page, name="client_list_page"),
    path("pengaturan/open311/baru/", views.client_new_page, name="client_new_page"),
    path("pengaturan/open311/<int:client_id>/keadaan/", views.client_state, name="client_state"),
]
