"""Registration of notifications."""

from django.apps import AppConfig


class NotificationsConfig(AppConfig):
    """Notifications as a Django app."""

    name = "pendopo.kernel.notifications"
    label = "notifications"
    default_auto_field = "django.db.models.BigAutoField"
