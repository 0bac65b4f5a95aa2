"""Handing a post over, as its holder or as the keeper of the agency does it."""

from __future__ import annotations

from django.contrib import messages
from django.forms import Form
from django.http import HttpRequest
from django.utils.translation import gettext as _

from pendopo.accounts.actions import delegate
from pendopo.accounts.models import Appointment
from pendopo.accounts.queries import find_officer
from pendopo.accounts.rules import DatesReversed, NotHolding
from pendopo.kernel.access import actor_of


def lend(request: HttpRequest, form: Form, appointment: Appointment) -> bool:
    """Delegate as the valid ``form`` says; False when that was refused, with the reason in the form."""
    wanted = form.cleaned_data
    deputy = find_officer(wanted["email"])
    if deputy is None or deputy.pk == appointment.account_id:
        form.add_error("email", _("Tidak ada petugas lain dengan surel itu."))
        return False
    try:
        delegate(
            actor_of(request),
            appointment=appointment,
            account=deputy,
            starts_on=wanted["starts_on"],
            ends_on=wanted["ends_on"],
            reason=wanted["reason"],
        )
    except (DatesReversed, NotHolding) as fault:
        form.add_error("ends_on", f"{_(fault.text)} {_(fault.advice)}")
        return False
    messages.success(request, _("Jabatan dilimpahkan."))
    return True
