"""Registration of the app ``files``."""

from __future__ import annotations

from django.apps import AppConfig


class FilesConfig(AppConfig):
    """Stored files."""

    name = "pendopo.kernel.files"
    label = "files"
