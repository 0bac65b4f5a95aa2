"""Templates of replies: what may stand in one, and how much a person must add of their own. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from difflib import SequenceMatcher

from pendopo.kernel.errors import Conflict, Invalid, NotFound, gettext_noop
from pendopo.reports.rules.drafts import REASON_LIMIT, clean_line
from pendopo.reports.rules.states import Verb

REPLY_VERBS = (Verb.ANSWER, Verb.ASK, Verb.REJECT, Verb.PAUSE, Verb.PROMISE, Verb.RESOLVE)
"""Steps whose words people read, and that may begin with a template."""

PLACEHOLDERS: dict[str, str] = {
    "nomor": gettext_noop("nomor laporan"),
    "judul": gettext_noop("judul laporan"),
    "kategori": gettext_noop("kategori laporan"),
    "instansi": gettext_noop("instansi yang memegang laporan"),
    "batas": gettext_noop("tanggal batas selesai"),
    "tempat": gettext_noop("desa atau kelurahan, dan kecamatan"),
    "hari_ini": gettext_noop("tanggal hari ini"),
}
"""Every name that may stand in braces, and what is put in its place."""

_NAME = re.compile(r"\{([^{}\n]*)\}")
_WORD = re.compile(r"\w+")
_RUN = 3
"""So many words of a template in its order are taken from it; fewer may stand in anybody's sentence."""
_TAKEN = 0.5
"""A text holds a template when this share of the template's words stands in it in runs."""


class NeedsOwnWords(Invalid):
    """The text is a template and little else."""

    code = "reports.needs_own_words"
    text = gettext_noop(
        "Templat saja belum cukup: tambahkan sedikitnya %(least)d kata Anda sendiri tentang laporan ini."
    )
    advice = gettext_noop("Tulis apa yang khusus: apa yang ditemukan, dikerjakan, atau ditunggu.")


class ReplyNotFound(NotFound):
    """No such template, or not one of this person's."""

    code = "reports.reply_not_found"
    text = gettext_noop("Templat itu tidak ditemukan.")
    advice = gettext_noop("Pilih templat dari daftar.")


class ReplyInUse(Conflict):
    """The template was used; its words stand in reports."""

    code = "reports.reply_in_use"
    text = gettext_noop("Templat ini sudah pernah dipakai dan tidak dapat dihapus.")
    advice = gettext_noop("Hentikan pemakaiannya: ia tidak lagi ditawarkan, riwayatnya tetap.")


class ReplyChanged(Conflict):
    """Somebody changed the template since this person looked at it."""

    code = "reports.reply_changed"
    text = gettext_noop("Templat ini baru saja diubah orang lain.")
    advice = gettext_noop("Lihat versi terbarunya, lalu putuskan lagi.")


def clean_reply(*, name: str, text: str) -> tuple[str, str]:
    """Name and words of a template in their tidy form; raises ``Invalid`` with every faulty field."""
    tidy_name = clean_line(name, field="name")
    tidy = text.strip().replace("\r\n", "\n")
    if not _WORD.search(tidy):
        raise Invalid(fields={"text": gettext_noop("Tuliskan isi templat.")})
    if len(tidy) > REASON_LIMIT:
        raise Invalid(fields={"text": gettext_noop("Teks terlalu panjang: paling banyak 2.000 huruf.")})
    if "\x00" in tidy or unknown_places(tidy):
        raise Invalid(fields={"text": gettext_noop("Ada isian dalam kurung kurawal yang tidak dikenal.")})
    return tidy_name, tidy


def unknown_places(text: str) -> list[str]:
    """What stands in braces and is none of ``PLACEHOLDERS``, in the order of the text."""
    return [name for name in _NAME.findall(text) if name not in PLACEHOLDERS]


def fill(text: str, values: Mapping[str, str]) -> str:
    """``text`` with the values of its placeholders; a name without one stays as it is written."""
    return _NAME.sub(lambda found: values.get(found[1], found[0]), text)


def own_words(text: str, template: str) -> int | None:
    """How many words of ``text`` are not of the filled ``template``; None when it is not made from it.

    Runs of three words in the order of the template are the template's, so that small changes to it are not
    taken for words of one's own.
    """
    said, given = _words(text), _words(template)
    if not said or not given:
        return None
    matcher = SequenceMatcher(None, given, said, autojunk=False)
    blocks = [block.size for block in matcher.get_matching_blocks()]
    least = min(_RUN, len(given))
    taken = sum(size for size in blocks if size >= least)
    return len(said) - taken if taken >= _TAKEN * len(given) else None


def check_own_words(text: str, templates: Iterable[str], *, least: int) -> None:
    """Raise ``NeedsOwnWords`` when ``text`` is one of the filled ``templates`` and too few words more."""
    found = (own_words(text, template) for template in templates)
    if any(own is not None and own < least for own in found):
        raise NeedsOwnWords(least=least)


def check_enough_words(text: str, *, least: int) -> None:
    """Raise ``NeedsOwnWords`` for a text for many reports with too few words besides its placeholders."""
    if len(_words(_NAME.sub(" ", text))) < least:
        raise NeedsOwnWords(least=least)


def _words(text: str) -> list[str]:
    return [word.casefold() for word in _WORD.findall(text)]
