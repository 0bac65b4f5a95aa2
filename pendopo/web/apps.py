"""Registration of the front-end kit with Django."""

from __future__ import annotations

from django.apps import AppConfig


class WebConfig(AppConfig):
    """The front-end kit; has no tables."""

    name = "pendopo.web"
    label = "web"
    verbose_name = "Antarmuka"
