"""Where static files live: hashed, compressed and immutable once collected, plain before.

``collectstatic`` rewrites ``url()`` in style sheets and relative ``import`` in our modules to hashed names,
so that a browser may keep every file for a year. Before the first ``collectstatic`` (development, tests)
addresses stay plain.
"""

from __future__ import annotations

from django.contrib.staticfiles.storage import StaticFilesStorage
from whitenoise.storage import CompressedManifestStaticFilesStorage


class AssetStorage(CompressedManifestStaticFilesStorage):  # type: ignore[misc]  # whitenoise ships no types
    """Manifest storage that also follows the imports between JavaScript modules."""

    support_js_module_import_aggregation = True

    def url(self, name: str | None, force: bool = False) -> str:  # noqa: FBT001, FBT002 - signature of Django's storage
        """The hashed address, or the plain one while nothing was collected."""
        if not self.hashed_files:
            return str(StaticFilesStorage.url(self, name))
        return str(super().url(name, force))
