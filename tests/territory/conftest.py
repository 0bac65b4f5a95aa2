from __future__ import annotations

import pytest

from pendopo.kernel.numbering.api import forget_all_editions
from pendopo.territory.models import Area, Boundary, BoundaryArchive
from pendopo.territory.rules import AreaLevel


@pytest.fixture(autouse=True)
def territory_forgotten():
    """Rollbacks announce no edition: let the next test read the areas anew."""
    yield
    forget_all_editions()


@pytest.fixture
def empty_country(db, settings):
    """Choose a city of the country; the database holds no areas."""
    Boundary.objects.all().delete()
    BoundaryArchive.objects.all().delete()
    for level in reversed(AreaLevel):
        Area.objects.filter(level=level).delete()
    forget_all_editions()

    def choose(code: str) -> str:
        settings.CITY_CODE = code
        return code

    return choose
