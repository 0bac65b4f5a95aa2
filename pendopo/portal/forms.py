"""What residents type, as typed values; messages in Indonesian, no decision about who may."""

from __future__ import annotations

import datetime as dt
import uuid
from collections.abc import Mapping
from typing import Any, ClassVar

from django import forms
from django.utils.translation import gettext_lazy as _

from pendopo.accounts.api import AgencyKind, list_agencies
from pendopo.kernel import clock
from pendopo.kernel.errors import Invalid
from pendopo.kernel.ids import new_uid
from pendopo.reports.api import (
    PHOTO_LIMIT,
    STANDING_LABELS,
    TEXT_LIMIT,
    VISIBILITY_HINTS,
    VISIBILITY_LABELS,
    Draft,
    PublicFilter,
    Standing,
    Visibility,
    Way,
    Wish,
    list_categories,
)
from pendopo.territory.api import AreaLevel, list_areas
from pendopo.web.formats import month_text
from pendopo.web.forms import ChoiceCards, PhotosField, PlaceField, RatingStars, kept_uids


def _category_choices() -> list[tuple[str, Any]]:
    groups: dict[str, list[tuple[str, str]]] = {}
    for category in list_categories():
        groups.setdefault(category.group, []).append((category.code, category.name))
    return [("", _("Pilih kategori")), *groups.items()]


def _village_choices() -> list[tuple[str, Any]]:
    villages = list_areas(level=AreaLevel.VILLAGE)
    choices: list[tuple[str, Any]] = [("", _("Pilih dari daftar"))]
    for district in list_areas(level=AreaLevel.DISTRICT):
        inside = [(each.code, each.title) for each in villages if each.parent_code == district.code]
        choices.append((district.title, inside or [(district.code, district.title)]))
    return choices


_VILLAGE_LABEL = _("Desa atau kelurahan")
_VILLAGE_LABELS = {frozenset({"kelurahan"}): _("Kelurahan"), frozenset({"desa"}): _("Desa")}
"""What the villages of a city are called, when they are all of one kind."""


class ReportForm(forms.Form):
    """One report: photo, words, place, category, and how to be told."""

    key = forms.UUIDField(widget=forms.HiddenInput)
    kept_photos = forms.CharField(widget=forms.HiddenInput, required=False)
    """Photos accepted with an earlier try of this form, so that a fault elsewhere does not lose them."""
    photos = PhotosField(most=PHOTO_LIMIT, required=False, label=_("Foto"))
    text = forms.CharField(
        label=_("Apa yang terjadi?"),
        help_text=_("Satu dua kalimat cukup. Jangan tulis nomor KTP atau nama orang lain."),
        widget=forms.Textarea({"rows": 4, "data-limit": TEXT_LIMIT}),
        error_messages={"required": _("Ceritakan masalahnya dalam satu atau dua kalimat.")},
    )
    written_at = forms.FloatField(widget=forms.HiddenInput, required=False)
    sent_at = forms.FloatField(widget=forms.HiddenInput, required=False)
    """Both in seconds since 1970 by the phone's clock."""
    accuracy = forms.FloatField(widget=forms.HiddenInput({"data-accuracy": True}), required=False)
    """Metres, while the point is the phone's own."""
    place = PlaceField(required=False, label=_("Lokasi ponsel"))
    area_code = forms.ChoiceField(
        required=False,
        label=_("Desa atau kelurahan"),
        choices=_village_choices,
        error_messages={"invalid_choice": _("Desa itu tidak ada lagi dalam daftar. Pilih lagi.")},
    )
    landmark = forms.CharField(
        required=False, label=_("Patokan"), help_text=_("Contoh: depan masjid, seberang pasar.")
    )
    category_code = forms.ChoiceField(
        label=_("Tentang apa?"),
        choices=_category_choices,
        error_messages={
            "required": _("Pilih kategori."),
            "invalid_choice": _("Kategori itu tidak dipakai lagi. Pilih yang lain."),
        },
    )
    visibility = forms.ChoiceField(
        label=_("Siapa boleh tahu nama Anda?"),
        choices=[(each.value, _(VISIBILITY_LABELS[each])) for each in Visibility],
        initial=Visibility.OPEN,
        widget=ChoiceCards(hints={each.value: _(VISIBILITY_HINTS[each]) for each in Visibility}),
    )
    name = forms.CharField(required=False, label=_("Nama"))
    phone = forms.CharField(
        required=False,
        label=_("Nomor ponsel"),
        help_text=_("Agar kami dapat memberi kabar."),
        widget=forms.TextInput({"inputmode": "tel", "autocomplete": "tel"}),
    )
    email = forms.CharField(
        required=False,
        label=_("Surel"),
        widget=forms.EmailInput({"autocomplete": "email"}),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        kinds = {village.kind for village in list_areas(level=AreaLevel.VILLAGE)}
        self.fields["area_code"].label = _VILLAGE_LABELS.get(frozenset(kinds), _VILLAGE_LABEL)

    @classmethod
    def empty(cls, **initial: Any) -> ReportForm:
        """A new form with its own idempotency key."""
        return cls(initial={"key": new_uid(), "visibility": Visibility.OPEN, **initial})

    def clean_kept_photos(self) -> tuple[uuid.UUID, ...]:
        """The photos of earlier tries; what is no uid is left out."""
        return tuple(kept_uids(self.cleaned_data["kept_photos"], most=PHOTO_LIMIT))

    def draft(self, photo_uids: tuple[uuid.UUID, ...]) -> Draft:
        """The report as the domain sees it; only after ``is_valid``."""
        values = self.cleaned_data
        lon, lat = values["place"] or (None, None)
        return Draft(
            key=values["key"],
            category_code=values["category_code"],
            text=values["text"],
            lon=lon,
            lat=lat,
            area_code=values["area_code"],
            landmark=values["landmark"],
            visibility=Visibility(values["visibility"]),
            name=values["name"],
            email=values["email"],
            phone=values["phone"],
            photo_uids=photo_uids,
            accuracy=values["accuracy"],
            written_at=_moment(values["written_at"]),
            sent_at=_moment(values["sent_at"]),
        )

    def show_faults(self, fault: Invalid) -> None:
        """Put the faults that the domain found beside their fields, with what to do where it says so."""
        for name, message in fault.fields.items():
            advice = _(fault.advice) if message == fault.text else ""
            self.add_error(_FIELD_OF.get(name, name), f"{_(message)} {advice}".strip())
        if not fault.fields:
            self.add_error(None, f"{_(fault.text)} {_(fault.advice)}")


def _moment(seconds: float | None) -> dt.datetime | None:
    """A moment of a phone's clock; one that no calendar has says nothing."""
    try:
        return None if seconds is None else dt.datetime.fromtimestamp(seconds, tz=dt.UTC)
    except (OverflowError, OSError, ValueError):
        return None


_FIELD_OF = {"title": "text", "photo_uids": "photos"}


class TrackForm(forms.Form):
    """Number and PIN, or key, of a receipt."""

    number = forms.CharField(
        label=_("Nomor laporan"),
        help_text=_("Contoh: LPR-2611-000417"),
        widget=forms.TextInput({"autocapitalize": "characters", "autocomplete": "off"}),
        error_messages={"required": _("Isi nomor laporan pada tanda terima.")},
    )
    key = forms.CharField(
        label=_("PIN"),
        help_text=_("Enam angka di bawah nomor, pada tanda terima. Kunci lacak yang panjang juga boleh."),
        widget=forms.TextInput({"autocomplete": "off", "autocapitalize": "none"}),
        error_messages={"required": _("Isi PIN pada tanda terima.")},
    )


class WordsForm(forms.Form):
    """Words to the agency."""

    text = forms.CharField(
        label=_("Tulis kepada petugas"),
        widget=forms.Textarea({"rows": 3}),
        error_messages={"required": _("Tulis dulu pesannya.")},
    )


class ReopenForm(forms.Form):
    """Why it is not done, if possible with a photo."""

    text = forms.CharField(
        label=_("Apa yang belum beres?"),
        widget=forms.Textarea({"rows": 3}),
        error_messages={"required": _("Tulis apa yang belum beres.")},
    )
    photos = PhotosField(most=PHOTO_LIMIT, required=False, label=_("Foto keadaan sekarang"))


class RateForm(forms.Form):
    """Stars and, if one likes, words."""

    stars = forms.TypedChoiceField(
        label=_("Bagaimana penanganannya?"),
        coerce=int,
        choices=[
            (1, _("Sangat buruk")),
            (2, _("Buruk")),
            (3, _("Cukup")),
            (4, _("Baik")),
            (5, _("Sangat baik")),
        ],
        widget=RatingStars,
        error_messages={"required": _("Pilih satu sampai lima bintang.")},
    )
    text = forms.CharField(required=False, label=_("Catatan"), widget=forms.Textarea({"rows": 2}))


_MONTHS = 36
_OF_VILLAGES = [AgencyKind.DESA.value, AgencyKind.KELURAHAN.value]
_AT_ONE_TABLE = [kind.value for kind in AgencyKind if kind.value not in _OF_VILLAGES]
"""Kinds of agencies in the filter: two hundred villages would bury the others, and are areas anyway."""


def _agency_choices() -> list[tuple[str, Any]]:
    agencies = list_agencies(kinds=_AT_ONE_TABLE)
    return [("", _("Semua instansi")), *((each.code, each.short_name) for each in agencies)]


def _district_choices() -> list[tuple[str, Any]]:
    districts = list_areas(level=AreaLevel.DISTRICT)
    return [("", _("Semua kecamatan")), *((each.code, each.name) for each in districts)]


def _month_choices() -> list[tuple[str, Any]]:
    first, months = clock.today().replace(day=1), []
    for _month in range(_MONTHS):
        months.append(first)
        first = (first - dt.timedelta(days=1)).replace(day=1)
    return [("", _("Semua bulan")), *((f"{each:%Y-%m}", month_text(each)) for each in months)]


class RecordForm(forms.Form):
    """What the public list is narrowed to; a value that is not on offer narrows nothing."""

    keadaan = forms.ChoiceField(
        required=False,
        label=_("Keadaan"),
        choices=[("", _("Semua")), *((each.value, _(STANDING_LABELS[each])) for each in Standing)],
    )
    kategori = forms.ChoiceField(
        required=False,
        label=_("Kategori"),
        choices=lambda: [("", _("Semua kategori")), *_category_choices()[1:]],
    )
    kecamatan = forms.ChoiceField(required=False, label=_("Kecamatan"), choices=_district_choices)
    instansi = forms.ChoiceField(required=False, label=_("Instansi"), choices=_agency_choices)
    bulan = forms.ChoiceField(required=False, label=_("Bulan masuk"), choices=_month_choices)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for field in self.fields.values():
            if isinstance(field, forms.ChoiceField):
                field.choices = list(field.choices)  # type: ignore[arg-type]  # asked once, not at each look
        self._offer_agency(str(self.data.get("instansi", "")))

    def _offer_agency(self, code: str) -> None:
        """A village's agency is on offer when an address names it."""
        field = self.fields["instansi"]
        if not isinstance(field, forms.ChoiceField) or not code or field.valid_value(code):
            return
        agency = next((each for each in list_agencies(kinds=_OF_VILLAGES) if each.code == code), None)
        if agency is not None:
            field.choices = [*field.choices, (agency.code, agency.name)]  # type: ignore[misc]

    def chosen(self) -> dict[str, str]:
        """Names and values of what is narrowed, as they stand in an address."""
        self.is_valid()
        return {name: value for name, value in self.cleaned_data.items() if value}

    def labels(self) -> list[str]:
        """What is narrowed, in words."""
        return [
            str(option.data["label"])
            for name in self.chosen()
            for option in self[name].subwidgets
            if option.data["selected"]
        ]

    def wanted(self) -> PublicFilter:
        """The same as the domain sees it."""
        chosen = self.chosen()
        standing, month = chosen.get("keadaan"), chosen.get("bulan")
        return PublicFilter(
            standing=Standing(standing) if standing else None,
            category_code=chosen.get("kategori", ""),
            agency_code=chosen.get("instansi", ""),
            area_code=chosen.get("kecamatan", ""),
            month=dt.date.fromisoformat(f"{month}-01") if month else None,
        )


class SupportForm(forms.Form):
    """A voice ("Saya juga"), and how to be told if one likes."""

    phone = forms.CharField(
        required=False,
        max_length=24,
        label=_("Nomor HP untuk ikut diberi kabar"),
        widget=forms.TextInput({"type": "tel", "autocomplete": "tel", "inputmode": "tel"}),
    )
    email = forms.EmailField(
        required=False,
        label=_("Atau email"),
        widget=forms.EmailInput({"autocomplete": "email"}),
    )


def _area_choices() -> list[tuple[str, Any]]:
    villages = list_areas(level=AreaLevel.VILLAGE)
    choices: list[tuple[str, Any]] = [("", _("Seluruh wilayah"))]
    for district in list_areas(level=AreaLevel.DISTRICT):
        inside = [(each.code, each.title) for each in villages if each.parent_code == district.code]
        whole = _("Seluruh %(district)s") % {"district": district.title}
        choices.append((district.title, [(district.code, whole), *inside]))
    return choices


class FollowForm(forms.Form):
    """What to follow, and how to be told; fields have the names of the list's filter."""

    kategori = forms.ChoiceField(
        required=False,
        label=_("Tentang apa?"),
        choices=lambda: [("", _("Semua kategori")), *_category_choices()[1:]],
    )
    kecamatan = forms.ChoiceField(required=False, label=_("Di mana?"), choices=_area_choices)
    cara = forms.ChoiceField(
        label=_("Bagaimana kami memberi kabar?"),
        choices=[
            (Way.EMAIL.value, _("Satu email tiap pagi")),
            (Way.PUSH.value, _("Langsung di peramban ini")),
        ],
        initial=Way.EMAIL,
        widget=ChoiceCards(
            hints={
                Way.EMAIL.value: _("Hanya pada hari yang ada kabarnya."),
                Way.PUSH.value: _("Paling banyak dua belas kabar sehari."),
            }
        ),
    )
    email = forms.EmailField(
        required=False,
        label=_("Email"),
        help_text=_("Hanya untuk kabar ini; dapat dihentikan dari setiap email."),
        widget=forms.EmailInput({"autocomplete": "email"}),
    )

    FIELDS_OF: ClassVar = {"category_code": "kategori", "area_code": "kecamatan", "email": "email"}

    def __init__(self, *args: Any, has_account: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not has_account:
            self.fields["cara"].widget = forms.HiddenInput()
            self.fields["cara"].initial = Way.EMAIL

    @classmethod
    def of(cls, asked: Mapping[str, str], *, has_account: bool) -> FollowForm:
        """A form that is filled with the choice of an address."""
        initial = {name: asked.get(name, "")[:40] for name in ("kategori", "kecamatan")}
        return cls(initial={**initial, "cara": Way.EMAIL}, has_account=has_account)

    def wish(self) -> Wish:
        """The same as the domain sees it; only after ``is_valid``."""
        values = self.cleaned_data
        return Wish(Way(values["cara"]), values["kategori"], values["kecamatan"], values["email"])
