"""What the coordinator types about a message."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from pendopo.connectors.inbox.actions.deciding import Proposal
from pendopo.connectors.inbox.actions.reporting import Making
from pendopo.connectors.inbox.rules.material import Material
from pendopo.connectors.inbox.rules.messages import CHANNEL_LABELS, FATE_LABELS, Fate
from pendopo.kernel.actor import Channel
from pendopo.kernel.errors import Invalid
from pendopo.reports.api import TEXT_LIMIT, VISIBILITY_LABELS, Visibility, list_categories
from pendopo.territory.api import AreaLevel, list_areas
from pendopo.web.forms import PlaceField


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
    place = PlaceField(required=False, label=_("Titik lokasi"))
    landmark = forms.CharField(required=False, label=_("Patokan"), max_length=300)
    visibility = forms.ChoiceField(
        label=_("Siapa boleh tahu namanya?"),
        choices=[(each.value, VISIBILITY_LABELS[each]) for each in Visibility],
        initial=Visibility.OPEN,
    )

    @classmethod
    def proposed(cls, proposal: Proposal) -> ReportForm:
        """The form filled in with what the message says."""
        material = proposal.material
        return cls(
            initial={
                "text": material.text or material.title,
                "category_code": proposal.category_code,
                "place": material.point,
                "visibility": material.visibility,
            }
        )

    def making(self, proposal: Proposal) -> Making:
        """The report as the domain sees it; only after ``is_valid``."""
        values = self.cleaned_data
        told = proposal.material
        material = Material(
            title=told.title,
            text=values["text"],
            visibility=values["visibility"],
            point=values["place"],
            photo_uids=told.photo_uids,
        )
        return Making(
            material=material,
            category_code=values["category_code"],
            point=values["place"],
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
