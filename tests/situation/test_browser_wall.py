"""The wall as a television draws it."""

from __future__ import annotations

import itertools

import pytest

from tests.support.browser import TELEVISION, chromium, pages_served
from tests.support.office import open_office
from tests.support.sessions import cookie_of, open_session

pytestmark = pytest.mark.browser

_BOXES = """() => [...document.querySelectorAll(".board__names text")].map((name) => {
  const box = name.getBBox();
  return [name.textContent, box.x, box.x + box.width, Number(name.getAttribute("y"))];
})"""
_LETTERS_ABOVE, _LETTERS_BELOW = 17, 6
"""Units that the letters of a name reach above and below their line."""


def test_drawn_in_its_typeface_no_name_touches_another(committed_city):
    office = open_office()
    with chromium() as running, pages_served() as origin:
        size = {"width": TELEVISION[0], "height": TELEVISION[1]}
        context = running.new_context(viewport=size, base_url=origin, service_workers="block")
        context.add_cookies([cookie_of(open_session(office.accounts["operator"]), origin)])
        page = context.new_page()
        page.goto("/situasi/", wait_until="load")
        page.evaluate("() => document.fonts.ready")
        drawn = page.evaluate(_BOXES)
        context.close()
    assert {"Tekung", "Rowokangkung", "Lumajang"} <= {name for name, *_ in drawn}
    touching = [
        (one[0], other[0])
        for one, other in itertools.combinations(drawn, 2)
        if one[1] < other[2]
        and other[1] < one[2]
        and abs(one[3] - other[3]) < _LETTERS_ABOVE + _LETTERS_BELOW
    ]
    assert touching == []
