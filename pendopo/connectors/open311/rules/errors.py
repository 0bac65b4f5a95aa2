"""What is refused, and what the other system is told."""

from __future__ import annotations

from pendopo.kernel.errors import Invalid, NotFound, PendopoError, Refused, TooMany, gettext_noop


class KeyRefused(Refused):
    """The key is missing, unknown or taken back (403 in the specification)."""

    code = "open311.key_refused"
    text = gettext_noop("Kunci api_key tidak ada atau tidak dikenal.")
    advice = gettext_noop("Mintalah kunci kepada pengelola sistem ini, lalu kirim sebagai api_key.")


class QuotaSpent(TooMany):
    """The key has sent as much as it may in a day."""

    code = "open311.quota_spent"
    text = gettext_noop("Kuota harian kunci ini sudah habis.")
    advice = gettext_noop("Coba lagi %(minutes)d menit lagi, atau minta kuota yang lebih besar.")


class FormatUnknown(NotFound):
    """Neither xml nor json was asked for."""

    code = "open311.format_unknown"
    text = gettext_noop("Format itu tidak ada.")
    advice = gettext_noop("Akhiri alamat dengan .xml atau .json.")


class MethodRefused(PendopoError):
    """The address is there, for another method."""

    code = "open311.method_refused"
    status = 405
    text = gettext_noop("Alamat ini tidak menerima metode itu.")
    advice = gettext_noop("Baca dengan GET; kirim laporan dan kabar dengan POST.")


class JurisdictionUnknown(NotFound):
    """The jurisdiction is another city's."""

    code = "open311.jurisdiction_unknown"
    text = gettext_noop("jurisdiction_id itu bukan daerah ini.")
    advice = gettext_noop("Kosongkan jurisdiction_id, atau isi kode daerah ini.")


class ServiceUnknown(NotFound):
    """No such service_code."""

    code = "open311.service_unknown"
    text = gettext_noop("service_code itu tidak ada.")
    advice = gettext_noop("Ambil daftar layanan lebih dulu.")


class RequestUnknown(NotFound):
    """No such report, or not one that this asker may know of."""

    code = "open311.request_unknown"
    text = gettext_noop("Laporan itu tidak ada, atau tidak terbuka untuk umum.")
    advice = gettext_noop("Periksa service_request_id.")


class Unreadable(Invalid):
    """Parameters are missing or cannot be read; ``fields`` names them."""

    code = "open311.unreadable"
    text = gettext_noop("Permintaan ini tidak lengkap atau tidak terbaca.")
    advice = gettext_noop("Perbaiki parameter yang disebut, lalu kirim lagi.")


NEEDED = gettext_noop("wajib diisi")
NO_NUMBER = gettext_noop("bukan angka yang dapat dipakai")
NO_MOMENT = gettext_noop("bukan waktu W3C seperti 2026-11-22T08:00:00Z")
NO_STATUS = gettext_noop("hanya open atau closed")
NO_PLACE = gettext_noop("kirim lat dan long, address_id, atau address_string yang menyebut satu desa")
NOT_A_CHOICE = gettext_noop("bukan salah satu pilihan")
UNSTORABLE = gettext_noop("memuat tanda yang tidak dapat disimpan")
TOO_LONG = gettext_noop("terlalu panjang")
TOO_MANY_MEDIA = gettext_noop("paling banyak 5 foto")
SPAN_TOO_LONG = gettext_noop("rentang waktu paling lama 90 hari")
SPAN_REVERSED = gettext_noop("awal rentang waktu sesudah akhirnya")
