"""Registration of reports."""

from django.apps import AppConfig


class ReportsConfig(AppConfig):
    """Reports as a Django app."""

    name = "pendopo.reports"
    label = "reports"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Say who may see the photos of a report; a wrong pattern of numbers stops the start."""
        from django.conf import settings

        from pendopo.kernel.files.api import register_reader
        from pendopo.kernel.numbering.api import check_pattern
        from pendopo.reports.queries import may_read_photo
        from pendopo.reports.rules import PHOTO_PURPOSE

        check_pattern(settings.DISPOSITION_NUMBER)
        register_reader(PHOTO_PURPOSE, may_read_photo)
