"""Names on a drawing of areas, none of them on another: where each stands, on how many lines, or nowhere.

A name stands with its middle inside its own area, as near the middle of the area and as far inside it as the
others allow. It is broken into two lines and abbreviated before it is left out. Small areas choose first, for
they have the fewest places; when one finds none, it chooses first in the next round. Pure.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
import shapely
from shapely.geometry.base import BaseGeometry

SIZE = 22
"""Size of the letters in units of the drawing: the wall has no smaller text."""

_LINE_HEIGHT = 1.1
_ASCENT, _DESCENT = 0.77, 0.24
"""How far letters reach above and below their line, in sizes."""
_HALO = 3.0
"""Units kept free around the letters; their outline, which hides the borders below, needs 2.5."""
_LETTERS = {
    0.29: " 'Iijl", 0.41: "()-./1Jfrt", 0.53: "Tsxz", 0.57: "-LZkvy", 0.61: "2EFachnu",
    0.70: "ABKPRSVXYbdegopqU", 0.78: "CDHN", 0.89: "GMOQmw", 1.01: "W",
}  # fmt: skip
_WIDTHS = {letter: width for width, letters in _LETTERS.items() for letter in letters}
"""Widths in sizes of the letters of our typeface, semibold, rounded up."""
_WIDTH_OF_OTHERS = 0.8
_ABBREVIATIONS = {
    "Barat": "Brt.", "Timur": "Tmr.", "Utara": "Utr.", "Selatan": "Sel.", "Tengah": "Tgh.",
    "Kepulauan": "Kep.", "Pulau": "P.", "Tanjung": "Tj.", "Gunung": "G.", "Sungai": "S.",
}  # fmt: skip
_SHORT_COST, _SECOND_LINE_COST, _OUTSIDE_COST, _ABSENT_COST = 0.6, 0.15, 1.2, 10.0
"""What is worth how much, against a step as long as the area is wide."""
_STEPS = 15
"""Places tried along each side of an area."""
_ROUNDS = 24

Numbers = np.ndarray[tuple[int, ...], np.dtype[np.float64]]


@dataclass(frozen=True, slots=True)
class LabelLine:
    """One line of a name: the middle of its base line."""

    text: str
    x: float
    y: float


@dataclass(frozen=True, slots=True)
class Label:
    """A name on the drawing: its lines, and the box that no other label enters."""

    lines: tuple[LabelLine, ...]
    left: float
    top: float
    right: float
    bottom: float


@dataclass(frozen=True, slots=True)
class _Choices:
    """All ways to write one name, the cheapest first."""

    wordings: tuple[tuple[str, ...], ...]
    boxes: Numbers
    """Middle and half sides: x, y, half width, half height."""
    costs: Numbers


def place_labels(
    areas: Sequence[tuple[str, BaseGeometry]], width: int, height: int
) -> tuple[Label | None, ...]:
    """The label of each area (name, polygon in units of the drawing), in their order; None without room."""
    choices = [_choices(name, polygon, width, height) for name, polygon in areas]
    order = sorted(range(len(areas)), key=lambda index: float(areas[index][1].area))
    best: dict[int, int] = {}
    least = np.inf
    for _round in range(_ROUNDS):
        chosen = _choose(order, choices)
        cost = sum(choices[index].costs[choice] for index, choice in chosen.items())
        cost += _ABSENT_COST * (len(areas) - len(chosen))
        if cost < least:
            best, least = chosen, cost
        absent = [index for index in order if index not in chosen]
        if not absent:
            break
        order = absent + [index for index in order if index in chosen]
    return tuple(
        _label(choices[index], best[index]) if index in best else None for index in range(len(areas))
    )


def _choose(order: Sequence[int], choices: Sequence[_Choices]) -> dict[int, int]:
    """The cheapest free choice of one area after the other; who finds none is left out."""
    taken = np.empty((0, 4))
    chosen: dict[int, int] = {}
    for index in order:
        boxes = choices[index].boxes
        apart = np.abs(boxes[:, None, :2] - taken[None, :, :2]) >= boxes[:, None, 2:] + taken[None, :, 2:]
        free = np.flatnonzero(np.all(np.any(apart, axis=2), axis=1))
        if free.size:
            chosen[index] = int(free[0])
            taken = np.vstack((taken, boxes[free[0]]))
    return chosen


def _choices(name: str, area: BaseGeometry, width: int, height: int) -> _Choices:
    """Every wording at every place of the area where it stays in the picture."""
    polygon = max(shapely.get_parts(area), key=lambda part: float(part.area))
    middle = shapely.get_coordinates(shapely.maximum_inscribed_circle(polygon, tolerance=2))[0]
    places = np.vstack((middle, _grid(polygon)))
    wordings: list[tuple[str, ...]] = []
    boxes, costs = [np.empty((0, 4))], [np.empty(0)]
    for lines, wording_cost in _wordings(name):
        half = _half_box(lines)
        # A box that would leave the picture is pushed back into it; one that is too large ends outside.
        pushed = np.clip(places, half, (width, height) - half).round(1)
        pushed = pushed[shapely.intersects_xy(polygon, pushed) & (pushed >= half).all(axis=1)]
        far = np.hypot(*(pushed - middle).T) / np.sqrt(polygon.area)
        wordings += [lines] * len(pushed)
        boxes.append(np.column_stack((pushed, np.broadcast_to(half, pushed.shape))))
        costs.append(far + _OUTSIDE_COST * _shares_outside(polygon, pushed, half) + wording_cost)
    cost = np.concatenate(costs)
    order = np.argsort(cost, kind="stable")
    return _Choices(tuple(wordings[index] for index in order), np.vstack(boxes)[order], cost[order])


def _grid(polygon: BaseGeometry) -> Numbers:
    west, north, east, south = polygon.bounds
    columns, rows = np.linspace(west, east, _STEPS + 2)[1:-1], np.linspace(north, south, _STEPS + 2)[1:-1]
    points: Numbers = np.stack(np.meshgrid(columns, rows), axis=-1).reshape(-1, 2)
    return points


def _shares_outside(polygon: BaseGeometry, middles: Numbers, half: Numbers) -> Numbers:
    """Which part of each box lies outside the polygon, by 21 points of it."""
    across, down = np.meshgrid(np.linspace(-1, 1, 7), (-1, 0, 1))
    points = np.stack((across.ravel(), down.ravel()), axis=-1) * half
    inside = shapely.contains_xy(polygon, middles[:, None, :] + points)
    shares: Numbers = 1 - inside.mean(axis=1)
    return shares


def _wordings(name: str) -> Iterator[tuple[tuple[str, ...], float]]:
    """The ways to word a name, as lines with what each costs."""
    short = " ".join(_ABBREVIATIONS.get(word, word) for word in name.split())
    texts = {short: _SHORT_COST} | {name: 0.0}
    for text, cost in texts.items():
        yield (text,), cost
        words = text.split()
        breaks = [(" ".join(words[:at]), " ".join(words[at:])) for at in range(1, len(words))]
        if breaks:
            yield min(breaks, key=_width), cost + _SECOND_LINE_COST


def _width(lines: Sequence[str]) -> float:
    return SIZE * max(sum(_WIDTHS.get(letter, _WIDTH_OF_OTHERS) for letter in line) for line in lines)


def _half_box(lines: Sequence[str]) -> Numbers:
    high = SIZE * (_ASCENT + _DESCENT + _LINE_HEIGHT * (len(lines) - 1))
    half: Numbers = np.ceil((np.array((_width(lines), high)) / 2 + _HALO) * 10) / 10
    return half


def _label(choices: _Choices, choice: int) -> Label:
    x, y, half_width, half_height = (float(number) for number in choices.boxes[choice])
    first = y - half_height + _HALO + SIZE * _ASCENT
    return Label(
        lines=tuple(
            LabelLine(text, x, round(first + SIZE * _LINE_HEIGHT * number, 1))
            for number, text in enumerate(choices.wordings[choice])
        ),
        left=x - half_width,
        top=y - half_height,
        right=x + half_width,
        bottom=y + half_height,
    )
