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


@dataclass(frozen=True, slots=True)
class Part:
    """One piece of a stack: where it begins and how long it is, in percent of the longest stack."""

    at: str
    share: str
    tone: str


@dataclass(frozen=True, slots=True)
class Stack:
    """One bar made of parts."""

    label: str
    value: str
    parts: tuple[Part, ...]


@dataclass(frozen=True, slots=True)
class Column:
    """One month of a column plot, in percent of the plot: the whole, and the part of it that is done."""

    x: str
    width: str
    middle: str
    top: str
    height: str
    done_top: str
    done_height: str
    label: str
    """Below the column; empty where there is no room for every one."""
    title: str
    """What it shows, in one sentence."""


def stacks(rows: Sequence[tuple[str, str, Sequence[tuple[str, float]]]]) -> tuple[Stack, ...]:
    """Bars of (label, shown value, parts as (tone, amount)); the longest fills the width."""
    top = max((sum(amount for _tone, amount in parts) for _label, _value, parts in rows), default=0) or 1
    return tuple(Stack(label, value, _parts(parts, top)) for label, value, parts in rows)


def _parts(parts: Sequence[tuple[str, float]], top: float) -> tuple[Part, ...]:
    drawn, at = [], 0.0
    for tone, amount in parts:
        share = amount / top * 100
        if share:
            drawn.append(Part(f"{at:.2f}", f"{share:.2f}", tone))
        at += share
    return tuple(drawn)


def columns(rows: Sequence[tuple[str, float, float, str]], *, most_labels: int = 6) -> tuple[Column, ...]:
    """Columns of (label, whole, done, title); the highest fills the height, every n-th has its label."""
    top = max((row[1] for row in rows), default=0) or 1
    step = 100 / max(len(rows), 1)
    every = -(-len(rows) // most_labels)
    return tuple(
        Column(
            x=f"{at * step + step * 0.12:.2f}",
            width=f"{step * 0.76:.2f}",
            middle=f"{at * step + step / 2:.2f}",
            top=f"{100 - whole / top * 100:.2f}",
            height=f"{whole / top * 100:.2f}",
            done_top=f"{100 - done / top * 100:.2f}",
            done_height=f"{done / top * 100:.2f}",
            label=label if (len(rows) - 1 - at) % every == 0 else "",
            title=title,
        )
        for at, (label, whole, done, title) in enumerate(rows)
    )
