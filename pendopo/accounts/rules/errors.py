"""What is refused, and what the person is told."""

from __future__ import annotations

from pendopo.kernel.errors import Conflict, Invalid, NotFound, Refused, TooMany, gettext_noop


class AccountNotFound(NotFound):
    """No such account, or not one the actor may see."""

    code = "accounts.account_not_found"


class AgencyNotFound(NotFound):
    """No agency has this code today."""

    code = "accounts.agency_not_found"
    text = gettext_noop("Instansi itu tidak ada.")
    advice = gettext_noop("Pilih instansi dari daftar.")


class PostTaken(Conflict):
    """Somebody else holds the post on one of these days."""

    code = "accounts.post_taken"
    text = gettext_noop("Jabatan ini masih dipegang orang lain pada tanggal itu.")
    advice = gettext_noop("Akhiri dulu masa jabatan yang lama, atau pilih tanggal lain.")


class AlreadyThere(Invalid):
    """Another row has this name or code."""

    code = "accounts.already_there"
    text = gettext_noop("Sudah ada yang bernama itu.")
    advice = gettext_noop("Pakai nama lain, atau ubah yang sudah ada.")


class InvitationExpired(NotFound):
    """The link is too old, was used, or never was."""

    code = "accounts.invitation_expired"
    text = gettext_noop("Undangan itu tidak berlaku lagi.")
    advice = gettext_noop("Minta admin instansi mengirim undangan baru.")


class DatesReversed(Invalid):
    """The end lies before the beginning."""

    code = "accounts.dates_reversed"
    text = gettext_noop("Tanggal selesai mendahului tanggal mulai.")
    advice = gettext_noop("Periksa kedua tanggal itu.")


class SecondFactorNeeded(Refused):
    """The post may only be used after a second factor."""

    code = "accounts.second_factor_needed"
    text = gettext_noop("Jabatan Anda memerlukan pengaman kedua.")
    advice = gettext_noop("Pasang aplikasi autentikator atau kunci sandi di halaman Keamanan.")


class LastFactor(Conflict):
    """The post needs a second factor, and this is the only one."""

    code = "accounts.last_factor"
    text = gettext_noop("Ini satu-satunya pengaman kedua Anda, dan jabatan Anda memerlukannya.")
    advice = gettext_noop("Pasang pengaman lain dulu, lalu lepas yang ini.")


class NotHolding(Invalid):
    """The delegation lies outside the days on which the holder has the post."""

    code = "accounts.not_holding"
    text = gettext_noop("Jabatan itu tidak dipegang selama tanggal itu.")
    advice = gettext_noop("Pilih tanggal di dalam masa jabatan.")


class TooManySignIns(TooMany):
    """Too many tries to sign in from this place or for this person."""

    code = "accounts.too_many_sign_ins"
    text = gettext_noop("Terlalu banyak percobaan masuk.")
    advice = gettext_noop("Tunggu %(minutes)d menit, lalu coba lagi.")


class WrongCode(Invalid):
    """The code is not the one that was sent."""

    code = "accounts.wrong_code"
    text = gettext_noop("Kode itu tidak cocok.")
    advice = gettext_noop("Periksa pesan terakhir dari kami, lalu ketik kodenya lagi.")


class CodeExpired(Invalid):
    """The code is too old, was used, or was guessed at too often."""

    code = "accounts.code_expired"
    text = gettext_noop("Kode itu tidak berlaku lagi.")
    advice = gettext_noop("Minta kode baru.")


class WrongPassword(Invalid):
    """E-mail and password do not belong together, or there is no such account: we do not say which."""

    code = "accounts.wrong_password"
    text = gettext_noop("Surel atau kata sandi tidak cocok.")
    advice = gettext_noop("Periksa keduanya. Lupa kata sandi? Masuk dengan kode lewat surel Anda.")


class ContactTaken(Conflict):
    """Another account has proved that it owns this contact."""

    code = "accounts.contact_taken"
    text = gettext_noop("Kontak ini sudah dipakai akun lain.")
    advice = gettext_noop("Masuk dengan kontak itu, atau pakai kontak lain.")


class AccountClosed(Refused):
    """The account was closed."""

    code = "accounts.account_closed"
    text = gettext_noop("Akun ini sudah ditutup.")
    advice = gettext_noop("Hubungi admin instansi Anda bila ini keliru.")
