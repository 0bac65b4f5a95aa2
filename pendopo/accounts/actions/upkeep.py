"""What is forgotten in time: codes, invitations, and people who never came."""

from __future__ import annotations

from allauth.account.models import EmailAddress
from django.db import transaction
from django.db.models import Exists, OuterRef

from pendopo.accounts import rules
from pendopo.accounts.actions.signing_in import CODE_TEMPLATE
from pendopo.accounts.models import Account, Invitation, SentCode
from pendopo.accounts.permissions import TABLE
from pendopo.kernel import clock
from pendopo.kernel.actor import Actor
from pendopo.kernel.audit import chain
from pendopo.kernel.notifications.api import Fate, Message, forget_browsers


@transaction.atomic
def forget_expired() -> None:
    """Remove codes and invitations that no longer count; empty the messages of codes."""
    now = clock.now()
    SentCode.objects.filter(expires_at__lte=now).delete()
    Invitation.objects.filter(expires_at__lte=now).delete()
    old = Message.objects.filter(template=CODE_TEMPLATE, created_at__lte=now - rules.CODE_LIFE)
    old.filter(fate__in=[Fate.QUEUED, Fate.FAILED]).update(fate=Fate.GIVEN_UP)
    old.exclude(text="").update(text="")


@transaction.atomic
def anonymise_unverified(actor: Actor) -> int:
    """Empty accounts older than a week without a proved contact and without a post; returns how many."""
    TABLE.check(actor, "keep_posts")
    verified = EmailAddress.objects.filter(user=OuterRef("pk"), verified=True)
    stale = Account.objects.filter(
        date_joined__lt=clock.now() - rules.UNVERIFIED_LIFE,
        is_phone_verified=False,
        last_login=None,
        anonymised_at=None,
        appointments=None,
    ).exclude(Exists(verified))
    count = 0
    for account in stale:
        EmailAddress.objects.filter(user=account).delete()
        account.display_name = account.email = account.phone = account.phone_hash = ""
        account.is_active, account.anonymised_at = False, clock.now()
        account.save()
        forget_browsers(account.pk)
        chain.record(actor, action="accounts.anonymised", subject=f"account:{account.uid}")
        count += 1
    return count
