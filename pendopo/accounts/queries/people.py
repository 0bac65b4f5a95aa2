"""Finding people by what they type; each states its number of queries."""

from __future__ import annotations

from pendopo.accounts.models import Account, Appointment
from pendopo.accounts.rules import CODE_LIFE, Contact, ContactKind
from pendopo.kernel import clock
from pendopo.kernel.errors import NotFound
from pendopo.kernel.notifications.api import Message
from pendopo.kernel.personal_data import keyed_hash


def find_account_by_contact(contact: Contact) -> Account | None:
    """The account that owns ``contact``, active or not, or None (1 query).

    An invited officer's address counts although it is not verified yet: whoever enters the code sent there
    has proved to own it. Nobody else can attach an address without proof.
    """
    if contact.kind is ContactKind.PHONE:
        return Account.objects.filter(phone_hash=keyed_hash(contact.value, "phone")).first()
    return (
        Account.objects.filter(emailaddress__email=contact.value).order_by("-emailaddress__verified").first()
    )


def find_account_for_password(email: str) -> Account | None:
    """The active account whose verified e-mail address is ``email``, or None (1 query)."""
    return Account.objects.filter(
        emailaddress__email=email.strip().lower(), emailaddress__verified=True, is_active=True
    ).first()


def find_officer(email: str) -> Account | None:
    """The active account with this e-mail address that was ever appointed to a post, or None (1 query)."""
    return (
        Account.objects.filter(email=email.strip().lower(), is_active=True, appointments__isnull=False)
        .distinct()
        .first()
    )


def find_account_by_email(email: str) -> Account | None:
    """The active account with this e-mail address, whoever it is, or None (1 query)."""
    return Account.objects.filter(emailaddress__email=email.strip().lower(), is_active=True).first()


def get_appointment(appointment_id: int) -> Appointment:
    """One appointment with its post, or ``NotFound`` (1 query)."""
    found = Appointment.objects.select_related("post__agency", "account").filter(pk=appointment_id).first()
    if found is None:
        raise NotFound
    return found


def find_sent_text(contact: Contact) -> str:
    """The last code message to ``contact`` while its code counts, else "" (1 query); for the command line."""
    message = (
        Message.objects.filter(
            address_hash=keyed_hash(contact.value, "message-address"),
            about__startswith="code:",
            created_at__gt=clock.now() - CODE_LIFE,
        )
        .order_by("-pk")
        .first()
    )
    return message.text if message else ""
