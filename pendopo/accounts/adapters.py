"""Where the sign-in library asks us: what to keep secret, what to tell, what to write down."""

from __future__ import annotations

from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from allauth.account.authentication import get_authentication_records
from allauth.mfa.adapter import DefaultMFAAdapter
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from pendopo.accounts.models import Account
from pendopo.accounts.queries import actor_for
from pendopo.kernel import personal_data
from pendopo.kernel.actor import Channel
from pendopo.kernel.audit import chain
from pendopo.kernel.throttle.api import client_address


class AccountAdapter(DefaultAccountAdapter):  # type: ignore[misc]  # the library ships no types
    """Signing in, the last step: everybody comes through here, whatever the way."""

    def login(self, request: HttpRequest, user: Account) -> None:
        """Open the session and write it down with the ways that were used."""
        super().login(request, user)
        methods = authentication_methods(request, user)
        actor = actor_for(user, channel=Channel.WEB, is_strong="mfa" in methods)
        chain.record(
            actor, action="accounts.signed_in", subject=f"account:{user.uid}", facts={"methods": methods}
        )

    def add_message(self, *_args: Any, **_kwargs: Any) -> None:
        """The library's own messages are not shown: our pages say what happened."""

    def get_client_ip(self, request: HttpRequest) -> str:
        """The library notes it with each session; one rule for the whole platform says what it is."""
        return client_address(request)

    def is_open_for_signup(self, request: HttpRequest) -> bool:  # noqa: ARG002 - signature of the library
        """Nobody signs up apart from signing in."""
        return False


class SecondFactorAdapter(DefaultMFAAdapter):  # type: ignore[misc]  # as above
    """Second factors: their secrets are encrypted at rest, their errors are ours."""

    error_messages = {
        **DefaultMFAAdapter.error_messages,
        "incorrect_code": _("Kode itu tidak cocok. Coba kode yang tampil sekarang."),
        "cannot_delete_authenticator": _("Pengaman ini tidak dapat dilepas."),
        "cannot_generate_recovery_codes": _("Pasang dulu aplikasi autentikator atau kunci sandi."),
    }

    def encrypt(self, text: str) -> str:
        """Seal a secret before it is stored."""
        return personal_data.encrypt(text)

    def decrypt(self, encrypted_text: str) -> str:
        """Open a stored secret."""
        return personal_data.decrypt(encrypted_text)

    def _get_user_identifier(self, user: Account) -> str:
        return user.email or personal_data.mask(user.phone) or user.display_name or str(user.uid)


def authentication_methods(request: HttpRequest, account: Account) -> list[str]:
    """The ways in which this session proved who it is, in order: "password", "code", "mfa"."""
    return [str(record["method"]) for record in get_authentication_records(request, account)]
