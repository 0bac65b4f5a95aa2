"""Registration of the app ``territory``."""

from __future__ import annotations

from django.apps import AppConfig


class TerritoryConfig(AppConfig):
    """Areas and borders."""

    name = "pendopo.territory"
    label = "territory"
