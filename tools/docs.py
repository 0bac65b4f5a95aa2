"""Write docs/generated from the code: events, access, permissions, personal data, settings, commands, API.

`python tools/docs.py` writes; with `--check` it only compares and fails when a page is stale.
"""

from __future__ import annotations

import inspect
import json
import os
import sys
import tempfile
from collections.abc import Callable, Iterator
from dataclasses import fields
from pathlib import Path

ROOT = Path(__file__).parents[1]
TARGET = ROOT / "docs" / "generated"
sys.path.insert(0, str(ROOT))


def _table(heads: list[str], rows: list[list[str]]) -> str:
    lines = ["| " + " | ".join(heads) + " |", "|" + "---|" * len(heads)]
    lines += ["| " + " | ".join(_cell(text) for text in row) + " |" for row in rows]
    return "\n".join(lines) + "\n"


def _cell(text: str) -> str:
    return text.replace("|", "\\|").replace("\n", " ")


def _first_line(thing: object) -> str:
    return (inspect.getdoc(thing) or "").split("\n")[0]


def events() -> str:
    """Every event with its fields and who listens."""
    from pendopo.events import accounts, reports, routing
    from pendopo.kernel.event import Event
    from pendopo.kernel.outbox import registry

    rows = []
    for module in (accounts, reports, routing):
        for value in vars(module).values():
            if isinstance(value, type) and issubclass(value, Event) and value.__module__ == module.__name__:
                if value.kind == "reports.event":
                    continue
                listeners = [name.removeprefix("pendopo.") for name in registry.names_for(value.kind)]
                names = ", ".join(each.name for each in fields(value))
                rows.append([f"`{value.kind}`", _first_line(value), names, ", ".join(listeners) or "-"])
    return "# Events\n\n" + _table(["kind", "what happened", "fields", "subscribers"], sorted(rows))


def _addresses() -> Iterator[tuple[str, object]]:
    from django.urls import URLPattern, URLResolver, get_resolver

    def walk(patterns: list[object], prefix: str) -> Iterator[tuple[str, object]]:
        for pattern in patterns:
            here = prefix + str(getattr(pattern, "pattern", ""))
            if isinstance(pattern, URLResolver):
                yield from walk(pattern.url_patterns, here)
            elif isinstance(pattern, URLPattern):
                yield here, pattern.callback

    yield from walk(get_resolver().url_patterns, "/")


def access() -> str:
    """Every page with who may come in."""
    rows = [
        [f"`{address}`", getattr(view, "access", ""), _first_line(view)]
        for address, view in _addresses()
        if hasattr(view, "access")
    ]
    return "# Pages and who may come in\n\n" + _table(["address", "access", "what"], sorted(rows))


def permissions() -> str:
    """The permission tables."""
    from pendopo.accounts.permissions import TABLE as accounts  # noqa: N811 - told apart by their contexts
    from pendopo.connectors.open311.permissions import TABLE as open311  # noqa: N811
    from pendopo.reports.permissions import TABLE as reports  # noqa: N811
    from pendopo.routing.permissions import TABLE as routing  # noqa: N811
    from pendopo.territory.permissions import PERMISSIONS as territory  # noqa: N811

    text = "# Permissions\n\nVerb x role, and the relation it needs. What is not here is refused.\n"
    tables = {
        "accounts": accounts,
        "open311": open311,
        "routing": routing,
        "reports": reports,
        "territory": territory,
    }
    for name, table in tables.items():
        rows = [
            [f"`{verb}`", ", ".join(f"{role}: {'/'.join(needed)}" for role, needed in row.items())]
            for verb, row in table.rows.items()
        ]
        text += f"\n## {name}\n\n" + _table(["verb", "roles"], rows)
    return text


def personal_data() -> str:
    """Which models hold personal data, why, and for how long."""
    from django.apps import apps

    rows = []
    for model in apps.get_models():
        declaration = model.__dict__.get("personal_data")
        if declaration is not None and declaration.fields:
            label = f"`{model._meta.label}`"
            rows.append([label, ", ".join(declaration.fields), declaration.purpose, declaration.retention])
    return "# Personal data\n\n" + _table(["model", "fields", "purpose", "retention"], sorted(rows))


def settings() -> str:
    """Everything an installation can set."""
    from pendopo.config.environment import Environment

    documented = _attribute_texts(Environment)
    rows = [[f"`{each.name}`", documented.get(each.name, "")] for each in fields(Environment)]
    read = sorted(set(_environment_names()))
    return (
        "# Settings\n\nRead from the environment once, at start.\n\n"
        + _table(["value", "meaning and variable"], rows)
        + "\nVariables that the code reads: "
        + ", ".join(f"`{name}`" for name in read)
        + "\n"
    )


def _attribute_texts(owner: type) -> dict[str, str]:
    import ast

    body = ast.parse(inspect.getsource(owner)).body[0]
    if not isinstance(body, ast.ClassDef):
        raise TypeError(f"{owner} is not a class")
    texts: dict[str, str] = {}
    for before, after in zip(body.body, body.body[1:], strict=False):
        is_text = isinstance(after, ast.Expr) and isinstance(after.value, ast.Constant)
        if isinstance(before, ast.AnnAssign) and isinstance(before.target, ast.Name) and is_text:
            texts[before.target.id] = " ".join(str(after.value.value).split())  # type: ignore[attr-defined]
    return texts


def _environment_names() -> Iterator[str]:
    import re

    for path in (ROOT / "pendopo").rglob("*.py"):
        yield from re.findall(r"[\"'](PENDOPO_[A-Z0-9_]+|DATABASE_URL|CITY)[\"']", path.read_text())


def commands() -> str:
    """The command line."""
    import click

    from pendopo.cli.main import commands as group

    def walk(command: click.Command, name: str, context: click.Context) -> Iterator[list[str]]:
        if isinstance(command, click.Group):
            for child in command.list_commands(context):
                found = command.get_command(context, child)
                if found is not None:
                    yield from walk(found, f"{name} {child}", context)
        else:
            options = " ".join(parameter.human_readable_name.upper() for parameter in command.params)
            yield [f"`{name} {options}`".replace(" `", "`"), (command.help or "").split("\n")[0]]

    rows = list(walk(group, "pendopo", click.Context(group)))
    return "# Commands\n\n" + _table(["command", "what it does"], rows)


def api() -> str:
    """The HTTP API in one table; the full description is at /api/openapi.json."""
    from pendopo.config.http_api import api as described

    paths = json.loads(json.dumps(described.get_openapi_schema()))["paths"]
    rows = [
        [f"`{method.upper()} {path}`", operation.get("description", "").split("\n")[0]]
        for path, methods in paths.items()
        for method, operation in methods.items()
    ]
    head = "# HTTP API\n\nDescription for programs: `/api/openapi.json`.\n\n"
    return head + _table(["operation", "what"], rows)


PAGES: dict[str, Callable[[], str]] = {
    "events.md": events,
    "access.md": access,
    "permissions.md": permissions,
    "personal-data.md": personal_data,
    "settings.md": settings,
    "commands.md": commands,
    "api.md": api,
}


def main() -> int:
    """Write the pages, or with ``--check`` name those that are stale."""
    with tempfile.TemporaryDirectory() as home:
        os.environ.update(PENDOPO_HOME=home, DATABASE_URL="postgresql:///none")
        os.environ.setdefault("DJANGO_SETTINGS_MODULE", "pendopo.config.settings")
        import django

        django.setup()
        pages = {name: make() for name, make in PAGES.items()}
    if "--check" in sys.argv:
        stale = [name for name, text in pages.items() if not _is_current(TARGET / name, text)]
        print(f"stale: {', '.join(stale)}: run make docs" if stale else "docs/generated is current")
        return bool(stale)
    TARGET.mkdir(parents=True, exist_ok=True)
    for name, text in pages.items():
        (TARGET / name).write_text(text)
    return 0


def _is_current(path: Path, text: str) -> bool:
    return path.exists() and path.read_text() == text


if __name__ == "__main__":
    sys.exit(main())
