from __future__ import annotations

import datetime as dt
from types import SimpleNamespace

import pytest
from django.template import Context, Template
from django.template.loader import render_to_string

from pendopo.kernel import clock

NOON = dt.datetime(2026, 11, 23, 5, 0, tzinfo=dt.UTC)
NASTY = "<script>alert(1)</script>"


def tag(text: str, **values: object) -> str:
    return Template("{% load kit %}" + text).render(Context(values))


@pytest.fixture(autouse=True)
def at_noon():
    with clock.freeze(NOON):
        yield


@pytest.mark.parametrize(
    ("hours", "tone", "words"),
    [
        (-3, "late", "lewat 3 j"),
        (0.6, "warn", "sisa 36 m"),
        (3.99, "warn", "sisa 3 j 59 m"),
        (5, "ok", "sisa 5 j"),
    ],
)
def test_the_due_chip_turns_amber_below_four_hours_and_red_once_late(hours, tone, words):
    chip = tag("{% due at %}", at=NOON + dt.timedelta(hours=hours))
    assert f"due--{tone}" in chip
    assert words in chip


def test_a_finished_matter_is_never_shown_as_late():
    assert "due--ok" in tag("{% due at done=True %}", at=NOON - dt.timedelta(days=2))


def test_moments_are_shown_in_the_zone_of_the_city():
    assert ">Senin 23 Nov 12.00</time>" in tag("{% moment at %}", at=NOON)


def test_no_moment_shows_nothing():
    assert tag("{% moment at %}{% ago at %}", at=None) == ""


def test_degrees_keep_their_point_in_every_language():
    assert tag("{{ place|degrees }}", place=(113.2244, -8.1)) == "113.2244,-8.1"


def test_attributes_are_written_with_dashes_and_escaped():
    shown = tag("{% attrs hx_post=url hidden=True title=None as a %}{{ a }}", url='/x?a="1"')
    assert shown == 'hx-post="/x?a=&quot;1&quot;" hidden=""'


@pytest.mark.parametrize(
    ("name", "values"),
    [
        ("button", {"label": NASTY}),
        ("link_card", {"title": NASTY, "text": NASTY, "href": "/"}),
        ("status", {"kind": "new", "label": NASTY}),
        ("why", {"text": NASTY, "source": NASTY}),
        ("notice", {"title": NASTY, "text": NASTY}),
        ("empty", {"title": NASTY, "text": NASTY}),
        ("row", {"title": NASTY, "meta": NASTY, "href": "/"}),
        ("code", {"label": NASTY, "value": NASTY}),
        ("stat", {"label": NASTY, "value": NASTY, "source": NASTY}),
        ("avatar", {"name": NASTY}),
        ("facts", {"facts": [(NASTY, NASTY)]}),
        ("chips", {"chips": [SimpleNamespace(label=NASTY, url="/", count=3, is_current=True)]}),
        ("crumbs", {"crumbs": [SimpleNamespace(label=NASTY, url="/")]}),
        (
            "timeline",
            {"steps": [SimpleNamespace(who=NASTY, acting_for=NASTY, what=NASTY, at=NOON, note=NASTY)]},
        ),
        ("photos", {"photos": [SimpleNamespace(url="/a.jpg", alt=NASTY, tag=NASTY)]}),
        ("confirm", {"id": "x", "title": NASTY, "text": NASTY, "action": NASTY, "url": "/"}),
        ("toast", {"text": NASTY}),
        (
            "map",
            {
                "label": NASTY,
                "marks": [SimpleNamespace(lon=113.0, lat=-8.0, kind="new", label=NASTY, url="/")],
            },
        ),
    ],
)
def test_components_never_print_markup_that_people_typed(name, values):
    shown = render_to_string(f"web/components/{name}.html", values)
    assert "<script>" not in shown


def test_a_timeline_marks_what_only_officers_read():
    steps = [
        SimpleNamespace(kind="new", who="Rina", what="mencatat", is_internal=each) for each in (True, False)
    ]
    assert render_to_string("web/components/timeline.html", {"steps": steps}).count("hanya petugas") == 1


def test_a_timeline_without_steps_says_so():
    assert "Belum ada langkah." in render_to_string("web/components/timeline.html", {"steps": ()})


def test_figures_in_attributes_are_not_written_for_people():
    shown = render_to_string("web/components/progress.html", {"value": 1234.5, "max": 2000, "label": "x"})
    assert 'max="2000" value="1234.5"' in shown


def test_a_number_column_is_aligned_as_its_head_says():
    heads = (SimpleNamespace(label="Desa", url=""), SimpleNamespace(label="Masuk", url="", is_number=True))
    shown = render_to_string(
        "web/components/table.html", {"caption": "x", "heads": heads, "rows": [("Kunir", "3")]}
    )
    assert '<td class="number">3</td>' in shown
