"""Registration of the outbox; subscribers of all contexts are imported once the apps are ready."""

from django.apps import AppConfig
from django.utils.module_loading import autodiscover_modules


class OutboxConfig(AppConfig):
    """The outbox as a Django app."""

    name = "pendopo.kernel.outbox"
    label = "outbox"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Import every ``subscribers.py``."""
        autodiscover_modules("subscribers")
