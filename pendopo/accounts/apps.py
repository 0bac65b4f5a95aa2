"""Registration of accounts."""

from django.apps import AppConfig


class AccountsConfig(AppConfig):
    """Accounts as a Django app."""

    name = "pendopo.accounts"
    label = "accounts"
    default_auto_field = "django.db.models.BigAutoField"
