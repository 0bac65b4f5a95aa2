"""One step on many reports: what it needs besides them."""

from __future__ import annotations

from typing import Any

from django import forms
from django.conf import settings
from django.utils.translation import gettext_lazy as _

from pendopo.accounts.api import AgencyRow, PostRow
from pendopo.desk.forms import agency_choices
from pendopo.kernel.problems import said
from pendopo.reports.api import NeedsOwnWords, Verb, check_enough_words


class BulkForm(forms.Form):
    """What every step on many carries."""

    key = forms.UUIDField(widget=forms.HiddenInput)

    def __init__(self, *args: Any, agencies: list[AgencyRow], posts: list[PostRow], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offered: dict[str, list[tuple[Any, Any]]] = {
            "agency_code": [("", _("Pilih instansi")), *agency_choices(agencies, None)],
            "post_id": [
                ("", _("Pilih jabatan")),
                *(
                    (post.id, f"{post.title} · {post.holder}" if post.holder else post.title)
                    for post in posts
                ),
            ],
        }
        for name, choices in offered.items():
            field = self.fields.get(name)
            if isinstance(field, forms.ChoiceField):
                field.choices = choices


def _words(label: Any, help_text: Any, missing: Any, rows: int = 2) -> forms.CharField:
    return forms.CharField(
        label=label,
        help_text=help_text,
        widget=forms.Textarea({"rows": rows}),
        error_messages={"required": missing},
    )


class BulkAssignForm(BulkForm):
    """To which post, with which instruction, until when; a sheet for each report."""

    post_id = forms.TypedChoiceField(
        label=_("Tugaskan ke"), coerce=int, error_messages={"required": _("Pilih jabatan.")}
    )
    text = forms.CharField(required=False, label=_("Instruksi"), widget=forms.Textarea({"rows": 2}))
    due_on = forms.DateField(
        required=False,
        label=_("Selesai sampai"),
        help_text=_("Kosong: batas yang biasa, dalam jam kerja."),
        widget=forms.DateInput({"type": "date"}),
        error_messages={"invalid": _("Tanggal itu tidak terbaca.")},
    )


class BulkHandOverForm(BulkForm):
    """To which agency, and why."""

    agency_code = forms.ChoiceField(
        label=_("Limpahkan ke"), error_messages={"required": _("Pilih instansi.")}
    )
    text = _words(_("Alasan"), _("Pelapor membaca alasan ini."), _("Tuliskan alasannya."))


class BulkAnswerForm(BulkForm):
    """One text for all of them, in words of one's own."""

    text = _words(
        _("Jawaban"),
        _("Terkirim ke setiap pelapor. {nomor}, {kategori}, dan {tempat} diganti isi tiap laporan."),
        _("Tuliskan jawabannya."),
        rows=4,
    )

    def clean_text(self) -> str:
        """Enough words for a person to have written them."""
        text = str(self.cleaned_data["text"])
        try:
            check_enough_words(text, least=settings.REPLY_OWN_WORDS)
        except NeedsOwnWords as fault:
            raise forms.ValidationError(said(fault.text, fault)) from fault
        return text


class BulkReasonForm(BulkForm):
    """Why, for everybody to read."""

    text = _words(_("Alasan"), _("Alasan ini dapat dibaca umum."), _("Tuliskan alasannya."))


class BulkMergeForm(BulkForm):
    """Into which report."""

    parent_number = forms.CharField(
        label=_("Gabungkan ke nomor"),
        help_text=_("Contoh: LPR-2611-000417"),
        error_messages={"required": _("Tulis nomor laporannya.")},
    )


BULK_FORMS: dict[Verb, type[BulkForm]] = {
    Verb.ASSIGN: BulkAssignForm,
    Verb.HAND_OVER: BulkHandOverForm,
    Verb.ANSWER: BulkAnswerForm,
    Verb.PAUSE: BulkReasonForm,
    Verb.MERGE: BulkMergeForm,
    Verb.SPLIT: BulkReasonForm,
}
"""Steps on many that need something more, with the form that asks for it."""
