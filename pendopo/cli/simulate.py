"""`pendopo simulate NAME`: a real server on loopback that behaves like an outside system."""

from __future__ import annotations

import importlib

import click

SIMULATORS: dict[str, str] = {
    "messages": "pendopo.simulators.messages:serve",
    "push": "pendopo.simulators.push:serve",
}
"""Name, and module:function that serves until it is interrupted."""


@click.command()
@click.argument("name", type=click.Choice(sorted(SIMULATORS)))
@click.option("--port", type=int, help="Port di 127.0.0.1.")
def simulate(name: str, port: int | None) -> None:
    """Jalankan tiruan satu sistem luar."""
    module, function = SIMULATORS[name].split(":")
    getattr(importlib.import_module(module), function)(port=port)
