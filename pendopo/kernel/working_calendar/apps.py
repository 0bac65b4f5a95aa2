"""Registration of the app ``working_calendar``."""

from __future__ import annotations

from django.apps import AppConfig


class WorkingCalendarConfig(AppConfig):
    """Office hours and holidays."""

    name = "pendopo.kernel.working_calendar"
    label = "working_calendar"
