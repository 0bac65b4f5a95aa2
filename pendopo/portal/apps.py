"""Registration of the portal, and the frame of every page."""

from django.apps import AppConfig

FORM_FILES = (
    "portal/css/report.css",
    "web/img/select.svg",
    "web/js/distance.js",
    "web/js/exif.js",
    "web/js/htmx.js",
    "web/vendor/htmx/htmx.esm.min.js",
    "web/js/elements/pd-choose.js",
    "web/js/elements/pd-draft.js",
    "web/js/elements/pd-locate.js",
    "web/js/elements/pd-mask.js",
    "web/js/elements/pd-queue.js",
    "web/js/elements/pd-upload.js",
)
"""What the form needs to be filled in without a connection; the map is not among it."""
QUEUE_FILES = ("web/js/elements/pd-waiting.js", "web/js/elements/pd-theme.js")


class PortalConfig(AppConfig):
    """The portal as a Django app."""

    name = "pendopo.portal"
    label = "portal"

    def ready(self) -> None:
        """Fill in the frame: city, sign-in, the person."""
        from pendopo.portal.views.frame import frame
        from pendopo.web.chrome import provide
        from pendopo.web.offline import keep_page

        provide(frame)
        keep_page("portal:report_new_page", files=FORM_FILES)
        keep_page("portal:queue_page", files=QUEUE_FILES, is_queue=True)
