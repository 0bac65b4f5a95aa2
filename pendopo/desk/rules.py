"""Saved views: limits and errors. Pure."""

from __future__ import annotations

from urllib.parse import parse_qsl, urlencode

from pendopo.kernel.errors import Conflict, Invalid, gettext_noop

VIEW_LIMIT = 20
NAME_LIMIT = 40
_KEPT = (
    "bagian", "q", "keadaan", "kategori", "instansi", "wilayah", "lewat", "naik", "urut", "dari", "sampai",
)  # fmt: skip


def clean_query(raw: str) -> str:
    """The filters of ``raw`` in one order; anything that is no filter is left out."""
    given = dict(parse_qsl(raw.lstrip("?")))
    return urlencode({name: given[name] for name in _KEPT if given.get(name)})


def clean_name(raw: str) -> str:
    """A name for a view; raises ``Invalid``."""
    name = raw.strip()
    if not name or len(name) > NAME_LIMIT or not name.isprintable():
        raise Invalid(fields={"name": gettext_noop("Beri nama, paling banyak 40 huruf.")})
    return name


class TooManyViews(Conflict):
    """The officer keeps as many views as there is room for."""

    code = "desk.too_many_views"
    text = gettext_noop("Tampilan tersimpan sudah 20.")
    advice = gettext_noop("Hapus satu yang tidak dipakai, lalu simpan lagi.")
