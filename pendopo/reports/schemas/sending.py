"""What programs send: a report, and every step on one."""

from __future__ import annotations

from uuid import UUID

from ninja import Schema
from pydantic import Field

from pendopo.reports import rules
from pendopo.reports.actions import Proof
from pendopo.reports.rules import Draft, Presence, Visibility
from pendopo.reports.schemas.words import Day, Moment, Number, Said, Words


class ReportIn(Schema):
    """A report to submit: a text, a category, and a point or a village."""

    key: UUID = Field(description="Kunci idempotensi: kunci yang sama tidak pernah membuat laporan kedua.")
    category_code: Words = Field(min_length=1, max_length=80)
    text: Said = Field(max_length=rules.TEXT_LIMIT)
    title: Words = Field("", max_length=rules.TITLE_LIMIT)
    lon: float | None = Field(None, ge=-180, le=180)
    lat: float | None = Field(None, ge=-90, le=90)
    area_code: Words = Field("", max_length=20)
    landmark: Words = Field("", max_length=rules.LANDMARK_LIMIT)
    visibility: Visibility = Visibility.OPEN
    name: Words = Field("", max_length=rules.NAME_LIMIT)
    email: Words = Field("", max_length=254)
    phone: Words = Field("", max_length=24)
    photo_uids: list[UUID] = Field(default_factory=list, max_length=rules.PHOTO_LIMIT)
    accuracy: float | None = Field(None, ge=0, le=100_000, description="Meter, perkiraan ponsel.")
    written_at: Moment | None = Field(None, description="Saat ditulis, menurut jam ponsel.")
    sent_at: Moment | None = Field(None, description="Jam ponsel saat mengirim; selisihnya kami koreksi.")

    def draft(self) -> Draft:
        """The same as the domain sees it."""
        values = self.dict()
        return Draft(**{**values, "photo_uids": tuple(self.photo_uids)})


class AssignIn(Schema):
    """To which post, with which instruction."""

    post_id: int = Field(ge=1, le=2**63 - 1)
    instruction: Words = Field("", max_length=rules.REASON_LIMIT)
    due_on: Day | None = Field(None, description="Kosong: batas yang biasa, dalam jam kerja.")
    version: int | None = Field(None, ge=1, le=2**31 - 1)


class WordsIn(Schema):
    """Words for the timeline."""

    text: Words = Field("", max_length=rules.REASON_LIMIT)
    version: int | None = Field(None, ge=1, le=2**31 - 1)


class NeededWordsIn(Schema):
    """Words for the timeline, without which the step says nothing."""

    text: Said = Field(max_length=rules.REASON_LIMIT)
    version: int | None = Field(None, ge=1, le=2**31 - 1)


class HandOverIn(Schema):
    """To which agency, and why."""

    agency_code: Words = Field(min_length=1, max_length=80)
    reason: Said = Field(max_length=rules.REASON_LIMIT)
    version: int | None = Field(None, ge=1, le=2**31 - 1)


class CoordinateIn(Schema):
    """Which agency is asked, to do what, until when."""

    agency_code: Words = Field(min_length=1, max_length=80)
    instruction: Said = Field(max_length=rules.REASON_LIMIT)
    due_on: Day | None = Field(None, description="Kosong: batas yang biasa, dalam jam kerja.")
    version: int | None = Field(None, ge=1, le=2**31 - 1)


class CoordinationWordsIn(Schema):
    """What is said for an agency that was asked."""

    agency_code: Words = Field(min_length=1, max_length=80)
    text: Said = Field(max_length=rules.REASON_LIMIT)


class CoordinationReasonIn(Schema):
    """Why the agency cannot help."""

    agency_code: Words = Field(min_length=1, max_length=80)
    reason: Said = Field(max_length=rules.REASON_LIMIT)


class CoordinationEndIn(Schema):
    """Which agency is not waited for any more, and perhaps why."""

    agency_code: Words = Field(min_length=1, max_length=80)
    reason: Words = Field("", max_length=rules.REASON_LIMIT)


class PresenceIn(Schema):
    """Where and when the phone says that the photo was taken."""

    lon: float = Field(ge=-180, le=180)
    lat: float = Field(ge=-90, le=90)
    accuracy: float = Field(ge=0, le=100_000, description="Meter, perkiraan ponsel.")
    taken_at: Moment
    sent_at: Moment = Field(description="Jam ponsel saat mengirim; selisihnya dengan jam kami dikoreksi.")


class ResolveIn(NeededWordsIn):
    """The result in words and photos; from the field also the ticket and the place."""

    photo_uids: list[UUID] = Field(min_length=1, max_length=rules.PHOTO_LIMIT)
    nonce: UUID | None = Field(None, description="Tiket lapangan; lihat /{number}/field-ticket.")
    presence: PresenceIn | None = None

    def proof(self) -> Proof | None:
        """Ticket and place as the domain sees them; None unless both are there."""
        if self.nonce is None or self.presence is None:
            return None
        return Proof(nonce=self.nonce, presence=Presence(**self.presence.dict()))


class ReasonIn(Schema):
    """Why; everybody may read it."""

    reason: Said = Field(max_length=rules.REASON_LIMIT)
    version: int | None = Field(None, ge=1, le=2**31 - 1)


class PromiseIn(ReasonIn):
    """By which day, and why not now."""

    day: Day


class ReferIn(ReasonIn):
    """To which body outside, and under which number it has it."""

    outside_name: Said = Field(max_length=rules.LINE_LIMIT)
    outside_number: Words = Field("", max_length=rules.LINE_LIMIT)


class MergeIn(Schema):
    """Which report tells the same."""

    parent_number: Number
    version: int | None = Field(None, ge=1, le=2**31 - 1)


class SupportIn(Schema):
    """How somebody who says "me too" is told; empty for a mere count."""

    email: Words = Field("", max_length=254)
    phone: Words = Field("", max_length=24)
    browser: UUID | None = Field(None, description="Nilai acak perangkat, agar satu suara dihitung sekali.")


class RateIn(Schema):
    """One to five stars."""

    stars: int = Field(ge=1, le=5)
    text: Words = Field("", max_length=rules.REASON_LIMIT)
