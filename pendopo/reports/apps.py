"""Registration of reports."""

from django.apps import AppConfig


class ReportsConfig(AppConfig):
    """Reports as a Django app."""

    name = "pendopo.reports"
    label = "reports"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Say who may see the photos of a report, and what reports keep about a person."""
        from pendopo.accounts.api import register_own_data
        from pendopo.kernel.files.api import register_reader
        from pendopo.reports.queries import OWN_DATA, may_read_photo
        from pendopo.reports.rules import PHOTO_PURPOSE

        register_reader(PHOTO_PURPOSE, may_read_photo)
        for name, read in OWN_DATA.items():
            register_own_data(name, read)
