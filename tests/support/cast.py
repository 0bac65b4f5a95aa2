"""The fixed cast of the tests: three agencies, their posts and the actors who hold them."""

from __future__ import annotations

import datetime as dt
import io
import uuid
from dataclasses import dataclass, replace
from zoneinfo import ZoneInfo

from PIL import Image

from pendopo.accounts.api import Role, add_post, get_agency_model
from pendopo.kernel import clock
from pendopo.kernel.actor import SYSTEM, Actor, ActorKind, Grant
from pendopo.reports.api import Draft, Presence, Proof, open_ticket

MONDAY_MORNING = dt.datetime(2026, 11, 23, 9, 0, tzinfo=ZoneInfo("Asia/Jakarta"))
IN_TOWN = (113.2200, -8.1300)
VILLAGE = "35.08.10.1003"


@dataclass(frozen=True)
class Cast:
    """Actors by what they are there for."""

    coordinator: Actor
    lamp_officer: Actor
    lamp_head: Actor
    road_officer: Actor
    operator: Actor
    village_officer: Actor
    lamp_post_id: int
    road_post_id: int


def _officer(agency_code: str, title: str, *roles: Role) -> tuple[Actor, int]:
    agency = get_agency_model(agency_code)
    post = add_post(SYSTEM, agency=agency, title=title, roles=list(roles))
    grants = frozenset(Grant(role, agency.pk, agency.area_code, post.pk) for role in roles)
    return Actor(kind=ActorKind.STAFF, name=title, grants=grants, is_strong=True), post.pk


def hire() -> Cast:
    """Create the posts; needs a database."""
    lamp, lamp_post = _officer("dishub", "Petugas lampu", Role.OFFICER)
    road, road_post = _officer("dpupr", "Petugas jalan", Role.OFFICER)
    return Cast(
        coordinator=_officer("diskominfo", "Koordinator", Role.COORDINATOR)[0],
        lamp_officer=lamp,
        lamp_head=_officer("dishub", "Kepala Dinas", Role.AGENCY_HEAD)[0],
        road_officer=road,
        operator=_officer("bpbd", "Operator", Role.OPERATOR)[0],
        village_officer=_officer(f"kelurahan-{VILLAGE}", "Lurah", Role.OFFICER)[0],
        lamp_post_id=lamp_post,
        road_post_id=road_post,
    )


def lamp_draft(**changes: object) -> Draft:
    """A resident's report of a dead street lamp in town."""
    draft = Draft(
        key=uuid.uuid4(),
        category_code="lampu-jalan",
        text="Lampu jalan padam di depan pasar",
        lon=IN_TOWN[0],
        lat=IN_TOWN[1],
        phone="0812 3456 7890",
    )
    return replace(draft, **changes)


def prove(actor: Actor, number: str, *, at: tuple[float, float] = IN_TOWN, **changes: object) -> Proof:
    """A ticket of ``actor`` for a report, used at once at a place by a phone whose clock is right."""
    ticket = open_ticket(actor, number)
    now = clock.now()
    presence = Presence(lon=at[0], lat=at[1], accuracy=12.0, taken_at=now, sent_at=now)
    return Proof(nonce=ticket.nonce, presence=replace(presence, **changes))


def jpeg(colour: str = "navy", size: tuple[int, int] = (64, 48)) -> io.BytesIO:
    """A small real photo."""
    target = io.BytesIO()
    Image.new("RGB", size, colour).save(target, "JPEG")
    target.name = "foto.jpg"
    target.seek(0)
    return target
