from __future__ import annotations

import json
import re
from dataclasses import dataclass
from typing import ClassVar

import pytest
from django.template import TemplateDoesNotExist
from django.test import RequestFactory

from pendopo.web.chrome import chrome_for
from pendopo.web.pages import render

pytestmark = pytest.mark.django_db

PAGES = (
    "/patterns/",
    "/patterns/?tema=dark",
    "/patterns/warga/",
    "/patterns/meja/",
    "/patterns/meja/?pane=list",
    "/patterns/tv/",
    "/patterns/gangguan/",
    "/tanpa-sambungan/",
)


@pytest.mark.parametrize("path", PAGES)
def test_pages_hold_nothing_that_the_content_policy_would_block(client, path):
    text = client.get(path).content.decode()
    assert not re.search(r"<script(?![^>]*\bsrc=)", text)
    assert not re.search(r"<style|\sstyle=|\son[a-z]+=|javascript:", text)


@pytest.mark.parametrize("path", PAGES)
def test_pages_name_no_other_site(client, path):
    text = client.get(path).content.decode().replace("http://www.w3.org/2000/svg", "")
    assert not re.findall(r"""["'(]https?://(?!127\.0\.0\.1|localhost)[^"')]+""", text)


def test_a_page_is_rendered_with_its_own_template_and_status(rf):
    @dataclass(frozen=True)
    class Missing:
        template: ClassVar[str] = "web/no_such_page.html"

    with pytest.raises(TemplateDoesNotExist):
        render(rf.get("/"), Missing())


def test_an_unknown_shell_is_not_found(client):
    assert client.get("/patterns/rahasia/").status_code == 404


def test_the_manifest_names_icons_that_exist(client):
    answer = client.get("/manifest.webmanifest")
    manifest = json.loads(answer.content)
    assert answer.headers["Content-Type"] == "application/manifest+json"
    assert manifest["name"].startswith("Pendopo")
    assert {icon["sizes"] for icon in manifest["icons"]} == {"192x192", "512x512", "any"}


def test_the_service_worker_is_served_from_the_root_and_asked_again_each_time(client):
    answer = client.get("/sw.js")
    assert answer.headers["Content-Type"] == "text/javascript"
    assert answer.headers["Cache-Control"] == "no-cache"
    assert b"/tanpa-sambungan/" in answer.content


def test_a_chosen_language_is_kept_and_leads_back_to_the_page(client):
    answer = client.post("/bahasa/", {"language": "en"}, headers={"Referer": "http://testserver/patterns/"})
    assert answer["Location"] == "http://testserver/patterns/"
    assert client.get("/patterns/warga/").headers["Content-Language"] == "en"


def test_a_chosen_language_travels_by_https_alone_where_the_city_has_it(client, settings):
    settings.LANGUAGE_COOKIE_SECURE = True
    answer = client.post("/bahasa/", {"language": "en"})
    assert answer.cookies[settings.LANGUAGE_COOKIE_NAME]["secure"]


@pytest.mark.parametrize("referer", ["http://elsewhere.example/", "javascript:alert(1)", ""])
def test_choosing_a_language_never_leads_to_another_site(client, referer):
    answer = client.post("/bahasa/", {"language": "xx"}, headers={"Referer": referer})
    assert answer["Location"] == "/"
    assert "django_language" not in answer.cookies


def test_the_language_of_the_device_is_not_asked(client):
    assert (
        client.get("/patterns/warga/", headers={"Accept-Language": "en"}).headers["Content-Language"] == "id"
    )


@pytest.mark.parametrize(("cookie", "theme"), [("dark", "dark"), ("light", "light"), ('"><script>', "")])
def test_only_known_themes_reach_the_page(cookie, theme):
    request = RequestFactory().get("/")
    request.COOKIES["pd_theme"] = cookie
    assert chrome_for(request).theme == theme


def test_the_chosen_theme_is_printed_so_that_nothing_flashes(client):
    client.cookies["pd_theme"] = "dark"
    assert b'data-theme="dark"' in client.get("/tanpa-sambungan/").content


def test_without_a_brand_of_the_city_there_is_no_sheet_for_it(client):
    assert client.get("/brand.css").status_code == 404
