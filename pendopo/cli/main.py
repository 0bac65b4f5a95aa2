"""The group `pendopo`. Commands of contexts need Django, so they are loaded only when they are called."""

from __future__ import annotations

import importlib
import importlib.util
import os
import sys
from typing import NoReturn

import click

from pendopo.kernel.errors import Invalid, PendopoError
from pendopo.supervisor.faults import Fault

COMMANDS = {
    "run": "pendopo.cli.running:run",
    "stop": "pendopo.cli.running:stop",
    "status": "pendopo.cli.looking:status",
    "doctor": "pendopo.cli.looking:doctor",
    "prepare": "pendopo.cli.preparing:prepare",
    "assets": "pendopo.cli.preparing:assets",
    "migrate": "pendopo.cli.preparing:migrate",
    "backup": "pendopo.cli.keeping:backup",
    "restore": "pendopo.cli.keeping:restore",
    "worker": "pendopo.cli.worker:worker",
    "manage": "pendopo.cli.manage:manage",
    "simulate": "pendopo.cli.simulate:simulate",
}
"""Commands of the installation: name, and module:attribute of the click command."""

CONTEXT_COMMANDS = {
    "accounts": "pendopo.accounts.commands",
    "audit": "pendopo.kernel.audit.commands",
    "demo": "pendopo.demo.commands",
    "open311": "pendopo.connectors.open311.commands",
    "reports": "pendopo.reports.commands",
    "territory": "pendopo.territory.commands",
}
"""Commands of the contexts: name, and the module whose attribute `commands` is a click group."""


class CommandTable(click.Group):
    """A click group over the two tables above."""

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002 - signature of click
        """Every command that exists in this checkout."""
        return [*COMMANDS, *(name for name, module in CONTEXT_COMMANDS.items() if _exists(module))]

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:  # noqa: ARG002 - as above
        """Load one command; None when there is no such name."""
        if cmd_name in COMMANDS:
            module, attribute = COMMANDS[cmd_name].split(":")
            return _command(module, attribute)
        if cmd_name in CONTEXT_COMMANDS and _exists(CONTEXT_COMMANDS[cmd_name]):
            set_up_django()
            return _command(CONTEXT_COMMANDS[cmd_name], "commands")
        return None

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """List names and first lines without loading Django for the contexts."""
        rows = [(name, _command(*COMMANDS[name].split(":")).get_short_help_str(80)) for name in COMMANDS]
        rows += [(name, f"Perintah {name}.") for name in self.list_commands(ctx) if name in CONTEXT_COMMANDS]
        with formatter.section("Perintah"):
            formatter.write_dl(rows)


@click.command(cls=CommandTable, context_settings={"help_option_names": ["-h", "--help"]})
def commands() -> None:
    """Pendopo: jalankan, periksa, dan urus satu kota."""


def main() -> None:
    """Entry point; what a person can be told is told with what to do next and exit code 1, no traceback."""
    try:
        commands(prog_name="pendopo")
    except Fault as fault:
        _give_up(fault.text, fault.advice)
    except PendopoError as error:
        faults = (
            [f"{name}: {text}" for name, text in error.fields.items()] if isinstance(error, Invalid) else []
        )
        _give_up(str(error), *faults, error.advice % error.facts if error.facts else error.advice)


def _give_up(*lines: str) -> NoReturn:
    click.echo("\n".join(lines), err=True)
    sys.exit(1)


def set_up_django() -> None:
    """Load settings and apps, once."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "pendopo.config.settings")
    import django

    django.setup()


def _exists(module: str) -> bool:
    try:
        return importlib.util.find_spec(module) is not None
    except ModuleNotFoundError:
        return False


def _command(module: str, attribute: str) -> click.Command:
    command = getattr(importlib.import_module(module), attribute)
    if not isinstance(command, click.Command):
        raise TypeError(f"{module}:{attribute} is not a click command")
    return command
