"""Registration of reports."""

from django.apps import AppConfig


class ReportsConfig(AppConfig):
    """Reports as a Django app."""

    name = "pendopo.reports"
    label = "reports"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Say who may see photos, and what is kept about a person; a wrong number pattern ends the start."""
        from django.conf import settings

        from pendopo.accounts.api import register_own_data
        from pendopo.kernel.files.api import register_reader
        from pendopo.kernel.numbering.api import check_pattern
        from pendopo.reports.queries import OWN_DATA, may_read_photo
        from pendopo.reports.rules import PHOTO_PURPOSE

        check_pattern(settings.DISPOSITION_NUMBER)
        register_reader(PHOTO_PURPOSE, may_read_photo)
        for name, read in OWN_DATA.items():
            register_own_data(name, read)
