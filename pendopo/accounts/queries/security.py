"""What a person sees of the own account: factors, sessions, keys; each states its number of queries."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from allauth.mfa.models import Authenticator
from django.db.models import Q

from pendopo.accounts import rules
from pendopo.accounts.models import Appointment, Delegation, Post
from pendopo.accounts.permissions import own_account
from pendopo.kernel import clock
from pendopo.kernel.actor import Actor


@dataclass(frozen=True, slots=True)
class Passkey:
    """One passkey of a person."""

    id: int
    name: str
    created_at: dt.datetime
    last_used_at: dt.datetime | None


@dataclass(frozen=True, slots=True)
class Factors:
    """The second factors of one account."""

    has_totp: bool
    passkeys: tuple[Passkey, ...]
    recovery_left: int | None
    """Recovery codes not used yet; None without any."""

    @property
    def is_strong(self) -> bool:
        """True with an authenticator or a passkey."""
        return self.has_totp or bool(self.passkeys)

    @property
    def has_codes(self) -> bool:
        """True when a code can be typed."""
        return self.has_totp or self.recovery_left is not None


def factors_of(account_id: int) -> Factors:
    """The second factors of an account (1 query)."""
    rows = list(Authenticator.objects.filter(user_id=account_id).order_by("pk"))
    kinds = Authenticator.Type
    recovery = next((row for row in rows if row.type == kinds.RECOVERY_CODES), None)
    return Factors(
        has_totp=any(row.type == kinds.TOTP for row in rows),
        passkeys=tuple(
            Passkey(row.pk, row.wrap().name, row.created_at, row.last_used_at)
            for row in rows
            if row.type == kinds.WEBAUTHN
        ),
        recovery_left=None if recovery is None else len(recovery.wrap().get_unused_codes()),
    )


def strong_posts_of(actor: Actor) -> list[str]:
    """Titles of the actor's posts that need a second factor, own and delegated (1 query)."""
    day = clock.today()
    holding = Appointment.objects.filter(_in_force(day))
    lent = Delegation.objects.filter(_in_force(day), account_id=own_account(actor), appointment__in=holding)
    posts = (
        Post.objects.filter(is_active=True, agency__is_active=True)
        .filter(
            Q(appointments__in=holding.filter(account_id=own_account(actor)))
            | Q(appointments__in=lent.values("appointment_id"))
        )
        .select_related("agency")
        .distinct()
        .order_by("pk")
    )
    return [
        f"{post.title} · {post.agency.short_name}" for post in posts if rules.needs_second_factor(post.roles)
    ]


def _in_force(day: dt.date) -> Q:
    return Q(starts_on__lte=day) & (Q(ends_on=None) | Q(ends_on__gte=day))
