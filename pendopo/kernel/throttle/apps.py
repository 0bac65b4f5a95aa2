"""Registration of the app ``throttle``."""

from __future__ import annotations

from django.apps import AppConfig


class ThrottleConfig(AppConfig):
    """Counted tries."""

    name = "pendopo.kernel.throttle"
    label = "throttle"
    default_auto_field = "django.db.models.BigAutoField"
