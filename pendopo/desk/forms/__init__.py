"""What officers type, as typed values."""

from __future__ import annotations

import datetime as dt
import uuid
from collections.abc import Callable, Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from pendopo.accounts.api import AgencyKind, AgencyRow, list_agencies, list_posts
from pendopo.reports.api import (
    PHOTO_LIMIT,
    STATE_LABELS,
    Presence,
    Proof,
    ReplyRow,
    ReportDetail,
    ReportFilter,
    Scope,
    Sort,
    State,
    list_categories,
    nearby_reports,
)
from pendopo.territory.api import AreaLevel, list_areas
from pendopo.web.forms import PhotosField, kept_uids


class FilterForm(forms.Form):
    """The filters of the list, as they stand in its address; what cannot be read narrows nothing."""

    bagian = forms.ChoiceField(choices=[(each.value, each.value) for each in Scope], required=False)
    q = forms.CharField(required=False, max_length=200, label=_("Kata atau nomor"))
    keadaan = forms.ChoiceField(required=False, label=_("Keadaan"))
    kategori = forms.ChoiceField(required=False, label=_("Kategori"))
    wilayah = forms.ChoiceField(required=False, label=_("Kecamatan"))
    instansi = forms.ChoiceField(required=False, label=_("Instansi pemegang"))
    lewat = forms.BooleanField(required=False, label=_("Hanya yang lewat waktu"))
    naik = forms.BooleanField(required=False, label=_("Hanya yang naik ke saya"))
    dari = forms.DateField(required=False, label=_("Dari"), widget=forms.DateInput({"type": "date"}))
    sampai = forms.DateField(required=False, label=_("Sampai"), widget=forms.DateInput({"type": "date"}))
    urut = forms.ChoiceField(
        required=False,
        label=_("Urutkan"),
        choices=[
            (Sort.DUE, _("Batas terdekat")),
            (Sort.NEWEST, _("Terbaru")),
            (Sort.OLDEST, _("Terlama")),
        ],
    )

    def __init__(self, *args: Any, agencies: list[AgencyRow], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        any_choice = ("", _("Semua"))
        self._choose("instansi", [any_choice, *agency_choices(agencies, None)])
        if not agencies:
            del self.fields["instansi"]
        self._choose("keadaan", [any_choice, *((s.value, _(STATE_LABELS[s])) for s in State)])
        self._choose("kategori", [any_choice, *((c.code, c.name) for c in list_categories())])
        districts = list_areas(level=AreaLevel.DISTRICT)
        self._choose("wilayah", [any_choice, *((a.code, a.title) for a in districts)])

    def _choose(self, name: str, choices: list[tuple[Any, Any]]) -> None:
        field = self.fields[name]
        if isinstance(field, forms.ChoiceField):
            field.choices = choices

    def filters(self) -> ReportFilter:
        """The filters as the domain sees them; only after ``is_valid`` was asked."""
        given = self.cleaned_data
        scope = Scope(given.get("bagian") or Scope.INBOX)
        usual = Sort.NEWEST if scope in {Scope.DONE, Scope.ALL} else Sort.DUE
        return ReportFilter(
            scope=scope,
            words=given.get("q", ""),
            state=given.get("keadaan", ""),
            category_code=given.get("kategori", ""),
            area_code=given.get("wilayah", ""),
            agency_code=given.get("instansi", ""),
            is_late=given.get("lewat", False),
            is_raised=given.get("naik", False),
            since=given.get("dari"),
            until=given.get("sampai"),
            sort=Sort(given.get("urut") or usual),
        )


class StepForm(forms.Form):
    """What every step carries: the report it is taken on, and the version that the officer decided on."""

    version = forms.IntegerField(widget=forms.HiddenInput, required=False)

    def __init__(
        self,
        *args: Any,
        report: ReportDetail,
        agencies: Callable[[], list[AgencyRow]] = list_agencies,
        replies: Sequence[ReplyRow] = (),
        **kwargs: Any,
    ) -> None:
        self.report = report
        self.list_agencies = agencies
        super().__init__(*args, **kwargs)
        if replies:
            self._offer(replies)

    def _offer(self, replies: Sequence[ReplyRow]) -> None:
        """A choice of templates before the words, for whoever likes to begin with one."""
        choices = [("", _("Tanpa templat")), *((reply.id, reply.name) for reply in replies)]
        self.fields["reply"] = forms.TypedChoiceField(
            coerce=int, empty_value=None, required=False, label=_("Mulai dari templat"), choices=choices
        )
        names = list(self.fields)
        names.remove("reply")
        self.order_fields([*names[: names.index("text")], "reply", *names[names.index("text") :]])


class AssignForm(StepForm):
    """Disposisi: to which post, with which instruction."""

    post_id = forms.TypedChoiceField(
        label=_("Tugaskan ke"),
        coerce=int,
        error_messages={"required": _("Pilih jabatan.")},
    )
    text = forms.CharField(required=False, label=_("Instruksi"), widget=forms.Textarea({"rows": 2}))
    due_on = forms.DateField(
        required=False,
        label=_("Selesai sampai"),
        help_text=_("Kosong: batas yang biasa, dalam jam kerja."),
        widget=forms.DateInput({"type": "date"}),
        error_messages={"invalid": _("Tanggal itu tidak terbaca.")},
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        posts = list_posts(self.report.agency_id) if self.report.agency_id else []
        field = self.fields["post_id"]
        if isinstance(field, forms.ChoiceField):
            field.choices = [("", _("Pilih jabatan"))] + [
                (post.id, f"{post.title} · {post.holder}" if post.holder else f"{post.title} · {_('kosong')}")
                for post in posts
            ]


class HandOverForm(StepForm):
    """To which agency, and why."""

    agency_code = forms.ChoiceField(
        label=_("Limpahkan ke"), error_messages={"required": _("Pilih instansi.")}
    )
    text = forms.CharField(
        label=_("Alasan"),
        help_text=_("Pelapor membaca alasan ini."),
        widget=forms.Textarea({"rows": 2}),
        error_messages={"required": _("Tuliskan alasannya.")},
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["agency_code"]
        if isinstance(field, forms.ChoiceField):
            field.choices = [
                ("", _("Pilih instansi")),
                *agency_choices(self.list_agencies(), self.report.agency_id),
            ]


_AGENCY_GROUPS = {
    AgencyKind.OPD: _("Perangkat daerah"),
    AgencyKind.SECRETARIAT: _("Perangkat daerah"),
    AgencyKind.KECAMATAN: _("Kecamatan"),
    AgencyKind.DESA: _("Desa dan kelurahan"),
    AgencyKind.KELURAHAN: _("Desa dan kelurahan"),
    AgencyKind.POLICE: _("Di luar pemerintah daerah"),
    AgencyKind.UTILITY: _("Badan usaha daerah"),
    AgencyKind.OUTSIDE: _("Di luar pemerintah daerah"),
}


def agency_choices(agencies: list[AgencyRow], held_by: int | None) -> list[tuple[Any, list[tuple[str, str]]]]:
    """Agencies by their group for a choice, without the one that holds the report."""
    groups: dict[str, list[tuple[str, str]]] = {}
    for agency in agencies:
        if agency.id != held_by:
            group = str(_AGENCY_GROUPS[AgencyKind(agency.kind)])
            groups.setdefault(group, []).append((agency.code, agency.name))
    return list(groups.items())


class WordsForm(StepForm):
    """Words for the timeline, needed."""

    text = forms.CharField(
        label=_("Teks"),
        widget=forms.Textarea({"rows": 3}),
        error_messages={"required": _("Tuliskan dulu.")},
    )


class OptionalWordsForm(WordsForm):
    """Words for the timeline, if one likes."""

    text = forms.CharField(required=False, label=_("Catatan"), widget=forms.Textarea({"rows": 2}))


class PublicWordsForm(WordsForm):
    """Words that everybody may read."""

    text = forms.CharField(
        label=_("Alasan"),
        help_text=_("Alasan ini dapat dibaca umum."),
        widget=forms.Textarea({"rows": 2}),
        error_messages={"required": _("Tuliskan alasannya.")},
    )


class PromiseForm(PublicWordsForm):
    """By which day, and why not now."""

    day = forms.DateField(
        label=_("Selesai paling lambat"),
        help_text=_("Tanggal ini dapat dibaca umum dan mengembalikan laporan ke meja Anda."),
        widget=forms.DateInput({"type": "date"}),
        error_messages={"required": _("Pilih tanggalnya."), "invalid": _("Tanggal itu tidak terbaca.")},
    )
    field_order = ("version", "day", "text")


class ReferForm(PublicWordsForm):
    """To which body outside, and under which number it has it."""

    outside_name = forms.CharField(
        label=_("Teruskan ke"),
        help_text=_("Contoh: PLN UP3 Jember, Dinas PU Bina Marga Provinsi, LAPOR!."),
        max_length=120,
        error_messages={"required": _("Tulis nama lembaganya.")},
    )
    outside_number = forms.CharField(
        required=False, label=_("Nomor di sana"), help_text=_("Boleh menyusul."), max_length=120
    )
    field_order = ("version", "outside_name", "outside_number", "text")


class MergeForm(StepForm):
    """Which report tells the same: one close by, or any by its number."""

    near = forms.ChoiceField(required=False, label=_("Laporan serupa di dekatnya"), widget=forms.RadioSelect)
    parent_number = forms.CharField(
        required=False, label=_("Atau nomor laporan lain"), help_text=_("Contoh: LPR-2611-000417")
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        row, field = self.report.row, self.fields["near"]
        found = nearby_reports(
            lon=row.lon, lat=row.lat, category_code=self.report.category_code, is_for_officers=True
        )
        others = [near for near in found if near.number != row.number]
        if not others:
            del self.fields["near"]
        elif isinstance(field, forms.ChoiceField):
            field.choices = [
                (each.number, f"{each.number} · {each.title} · {each.metres} m") for each in others
            ]

    def clean(self) -> dict[str, Any]:
        """One of the two must be given; the number that was typed wins."""
        values = super().clean() or {}
        values["parent_number"] = values.get("parent_number") or values.get("near") or ""
        if not values["parent_number"]:
            self.add_error("parent_number", _("Pilih laporan yang serupa atau tulis nomornya."))
        return values


class ResolveForm(WordsForm):
    """The result in words and photos."""

    photos = PhotosField(
        most=PHOTO_LIMIT,
        label=_("Foto hasil"),
        error_messages={"required": _("Foto hasil pekerjaan diperlukan.")},
    )


class FieldForm(WordsForm):
    """A claim from the place itself: words, photos, and what the phone says about where and when."""

    text = forms.CharField(
        label=_("Apa yang dikerjakan?"),
        widget=forms.Textarea({"rows": 3}),
        error_messages={"required": _("Tuliskan apa yang dikerjakan.")},
    )
    kept_photos = forms.CharField(widget=forms.HiddenInput, required=False)
    photos = PhotosField(most=PHOTO_LIMIT, required=False, label=_("Foto hasil di tempat"))
    nonce = forms.UUIDField(widget=forms.HiddenInput)
    lon = forms.FloatField(widget=forms.HiddenInput, required=False, min_value=-180, max_value=180)
    lat = forms.FloatField(widget=forms.HiddenInput, required=False, min_value=-90, max_value=90)
    accuracy = forms.FloatField(widget=forms.HiddenInput, required=False, min_value=0)
    taken_at = forms.FloatField(widget=forms.HiddenInput, required=False)
    sent_at = forms.FloatField(widget=forms.HiddenInput, required=False)
    """Both in seconds since 1970 by the phone's clock."""

    def clean(self) -> dict[str, Any]:
        """Where the phone stood must be known."""
        values = super().clean() or {}
        if any(values.get(name) is None for name in ("lon", "lat", "accuracy", "taken_at", "sent_at")):
            self.add_error(
                None, _("Posisi ponsel belum terbaca. Izinkan lokasi, tunggu tandanya, lalu kirim.")
            )
        return values

    def clean_kept_photos(self) -> list[uuid.UUID]:
        """The photos of earlier tries; what is no uid is left out."""
        return kept_uids(self.cleaned_data["kept_photos"], most=PHOTO_LIMIT)

    def proof(self) -> Proof:
        """Ticket and place as the domain sees them; only after ``is_valid``."""
        values = self.cleaned_data
        return Proof(
            nonce=values["nonce"],
            presence=Presence(
                lon=values["lon"],
                lat=values["lat"],
                accuracy=values["accuracy"],
                taken_at=_moment(values["taken_at"]),
                sent_at=_moment(values["sent_at"]),
            ),
        )


def _moment(seconds: float) -> dt.datetime:
    """A moment of a phone; one beyond every calendar is the beginning of time, which no rule accepts."""
    try:
        return dt.datetime.fromtimestamp(seconds, dt.UTC)
    except (OverflowError, OSError, ValueError):
        return dt.datetime.fromtimestamp(0, dt.UTC)
