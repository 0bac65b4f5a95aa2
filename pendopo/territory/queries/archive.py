"""The boundary tiles, kept in memory (a quarter of a megabyte for a regency)."""

from __future__ import annotations

from dataclasses import dataclass

from pendopo.kernel.numbering.api import Snapshot
from pendopo.territory.models import BoundaryArchive
from pendopo.territory.queries.areas import EDITION
from pendopo.territory.rules import CityNotLoaded


@dataclass(frozen=True, slots=True)
class Archive:
    """A PMTiles file and its digest."""

    content: bytes
    sha256: str


def boundary_archive() -> Archive:
    """The archive of the present borders; raises ``CityNotLoaded``."""
    archive = _archive.get()
    if archive is None:
        raise CityNotLoaded
    return archive


def _load() -> Archive | None:
    row = BoundaryArchive.objects.first()
    return Archive(bytes(row.content), row.sha256) if row else None


_archive: Snapshot[Archive | None] = Snapshot(EDITION, _load)
