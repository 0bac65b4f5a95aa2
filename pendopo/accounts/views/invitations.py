"""Taking up an invitation: the first password."""

from __future__ import annotations

from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters

from pendopo.accounts.actions.people import accept_invitation
from pendopo.accounts.forms.factors import SetPasswordForm
from pendopo.accounts.queries import find_invitation
from pendopo.accounts.rules import InvitationExpired
from pendopo.accounts.views.security import OwnFormPage
from pendopo.accounts.views.signing_in import let_in, status_of
from pendopo.kernel.access import by_token
from pendopo.web.pages import render


@by_token
@never_cache
@sensitive_post_parameters("password")
def invitation_page(request: HttpRequest, token: str) -> HttpResponseBase:
    """Set the first password and sign in with it."""
    invitation = find_invitation(token)
    if invitation is None:
        raise InvitationExpired
    form = SetPasswordForm(request.POST or None, account=invitation.account)
    if request.method == "POST" and form.is_valid():
        account = accept_invitation(token=token, password=form.cleaned_data["password"])
        return let_in(request, account, method="password", next_url="")
    name = invitation.account.display_name
    title = _("Selamat datang, %(name)s") % {"name": name}
    page = OwnFormPage(title, _("Buat kata sandi untuk akun petugas Anda."), form, _("Simpan dan masuk"))
    return render(request, page, status=status_of(form))
