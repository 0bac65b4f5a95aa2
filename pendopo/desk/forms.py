"""What officers type, as typed values."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from pendopo.accounts.api import AgencyKind, list_agencies, list_posts
from pendopo.reports.api import (
    PHOTO_LIMIT,
    STATE_LABELS,
    ReportFilter,
    Scope,
    Sort,
    State,
    list_categories,
)
from pendopo.territory.api import AreaLevel, list_areas
from pendopo.web.forms import PhotosField


class FilterForm(forms.Form):
    """The filters of the list, as they stand in its address; what cannot be read narrows nothing."""

    bagian = forms.ChoiceField(choices=[(each.value, each.value) for each in Scope], required=False)
    q = forms.CharField(required=False, max_length=200, label=_("Kata atau nomor"))
    keadaan = forms.ChoiceField(required=False, label=_("Keadaan"))
    kategori = forms.ChoiceField(required=False, label=_("Kategori"))
    wilayah = forms.ChoiceField(required=False, label=_("Kecamatan"))
    lewat = forms.BooleanField(required=False, label=_("Hanya yang lewat waktu"))
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

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        any_choice = ("", _("Semua"))
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
            is_late=given.get("lewat", False),
            since=given.get("dari"),
            until=given.get("sampai"),
            sort=Sort(given.get("urut") or usual),
        )


class StepForm(forms.Form):
    """What every step carries: the version that the officer decided on."""

    version = forms.IntegerField(widget=forms.HiddenInput, required=False)


class AssignForm(StepForm):
    """Disposisi: to which post, with which instruction."""

    post_id = forms.TypedChoiceField(
        label=_("Tugaskan ke"),
        coerce=int,
        error_messages={"required": _("Pilih jabatan.")},
    )
    text = forms.CharField(required=False, label=_("Instruksi"), widget=forms.Textarea({"rows": 2}))

    def __init__(self, *args: Any, agency_id: int | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        posts = list_posts(agency_id) if agency_id else []
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

    def __init__(self, *args: Any, agency_id: int | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["agency_code"]
        if isinstance(field, forms.ChoiceField):
            field.choices = [("", _("Pilih instansi")), *_agency_choices(agency_id)]


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


def _agency_choices(held_by: int | None) -> list[tuple[Any, list[tuple[str, str]]]]:
    groups: dict[str, list[tuple[str, str]]] = {}
    for agency in list_agencies():
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

    def __init__(self, *args: Any, agency_id: int | None = None, **kwargs: Any) -> None:
        del agency_id  # every step is made with it; this one needs none
        super().__init__(*args, **kwargs)


class OptionalWordsForm(WordsForm):
    """Words for the timeline, if one likes."""

    text = forms.CharField(required=False, label=_("Catatan"), widget=forms.Textarea({"rows": 2}))


class ResolveForm(WordsForm):
    """The result in words and photos."""

    photos = PhotosField(
        most=PHOTO_LIMIT,
        label=_("Foto hasil"),
        error_messages={"required": _("Foto hasil pekerjaan diperlukan.")},
    )
