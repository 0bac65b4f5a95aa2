"""Registration of the situation room."""

from django.apps import AppConfig


class SituationConfig(AppConfig):
    """The situation room as a Django app."""

    name = "pendopo.situation"
    label = "situation"
