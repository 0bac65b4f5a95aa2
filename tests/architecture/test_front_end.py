"""Templates, style sheets and scripts are written to be read."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
PACKAGE = ROOT / "pendopo"
WIDEST = 140
LONGEST = 400
_TWO_BLOCKS = re.compile(
    r"</(?:div|section|form|li|ul|ol|p|h[1-6]|article|details|fieldset)><(?:div|section|form|ul|ol|p|h[1-6])\b"
)


def _written_by_us() -> Iterator[Path]:
    for kind in ("templates/**/*.html", "templates/**/*.js", "static/**/*.css", "static/**/*.js"):
        yield from sorted(path for path in PACKAGE.glob(f"**/{kind}") if "vendor" not in path.parts)


FILES = list(_written_by_us())
TEMPLATES = [path for path in FILES if path.suffix == ".html"]


def _named(path: Path) -> str:
    return str(path.relative_to(PACKAGE))


@pytest.mark.parametrize("path", FILES, ids=_named)
def test_no_line_is_wider_than_a_reader_takes_in(path):
    wide = [number for number, line in enumerate(path.read_text().splitlines(), 1) if len(line) > WIDEST]
    assert wide == []


@pytest.mark.parametrize("path", FILES, ids=_named)
def test_no_file_outgrows_one_subject(path):
    assert len(path.read_text().splitlines()) <= LONGEST


@pytest.mark.parametrize("path", TEMPLATES, ids=_named)
def test_each_block_of_a_page_has_a_line_of_its_own(path):
    assert _TWO_BLOCKS.findall(path.read_text()) == []


@pytest.mark.parametrize("path", [path for path in TEMPLATES if path.name.startswith("_")], ids=_named)
def test_a_fragment_says_first_what_it_shows(path):
    assert path.read_text().startswith("{% comment %}")
