"""Forms of signing in."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from pendopo.accounts.rules import LONGEST_CONTACT, Contact, ContactKind, read_contact

LONGEST_NAME = 80
LONGEST_PASSWORD = 200


def _one_line(text: str) -> str:
    """``text`` without line breaks, NUL and doubled spaces."""
    return " ".join("".join(sign if sign.isprintable() else " " for sign in text).split())


class ContactForm(forms.Form):
    """A mobile number or an e-mail address; ``cleaned_data["contact"]`` is a ``Contact``."""

    contact = forms.CharField(
        label=_("Nomor ponsel atau surel"),
        help_text=_("Kami kirim kode 6 angka ke sana. Tanpa kata sandi."),
        max_length=LONGEST_CONTACT,
        widget=forms.TextInput({"autocomplete": "username", "autocapitalize": "none", "autofocus": True}),
        error_messages={"required": _("Isi nomor ponsel atau surel Anda.")},
    )

    def clean_contact(self) -> Contact:
        """The contact that was meant."""
        contact = read_contact(self.cleaned_data["contact"])
        if contact is None:
            raise forms.ValidationError(
                _("Tulis nomor ponsel Indonesia, misalnya 0812 3456 7890, atau alamat surel.")
            )
        return contact


class PasswordSignInForm(forms.Form):
    """E-mail and password of an officer."""

    email = forms.CharField(
        label=_("Surel dinas"),
        max_length=LONGEST_CONTACT,
        widget=forms.EmailInput({"autocomplete": "username", "autofocus": True}),
        error_messages={"required": _("Isi surel Anda.")},
    )
    password = forms.CharField(
        label=_("Kata sandi"),
        max_length=LONGEST_PASSWORD,
        strip=False,
        widget=forms.PasswordInput({"autocomplete": "current-password"}),
        error_messages={"required": _("Isi kata sandi Anda.")},
    )


class CodeForm(forms.Form):
    """The six digits that were sent."""

    code = forms.CharField(
        label=_("Kode 6 angka"),
        max_length=12,
        widget=forms.TextInput({"autocomplete": "one-time-code", "inputmode": "numeric", "autofocus": True}),
        error_messages={"required": _("Ketik kode yang Anda terima.")},
    )


class NameForm(forms.Form):
    """How others see the person."""

    name = forms.CharField(
        label=_("Nama Anda"),
        help_text=_("Dilihat petugas yang menangani urusan Anda."),
        max_length=LONGEST_NAME,
        widget=forms.TextInput({"autocomplete": "name"}),
        error_messages={"required": _("Isi nama Anda.")},
    )

    def clean_name(self) -> str:
        """The name on one line."""
        name = _one_line(self.cleaned_data["name"])
        if not name:
            raise forms.ValidationError(_("Isi nama Anda."))
        return name


class EmailForm(ContactForm):
    """A contact of one kind: e-mail."""

    kind = ContactKind.EMAIL

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["contact"].label = _("Surel baru")
        self.fields["contact"].help_text = _("Kami kirim kode ke alamat itu.")

    def clean_contact(self) -> Contact:
        """The contact, of the kind that is asked for."""
        contact = super().clean_contact()
        if contact.kind is not self.kind:
            raise forms.ValidationError(_("Itu bukan jenis kontak yang diminta."))
        return contact


class PhoneForm(EmailForm):
    """A contact of one kind: phone."""

    kind = ContactKind.PHONE

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["contact"].label = _("Nomor ponsel baru")
        self.fields["contact"].help_text = _("Kami kirim kode ke nomor itu.")
