"""The PIN of a receipt: six digits that one can write down, and how often somebody may try one. Pure."""

from __future__ import annotations

import datetime as dt
import re

from pendopo.kernel.errors import TooMany, gettext_noop
from pendopo.kernel.throttle.rules import Limit

PIN_DIGITS = 6
_PIN = re.compile(rf"[0-9]{{{PIN_DIGITS}}}")


class TooManyPins(TooMany):
    """More tries than somebody needs who holds the receipt."""

    code = "reports.too_many_pins"
    text = gettext_noop("Terlalu banyak percobaan PIN.")
    advice = gettext_noop("Tunggu %(minutes)d menit, atau buka tautan dan kode QR pada tanda terima.")


PIN_TRIES = Limit("report-pin", 10, dt.timedelta(hours=1), TooManyPins)
"""For one number: at ten an hour, half of a million PINs takes more than five years."""
PIN_TRIES_OF_NETWORK = Limit("report-pin-network", 60, dt.timedelta(hours=1), TooManyPins)
"""For one network over all numbers; wide, because a mobile network puts many people behind one address."""


def pin_from(digest: str) -> str:
    """The PIN that a hexadecimal ``digest`` of at least 16 digits stands for."""
    return f"{int(digest[:16], 16) % 10**PIN_DIGITS:0{PIN_DIGITS}}"


def read_pin(typed: str) -> str:
    """``typed`` as a PIN, whatever stands between its digits; empty for what is none."""
    digits = re.sub(r"[\s.\-]", "", typed)
    return digits if _PIN.fullmatch(digits) else ""
