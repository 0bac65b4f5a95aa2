"""Registration of the desk and its navigation."""

from django.apps import AppConfig

FIELD_FILES = (
    "desk/css/field.css",
    "web/js/distance.js",
    "web/js/exif.js",
    "web/js/elements/pd-field.js",
    "web/js/elements/pd-keep.js",
    "web/js/elements/pd-near.js",
    "web/js/elements/pd-queue.js",
    "web/js/elements/pd-upload.js",
)
"""What the pages in the field need without a connection."""


class DeskConfig(AppConfig):
    """The desk as a Django app."""

    name = "pendopo.desk"
    label = "desk"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Fill in the navigation of officers."""
        from pendopo.desk.views.frame import navigation
        from pendopo.web.chrome import provide
        from pendopo.web.offline import keep_files

        provide(navigation)
        keep_files(*FIELD_FILES)
