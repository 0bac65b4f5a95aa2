"""How people are reached, and how a device is called."""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum


class ContactKind(StrEnum):
    """The two ways to reach a person."""

    PHONE = "phone"
    EMAIL = "email"


@dataclass(frozen=True, slots=True)
class Contact:
    """A phone in the form ``+628…`` or an e-mail address in small letters."""

    kind: ContactKind
    value: str

    @property
    def masked(self) -> str:
        """The contact as the code page shows it: the end of a phone, the start and the host of an address."""
        if self.kind is ContactKind.PHONE:
            return f"{self.value[:3]} ••• {self.value[-3:]}"
        name, _, host = self.value.partition("@")
        return f"{name[:1]}•••@{host}"


_PHONE_MARKS = re.compile(r"[\s().\-]")
_PHONE = re.compile(r"^(?:\+?62|0)?(8[0-9]{7,12})$")
_EMAIL = re.compile(r"^[^@\s\x00-\x1f]{1,64}@[^@\s\x00-\x1f]+\.[^@\s\x00-\x1f]{2,}$")
LONGEST_CONTACT = 254


def read_contact(text: str) -> Contact | None:
    """The contact that ``text`` means: an Indonesian mobile number or an e-mail address; else None."""
    typed = text.strip()
    if len(typed) > LONGEST_CONTACT:
        return None
    if _EMAIL.match(typed):
        return Contact(ContactKind.EMAIL, typed.lower())
    phone = _PHONE.match(_PHONE_MARKS.sub("", typed))
    return Contact(ContactKind.PHONE, f"+62{phone.group(1)}") if phone else None


_SYSTEMS = (("Android", "Android"), ("iPhone", "iPhone"), ("iPad", "iPad"), ("Windows", "Windows"),
            ("Mac OS X", "Mac"), ("CrOS", "ChromeOS"), ("Linux", "Linux"))  # fmt: skip
_BROWSERS = (("Edg", "Edge"), ("OPR/", "Opera"), ("SamsungBrowser", "Samsung Internet"),
             ("Firefox", "Firefox"), ("Chrome", "Chrome"), ("Safari", "Safari"))  # fmt: skip


def device_of(user_agent: str) -> str:
    """A browser's own description as people say it: "Chrome · Android"; empty when nothing is known."""
    browser = next((name for mark, name in _BROWSERS if mark in user_agent), "")
    system = next((name for mark, name in _SYSTEMS if mark in user_agent), "")
    return " · ".join(part for part in (browser, system) if part)
