"""Forms of second factors and passwords."""

from __future__ import annotations

from typing import Any

from allauth.mfa.base.forms import AuthenticateForm
from django import forms
from django.contrib.auth.password_validation import validate_password
from django.utils.translation import gettext_lazy as _

from pendopo.accounts.forms.signing_in import LONGEST_PASSWORD
from pendopo.accounts.models import Account


class FactorForm(AuthenticateForm):  # type: ignore[misc]  # the library ships no types
    """Six digits of an authenticator, or one recovery code."""

    code = forms.CharField(
        label=_("Kode autentikator atau kode pemulihan"),
        max_length=24,
        widget=forms.TextInput({"autocomplete": "one-time-code", "autofocus": True}),
        error_messages={"required": _("Ketik kode dari aplikasi autentikator Anda.")},
    )


class SetPasswordForm(forms.Form):
    """A new password; ``account`` is whose."""

    password = forms.CharField(
        label=_("Kata sandi baru"),
        help_text=_("Paling sedikit 12 huruf atau angka. Kalimat pendek mudah diingat."),
        max_length=LONGEST_PASSWORD,
        strip=False,
        widget=forms.PasswordInput({"autocomplete": "new-password"}),
        error_messages={"required": _("Isi kata sandi baru.")},
    )

    def __init__(self, *args: Any, account: Account, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._account = account

    def clean_password(self) -> str:
        """The password when it is hard enough to guess."""
        password: str = self.cleaned_data["password"]
        validate_password(password, self._account)
        return password


class TotpForm(forms.Form):
    """The first code of a new authenticator."""

    code = forms.CharField(
        label=_("Kode 6 angka dari aplikasi"),
        max_length=12,
        widget=forms.TextInput({"autocomplete": "one-time-code", "inputmode": "numeric"}),
        error_messages={"required": _("Ketik kode yang tampil di aplikasi.")},
    )


class PasskeyNameForm(forms.Form):
    """What a passkey is called, and what the browser made."""

    name = forms.CharField(
        label=_("Nama kunci sandi"),
        help_text=_("Misalnya: ponsel saya."),
        max_length=60,
        required=False,
    )
    credential = forms.JSONField(widget=forms.HiddenInput)


class PasswordAgainForm(forms.Form):
    """The present password, to confirm who sits here."""

    password = forms.CharField(
        label=_("Kata sandi Anda"),
        max_length=LONGEST_PASSWORD,
        strip=False,
        widget=forms.PasswordInput({"autocomplete": "current-password", "autofocus": True}),
        error_messages={"required": _("Isi kata sandi Anda.")},
    )
