"""What the coordinator types about a message."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from pendopo.connectors.inbox.actions.deciding import Proposal
from pendopo.connectors.inbox.actions.reporting import Making
from pendopo.connectors.inbox.rules.messages import CHANNEL_LABELS, FATE_LABELS, Fate
from pendopo.kernel.actor import Channel
from pendopo.kernel.errors import Invalid
from pendopo.reports.api import TEXT_LIMIT, VISIBILITY_LABELS, Visibility, list_categories
from pendopo.territory.api import AreaLevel, list_areas


def _categories() -> list[tuple[str, Any]]:
    return [(each.code, each.name) for each in list_categories()]


def _villages() -> list[tuple[str, Any]]:
    choices: list[tuple[str, Any]] = [("", _("Pilih dari daftar"))]
    villages = list_areas(level=AreaLevel.VILLAGE)
    for district in list_areas(level=AreaLevel.DISTRICT):
        inside = [(each.code, each.title) for each in villages if each.parent_code == district.code]
        choices.append((district.title, inside))
    return choices


class FilterForm(forms.Form):
    """What the list is narrowed to; a value that is not on offer narrows nothing."""

    nasib = forms.ChoiceField(
        required=False, choices=[("semua", ""), *((each.value, FATE_LABELS[each]) for each in Fate)]
    )
    saluran = forms.ChoiceField(required=False, choices=[(each.value, "") for each in CHANNEL_LABELS])
    sebelum = forms.IntegerField(required=False, min_value=1, max_value=2**62)

    def fate(self) -> Fate | None:
        """What became of them; those that wait for a person unless something else is asked for."""
        asked = self.cleaned_data.get("nasib")
        return None if asked == "semua" else Fate(asked or Fate.KEPT)

    def channel(self) -> Channel | None:
        """The way they came."""
        asked = self.cleaned_data.get("saluran")
        return Channel(asked) if asked else None


class ReportForm(forms.Form):
    """A report of a message: begun with what the message says."""

    text = forms.CharField(
        label=_("Apa yang terjadi?"), max_length=TEXT_LIMIT, widget=forms.Textarea({"rows": 5})
    )
    category_code = forms.ChoiceField(label=_("Tentang apa?"), choices=_categories)
    area_code = forms.ChoiceField(required=False, label=_("Desa atau kelurahan"), choices=_villages)
    uses_point = forms.BooleanField(
        required=False,
        label=_("Pakai titik lokasi dari pesan"),
        help_text=_("Kosongkan untuk memakai desanya."),
    )
    landmark = forms.CharField(required=False, label=_("Patokan"), max_length=300)
    visibility = forms.ChoiceField(
        label=_("Siapa boleh tahu namanya?"),
        choices=[(each.value, VISIBILITY_LABELS[each]) for each in Visibility],
        initial=Visibility.OPEN,
    )

    def __init__(self, proposal: Proposal, data: Any = None) -> None:
        material = proposal.material
        initial = {
            "text": material.text or material.title,
            "category_code": proposal.category_code,
            "area_code": proposal.area_code,
            "uses_point": material.point is not None,
            "visibility": material.visibility,
        }
        super().__init__(data, initial=initial)
        self._material = material
        if material.point is None:
            del self.fields["uses_point"]

    def making(self) -> Making:
        """The report as the domain sees it; only after ``is_valid``."""
        values = self.cleaned_data
        point = self._material.point if values.get("uses_point") else None
        return Making(
            material=replace(self._material, text=values["text"], visibility=values["visibility"]),
            category_code=values["category_code"],
            point=point,
            area_code=values["area_code"],
            landmark=values["landmark"],
        )

    def show_faults(self, fault: Invalid) -> None:
        """Put the faults that the domain found beside their fields."""
        for name, text in fault.fields.items():
            self.add_error(name if name in self.fields else None, _(text))


class DismissForm(forms.Form):
    """Why nothing follows."""

    reason = forms.CharField(
        label=_("Mengapa tidak menjadi laporan?"), max_length=2000, widget=forms.Textarea({"rows": 2})
    )
