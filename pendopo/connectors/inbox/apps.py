"""Registration of the inbox of messages."""

from django.apps import AppConfig


class InboxConfig(AppConfig):
    """Messages that come in as a Django app."""

    name = "pendopo.connectors.inbox"
    label = "inbox"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Show the coordinator the way to the messages; tell the gateway of errors in JSON."""
        from pendopo.connectors.inbox.schemas import render_problem
        from pendopo.connectors.inbox.views import navigation
        from pendopo.kernel.problems import render_problems_below
        from pendopo.web.chrome import provide

        provide(navigation)
        render_problems_below("/pintu/", render_problem)
