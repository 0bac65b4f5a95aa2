"""Browsers without cascade layers: the pages stay readable and usable, without our look."""

from __future__ import annotations

import re

import pytest

from tests.support.browser import barriers

pytestmark = pytest.mark.browser
_LAYER = re.compile(r"@layer\b[^{;]*([{;])")


def _without_layers(styles: str) -> str:
    """What a browser before layers makes of a style sheet: unknown rules are skipped, the plain ones hold."""
    styles = re.sub(r"/\*.*?\*/", "", styles, flags=re.DOTALL).replace(
        "not (text-emphasis: dot)", "(display: block)"
    )
    while found := _LAYER.search(styles):
        end = found.end()
        depth = found[1] == "{"
        while depth:
            depth += {"{": 1, "}": -1}.get(styles[end], 0)
            end += 1
        styles = styles[: found.start()] + styles[end:]
    return styles


@pytest.mark.parametrize("path", ["/patterns/warga/", "/lapor/", "/masuk/", "/patterns/gangguan/"])
def test_without_cascade_layers_a_page_is_plain_and_readable(open_page, path):
    page = open_page(path)

    def answer(route):
        served = route.fetch()
        route.fulfill(response=served, body=_without_layers(served.text()))

    page.route(re.compile(r"\.css"), answer)
    page.reload(wait_until="networkidle")
    assert page.evaluate("getComputedStyle(document.body).fontSize") == "17px"
    assert page.evaluate("document.documentElement.scrollWidth - innerWidth") <= 0
    assert (
        page.evaluate("Math.max(...[...document.querySelectorAll('svg')].map((each) => each.clientWidth))")
        <= 64
    )
    assert [fault for fault in barriers(page) if "contrast" in fault] == []
