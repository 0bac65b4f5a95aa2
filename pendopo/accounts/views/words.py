"""What the codes of records and of history mean in words."""

from __future__ import annotations

from django.utils.translation import gettext

from pendopo.kernel.errors import gettext_noop
from pendopo.kernel.notifications.api import Fate, MessageChannel

_ACTIONS = {
    "accounts.signed_in": gettext_noop("masuk"),
    "accounts.factor_failed": gettext_noop("salah memasukkan pengaman kedua"),
    "accounts.staff_enrolled": gettext_noop("mendaftarkan akun petugas"),
    "accounts.staff_invited": gettext_noop("mengundang sebagai petugas"),
    "accounts.invitation_taken": gettext_noop("menerima undangan"),
    "accounts.name_changed": gettext_noop("mengganti nama"),
    "accounts.contact_changed": gettext_noop("mengganti kontak"),
    "accounts.password_changed": gettext_noop("mengganti kata sandi"),
    "accounts.totp_added": gettext_noop("memasang aplikasi autentikator"),
    "accounts.passkey_added": gettext_noop("memasang kunci sandi"),
    "accounts.factor_removed": gettext_noop("melepas pengaman kedua"),
    "accounts.recovery_renewed": gettext_noop("membuat ulang kode pemulihan"),
    "accounts.sessions_ended": gettext_noop("mengakhiri sesi"),
    "accounts.api_key_made": gettext_noop("membuat kunci API"),
    "accounts.api_key_revoked": gettext_noop("mencabut kunci API"),
    "accounts.data_exported": gettext_noop("mengunduh data akun"),
    "accounts.browser_added": gettext_noop("mengaktifkan pemberitahuan di peramban"),
    "accounts.browser_removed": gettext_noop("melepas peramban dari pemberitahuan"),
    "accounts.person_read": gettext_noop("membaca data kontak"),
}

_PEOPLE = {
    "self": gettext_noop("Anda"),
    "system": gettext_noop("Sistem"),
    "anonymous": gettext_noop("Seseorang"),
    "other": gettext_noop("Petugas"),
}


def action_words(action: str) -> str:
    """``action`` of the audit chain in words; an unknown one is shown as it is."""
    return gettext(_ACTIONS[action]) if action in _ACTIONS else action


_CHANNELS = {
    MessageChannel.EMAIL: gettext_noop("Surel"),
    MessageChannel.WHATSAPP: gettext_noop("WhatsApp"),
    MessageChannel.SMS: gettext_noop("SMS"),
    MessageChannel.PUSH: gettext_noop("Peramban"),
}

_FATES = {
    Fate.QUEUED: ("wait", gettext_noop("Menunggu dikirim")),
    Fate.SENT: ("done", gettext_noop("Terkirim")),
    Fate.FAILED: ("late", gettext_noop("Dicoba lagi")),
    Fate.GIVEN_UP: ("off", gettext_noop("Tidak sampai")),
    Fate.KEPT: ("off", gettext_noop("Tidak dikirim")),
}


def channel_words(channel: MessageChannel) -> str:
    """The way of a message."""
    return gettext(_CHANNELS[channel])


def fate_words(fate: Fate) -> str:
    """What became of a message."""
    return gettext(_FATES[fate][1])


def fate_shape(fate: Fate) -> str:
    """The name of the status that stands for it."""
    return _FATES[fate][0]


def who_words(who: str) -> str:
    """Who acted, as far as the person concerned may know."""
    return gettext(_PEOPLE.get(who, _PEOPLE["other"]))


_THINGS = {
    "agency": gettext_noop("instansi"),
    "unit": gettext_noop("unit"),
    "post": gettext_noop("jabatan"),
    "appointment": gettext_noop("masa jabatan"),
    "competence": gettext_noop("tugas"),
}

_FIELDS = {
    "name": gettext_noop("nama resmi"),
    "short_name": gettext_noop("nama pendek"),
    "kind": gettext_noop("jenis"),
    "area_code": gettext_noop("wilayah"),
    "phone": gettext_noop("telepon"),
    "email": gettext_noop("surel"),
    "address": gettext_noop("alamat"),
    "is_active": gettext_noop("dipakai"),
    "title": gettext_noop("nama jabatan"),
    "unit_id": gettext_noop("unit"),
    "roles": gettext_noop("peran"),
    "starts_on": gettext_noop("mulai"),
    "ends_on": gettext_noop("sampai"),
    "decree": gettext_noop("nomor SK"),
    "matter_id": gettext_noop("urusan"),
    "task": gettext_noop("tugas"),
    "legal_basis": gettext_noop("dasar hukum"),
    "keywords": gettext_noop("kata kunci"),
}


def thing_words(what: str) -> str:
    """What was changed."""
    return gettext(_THINGS[what])


def field_words(name: str) -> str:
    """A field of a row, as its form calls it; an unknown one is shown as it is."""
    return gettext(_FIELDS[name]) if name in _FIELDS else name
