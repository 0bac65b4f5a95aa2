"""Templates of replies: choosing one in a step, and keeping them."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from pendopo.accounts.api import AgencyRow
from pendopo.desk.rules import LABELS
from pendopo.reports.api import REPLY_VERBS, CategoryRow


class ReplyTextForm(forms.Form):
    """Other words of a template, or another name."""

    name = forms.CharField(
        label=_("Nama templat"), max_length=120, error_messages={"required": _("Beri nama templatnya.")}
    )
    text = forms.CharField(
        label=_("Isi"),
        help_text=_("Nama dalam kurung kurawal diganti isinya, misalnya {nomor}. Daftarnya di bawah."),
        widget=forms.Textarea({"rows": 6}),
        error_messages={"required": _("Tuliskan isi templat.")},
    )
    version = forms.IntegerField(widget=forms.HiddenInput, required=False)


class ReplyForm(ReplyTextForm):
    """A new template: for which step, and for whom."""

    verb = forms.ChoiceField(label=_("Untuk langkah"), error_messages={"required": _("Pilih langkahnya.")})
    category_code = forms.ChoiceField(required=False, label=_("Kategori"))
    agency_code = forms.ChoiceField(required=False, label=_("Untuk instansi"))
    field_order = ("name", "verb", "category_code", "agency_code", "text", "version")

    def __init__(
        self,
        *args: Any,
        agencies: list[AgencyRow],
        categories: list[CategoryRow],
        may_keep_all: bool,
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        everyone = [("", _("Semua instansi"))] if may_keep_all else []
        choices: dict[str, list[tuple[Any, Any]]] = {
            "verb": [(verb.value, _(LABELS[verb])) for verb in REPLY_VERBS],
            "category_code": [("", _("Semua kategori")), *((each.code, each.name) for each in categories)],
            "agency_code": [*everyone, *((each.code, each.name) for each in agencies)],
        }
        for name, offered in choices.items():
            field = self.fields[name]
            if isinstance(field, forms.ChoiceField):
                field.choices = offered
        self.fields["agency_code"].required = not may_keep_all
