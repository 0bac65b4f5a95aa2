"""Registration of routing."""

from django.apps import AppConfig


class RoutingConfig(AppConfig):
    """Routing as a Django app."""

    name = "pendopo.routing"
    label = "routing"
    default_auto_field = "django.db.models.BigAutoField"
