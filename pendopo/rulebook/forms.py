"""What the keeper of rules types, as typed values."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from pendopo.accounts.api import list_agencies
from pendopo.reports.api import (
    KIND_DAYS,
    KIND_LABELS,
    LONGEST_DAYS,
    LONGEST_HOURS,
    MOST_HOURS,
    MOST_LEVELS,
    TARGET_LABELS,
    ClockRow,
    MatterKind,
    Rung,
    RungTarget,
    RungTime,
    list_categories,
)


class DateInput(forms.DateInput):
    """A day, chosen in the browser's own calendar."""

    input_type = "date"

    def __init__(self) -> None:
        super().__init__(format="%Y-%m-%d")


def scope_choices() -> list[tuple[Any, Any]]:
    """All, each group, each category in use."""
    categories = list_categories()
    groups = dict.fromkeys(each.group for each in categories)
    return [
        ("", _("Semua laporan")),
        (_("Kelompok"), [(f"group:{name}", name) for name in groups]),
        (_("Kategori"), [(f"category:{each.code}", each.name) for each in categories]),
    ]


def scope_of(row: ClockRow) -> str:
    """The scope of a rule as the form writes it."""
    if row.category_code:
        return f"category:{row.category_code}"
    return f"group:{row.group}" if row.group else ""


class ClockForm(forms.Form):
    """A rule of time from a day on."""

    scope = forms.ChoiceField(label=_("Untuk"), required=False)
    kind = forms.ChoiceField(label=_("Jenis urusan"), required=False)
    verify_days = forms.IntegerField(
        label=_("Diperiksa dalam (hari kerja)"), required=False, min_value=1, max_value=LONGEST_DAYS
    )
    quick_hours = forms.IntegerField(
        label=_("Jawaban pertama dalam (jam kerja)"), required=False, min_value=1, max_value=LONGEST_HOURS
    )
    finish_days = forms.IntegerField(
        label=_("Selesai dalam (hari kerja)"),
        required=False,
        min_value=1,
        max_value=LONGEST_DAYS,
        help_text=_("Kosong: menurut jenis urusan; tanpa jenis: ikut aturan yang lebih umum."),
    )
    valid_from = forms.DateField(label=_("Berlaku sejak"), widget=DateInput())
    valid_until = forms.DateField(
        label=_("Sampai"),
        required=False,
        widget=DateInput(),
        help_text=_("Kosong: seterusnya, menggantikan aturan lama. Diisi: hanya sementara."),
    )
    legal_basis = forms.CharField(label=_("Dasar hukum"), max_length=200)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        kinds = [(kind.value, f"{_(KIND_LABELS[kind])} ({KIND_DAYS[kind]})") for kind in MatterKind]
        self._choose("scope", scope_choices())
        self._choose("kind", [("", _("Tidak ditentukan")), *kinds])

    def _choose(self, name: str, choices: list[tuple[Any, Any]]) -> None:
        field = self.fields[name]
        if isinstance(field, forms.ChoiceField):
            field.choices = choices

    def row(self) -> ClockRow:
        """The rule as the domain sees it; only after ``is_valid`` was true."""
        given = self.cleaned_data
        what, _colon, name = given["scope"].partition(":")
        kind = MatterKind(given["kind"]) if given["kind"] else None
        return ClockRow(
            category_code=name if what == "category" else "",
            group=name if what == "group" else "",
            kind=kind,
            verify_days=given["verify_days"],
            quick_hours=given["quick_hours"],
            finish_days=given["finish_days"] or (KIND_DAYS[kind] if kind else None),
            valid_from=given["valid_from"],
            valid_until=given["valid_until"],
        )


class LastDayForm(forms.Form):
    """The last day on which a rule holds."""

    last_day = forms.DateField(label=_("Hari terakhir"), widget=DateInput())


class RungForm(forms.Form):
    """A rung of the ladder from a day on."""

    level = forms.IntegerField(label=_("Tingkat"), min_value=1, max_value=MOST_LEVELS)
    at = forms.ChoiceField(label=_("Kapan"))
    amount = forms.IntegerField(
        label=_("Persen atau jam"),
        required=False,
        min_value=1,
        max_value=MOST_HOURS,
        help_text=_("Persen dari batas waktu, atau jam kerja sesudah lewat. Kosong untuk saat lewat."),
    )
    target = forms.ChoiceField(label=_("Memberi tahu"))
    agency = forms.ChoiceField(label=_("Instansi"), required=False)
    category = forms.ChoiceField(label=_("Kategori"), required=False)
    valid_from = forms.DateField(label=_("Berlaku sejak"), widget=DateInput())
    valid_until = forms.DateField(label=_("Sampai"), required=False, widget=DateInput())
    legal_basis = forms.CharField(label=_("Dasar hukum"), max_length=200)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._agencies = {each.code: each for each in list_agencies()}
        everything = ("", _("Semua"))
        choices: dict[str, list[tuple[Any, Any]]] = {
            "at": [
                (RungTime.SHARE, _("Sebagian waktu sudah terpakai")),
                (RungTime.BREACH, _("Saat lewat")),
                (RungTime.AFTER, _("Sesudah lewat")),
            ],
            "target": [(each.value, _(TARGET_LABELS[each]).capitalize()) for each in RungTarget],
            "agency": [everything, *((code, each.name) for code, each in self._agencies.items())],
            "category": [everything, *((each.code, each.name) for each in list_categories())],
        }
        for name, options in choices.items():
            field = self.fields[name]
            if isinstance(field, forms.ChoiceField):
                field.choices = options

    def clean(self) -> dict[str, Any]:
        """At the breach there is nothing to count; at any other time there is."""
        values = super().clean() or {}
        if values.get("at") == RungTime.BREACH:
            values["amount"] = 0
        elif not values.get("amount") and "amount" not in self.errors:
            self.add_error("amount", _("Isi persen atau jamnya."))
        return values

    def rung(self) -> Rung:
        """The rung as the domain sees it; only after ``is_valid`` was true."""
        given = self.cleaned_data
        agency = self._agencies.get(given["agency"])
        return Rung(
            level=given["level"],
            at=RungTime(given["at"]),
            amount=given["amount"],
            target=RungTarget(given["target"]),
            agency_id=agency.id if agency else None,
            category_code=given["category"],
            valid_from=given["valid_from"],
            valid_until=given["valid_until"],
        )
