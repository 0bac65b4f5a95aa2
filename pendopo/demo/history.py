"""Sixty days of an invented city: who reports what when, and how each agency deals with it.

Everything is decided by one seeded generator, so that two installations show the same city; everything is
written by the same actions that real people use, in the order of time.
"""

from __future__ import annotations

import csv
import datetime as dt
import io
import random
import uuid
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

from pendopo.accounts.api import Role, actor_by_id, list_posts
from pendopo.demo.scenes import picture
from pendopo.kernel import clock
from pendopo.kernel.actor import ANONYMOUS, SYSTEM, Actor
from pendopo.kernel.errors import Conflict, Refused
from pendopo.kernel.files.api import accept_image
from pendopo.reports import api as reports
from pendopo.reports.api import PHOTO_PURPOSE, Draft, Visibility
from pendopo.territory.api import AreaInfo, AreaLevel, find_village_at, list_areas

_FOLDER = Path(__file__).parent / "data"
DAYS = 60
COUNT = 300
PHOTO_SHARE = 0.4
_REJECTED_SHARE, _ANSWERED_SHARE, _LEFT_LYING_SHARE = 0.03, 0.35, 0.25
_LEFT_LYING_AGE = dt.timedelta(days=20)
_CONFIRMED_SHARE, _REOPENED_SHARE = 0.5, 0.06


@dataclass(frozen=True, slots=True)
class _Text:
    category: str
    weight: int
    text: str


@dataclass(order=True)
class _Act:
    """One thing that happens at a moment."""

    at: dt.datetime
    order: int
    do: Callable[[], None] = field(compare=False)


@dataclass
class _Life:
    """One report on its way through the city."""

    text: _Text
    village: AreaInfo
    place: tuple[float, float] | None
    has_photo: bool
    visibility: Visibility
    number: str = ""
    secret: str = ""


def _texts() -> list[_Text]:
    with (_FOLDER / "texts.csv").open(encoding="utf-8", newline="") as file:
        return [
            _Text(row["category"], int(row["weight"]), row["text"])
            for row in csv.DictReader(file, delimiter=";")
        ]


def _arrival_weights() -> dict[tuple[int, int], int]:
    with (_FOLDER / "arrivals.csv").open(encoding="utf-8", newline="") as file:
        return {(int(row["hari"]), int(row["jam"])): int(row["jumlah"]) for row in csv.DictReader(file)}


class Story:
    """Draws lives from a seeded generator and turns them into acts in time."""

    def __init__(self, now: dt.datetime, seed: int = 2026) -> None:
        self._now = now
        self._dice = random.Random(seed)
        self._texts = _texts()
        self._arrivals = _arrival_weights()
        villages = list_areas(level=AreaLevel.VILLAGE)
        self._villages = [area for area in villages if area.lon is not None] or list(villages)
        self._officers: dict[int | None, Actor] = {}
        self._posts: dict[int | None, int | None] = {}
        self._next = 0

    def draw_life(self) -> _Life:
        """One report that somebody might send."""
        text = self._dice.choices(self._texts, [each.weight for each in self._texts])[0]
        village = self._dice.choice(self._villages)
        return _Life(
            text=text,
            village=village,
            place=self._place_in(village),
            has_photo=self._dice.random() < PHOTO_SHARE,
            visibility=self._dice.choices(list(Visibility), [82, 14, 4])[0],
        )

    def draw_moments(self, now: dt.datetime, count: int) -> list[dt.datetime]:
        """``count`` moments in the sixty days before ``now``, by weekday and hour as a real city has them."""
        hours = [now - dt.timedelta(hours=back) for back in range(1, DAYS * 24)]
        weights = [self._arrivals.get((at.weekday(), at.hour), 1) for at in map(clock.local, hours)]
        chosen = self._dice.choices(hours, weights, k=count)
        return sorted(at + dt.timedelta(seconds=self._dice.randrange(3600)) for at in chosen)

    def acts_of(self, life: _Life, received_at: dt.datetime) -> Iterator[_Act]:
        """What happens to one report, from its arrival on."""
        yield self._act(received_at, lambda: self.submit(life))
        at = received_at + self._hours(0.3, 20)
        if self._dice.random() < _REJECTED_SHARE:
            yield self._act(at, lambda: self._try(reports.reject_report, SYSTEM, life, reason=_REJECTED))
            return
        yield self._act(at, lambda: self._by_officer(reports.verify_report, life))
        at += self._hours(0.5, 30)
        yield self._act(at, lambda: self._assign(life))
        at += self._hours(1, 48)
        yield self._act(at, lambda: self._by_officer(reports.start_report, life))
        if self._dice.random() < _ANSWERED_SHARE:
            yield self._act(at, lambda: self._by_officer(reports.answer_report, life, text=_ANSWER))
        if received_at > self._now - _LEFT_LYING_AGE and self._dice.random() < _LEFT_LYING_SHARE:
            return
        at += self._hours(2, 160)
        yield self._act(at, lambda: self._resolve(life))
        yield from self._after_resolution(life, at)

    def _after_resolution(self, life: _Life, resolved_at: dt.datetime) -> Iterator[_Act]:
        fate, stars = self._dice.random(), self._dice.choices([2, 3, 4, 5], [6, 14, 40, 40])[0]
        at = resolved_at + self._hours(2, 60)
        if fate < _CONFIRMED_SHARE:
            yield self._act(at, lambda: self._by_reporter(reports.confirm_report, life))
            yield self._act(at, lambda: self._by_reporter(reports.rate_report, life, stars=stars))
        elif fate < _CONFIRMED_SHARE + _REOPENED_SHARE:
            yield self._act(at, lambda: self._by_reporter(reports.reopen_report, life, reason=_REOPENED))
            yield self._act(at + self._hours(6, 90), lambda: self._resolve(life))

    def _act(self, at: dt.datetime, do: Callable[[], None]) -> _Act:
        self._next += 1
        return _Act(at, self._next, do)

    def _hours(self, least: float, most: float) -> dt.timedelta:
        return dt.timedelta(hours=least + (most - least) * self._dice.random() ** 2)

    def _place_in(self, village: AreaInfo) -> tuple[float, float] | None:
        """A point in the village near its middle; None when the village has no border."""
        if village.lon is None or village.lat is None:
            return None
        for _try in range(6):
            lon = village.lon + self._dice.uniform(-0.012, 0.012)
            lat = village.lat + self._dice.uniform(-0.012, 0.012)
            found = find_village_at(lon, lat)
            if found is not None and found.code == village.code:
                return round(lon, 6), round(lat, 6)
        return None

    def submit(self, life: _Life) -> None:
        """Send the report as a resident without an account would."""
        photos: tuple[uuid.UUID, ...] = ()
        if life.has_photo:
            image = io.BytesIO(picture(life.text.category, is_fixed=False, dice=self._dice))
            photos = (accept_image(ANONYMOUS, upload=image, purpose=PHOTO_PURPOSE).file.uid,)
        lon, lat = life.place or (None, None)
        draft = Draft(
            key=uuid.UUID(int=self._dice.getrandbits(128), version=4),
            category_code=life.text.category,
            text=life.text.text,
            lon=lon,
            lat=lat,
            area_code=life.village.code,
            visibility=life.visibility,
            name="Warga contoh",
            photo_uids=photos,
        )
        receipt = reports.submit_report(ANONYMOUS, draft, is_demo=True)
        life.number, life.secret = receipt.number, receipt.secret

    def _by_officer(self, act: Callable[..., object], life: _Life, **arguments: object) -> None:
        """Take a step as an officer of the agency that holds the report."""
        agency_id = reports.find_holder(life.number)
        self._try(act, self._officer_of(agency_id), life, **arguments)

    def _by_reporter(self, act: Callable[..., object], life: _Life, **arguments: object) -> None:
        self._try(act, ANONYMOUS, life, key=life.secret, **arguments)

    def _try(self, act: Callable[..., object], actor: Actor, life: _Life, **arguments: object) -> None:
        """Take a step; what the state no longer allows happens to people too, so it is passed over."""
        try:
            act(actor, life.number, **arguments)
        except (Conflict, Refused):
            return

    def _officer_of(self, agency_id: int | None) -> Actor:
        """The last post's holder, who is no head; the platform where nobody is hired."""
        if agency_id not in self._officers:
            posts = list_posts(agency_id or 0)
            holders = [post.holder_id for post in posts if post.holder_id and Role.OFFICER in post.roles]
            self._officers[agency_id] = actor_by_id(holders[-1]) if holders else SYSTEM
        return self._officers[agency_id]

    def _post_of(self, agency_id: int | None) -> int | None:
        if agency_id not in self._posts:
            posts = [post for post in list_posts(agency_id or 0) if Role.OFFICER in post.roles]
            self._posts[agency_id] = posts[-1].id if posts else None
        return self._posts[agency_id]

    def _assign(self, life: _Life) -> None:
        agency_id = reports.find_holder(life.number)
        post_id = self._post_of(agency_id)
        if post_id is not None:
            self._by_officer(
                reports.assign_report, life, post_id=post_id, instruction="Mohon segera ditindaklanjuti."
            )

    def _resolve(self, life: _Life) -> None:
        image = io.BytesIO(picture(life.text.category, is_fixed=True, dice=self._dice))
        photo = accept_image(SYSTEM, upload=image, purpose=PHOTO_PURPOSE).file.uid
        self._by_officer(self._claim, life, text=_RESOLVED, photo_uids=[photo])

    def _claim(self, actor: Actor, number: str, *, text: str, photo_uids: list[uuid.UUID]) -> None:
        """Claim as the field page does, a few steps away from the point."""
        row = reports.get_report(SYSTEM, number).row
        ticket, now = reports.open_ticket(actor, number), clock.now()
        here = reports.Presence(
            lon=row.lon + self._dice.uniform(-0.0003, 0.0003),
            lat=row.lat + self._dice.uniform(-0.0003, 0.0003),
            accuracy=self._dice.uniform(4, 25),
            taken_at=now,
            sent_at=now,
        )
        proof = reports.Proof(nonce=ticket.nonce, presence=here)
        reports.resolve_report(actor, number, text=text, photo_uids=photo_uids, proof=proof)


_ANSWER = "Terima kasih, petugas kami sudah menjadwalkan pemeriksaan ke lokasi."
_RESOLVED = "Sudah kami tangani. Foto hasilnya terlampir."
_REJECTED = "Laporan tidak memuat keterangan yang dapat diperiksa. Silakan kirim lagi dengan tempat dan foto."
_REOPENED = "Masih sama seperti sebelumnya, mohon dicek lagi."


def play(now: dt.datetime, *, count: int = COUNT, progress: Callable[[int, int], None] | None = None) -> int:
    """Live the last sixty days until ``now``; returns how many reports came in."""
    story = Story(now)
    acts = sorted(
        act
        for received_at in story.draw_moments(now, count)
        for act in story.acts_of(story.draw_life(), received_at)
        if act.at < now
    )
    for index, act in enumerate(acts):
        with clock.freeze(act.at):
            act.do()
        if progress is not None:
            progress(index + 1, len(acts))
    return count
