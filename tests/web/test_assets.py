from __future__ import annotations

import re
from pathlib import Path

import pytest
from django.conf import settings
from django.contrib.staticfiles import finders
from django.core.management import call_command
from django.template.loader import render_to_string
from django.test import override_settings

import pendopo.web
from pendopo.web.icons import ICONS, SHAPES
from tools import vendor

pytestmark = pytest.mark.slow  # left out of `make check`

KIT = Path(pendopo.web.__file__).parent


@pytest.fixture(scope="module")
def collected(tmp_path_factory):
    folder = tmp_path_factory.mktemp("static")
    storages = {**settings.STORAGES, "staticfiles": {"BACKEND": "pendopo.web.assets.AssetStorage"}}
    with override_settings(STATIC_ROOT=str(folder), STORAGES=storages, DEBUG=False):
        call_command("collectstatic", interactive=False, verbosity=0)
    return folder


def test_collected_modules_import_each_other_by_hashed_names(collected):
    modules = [
        path for path in collected.glob("web/js/**/*.js") if re.search(r"\.[0-9a-f]{12}\.js$", path.name)
    ]
    imports = [(path, found) for path in modules for found in _imports(path)]
    assert len(imports) >= 12
    for path, found in imports:
        assert re.search(r"\.[0-9a-f]{12}\.js$", found), f"{path.name} imports {found}"
        assert (path.parent / found).resolve().is_file()


def test_collected_style_sheets_point_to_hashed_files(collected):
    sheets = [
        path for path in collected.glob("web/css/**/*.css") if re.search(r"\.[0-9a-f]{12}\.css$", path.name)
    ]
    for sheet in sheets:
        for found in re.findall(r"""url\(["']?([^"')]+)""", sheet.read_text()):
            assert (sheet.parent / found).resolve().is_file(), f"{sheet.name}: {found}"


def test_collected_files_are_also_there_compressed(collected):
    assert list(collected.glob("web/js/pendopo.*.js.br"))
    assert list(collected.glob("web/css/tokens.*.css.gz"))


def test_every_import_of_a_module_exists():
    for path in (KIT / "static/web/js").rglob("*.js"):
        for found in _imports(path):
            assert (path.parent / found).resolve().is_file(), f"{path.name} imports {found}"


def test_every_element_of_the_kit_is_known_to_the_loader():
    named = set(re.findall(r'"(pd-[a-z]+)": \(\)', (KIT / "static/web/js/pendopo.js").read_text()))
    assert named == {path.stem for path in (KIT / "static/web/js/elements").glob("pd-*.js")}


def test_every_static_file_that_a_template_names_exists():
    for path in (KIT / "templates").rglob("*.html"):
        for name in re.findall(r"{% asset '([^']+)' %}", path.read_text()):
            assert finders.find(name), f"{path.name} names {name}"


def test_vendored_files_are_those_of_their_locks():
    assert [fault for lock in vendor.LOCKS for fault in vendor.check(lock)] == []


def test_a_changed_or_added_vendored_file_is_noticed(tmp_path):
    lock = tmp_path / "vendor.lock.json"
    lock.write_text(
        '[{"package": "x", "version": "1", "licence": "MIT",'
        ' "files": [{"from": "a", "to": "x/a.js", "sha256": "0"}]}]'
    )
    (tmp_path / "x").mkdir()
    (tmp_path / "x/a.js").write_text("changed")
    (tmp_path / "x/b.js").write_text("added")
    assert [fault.split(": ")[1] for fault in vendor.check(lock)] == [
        "not in the lock",
        "differs from the lock",
    ]


def test_no_style_sheet_or_script_of_ours_is_longer_than_400_lines():
    for path in [*(KIT / "static/web/css").rglob("*.css"), *(KIT / "static/web/js").rglob("*.js")]:
        assert len(path.read_text().splitlines()) <= 400, path.name


@pytest.mark.parametrize("name", sorted(ICONS))
def test_icons_are_drawn_with_paths_only(name):
    assert re.fullmatch(r"(<(path|circle|rect) [a-zA-Z0-9 =\".,-]+/>)+", ICONS[name])


@pytest.mark.parametrize("kind", sorted(SHAPES))
def test_every_status_has_a_shape_and_a_word(kind):
    text = render_to_string("web/components/status.html", {"kind": kind, "label": "Kata"})
    assert f"shape--{kind}" in text
    assert "Kata" in text


def _imports(path: Path) -> list[str]:
    return re.findall(r"""(?:from |import\(|import )["'](\.[^"']+)["']""", path.read_text())
