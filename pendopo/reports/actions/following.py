"""Following a place or a category: asked for, agreed to, told, stopped."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from django.conf import settings
from django.db import IntegrityError, transaction
from django.db.models import Q

from pendopo.accounts.api import find_contact
from pendopo.kernel import clock
from pendopo.kernel.actor import Actor
from pendopo.kernel.audit import chain
from pendopo.kernel.errors import Invalid, SignInNeeded, gettext_noop
from pendopo.kernel.notifications.api import Message, Recipient, notify
from pendopo.kernel.personal_data import keyed_hash
from pendopo.kernel.throttle.api import count_sending
from pendopo.reports import rules
from pendopo.reports.models import Following
from pendopo.reports.permissions import FOLLOW, TABLE
from pendopo.reports.queries.categories import find_category
from pendopo.reports.queries.followings import (
    News,
    code_of,
    find_following,
    followers_by_push,
    following_row,
    news_between,
    news_for,
    news_of,
)
from pendopo.reports.rules.following import (
    ASKING,
    MOST_FOLLOWED,
    MOST_IN_A_LETTER,
    MOST_PUSHED,
    UNCONFIRMED_DAYS,
    Way,
    letter_due,
)
from pendopo.territory.api import find_area, get_city, is_within
from pendopo.web.formats import long_date_text

_AT_ONCE = 100
_OLDEST_NEWS = dt.timedelta(days=8)
_NO_ADDRESS = gettext_noop("Isi alamat email Anda.")


@dataclass(frozen=True, slots=True)
class Wish:
    """What somebody wants to follow, as typed; empty parts narrow nothing."""

    way: Way
    category_code: str = ""
    area_code: str = ""
    email: str = ""


def follow(actor: Actor, wish: Wish) -> bool:
    """Follow a choice; False when a letter must be answered first, so that nobody signs up another.

    The same answer for an address that follows already. Raises ``Invalid``, ``FollowsTooMany``, ``TooOften``,
    and ``SignInNeeded`` for push.
    """
    TABLE.check(actor, FOLLOW)
    category_id, area_code = _choice(wish)
    email = _address(actor, wish)
    count_sending(actor, ASKING)
    is_known = wish.way is Way.PUSH or email == _own_address(actor)
    who = f"account:{actor.account_id}" if is_known else email.lower()
    with transaction.atomic():
        following = _kept(actor, wish.way, who, category_id, area_code, email=email, is_known=is_known)
        chain.record(actor, action="reports.followed", subject=f"following:{following.pk}")
        if not is_known and following.confirmed_at is None:
            _ask_consent(following)
    return is_known


def confirm_following(actor: Actor, following_id: int, code: str) -> None:
    """Whoever reads the address agrees; raises ``FollowingNotFound``."""
    with transaction.atomic():
        following = find_following(following_id, code)
        if following.confirmed_at is None:
            following.confirmed_at = following.told_until = clock.now()
            following.save(update_fields=["confirmed_at", "told_until"])
            chain.record(actor, action="reports.following_agreed", subject=f"following:{following_id}")


def stop_following(actor: Actor, following_id: int, code: str) -> None:
    """Stop, by the link of any letter or from the own list; raises ``FollowingNotFound``."""
    with transaction.atomic():
        find_following(following_id, code).delete()
        chain.record(actor, action="reports.unfollowed", subject=f"following:{following_id}")


def push_news(report_id: int, step_id: int, *, event_id: int) -> int:
    """Tell who follows by push of one step; returns to how many accounts it went. Idempotent by event."""
    news = news_of(report_id, step_id)
    if news is None:
        return 0
    told: set[int | None] = set()
    for following in followers_by_push(news.category_id, news.area_code):
        if following.account_id in told or _is_enough(following):
            continue
        told.add(following.account_id)
        notify(
            to=Recipient(account_id=following.account_id),
            template="reports/follow_news",
            facts={"what": news.what, "title": news.row.title, "place": news.row.place},
            subject=f"following:{following.pk}",
            dedupe=f"event:{event_id}:follow:{following.account_id}",
            path=f"/laporan/{news.row.number}/",
        )
    return len(told)


def send_letters() -> int:
    """Write the letter of the day to some who follow by e-mail; returns how many people were looked at.

    One letter for all that one person follows; none where nothing happened.
    """
    due = letter_due(clock.now().astimezone(clock.zone()))
    waiting = Following.objects.filter(way=Way.EMAIL, confirmed_at__isnull=False, told_until__lt=due)
    people = list(waiting.order_by("who").values_list("who", flat=True).distinct()[:_AT_ONCE])
    news = news_between(due - _OLDEST_NEWS, due) if people else []
    for who in people:
        _write_letter(who, due, news)
    return len(people)


def forget_unconfirmed() -> int:
    """Remove what nobody agreed to in three days; returns how many."""
    before = clock.now() - dt.timedelta(days=UNCONFIRMED_DAYS)
    return Following.objects.filter(confirmed_at=None, created_at__lt=before).delete()[0]


def _choice(wish: Wish) -> tuple[int | None, str]:
    """Category and area as the tables know them."""
    category = find_category(wish.category_code) if wish.category_code else None
    if wish.category_code and category is None:
        raise rules.CategoryUnknown(fields={"category_code": rules.CategoryUnknown.text})
    area = find_area(wish.area_code) if wish.area_code else None
    city = get_city().code
    if wish.area_code and (area is None or not is_within(area.code, city)):
        raise rules.PlaceOutsideCity(fields={"area_code": rules.PlaceOutsideCity.text})
    is_whole = area is None or area.code == city
    return (category.id if category else None), ("" if is_whole else wish.area_code)


def _address(actor: Actor, wish: Wish) -> str:
    """Where letters go; empty for push, which needs an account."""
    if wish.way is Way.PUSH:
        if actor.account_id is None:
            raise SignInNeeded
        return ""
    email = rules.clean_contact(email=wish.email, phone="").email or _own_address(actor)
    if not email:
        raise Invalid(fields={"email": _NO_ADDRESS})
    return email


def _own_address(actor: Actor) -> str:
    return find_contact(actor.account_id)[0] if actor.account_id is not None else ""


def _kept(
    actor: Actor,
    way: Way,
    who: str,
    category_id: int | None,
    area_code: str,
    *,
    email: str,
    is_known: bool,
) -> Following:
    now = clock.now()
    mine = Following.objects.filter(who=keyed_hash(who, "following-who"))
    same = Q(way=way, category_id=category_id, area_code=area_code)
    if (known := mine.filter(same).first()) is not None:
        return known
    if mine.count() >= MOST_FOLLOWED:
        raise rules.FollowsTooMany(most=MOST_FOLLOWED)
    following = Following(
        who=keyed_hash(who, "following-who"),
        way=way,
        category_id=category_id,
        area_code=area_code,
        account_id=actor.account_id if is_known else None,
        email=email,
        confirmed_at=now if is_known else None,
        created_at=now,
        told_until=now,
    )
    try:
        with transaction.atomic():
            following.save()
    except IntegrityError:
        return mine.get(same)
    return following


def _ask_consent(following: Following) -> None:
    notify(
        to=Recipient(email=following.email),
        template="reports/follow_confirm",
        facts={"label": following_row(following).label, "link": _link(following), "days": UNCONFIRMED_DAYS},
        subject=f"following:{following.pk}",
        dedupe=f"follow-confirm:{following.pk}:{clock.now():%Y%m%d%H}",
    )


def _link(following: Following) -> str:
    return f"{settings.ORIGIN}/ikuti/{following.pk}/{code_of(following.pk)}/"


def _is_enough(following: Following) -> bool:
    """True when a following was pushed so often today that more would be a nuisance."""
    today = clock.now().astimezone(clock.zone()).replace(hour=0, minute=0, second=0, microsecond=0)
    pushed = Message.objects.filter(about=f"following:{following.pk}", created_at__gte=today)
    return pushed.values("dedupe").count() >= MOST_PUSHED


@transaction.atomic
def _write_letter(who: str, due: dt.datetime, news: list[News]) -> None:
    found = Following.objects.select_for_update().filter(
        who=who, way=Way.EMAIL, confirmed_at__isnull=False, told_until__lt=due
    )
    mine = list(found.order_by("id"))
    parts = [(each, news_for(each, news)) for each in mine]
    told = [(each, some) for each, some in parts if some]
    if told:
        first = told[0][0]
        notify(
            to=Recipient(email=first.email),
            template="reports/follow_letter",
            facts={
                "day": long_date_text(due.date()),
                "count": len({each.row.number for _following, some in told for each in some}),
                "parts": [
                    {
                        "label": following_row(each).label,
                        "news": some[:MOST_IN_A_LETTER],
                        "others": max(0, len(some) - MOST_IN_A_LETTER),
                        "stop": _link(each),
                    }
                    for each, some in told
                ],
            },
            subject=f"following:{first.pk}",
            dedupe=f"follow-letter:{who}:{due:%Y%m%d}",
        )
    Following.objects.filter(pk__in=[each.pk for each in mine]).update(told_until=due)
