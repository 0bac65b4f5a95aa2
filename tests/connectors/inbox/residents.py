"""What residents send: letters and photos, and the secret that the city shares with its gateway."""

from __future__ import annotations

import io
import uuid
from collections.abc import Mapping
from email.message import EmailMessage

from PIL import ExifTags, Image

SECRET = "whsec_cmFoYXNpYS1jb250b2gtdW50dWstdWppYW4tc2FqYQ=="
SRI = "sri@contoh.id"
SRIS_PHONE = "+6281234567890"


def photo_at(lon: float, lat: float, colour: str = "navy") -> bytes:
    """A photo whose camera noted where it was taken."""

    def parts(degrees: float) -> tuple[float, float, float]:
        whole, rest = divmod(abs(degrees) * 60, 60)
        return whole, int(rest), (rest % 1) * 60

    image = Image.new("RGB", (640, 480), colour)
    exif = Image.Exif()
    exif[ExifTags.IFD.GPSInfo] = {
        ExifTags.GPS.GPSLatitudeRef: "S" if lat < 0 else "N",
        ExifTags.GPS.GPSLatitude: parts(lat),
        ExifTags.GPS.GPSLongitudeRef: "W" if lon < 0 else "E",
        ExifTags.GPS.GPSLongitude: parts(lon),
    }
    out = io.BytesIO()
    image.save(out, "JPEG", exif=exif)
    return out.getvalue()


def letter(
    text: str = "Lampu jalan padam di depan pasar, sudah tiga malam.",
    *,
    subject: str = "Lampu jalan padam",
    sender: str = f"Bu Sri <{SRI}>",
    photos: tuple[bytes, ...] = (),
    kind: tuple[str, str] = ("image", "jpeg"),
    message_id: str = "",
    headers: Mapping[str, str] | None = None,
) -> bytes:
    """A letter as a mail program writes it."""
    written = EmailMessage()
    written["From"], written["To"], written["Subject"] = sender, "lapor@contoh.id", subject
    written["Message-ID"] = message_id or f"<{uuid.uuid4()}@contoh.id>"
    written["Date"] = "Mon, 23 Nov 2026 08:50:00 +0700"
    for name, value in (headers or {}).items():
        written[name] = value
    written.set_content(text)
    for at, photo in enumerate(photos):
        written.add_attachment(photo, maintype=kind[0], subtype=kind[1], filename=f"foto{at}.jpg")
    return written.as_bytes()
