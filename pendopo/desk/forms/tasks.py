"""What officers ask of other agencies, and what those say."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from pendopo.accounts.api import AgencyRow
from pendopo.desk.forms import HandOverForm, StepForm


def _day(label: Any, help_text: Any) -> forms.DateField:
    return forms.DateField(
        label=label,
        help_text=help_text,
        required=False,
        widget=forms.DateInput({"type": "date"}),
        error_messages={"invalid": _("Tanggal itu tidak terbaca.")},
    )


class CoordinateForm(HandOverForm):
    """Which agency is asked, to do what, until when."""

    agency_code = forms.ChoiceField(
        label=_("Minta bantuan"), error_messages={"required": _("Pilih instansi.")}
    )
    text = forms.CharField(
        label=_("Permintaan"),
        help_text=_("Dibaca petugas saja. Umum membaca instansi mana yang ditunggu."),
        widget=forms.Textarea({"rows": 2}),
        error_messages={"required": _("Tuliskan apa yang diminta.")},
    )
    due_on = _day(_("Ditunggu sampai"), _("Kosong: batas yang biasa, dalam jam kerja."))


class _AskedForm(StepForm):
    """A word about one of the agencies that are asked; with one alone nothing is to be chosen."""

    agency_code = forms.ChoiceField(
        label=_("Instansi yang diminta"), error_messages={"required": _("Pilih instansi.")}
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field, agencies = self.fields["agency_code"], list(self.agencies())
        if isinstance(field, forms.ChoiceField):
            field.choices = [(agency.code, agency.name) for agency in agencies]
            if len(agencies) == 1:
                field.widget = forms.HiddenInput()
                field.initial = agencies[0].code

    def agencies(self) -> Iterable[AgencyRow]:
        """The agencies that one may speak about."""
        return self.report.asked_of_reader


class CoordinationAnswerForm(_AskedForm):
    """What the asked agency did or knows."""

    text = forms.CharField(
        label=_("Jawaban"),
        help_text=_("Dibaca petugas saja. Sesudah dijawab, laporan ini kembali ke instansi pemegangnya."),
        widget=forms.Textarea({"rows": 3}),
        error_messages={"required": _("Tuliskan jawabannya.")},
    )


class CoordinationDeclineForm(_AskedForm):
    """Why the asked agency cannot help."""

    text = forms.CharField(
        label=_("Alasan"),
        help_text=_("Dibaca petugas saja."),
        widget=forms.Textarea({"rows": 2}),
        error_messages={"required": _("Tuliskan alasannya.")},
    )


class CoordinationWithdrawForm(_AskedForm):
    """Which agency is not waited for any more."""

    text = forms.CharField(required=False, label=_("Alasan"), widget=forms.Textarea({"rows": 2}))

    def agencies(self) -> Iterable[AgencyRow]:
        """Every agency that is asked, whoever asks to wait no more."""
        return self.report.asked
