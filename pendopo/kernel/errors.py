"""One family of errors: a stable code, a text, an advice, an HTTP status.

Every context declares its own errors in ``rules.py`` as subclasses. They are raised anywhere and rendered
once, as a page for people or as one JSON shape for programs (``kernel.problems``). This module imports
no Django, so that rules may raise; texts are Indonesian message ids, translated when rendered.
"""

from __future__ import annotations

from typing import ClassVar


def gettext_noop(message: str) -> str:
    """Mark ``message`` for translation without translating it now."""
    return message


class PendopoError(Exception):
    """Something a person can be told about."""

    code: ClassVar[str] = "internal"
    status: ClassVar[int] = 500
    text: ClassVar[str] = gettext_noop("Terjadi gangguan di pihak kami.")
    advice: ClassVar[str] = gettext_noop("Coba lagi beberapa saat lagi. Yang sudah tersimpan tetap aman.")

    def __init__(self, **facts: object) -> None:
        """``facts`` fill the named places of ``text`` and ``advice`` (``%(name)s``)."""
        super().__init__(self.code)
        self.facts = facts

    def __str__(self) -> str:
        return (self.text % self.facts) if self.facts else self.text


class Invalid(PendopoError):
    """What was sent cannot be accepted; ``fields`` says why, field by field."""

    code = "invalid"
    status = 422
    text = gettext_noop("Ada isian yang perlu diperbaiki.")
    advice = gettext_noop("Periksa isian yang ditandai, lalu kirim lagi. Isian Anda tidak hilang.")

    def __init__(self, *, fields: dict[str, str] | None = None, **facts: object) -> None:
        """``fields`` maps a field's name to an Indonesian message id."""
        super().__init__(**facts)
        self.fields = fields or {}


class SignInNeeded(PendopoError):
    """The actor must sign in first."""

    code = "sign_in_needed"
    status = 401
    text = gettext_noop("Anda perlu masuk dulu.")
    advice = gettext_noop("Masuk, lalu ulangi. Anda akan kembali ke halaman ini.")


class Refused(PendopoError):
    """The actor may not do this."""

    code = "refused"
    status = 403
    text = gettext_noop("Anda tidak berwenang melakukan ini.")
    advice = gettext_noop("Bila ini tugas Anda, minta admin instansi memeriksa jabatan Anda.")


class NotFound(PendopoError):
    """The thing does not exist, or the actor may not know that it does."""

    code = "not_found"
    status = 404
    text = gettext_noop("Yang Anda cari tidak ada.")
    advice = gettext_noop("Periksa kembali alamat atau nomornya.")


class Conflict(PendopoError):
    """Someone else changed it first, or its state does not allow this."""

    code = "conflict"
    status = 409
    text = gettext_noop("Keadaannya sudah berubah.")
    advice = gettext_noop("Muat ulang halaman, lalu putuskan lagi.")


class TooLarge(PendopoError):
    """What was sent is larger than accepted."""

    code = "too_large"
    status = 413
    text = gettext_noop("Kiriman terlalu besar.")
    advice = gettext_noop("Kirim berkas yang lebih kecil.")


class TooMany(PendopoError):
    """Too many tries in a short time."""

    code = "too_many"
    status = 429
    text = gettext_noop("Terlalu banyak percobaan.")
    advice = gettext_noop("Tunggu beberapa menit, lalu coba lagi.")


class Unavailable(PendopoError):
    """A part that is needed does not answer."""

    code = "unavailable"
    status = 503
    text = gettext_noop("Layanan sedang tidak dapat dijangkau.")
    advice = gettext_noop("Coba lagi beberapa saat lagi. Yang sudah tersimpan tetap aman.")
