"""Who follows what, and the news for them; only what everybody may read is news."""

from __future__ import annotations

import datetime as dt
import secrets
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from urllib.parse import urlencode

from django.conf import settings
from django.db.models import Q, QuerySet
from django.utils.translation import gettext

from pendopo.kernel.actor import Actor
from pendopo.kernel.personal_data import keyed_hash
from pendopo.reports import rules
from pendopo.reports.models import Following, Step
from pendopo.reports.queries.categories import get_category
from pendopo.reports.queries.public import PublicColumns, PublicRow, public_reports, public_row
from pendopo.reports.rules import Audience, Verb
from pendopo.reports.rules.following import NEWS, Way, areas_around
from pendopo.territory.api import find_area

_CODE = 32


@dataclass(frozen=True, slots=True)
class FollowingRow:
    """One choice that somebody follows."""

    id: int
    code: str
    """What the links in letters show instead of signing in."""
    label: str
    way: Way
    category_code: str
    area_code: str
    is_confirmed: bool

    @property
    def query(self) -> str:
        """The same choice in the address of the public list; its filter goes down to kecamatan."""
        district = ".".join(self.area_code.split(".")[:3])
        parts = {"kategori": self.category_code, "kecamatan": district}
        return urlencode({name: value for name, value in parts.items() if value})


@dataclass(frozen=True, slots=True)
class News:
    """What happened to one report that everybody may read."""

    at: dt.datetime
    what: str
    row: PublicRow
    category_id: int
    area_code: str

    @property
    def link(self) -> str:
        """The report's page."""
        return f"{settings.ORIGIN}/laporan/{self.row.number}/"


def code_of(following_id: int) -> str:
    """The code of a following's links; nobody guesses it without the installation's key."""
    return keyed_hash(str(following_id), "following")[:_CODE]


def find_following(following_id: int, code: str) -> Following:
    """The following of a link (1 query); raises ``FollowingNotFound``."""
    is_right = secrets.compare_digest(code_of(following_id).encode(), code.encode("utf-8", "replace"))
    found = Following.objects.filter(pk=following_id).first() if is_right else None
    if found is None:
        raise rules.FollowingNotFound
    return found


def get_following(following_id: int, code: str) -> FollowingRow:
    """The choice behind a link (1 query); raises ``FollowingNotFound``."""
    return following_row(find_following(following_id, code))


def list_own_followings(actor: Actor) -> tuple[FollowingRow, ...]:
    """What the account follows, oldest first (1 query, none for a stranger)."""
    if actor.account_id is None:
        return ()
    own = Following.objects.filter(account_id=actor.account_id).order_by("id")
    return tuple(following_row(each) for each in own)


def own_following_data(actor: Actor) -> list[dict[str, object]]:
    """The same for the file of the own data."""
    return [
        {"follows": each.label, "way": each.way.value, "is_confirmed": each.is_confirmed}
        for each in list_own_followings(actor)
    ]


def following_row(following: Following) -> FollowingRow:
    """A choice as people read it; asks the database nothing."""
    category = get_category(following.category_id) if following.category_id else None
    return FollowingRow(
        id=following.pk,
        code=code_of(following.pk),
        label=label_of(category.name if category else "", following.area_code),
        way=Way(following.way),
        category_code=category.code if category else "",
        area_code=following.area_code,
        is_confirmed=following.confirmed_at is not None,
    )


def label_of(category: str, area_code: str) -> str:
    """What is followed, in words: "Lampu jalan · Kecamatan Lumajang"."""
    area = find_area(area_code) if area_code else None
    return " · ".join(
        (category or gettext("Semua kategori"), area.title if area else gettext("seluruh wilayah"))
    )


def followers_by_push(category_id: int, area_code: str) -> QuerySet[Following]:
    """Who is told at once of a report of this category in this village."""
    return Following.objects.filter(
        Q(category_id=None) | Q(category_id=category_id),
        way=Way.PUSH,
        confirmed_at__isnull=False,
        area_code__in=areas_around(area_code),
    ).order_by("account_id", "id")


def news_of(report_id: int, step_id: int) -> News | None:
    """One step as news; None when it is none, or of a report that the public may not know (2 queries)."""
    step = Step.objects.get(pk=step_id, report_id=report_id)
    if step.verb not in NEWS or step.audience != Audience.PUBLIC:
        return None
    return next(iter(_news([(report_id, Verb(step.verb), step.at)])), None)


def news_between(since: dt.datetime, until: dt.datetime) -> list[News]:
    """The latest news of each report after ``since`` and up to ``until``, newest first (2 queries)."""
    steps = Step.objects.filter(at__gt=since, at__lte=until, verb__in=list(NEWS), audience=Audience.PUBLIC)
    told = steps.order_by("id").values_list("report_id", "verb", "at")
    latest = {report_id: (report_id, Verb(verb), at) for report_id, verb, at in told}
    return sorted(_news(list(latest.values())), key=lambda news: news.at, reverse=True)


def news_for(following: Following, news: Iterable[News]) -> list[News]:
    """Which of ``news`` are for ``following``."""
    return [
        each
        for each in news
        if each.at > following.told_until
        and following.category_id in {None, each.category_id}
        and following.area_code in areas_around(each.area_code)
    ]


def _news(steps: Sequence[tuple[int, Verb, dt.datetime]]) -> list[News]:
    found = public_reports().filter(pk__in=[report_id for report_id, _verb, _at in steps])
    rows = {
        columns.id: columns
        for columns in (PublicColumns(*each) for each in found.values_list(*PublicColumns._fields))
    }
    return [
        News(at, gettext(NEWS[verb]), public_row(rows[pk]), rows[pk].category_id, rows[pk].area_id)
        for pk, verb, at in steps
        if pk in rows
    ]
