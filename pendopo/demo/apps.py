"""Registration of the demo city."""

from django.apps import AppConfig


class DemoConfig(AppConfig):
    """The demo city as a Django app."""

    name = "pendopo.demo"
    label = "demo"
