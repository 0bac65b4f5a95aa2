"""Figures on a terminal, in Indonesian, and as numbers for programs."""

from __future__ import annotations

import json
from collections.abc import Mapping

from pendopo.routing.rules.metrics import BARS, Figures

_NAMES = {"accuracy": "Tepat", "macro_f1": "Makro-F1", "top3": "Tepat dalam tiga", "ece": "Galat keyakinan"}


def numbers_of(figures: Figures) -> str:
    """The four figures and the number of cases as one JSON object."""
    values = {name: round(getattr(figures, name), 4) for name in _NAMES}
    return json.dumps({**values, "n": figures.n})


def table_of(figures: Figures, model: str, names: Mapping[str, str]) -> str:
    """The four figures against their bars, each topic, and the most frequent confusions."""
    lines = [f"{model}, {figures.n} teks", ""]
    for bar in BARS:
        value = getattr(figures, bar.figure)
        verdict = "tercapai" if bar.is_met(figures) else "belum"
        sign = "<=" if bar.is_most else ">="
        lines.append(f"{_NAMES[bar.figure]:<18} {value:.3f}  {sign} {bar.value:.2f}  {verdict}")
    lines += ["", f"{'Bidang':<41} {'teks':>5} {'presisi':>8} {'recall':>7} {'F1':>6} {'tiga':>6}"]
    for each in figures.classes:
        name = names.get(each.topic, each.topic)
        shares = f"{each.precision:>8.2f} {each.recall:>7.2f} {each.f1:>6.2f} {each.top3:>6.2f}"
        lines.append(f"{name:<41} {each.n:>5} {shares}")
    lines += ["", "Paling sering tertukar"]
    for true, guessed, times in figures.confusions:
        lines.append(f"{times:>4}  {names.get(true, true)} -> {names.get(guessed, guessed)}")
    return "\n".join(lines)
