"""Who somebody is at this moment; each states its number of queries."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.db import connection

from pendopo.accounts import rules
from pendopo.accounts.models import Account, Post
from pendopo.kernel import clock
from pendopo.kernel.actor import Actor, ActorKind, Channel, Grant
from pendopo.kernel.personal_data import decrypt, keyed_hash

_POSTS = """
SELECT p.roles, p.agency_id, g.area_code, p.id
  FROM accounts_post p JOIN accounts_agency g ON g.id = p.agency_id
 WHERE p.is_active AND g.is_active AND p.id IN (
       SELECT a.post_id FROM accounts_appointment a
        WHERE a.account_id = {account} AND a.starts_on <= %(day)s
          AND (a.ends_on IS NULL OR a.ends_on >= %(day)s)
       UNION
       SELECT a.post_id FROM accounts_delegation d JOIN accounts_appointment a ON a.id = d.appointment_id
        WHERE d.account_id = {account} AND d.starts_on <= %(day)s AND d.ends_on >= %(day)s
          AND a.starts_on <= %(day)s AND (a.ends_on IS NULL OR a.ends_on >= %(day)s))
"""
"""Roles, agency, its area and id of every post that an account fills on a day."""
_GRANTS = _POSTS.format(account="%(account)s")
_BY_KEY = f"""
WITH keeper AS (
  SELECT k.account_id, k.is_strong, c.display_name
    FROM accounts_api_key k JOIN accounts_account c ON c.id = k.account_id
   WHERE k.key_hash = %(hash)s AND k.revoked_at IS NULL AND c.is_active
     AND (k.expires_at IS NULL OR k.expires_at > %(now)s))
SELECT keeper.*, post.* FROM keeper
  LEFT JOIN LATERAL ({_POSTS.format(account="keeper.account_id")}) AS post ON true
"""  # noqa: S608 - two of our own texts, no value among them


_PostHeld = tuple[list[str], int, str, int]
"""A row of ``_POSTS``."""


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
    return _standing(account.pk, account.display_name, rows, channel=channel, is_strong=is_strong)


def _standing(
    account_id: int, name: str, rows: Sequence[_PostHeld], *, channel: Channel, is_strong: bool
) -> Standing:
    usable = [row for row in rows if is_strong or not rules.needs_second_factor(row[0])]
    grants = frozenset(
        Grant(role=role, agency_id=agency_id, area_code=area_code, post_id=post_id)
        for roles, agency_id, area_code, post_id in usable
        for role in roles
    )
    actor = Actor(
        kind=ActorKind.STAFF if rows else ActorKind.RESIDENT,
        account_id=account_id,
        name=name,
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
    """The actor behind an API key, or None when it is unknown, revoked or expired (1 query)."""
    key_hash, now = keyed_hash(raw_key, "api-key"), clock.now()
    with connection.cursor() as cursor:
        cursor.execute(_BY_KEY, {"hash": key_hash, "now": now, "day": clock.today()})
        found = cursor.fetchall()
    if not found:
        return None
    account_id, is_strong, sealed_name = found[0][:3]
    held = [row[3:] for row in found if row[3] is not None]
    return _standing(account_id, decrypt(sealed_name), held, channel=Channel.API, is_strong=is_strong).actor


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
