"""Registration of Open311."""

from django.apps import AppConfig


class Open311Config(AppConfig):
    """Open311 as a Django app."""

    name = "pendopo.connectors.open311"
    label = "open311"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Tell errors in the protocol's shape, and show administrators the way to the keys."""
        from pendopo.connectors.open311.schemas import render_problem
        from pendopo.connectors.open311.views import navigation
        from pendopo.kernel.problems import render_problems_below
        from pendopo.web.chrome import provide

        render_problems_below("/open311/", render_problem)
        provide(navigation)
