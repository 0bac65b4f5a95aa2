"""Registration of the portal, and the frame of every page."""

from django.apps import AppConfig


class PortalConfig(AppConfig):
    """The portal as a Django app."""

    name = "pendopo.portal"
    label = "portal"

    def ready(self) -> None:
        """Fill in the frame: city, sign-in, the person."""
        from pendopo.portal.views.frame import frame
        from pendopo.web.chrome import provide

        provide(frame)
