"""Registration of the audit chain."""

from django.apps import AppConfig


class AuditConfig(AppConfig):
    """The audit chain as a Django app."""

    name = "pendopo.kernel.audit"
    label = "audit"
    default_auto_field = "django.db.models.BigAutoField"
