"""Small plots as numbers for the plot components: paths and lengths, pure arithmetic."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

WIDTH, HEIGHT = 200.0, 48.0
"""The box in which a spark line is drawn."""


@dataclass(frozen=True, slots=True)
class Spark:
    """A line over time: ``line`` and ``area`` are SVG paths, ``last_x`` and ``last_y`` the end point."""

    line: str
    area: str
    last_x: str
    last_y: str
    label: str
    """What the line shows, in one sentence, read aloud: "38 hari ini, tertinggi 61 pada 12 Nov"."""


@dataclass(frozen=True, slots=True)
class Bar:
    """One bar: ``share`` is its length in percent of the longest."""

    label: str
    value: str
    share: str
    tone: str = ""
    """"" or a status name: late, work, done."""


def spark(values: Sequence[float], *, label: str) -> Spark | None:
    """A line through ``values`` at equal distances, from zero up; None for fewer than two."""
    if len(values) < 2:  # noqa: PLR2004 - a line needs two points
        return None
    top = max(*values, 1e-9)
    step = WIDTH / (len(values) - 1)
    points = [(at * step, HEIGHT - 3 - max(value, 0) / top * (HEIGHT - 6)) for at, value in enumerate(values)]
    line = "M" + "L".join(f"{x:.1f} {y:.1f}" for x, y in points)
    area = f"{line}L{WIDTH:.0f} {HEIGHT:.0f}L0 {HEIGHT:.0f}Z"
    return Spark(line, area, f"{points[-1][0]:.1f}", f"{points[-1][1]:.1f}", label)


def bars(rows: Sequence[tuple[str, float, str] | tuple[str, float, str, str]]) -> tuple[Bar, ...]:
    """Bars of (label, amount, shown value[, tone]); the longest fills the width."""
    top = max((row[1] for row in rows), default=0) or 1
    return tuple(
        Bar(row[0], row[2], f"{max(row[1], 0) / top * 100:.1f}", row[3] if len(row) > 3 else "")  # noqa: PLR2004
        for row in rows
    )
