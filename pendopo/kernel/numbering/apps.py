"""Registration of the app ``numbering``."""

from __future__ import annotations

from django.apps import AppConfig


class NumberingConfig(AppConfig):
    """Counters and editions."""

    name = "pendopo.kernel.numbering"
    label = "numbering"
