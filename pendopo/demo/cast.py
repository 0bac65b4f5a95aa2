"""The fixed cast: invented people, their posts and logins, the same in every city and in the docs."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from django.contrib.auth.hashers import make_password
from django.db import transaction

from pendopo.accounts.api import Role, add_post, add_unit, appoint, enrol_staff, get_agency_model, totp_code
from pendopo.kernel.actor import SYSTEM

PASSWORD = "pendopo-contoh-2026"  # noqa: S105 - printed in the docs: the login of an invented city
TOTP_SECRET = "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP"  # noqa: S105 - as above
SINCE = dt.date(2026, 1, 2)


@dataclass(frozen=True, slots=True)
class Member:
    """One invented officer."""

    key: str
    """Name before the @ of the login."""
    name: str
    agency: str
    title: str
    roles: tuple[Role, ...]
    unit: str = ""

    @property
    def email(self) -> str:
        """The login."""
        return f"{self.key}@contoh.id"


CAST = (
    Member("sari", "Sari Wahyuni", "diskominfo", "Koordinator Pengaduan", (Role.COORDINATOR, Role.OFFICER)),
    Member("bagas", "Bagas Prakoso", "diskominfo", "Administrator Sistem", (Role.ADMINISTRATOR,)),
    Member("dewi", "Dewi Lestari", "diskominfo", "Operator Ruang Situasi", (Role.OPERATOR,)),
    Member("rina", "Rina Wulandari", "dpupr", "Kepala Dinas PUPR", (Role.AGENCY_HEAD, Role.OFFICER)),
    Member("joko", "Joko Susilo", "dpupr", "Petugas Pengaduan PUPR", (Role.OFFICER,), "Sekretariat"),
    Member("agus", "Agus Triyono", "dpupr", "Pengawas Jalan Wilayah 2", (Role.OFFICER,), "Bidang Bina Marga"),
    Member("wawan", "Wawan Hermawan", "dishub", "Petugas Pengaduan Dishub", (Role.OFFICER,), "Sekretariat"),
    Member("tono", "Tono Wijaya", "dishub", "Pengawas Penerangan Jalan", (Role.OFFICER,), "Bidang Sarana"),
    Member("lina", "Lina Marlina", "dlh", "Petugas Pengaduan DLH", (Role.OFFICER,), "Sekretariat"),
    Member("eko", "Eko Prasetyo", "dlh", "Pengawas Kebersihan", (Role.OFFICER,), "Bidang Kebersihan"),
    Member("hadi", "Hadi Santoso", "bpbd", "Petugas Pusdalops", (Role.OFFICER,), "Pusdalops"),
    Member("nur", "Nur Aini", "pdam", "Petugas Layanan Pelanggan", (Role.OFFICER,)),
    Member("yanti", "Yanti Kusuma", "disdukcapil", "Petugas Pengaduan Dukcapil", (Role.OFFICER,)),
    Member("rudi", "Rudi Hartono", "satpolpp", "Petugas Ketertiban", (Role.OFFICER,)),
    Member("fitri", "Fitri Handayani", "dinkes", "Petugas Pengaduan Kesehatan", (Role.OFFICER,)),
    Member("indra", "Indra Gunawan", "setda", "Sekretaris Daerah", (Role.LEADER,)),
)


@transaction.atomic
def hire(members: tuple[Member, ...] = CAST) -> int:
    """Give every member an account, a post and an appointment; returns how many."""
    password_hash = make_password(PASSWORD)
    for member in members:
        agency = get_agency_model(member.agency)
        unit = add_unit(SYSTEM, agency=agency, name=member.unit) if member.unit else None
        account = enrol_staff(
            SYSTEM, email=member.email, name=member.name, password_hash=password_hash,
            totp_secret=TOTP_SECRET if needs_code(member) else "", is_demo=True,
        )  # fmt: skip
        post = add_post(SYSTEM, agency=agency, unit=unit, title=member.title, roles=list(member.roles))
        appoint(SYSTEM, post=post, account=account, starts_on=SINCE, decree="SK contoh")
    return len(members)


def needs_code(member: Member) -> bool:
    """True when the roles of the post need a second factor."""
    return bool({Role.COORDINATOR, Role.ADMINISTRATOR, Role.AGENCY_HEAD}.intersection(member.roles))


def current_code() -> str:
    """The six digits that the cast's authenticator shows now (RFC 6238, 30 seconds)."""
    return totp_code(TOTP_SECRET)
