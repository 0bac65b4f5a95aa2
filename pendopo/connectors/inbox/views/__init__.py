"""Pages for the coordinator."""

from pendopo.connectors.inbox.views.frame import navigation

__all__ = ["navigation"]
