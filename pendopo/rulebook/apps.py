"""Registration of the rule book and its navigation."""

from django.apps import AppConfig


class RulebookConfig(AppConfig):
    """The rule book as a Django app."""

    name = "pendopo.rulebook"
    label = "rulebook"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Put the rules into the navigation of who may see them."""
        from pendopo.rulebook.views.frame import navigation
        from pendopo.web.chrome import provide

        provide(navigation)
