"""Forms of one's own account: delegation and keys."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from pendopo.accounts.queries import SeatRow
from pendopo.accounts.rules import LONGEST_CONTACT


class DateInput(forms.DateInput):
    """A day, chosen in the browser's own calendar."""

    input_type = "date"

    def __init__(self) -> None:
        super().__init__(format="%Y-%m-%d")


class DelegateForm(forms.Form):
    """Who takes a post over, from which day to which; ``seats`` are the posts to choose from."""

    seat = forms.TypedChoiceField(label=_("Jabatan"), coerce=int)
    email = forms.EmailField(
        label=_("Surel dinas pengganti"),
        max_length=LONGEST_CONTACT,
        help_text=_("Petugas yang sudah punya akun."),
    )
    starts_on = forms.DateField(label=_("Mulai"), widget=DateInput())
    ends_on = forms.DateField(label=_("Sampai"), widget=DateInput())
    reason = forms.CharField(label=_("Alasan"), max_length=200, help_text=_("Misalnya: cuti, dinas luar."))

    def __init__(self, *args: Any, seats: list[SeatRow], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        seat = self.fields["seat"]
        if isinstance(seat, forms.TypedChoiceField):
            seat.choices = [(row.id, row.title) for row in seats]


class ApiKeyForm(forms.Form):
    """What a key is for, and how long it works."""

    name = forms.CharField(label=_("Untuk apa kunci ini?"), max_length=60)
    days = forms.TypedChoiceField(
        label=_("Berlaku"),
        coerce=int,
        choices=[(30, _("30 hari")), (90, _("90 hari")), (365, _("1 tahun"))],
        initial=90,
    )
