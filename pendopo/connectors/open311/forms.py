"""The form of a new key."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

from pendopo.connectors.open311.rules.limits import MOST_PER_DAY, USUAL_PER_DAY


class ClientForm(forms.Form):
    """Which system gets a key, who answers for it, and how much it may send."""

    name = forms.CharField(
        label=_("Nama sistem"), max_length=80, help_text=_("Misalnya: FixMyStreet Lumajang.")
    )
    contact = forms.EmailField(label=_("Surel pengelolanya"), max_length=254, required=False)
    per_day = forms.IntegerField(
        label=_("Kuota per hari"),
        min_value=1,
        max_value=MOST_PER_DAY,
        initial=USUAL_PER_DAY,
        help_text=_("Laporan dan kabar yang boleh dikirim dalam sehari."),
    )
