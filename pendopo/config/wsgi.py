"""The pages: what the web process serves."""

from __future__ import annotations

import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "pendopo.config.settings")

application = get_wsgi_application()
