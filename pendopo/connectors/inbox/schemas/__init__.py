"""What the gateway sends, as typed values, and what it is told of errors."""

from pendopo.connectors.inbox.schemas.hooks import arrival_of, render_problem

__all__ = ["arrival_of", "render_problem"]
