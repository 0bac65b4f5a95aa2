"""What the keeper of routing types."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

LONGEST_TEXT = 4000


class TryForm(forms.Form):
    """A made-up case, to see what is suggested."""

    title = forms.CharField(label=_("Judul"), max_length=200, required=False)
    text = forms.CharField(
        label=_("Isi laporan"), max_length=LONGEST_TEXT, widget=forms.Textarea({"rows": 4})
    )
