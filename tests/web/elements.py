# ruff: noqa: E501 - scripts for the page read best on their own lines
"""What the tests of the elements share: markup into a page, a stream for it, what it heard, a small photo."""

from __future__ import annotations

import json

from PIL import Image

HTML = {"content_type": "text/html; charset=utf-8"}
LISTEN = """() => { window.heard = []; for (const name of ['pd:live', 'pd:reset', 'pd:place', 'pd:photos'])
    document.addEventListener(name, (e) => window.heard.push([name, e.detail?.kind ?? e.detail ?? null])); }"""
"""Keeps what the page tells by events in ``window.heard``."""


def insert(page, markup):
    page.evaluate(
        "(markup) => document.querySelector('main').insertAdjacentHTML('beforeend', markup)", markup
    )


def stream(*frames):
    return {"content_type": "text/event-stream", "body": "retry: 60000\n\n" + "".join(frames)}


def event(kind, number=1):
    data = json.dumps({"id": number, "kind": kind, "at": "2026-11-21T02:46:00Z", "subject": "report:a"})
    return f"id: {number}\ndata: {data}\n\n"


def heard(page):
    return page.evaluate("window.heard ?? []")


def drawn(tmp_path, name):
    path = tmp_path / name
    Image.new("RGB", (40, 30), "#39443a").save(path)
    return str(path)
