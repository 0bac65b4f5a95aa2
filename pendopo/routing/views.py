"""The keeper's pages: which model answers, how good it is, a switch, and a place to try a text."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import ClassVar

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from pendopo.accounts.api import Role
from pendopo.kernel.access import actor_of, role_needed
from pendopo.routing.actions import activate_model
from pendopo.routing.forms import TryForm
from pendopo.routing.models import State
from pendopo.routing.queries import ModelRow, get_model, get_topic, list_models, suggest
from pendopo.routing.rules import BARS, Bar, Figures, Guess, Topic
from pendopo.web.formats import number_text
from pendopo.web.pages import render

keeper_only = role_needed(Role.ADMINISTRATOR)

PLOT = 200.0
"""Width and height of the reliability plot."""


@dataclass(frozen=True, slots=True)
class VersionEntry:
    """One line of the history."""

    version: int
    state: State
    trained_at: dt.datetime
    accuracy: str
    is_current: bool


@dataclass(frozen=True, slots=True)
class Stat:
    """One figure against its bar."""

    label: str
    value: str
    tone: str
    source: str


@dataclass(frozen=True, slots=True)
class Head:
    """A column of the table component."""

    label: str
    is_number: bool = True
    url: str = ""
    direction: str = ""


@dataclass(frozen=True, slots=True)
class Point:
    """One bin of the reliability plot: said (x) against true (y), larger where there are more texts."""

    x: str
    y: str
    radius: str


@dataclass(frozen=True, slots=True)
class Tried:
    """One guess about the tried text."""

    topic: Topic
    share: str
    words: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ModelPage:
    """A model with its report, beside the history."""

    template: ClassVar[str] = "routing/model_page.html"
    versions: list[VersionEntry]
    model: ModelRow | None
    stats: list[Stat]
    heads: tuple[Head, ...]
    rows: list[tuple[str, ...]]
    points: list[Point]
    confusions: list[tuple[str, str]]
    is_draft: bool
    can_switch: bool
    is_index: bool
    """True at the address of the history: a phone shows the history, not the model."""


@dataclass(frozen=True, slots=True)
class TryPage:
    """A text that was tried, beside the history."""

    template: ClassVar[str] = "routing/try_page.html"
    versions: list[VersionEntry]
    form: TryForm
    guesses: list[Tried]
    is_sure: bool
    version: int | None


@keeper_only
def model_page(request: HttpRequest) -> HttpResponse:
    """The model that answers now."""
    rows = list_models(actor_of(request))
    active = next((row for row in rows if row.state is State.ACTIVE), None)
    return render(request, _page(rows, active, is_index=True))


@keeper_only
def version_page(request: HttpRequest, version: int) -> HttpResponse:
    """One model of the history."""
    actor = actor_of(request)
    page = _page(list_models(actor), get_model(actor, version), is_index=False)
    return render(request, page)


@require_POST
@keeper_only
def activate_view(request: HttpRequest, version: int) -> HttpResponse:
    """Let another model answer."""
    activate_model(actor_of(request), version=version)
    messages.success(request, _("Versi %(version)s sekarang dipakai.") % {"version": version})
    return redirect("routing:version_page", version)


@keeper_only
def try_page(request: HttpRequest) -> HttpResponse:
    """What is suggested for a text; it is posted, so that it stands in no address, and kept nowhere."""
    form = TryForm(request.POST or None)
    guesses: list[Tried] = []
    is_sure, version = False, None
    if form.is_bound and form.is_valid():
        found = suggest(form.cleaned_data["title"], form.cleaned_data["text"])
        guesses, is_sure, version = [_tried(each) for each in found.guesses], found.is_sure, found.version
    versions = _versions(list_models(actor_of(request)), current=None)
    status = 422 if form.is_bound and not form.is_valid() else 200
    return render(request, TryPage(versions, form, guesses, is_sure, version), status=status)


def _tried(guess: Guess) -> Tried:
    return Tried(get_topic(guess.topic), _percent(guess.confidence), guess.words)


def _page(rows: list[ModelRow], model: ModelRow | None, *, is_index: bool) -> ModelPage:
    figures = None if model is None else model.figures
    return ModelPage(
        versions=_versions(rows, current=None if model is None else model.version),
        model=model,
        stats=[] if model is None else [_stat(bar, model) for bar in BARS],
        heads=_heads(),
        rows=[] if figures is None else _class_rows(figures),
        points=[] if figures is None else _points(figures),
        confusions=[] if figures is None else _confusions(figures),
        is_draft=model is not None and model.state is State.DRAFT,
        can_switch=model is not None and model.state is not State.ACTIVE,
        is_index=is_index,
    )


def _versions(rows: list[ModelRow], *, current: int | None) -> list[VersionEntry]:
    return [
        VersionEntry(
            row.version, row.state, row.trained_at, _percent(row.figures.accuracy), row.version == current
        )
        for row in rows
    ]


def _stat(bar: Bar, model: ModelRow) -> Stat:
    labels = {
        "accuracy": _("Tepat"),
        "macro_f1": _("Makro-F1"),
        "top3": _("Tepat dalam tiga"),
        "ece": _("Galat keyakinan"),
    }
    value: float = getattr(model.figures, bar.figure)
    asked = _("paling banyak %(value)s") if bar.is_most else _("paling sedikit %(value)s")
    source = asked % {"value": _percent(bar.value)}
    if model.rival is not None:
        before = _percent(getattr(model.rival, bar.figure))
        source += " · " + _("sebelumnya %(value)s") % {"value": before}
    return Stat(labels[bar.figure], _percent(value), "ok" if bar.is_met(model.figures) else "warn", source)


def _heads() -> tuple[Head, ...]:
    return (
        Head(_("Bidang"), is_number=False),
        Head(_("Jumlah teks")),
        Head(_("Presisi")),
        Head(_("Recall")),
        Head("F1"),
        Head(_("Dalam tiga")),
    )


def _class_rows(figures: Figures) -> list[tuple[str, ...]]:
    return [
        (
            get_topic(each.topic).name,
            number_text(each.n),
            _percent(each.precision, 0),
            _percent(each.recall, 0),
            _percent(each.f1, 0),
            _percent(each.top3, 0),
        )
        for each in figures.classes
    ]


def _points(figures: Figures) -> list[Point]:
    most = max((each.n for each in figures.bins), default=1)
    return [
        Point(
            f"{each.confidence * PLOT:.1f}",
            f"{(1 - each.accuracy) * PLOT:.1f}",
            f"{2.5 + 6.5 * (each.n / most) ** 0.5:.1f}",
        )
        for each in figures.bins
    ]


def _confusions(figures: Figures) -> list[tuple[str, str]]:
    return [
        (f"{get_topic(true).name} → {get_topic(guessed).name}", number_text(times))
        for true, guessed, times in figures.confusions
    ]


def _percent(share: float, places: int = 1) -> str:
    return f"{number_text(share * 100, places)}\N{NO-BREAK SPACE}%"
