"""The pattern page: every component in every state, and one example of each shell."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, field
from typing import ClassVar
from urllib.parse import quote

from django.http import HttpRequest, HttpResponse
from django.utils.safestring import SafeString
from django.views.decorators.http import require_GET

from pendopo.kernel import clock
from pendopo.kernel.access import public
from pendopo.kernel.errors import NotFound, Unavailable
from pendopo.web import samples
from pendopo.web.chrome import THEMES, chrome_for
from pendopo.web.icons import ICONS
from pendopo.web.pages import render
from pendopo.web.plots import Bar, Column, Spark, Stack, bars, columns, spark, stacks
from pendopo.web.timelines import TimelineStep

COLOURS = (
    "brand", "brand-strong", "brand-soft", "brand-fill", "accent", "ok", "ok-soft", "warn", "warn-soft",
    "bad", "bad-soft", "ink", "ink-2", "ink-3", "line", "line-strong", "paper", "surface", "surface-2",
)  # fmt: skip
_SPARK = spark(
    (12, 18, 15, 22, 30, 26, 19, 24, 31, 44, 61, 52, 40, 33, 29, 35, 38),
    label="38 laporan hari ini, tertinggi 61 pada 15 November",
)
_STACKS = stacks(
    (
        ("DPUPR", "120", (("done", 70), ("claimed", 14), ("new", 9), ("work", 17), ("late", 10))),
        ("Dishub", "64", (("done", 50), ("work", 12), ("late", 2))),
    )
)
_COLUMNS = columns(
    tuple((f"{month}", 30 + month * 4, 20 + month * 3, f"Bulan {month}") for month in range(1, 13))
)
_BARS = bars(
    (
        ("Jalan", 412, "412"),
        ("Sampah", 310, "310"),
        ("Lampu", 128, "128", "work"),
        ("Lewat waktu", 24, "24", "late"),
    )
)
_DIALOG = SafeString('data-open-dialog="close-report"')
_KEYS = SafeString('data-open-dialog="keys"')
_SPANS = (
    dt.timedelta(hours=-3.2),
    dt.timedelta(minutes=40.5),
    dt.timedelta(hours=5.3),
    dt.timedelta(days=1.1),
    dt.timedelta(days=12),
)


@dataclass(frozen=True, slots=True)
class Act:
    """One act of the bulk bar."""

    label: str
    value: str
    icon: str = ""


@dataclass(frozen=True, slots=True)
class PatternsPage:
    """Everything ``/patterns`` shows."""

    template: ClassVar[str] = "web/patterns/patterns_page.html"
    theme: str
    steps: tuple[TimelineStep, ...]
    rows: tuple[samples.InboxRow, ...]
    moments: tuple[dt.datetime, ...]
    late: dt.datetime
    photos: tuple[samples.Photo, ...]
    boundaries: str
    bounds: tuple[float, ...]
    marks: tuple[samples.Mark, ...] = samples.MARKS
    center: tuple[float, float] = (113.2244, -8.1332)
    form: samples.SampleForm = field(default_factory=samples.SampleForm)
    refused: samples.SampleForm = field(default_factory=samples.refused_form)
    colours: tuple[str, ...] = COLOURS
    icons: tuple[str, ...] = tuple(ICONS)
    chips: tuple[samples.Link, ...] = samples.CHIPS
    heads: tuple[samples.Link, ...] = samples.HEADS
    crumbs: tuple[samples.Link, ...] = (
        samples.Link("Depan"),
        samples.Link("Candipuro"),
        samples.Link("Sumbermujur", url=""),
    )
    entries: tuple[samples.Link, ...] = (
        samples.Link("Ubah", icon="edit"),
        samples.Link("Cetak", icon="print"),
        samples.Link("Hapus", icon="trash", danger=True),
    )
    acts: tuple[Act, ...] = (Act("Tugaskan", "assign", "send"), Act("Tandai duplikat", "duplicate", "copy"))
    step_names: tuple[str, ...] = ("Masalah", "Tempat", "Foto", "Kirim")
    dialog_attrs: str = _DIALOG
    keys_attrs: str = _KEYS
    push_states: tuple[str, ...] = ("off", "on", "refused", "unsupported")
    table_heads: tuple[samples.Link, ...] = (
        samples.Link("Kecamatan"),
        samples.Link("Masuk", direction="down", is_number=True),
        samples.Link("Selesai", is_number=True),
        samples.Link("Rata-rata hari", url="", is_number=True),
    )
    table_rows: tuple[tuple[str, ...], ...] = (
        ("Lumajang", "1.284", "1.190", "2,4"),
        ("Candipuro", "311", "280", "3,1"),
        ("Tempursari", "42", "40", "5,0"),
    )
    table_foot: tuple[str, ...] = ("Kabupaten Lumajang", "1.637", "1.510", "2,7")
    facts: tuple[tuple[str, str], ...] = (
        ("Pelapor", "Warga, nama dirahasiakan"),
        ("Tempat", "Dusun Krajan RT 03 RW 01, Sumbermujur, Candipuro"),
        ("Kategori", "Jembatan"),
        ("Catatan", ""),
    )
    spark: Spark | None = _SPARK
    bars: tuple[Bar, ...] = _BARS
    stacks: tuple[Stack, ...] = _STACKS
    columns: tuple[Column, ...] = _COLUMNS


@dataclass(frozen=True, slots=True)
class ResidentPattern:
    """The resident's shell."""

    template: ClassVar[str] = "web/patterns/resident.html"
    theme: str


@dataclass(frozen=True, slots=True)
class DeskPattern:
    """The officer's shell, with or without an open matter."""

    template: ClassVar[str] = "web/patterns/desk.html"
    theme: str
    pane: str
    rows: tuple[samples.InboxRow, ...]
    steps: tuple[TimelineStep, ...]
    photos: tuple[samples.Photo, ...]
    chips: tuple[samples.Link, ...] = samples.CHIPS
    heads: tuple[samples.Link, ...] = samples.HEADS


@dataclass(frozen=True, slots=True)
class WallPattern:
    """The situation room."""

    template: ClassVar[str] = "web/patterns/wall.html"
    bounds: tuple[float, ...]
    marks: tuple[samples.Mark, ...] = samples.MARKS


@public
@require_GET
def patterns_page(request: HttpRequest) -> HttpResponse:
    """Every component in every state; ``?tema=dark`` or ``light`` overrides the device."""
    now = clock.now()
    chrome = chrome_for(request)
    page = PatternsPage(
        theme=_theme(request),
        steps=samples.steps(),
        rows=samples.rows(opened=True),
        moments=tuple(now + span for span in _SPANS),
        late=now - dt.timedelta(days=2, hours=3),
        photos=_photos(),
        boundaries=chrome.boundaries_url,
        bounds=chrome.bounds or samples.BOUNDS,
    )
    return render(request, page)


@public
@require_GET
def shell_pattern_page(request: HttpRequest, shell: str) -> HttpResponse:
    """One shell with invented content: ``warga``, ``meja`` or ``tv``; ``gangguan`` is the page of an error.

    Raises ``NotFound`` for any other, ``Unavailable`` for ``gangguan``.
    """
    theme = _theme(request)
    if shell == "warga":
        return render(request, ResidentPattern(theme))
    if shell == "meja":
        pane = "list" if request.GET.get("pane") == "list" else "open"
        return render(
            request,
            DeskPattern(theme, pane, samples.rows(opened=pane == "open"), samples.steps(), _photos()),
        )
    if shell == "tv":
        return render(request, WallPattern(chrome_for(request).bounds or samples.BOUNDS))
    if shell == "gangguan":
        raise Unavailable
    raise NotFound


def _theme(request: HttpRequest) -> str:
    theme = request.GET.get("tema", "")
    return theme if theme in THEMES else ""


def _photos() -> tuple[samples.Photo, ...]:
    return (
        samples.Photo(_drawing("#8f9aa3", "#5f646b"), "Retakan di tengah jembatan", "Sebelum"),
        samples.Photo(_drawing("#9fb3bf", "#6f7d6a"), "Jembatan sesudah diperbaiki", "Sesudah"),
    )


def _drawing(sky: str, ground: str) -> str:
    svg = (
        '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 400 300">'
        f'<rect width="400" height="300" fill="{sky}"/>'
        f'<path d="M0 190h400v110H0z" fill="{ground}"/><path d="M20 140h360v34H20z" fill="#8b8f95"/></svg>'
    )
    return "data:image/svg+xml," + quote(svg)
