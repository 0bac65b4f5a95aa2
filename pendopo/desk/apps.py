"""Registration of the desk and its navigation."""

from django.apps import AppConfig


class DeskConfig(AppConfig):
    """The desk as a Django app."""

    name = "pendopo.desk"
    label = "desk"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Fill in the navigation of officers."""
        from pendopo.desk.views.frame import navigation
        from pendopo.web.chrome import provide

        provide(navigation)
