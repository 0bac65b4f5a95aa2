"""Signing in: codes sent to a contact, passwords, and the account that a proven contact leads to."""

from __future__ import annotations

import secrets
import uuid
from dataclasses import dataclass

from allauth.account.models import EmailAddress
from django.contrib.auth.hashers import check_password as check_hash
from django.contrib.auth.hashers import make_password
from django.db import IntegrityError, transaction

from pendopo.accounts import rules
from pendopo.accounts.actions.telling import tell_owner
from pendopo.accounts.models import Account, SentCode
from pendopo.accounts.queries import find_account_by_contact, find_account_for_password
from pendopo.accounts.rules import Contact, ContactKind
from pendopo.kernel import clock
from pendopo.kernel.actor import ANONYMOUS, Actor
from pendopo.kernel.audit import chain
from pendopo.kernel.errors import gettext_noop
from pendopo.kernel.notifications.api import Message, Recipient, notify
from pendopo.kernel.personal_data import keyed_hash
from pendopo.kernel.throttle.api import forget_tries, give_try_back, network_of, spend_try

CODE_TEMPLATE = "accounts/code"


@dataclass(frozen=True, slots=True)
class ProvenContact:
    """Whoever entered the code owns ``contact``; ``account_id`` is set when a signed-in person asked."""

    contact: Contact
    account_id: int | None


def send_code(contact: Contact, *, address: str, account_id: int | None = None) -> uuid.UUID:
    """Send a six-digit code to ``contact`` and return the uid under which it is entered.

    Accounts are not looked at, so a known and an unknown contact take the same way and time. ``address`` is
    the network address of the asker. Raises ``TooManySignIns``.
    """
    spend_try(rules.CODES_FROM_NETWORK, network_of(address))
    spend_try(rules.CODES_FOR_CONTACT, contact.value)
    code = f"{secrets.randbelow(10**6):06d}"
    with transaction.atomic():
        sent = SentCode(
            contact=contact.value,
            contact_hash=keyed_hash(contact.value, "sent-code"),
            account_id=account_id,
            created_at=clock.now(),
            expires_at=clock.now() + rules.CODE_LIFE,
        )
        sent.code_hash = _code_hash(sent.uid, code)
        earlier = SentCode.objects.filter(contact_hash=sent.contact_hash)
        owner = {"account": None} if account_id is None else {"account_id": account_id}
        earlier.filter(**owner).delete()
        sent.save()
        notify(
            to=_recipient(contact),
            template=CODE_TEMPLATE,
            facts={"code": code, "minutes": int(rules.CODE_LIFE.total_seconds() // 60)},
            subject=f"code:{sent.uid}",
            dedupe=f"code:{sent.uid}",
        )
    return sent.uid


def enter_code(uid: uuid.UUID, code: str, *, address: str) -> ProvenContact:
    """What whoever typed ``code`` has proved; raises ``WrongCode``, ``CodeExpired``, ``TooManySignIns``."""
    network = network_of(address)
    spend_try(rules.ENTRIES_FROM_NETWORK, network)
    proven = _compare(uid, "".join(filter(str.isdigit, code)))
    give_try_back(rules.ENTRIES_FROM_NETWORK, network)
    forget_tries(rules.CODES_FOR_CONTACT, proven.contact.value)
    return proven


def _compare(uid: uuid.UUID, code: str) -> ProvenContact:
    """Count the try and keep the count, then say how it went."""
    with transaction.atomic():
        sent = SentCode.objects.select_for_update().filter(uid=uid).first()
        if sent is None or sent.expires_at <= clock.now() or sent.attempt_count >= rules.CODE_TRIES:
            raise rules.CodeExpired
        is_right = secrets.compare_digest(sent.code_hash, _code_hash(sent.uid, code))
        if is_right:
            sent.delete()
            forget_message(sent.uid)
        else:
            sent.attempt_count += 1
            sent.save(update_fields=["attempt_count"])
            chain.record(ANONYMOUS, action="accounts.code_failed", subject=f"code:{sent.uid}")
    if not is_right:
        raise rules.WrongCode
    contact = rules.read_contact(sent.contact)
    if contact is None:
        raise rules.CodeExpired
    return ProvenContact(contact, sent.account_id)


def forget_message(uid: uuid.UUID) -> None:
    """Empty the message that carried a code; its fate stays."""
    Message.objects.filter(about=f"code:{uid}").update(text="")


def account_for_contact(contact: Contact) -> Account:
    """The account of a proven contact, made when there is none; the contact is verified from now on.

    Raises ``AccountClosed``.
    """
    account = find_account_by_contact(contact)
    if account is None:
        account = _open_account(contact)
    if not account.is_active:
        raise rules.AccountClosed
    _mark_verified(account, contact)
    return account


def _open_account(contact: Contact) -> Account:
    """A new account, or the one that a second tab opened a moment ago."""
    try:
        with transaction.atomic():
            account = Account()
            account.set_unusable_password()
            account.save()
            attach_contact(account, contact)
    except IntegrityError:
        found = find_account_by_contact(contact)
        if found is None:
            raise
        return found
    return account


def attach_contact(account: Account, contact: Contact) -> None:
    """Write a proven contact into the account, in place of the one of its kind that was there."""
    if contact.kind is ContactKind.PHONE:
        account.phone, account.phone_hash = contact.value, keyed_hash(contact.value, "phone")
        account.is_phone_verified = True
        account.save(update_fields=["phone", "phone_hash", "is_phone_verified"])
        return
    EmailAddress.objects.filter(user=account).exclude(email=contact.value).delete()
    EmailAddress.objects.update_or_create(
        user=account, email=contact.value, defaults={"verified": True, "primary": True}
    )
    account.email = contact.value
    account.save(update_fields=["email"])


def _mark_verified(account: Account, contact: Contact) -> None:
    if contact.kind is ContactKind.EMAIL:
        EmailAddress.objects.filter(user=account, email=contact.value).update(verified=True)
    elif not account.is_phone_verified:
        account.is_phone_verified = True
        account.save(update_fields=["is_phone_verified"])


def check_password(email: str, password: str, *, address: str) -> Account:
    """The officer behind e-mail and password; raises ``WrongPassword`` or ``TooManySignIns``.

    An unknown address costs the same time as a wrong password and is answered and written down alike.
    """
    who, network = email.strip().lower(), network_of(address)
    spend_try(rules.PASSWORDS_FROM_NETWORK, network)
    spend_try(rules.PASSWORDS_FOR_CONTACT, who)
    decoy = _decoy()
    account = find_account_for_password(who)
    stored = account.password if account is not None and account.has_usable_password() else decoy
    is_right = check_hash(password, stored)
    if account is None or not is_right:
        chain.record(
            ANONYMOUS,
            action="accounts.password_failed",
            subject=f"contact:{keyed_hash(who, 'sign-in')[:16]}",
        )
        raise rules.WrongPassword
    forget_tries(rules.PASSWORDS_FOR_CONTACT, who)
    give_try_back(rules.PASSWORDS_FROM_NETWORK, network)
    return account


_decoys: list[str] = []


def _decoy() -> str:
    """A hash that nothing matches, as costly to check as a real one."""
    if not _decoys:
        _decoys.append(make_password(secrets.token_urlsafe(16)))
    return _decoys[0]


def _code_hash(uid: uuid.UUID, code: str) -> str:
    return keyed_hash(f"{uid}:{code}", "sent-code")


def _recipient(contact: Contact) -> Recipient:
    if contact.kind is ContactKind.PHONE:
        return Recipient(phone=contact.value)
    return Recipient(email=contact.value)


@transaction.atomic
def confirm_contact(actor: Actor, *, account: Account, contact: Contact) -> bool:
    """Add a proven contact to the actor's own account; False when it was there already.

    The owner is told at the contact of before, for the new one may be somebody else's.
    Raises ``ContactTaken`` when another account has it: told only to whoever proved to own the contact.
    """
    owner = find_account_by_contact(contact)
    if owner is not None and owner.pk != account.pk:
        raise rules.ContactTaken
    if owner is not None and contact.value in {account.email, account.phone}:
        _mark_verified(account, contact)
        return False
    tell_owner(account, "accounts.contact_changed", gettext_noop("Kontak diganti"))
    attach_contact(account, contact)
    chain.record(
        actor, action="accounts.contact_changed", subject=f"account:{account.uid}",
        facts={"kind": contact.kind},
    )  # fmt: skip
    return True
