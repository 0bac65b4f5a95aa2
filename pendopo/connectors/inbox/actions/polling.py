"""Reading the mailbox: every letter once, also when the worker is killed in the middle of it.

How far the mailbox was read is committed together with the letter; a letter that comes again under another
number is known by what it says of itself.
"""

from __future__ import annotations

import logging
from collections.abc import Iterator
from contextlib import contextmanager
from email.utils import parseaddr

from django.conf import settings
from django.db import connection, transaction

from pendopo.connectors.inbox.actions.taking import take_arrival
from pendopo.connectors.inbox.adapters.letters import read_letter
from pendopo.connectors.inbox.adapters.mailbox import (
    Mailbox,
    MailboxAddress,
    MailboxFault,
    open_mailbox,
)
from pendopo.connectors.inbox.models import MailboxPlace
from pendopo.connectors.inbox.rules.limits import AT_ONCE
from pendopo.kernel import clock
from pendopo.kernel.errors import Unavailable
from pendopo.kernel.jobs.queue import is_stopping

_log = logging.getLogger("pendopo.inbox")


def poll_mailbox() -> int:
    """Take in what is new in the mailbox of the settings; returns how many letters were looked at.

    0 without a mailbox, and while another process reads it. A mailbox that cannot be read is noted with it.
    """
    told = settings.INBOX_MAILBOX
    if not told:
        return 0
    address = MailboxAddress(
        host=told["host"],
        port=int(told["port"] or 993),
        user=told["user"],
        password=told["password"],
        folder=told["folder"] or "INBOX",
        is_tls=told["tls"] != "0",
    )
    with _alone(address.name) as is_alone:
        return _polled(address) if is_alone else 0


def _polled(address: MailboxAddress) -> int:
    place, _is_new = MailboxPlace.objects.get_or_create(mailbox=address.name)
    try:
        with open_mailbox(address) as mailbox:
            count = _read_new(mailbox, place)
    except (MailboxFault, Unavailable) as fault:
        _log.warning("the mailbox cannot be read: %s", fault)
        place.fault, place.fault_since = str(fault), place.fault_since or clock.now()
        place.save(update_fields=["fault", "fault_since"])
        return 0
    place.fault, place.fault_since, place.looked_at = "", None, clock.now()
    place.save(update_fields=["fault", "fault_since", "looked_at"])
    return count


def _read_new(mailbox: Mailbox, place: MailboxPlace) -> int:
    """Read what is new, letter by letter; of a mailbox never seen, or numbered anew, what is unread."""
    if place.validity != mailbox.validity:
        return _read_unread(mailbox, place)
    uids = mailbox.uids_after(place.last_uid)
    for count, uid in enumerate(uids):
        if is_stopping():
            return count
        place.last_uid = uid
        _read(mailbox, uid, place)
    return len(uids)


def _read_unread(mailbox: Mailbox, place: MailboxPlace) -> int:
    """The place is noted once nothing is left unread, for old letters between the unread ones are no news."""
    last, uids = mailbox.last_uid(), mailbox.uids_after(None)
    for count, uid in enumerate(uids):
        if is_stopping():
            return count
        _read(mailbox, uid)
    if len(uids) < AT_ONCE:
        place.validity, place.last_uid = mailbox.validity, last
        place.save(update_fields=["validity", "last_uid"])
    return len(uids)


def _read(mailbox: Mailbox, uid: int, place: MailboxPlace | None = None) -> None:
    letter = mailbox.read(uid)
    with transaction.atomic():
        if letter is not None:
            take_arrival(read_letter(letter.content, own=_own_addresses(), is_cut=letter.is_cut))
        if place is not None:
            place.save(update_fields=["last_uid"])
    if letter is not None:
        mailbox.mark_read(uid)


def _own_addresses() -> frozenset[str]:
    told = (settings.DEFAULT_FROM_EMAIL, (settings.INBOX_MAILBOX or {}).get("user", ""))
    return frozenset(address.lower() for text in told if "@" in (address := parseaddr(text)[1]))


@contextmanager
def _alone(name: str) -> Iterator[bool]:
    """True for the one process that reads the mailbox now; the lock goes with its connection."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_try_advisory_lock(hashtext('inbox'), hashtext(%s))", [name])
        is_alone = bool((cursor.fetchone() or (False,))[0])
    try:
        yield is_alone
    finally:
        if is_alone:
            with connection.cursor() as cursor:
                cursor.execute("SELECT pg_advisory_unlock(hashtext('inbox'), hashtext(%s))", [name])
