"""Who fills posts today: for telling people, not for permitting."""

from __future__ import annotations

from django.db.models import Q

from pendopo.accounts.models import Appointment, Delegation, Post
from pendopo.accounts.rules import Role
from pendopo.kernel import clock


def holders_of(
    *, post_id: int | None = None, agency_id: int | None = None, role: Role | None = None
) -> frozenset[int]:
    """Accounts that fill a post, or posts of an agency, or those with a role, today (1 query).

    Who stands in for an absent holder is among them, and so is the holder.
    """
    posts = Post.objects.filter(is_active=True, agency__is_active=True)
    if post_id is not None:
        posts = posts.filter(pk=post_id)
    if agency_id is not None:
        posts = posts.filter(agency_id=agency_id)
    if role is not None:
        posts = posts.filter(roles__contains=[role])
    day = clock.today()
    held = Appointment.objects.filter(post__in=posts, starts_on__lte=day)
    held = held.filter(Q(ends_on=None) | Q(ends_on__gte=day))
    lent = Delegation.objects.filter(appointment__in=held, starts_on__lte=day, ends_on__gte=day)
    own = held.filter(account__is_active=True).values_list("account_id", flat=True)
    return frozenset(own.union(lent.filter(account__is_active=True).values_list("account_id", flat=True)))
