"""What is refused, and what the other side is told."""

from __future__ import annotations

from pendopo.kernel.errors import Conflict, Invalid, NotFound, PendopoError, gettext_noop


class DoorClosed(NotFound):
    """This installation takes no messages by this way."""

    code = "inbox.door_closed"
    text = gettext_noop("Pintu pesan ini tidak dibuka.")
    advice = gettext_noop("Pengelola membukanya dengan PENDOPO_INBOX_SECRET.")


class SignatureRefused(PendopoError):
    """The signature is missing, wrong, or too old."""

    code = "inbox.signature_refused"
    status = 401
    text = gettext_noop("Tanda tangan pesan tidak cocok, atau waktunya terlalu jauh dari sekarang.")
    advice = gettext_noop("Tandatangani menurut Standard Webhooks dengan rahasia yang disepakati.")


class MessageUnreadable(Invalid):
    """The body is not the message that was agreed upon; ``fields`` names what is wrong."""

    code = "inbox.unreadable"
    text = gettext_noop("Pesan ini tidak terbaca.")
    advice = gettext_noop("Kirim JSON dengan from dan text, image, atau location.")


class MessageNotFound(NotFound):
    """No such message, or not one that the actor may read."""

    code = "inbox.message_not_found"
    text = gettext_noop("Pesan ini tidak ada.")


class MessageSettled(Conflict):
    """What became of the message is settled already."""

    code = "inbox.message_settled"
    text = gettext_noop("Pesan ini sudah diurus.")
    advice = gettext_noop("Muat ulang halaman untuk melihat apa yang terjadi dengannya.")


NEEDED = gettext_noop("wajib diisi")
NO_PHONE = gettext_noop("bukan nomor ponsel")
NO_PLACE = gettext_noop("bukan derajat")
NO_ADDRESS = gettext_noop("bukan alamat https")
OTHER_CHANNEL = gettext_noop("bukan saluran alamat ini")
REASON_NEEDED = gettext_noop("Tuliskan alasannya.")

PHOTO_NOT_FETCHED = gettext_noop("Satu foto tidak dapat diambil dari gateway.")
LETTER_TOO_LARGE = gettext_noop(
    "Surel terlalu besar: lampirannya tidak dapat dibuka. Kirim foto di bawah 15 MB."
)
