"""Who somebody is at this moment; each states its number of queries."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from django.db import connection
from django.db.models import Q

from pendopo.accounts import rules
from pendopo.accounts.models import Account, ApiKey, Post
from pendopo.kernel import clock
from pendopo.kernel.actor import Actor, ActorKind, Channel, Grant
from pendopo.kernel.personal_data import keyed_hash

_GRANTS = """
SELECT p.roles, p.agency_id, g.area_code, p.id
  FROM accounts_post p JOIN accounts_agency g ON g.id = p.agency_id
 WHERE p.is_active AND g.is_active AND p.id IN (
       SELECT a.post_id FROM accounts_appointment a
        WHERE a.account_id = %(account)s AND a.starts_on <= %(day)s
          AND (a.ends_on IS NULL OR a.ends_on >= %(day)s)
       UNION
       SELECT a.post_id FROM accounts_delegation d JOIN accounts_appointment a ON a.id = d.appointment_id
        WHERE d.account_id = %(account)s AND d.starts_on <= %(day)s AND d.ends_on >= %(day)s
          AND a.starts_on <= %(day)s AND (a.ends_on IS NULL OR a.ends_on >= %(day)s))
"""


@dataclass(frozen=True, slots=True)
class Standing:
    """An actor, and the roles that are withheld until the session passes a second factor."""

    actor: Actor
    withheld: frozenset[str]


def standing_of(account: Account, *, channel: Channel, is_strong: bool) -> Standing:
    """What ``account`` may be at this moment, and what waits for a second factor (1 query)."""
    with connection.cursor() as cursor:
        cursor.execute(_GRANTS, {"account": account.pk, "day": clock.today()})
        rows = cursor.fetchall()
    usable = [row for row in rows if is_strong or not rules.needs_second_factor(row[0])]
    grants = frozenset(
        Grant(role=role, agency_id=agency_id, area_code=area_code, post_id=post_id)
        for roles, agency_id, area_code, post_id in usable
        for role in roles
    )
    actor = Actor(
        kind=ActorKind.STAFF if rows else ActorKind.RESIDENT,
        account_id=account.pk,
        name=account.display_name,
        grants=grants,
        channel=channel,
        is_strong=is_strong,
    )
    held = {grant.role for grant in grants}
    return Standing(actor, frozenset(role for row in rows for role in row[0] if role not in held))


def actor_for(account: Account, *, channel: Channel, is_strong: bool) -> Actor:
    """The actor that ``account`` is at this moment (1 query).

    Roles that need a second factor are left out of the grants while the session has none.
    """
    return standing_of(account, channel=channel, is_strong=is_strong).actor


def find_actor_by_key(raw_key: str) -> Actor | None:
    """The actor behind an API key, or None when it is unknown, revoked or expired (2 queries)."""
    key = (
        ApiKey.objects.filter(
            key_hash=keyed_hash(raw_key, "api-key"), revoked_at=None, account__is_active=True
        )
        .filter(Q(expires_at=None) | Q(expires_at__gt=clock.now()))
        .select_related("account")
        .first()
    )
    return None if key is None else actor_for(key.account, channel=Channel.API, is_strong=key.is_strong)


def names_by_account(ids: Iterable[int]) -> dict[int, str]:
    """Display names of accounts (1 query, none when ``ids`` is empty)."""
    wanted = set(ids)
    if not wanted:
        return {}
    return {account.pk: account.display_name for account in Account.objects.filter(pk__in=wanted)}


def find_contact(account_id: int) -> tuple[str, str]:
    """E-mail and verified phone of an account, each empty when there is none (1 query)."""
    account = Account.objects.filter(pk=account_id, is_active=True).first()
    if account is None:
        return "", ""
    return account.email, account.phone if account.is_phone_verified else ""


def title_of(actor: Actor) -> str:
    """The first post of an officer with its agency: "Kepala Bidang, DPUPR" (1 query, none without a post)."""
    post_ids = sorted({grant.post_id for grant in actor.grants})
    if not post_ids:
        return ""
    post = Post.objects.select_related("agency").get(pk=post_ids[0])
    return f"{post.title} · {post.agency.short_name}"


def actor_by_id(account_id: int, *, channel: Channel = Channel.WEB) -> Actor:
    """The actor that an account is now, with every grant; for the platform's own use (2 queries)."""
    account = Account.objects.filter(pk=account_id, is_active=True).first()
    if account is None:
        raise rules.AccountNotFound
    return actor_for(account, channel=channel, is_strong=True)
