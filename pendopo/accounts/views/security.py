"""The page of one's own account."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from django.http import HttpRequest, HttpResponse

from pendopo.kernel.access import signed_in
from pendopo.web.pages import render


@dataclass(frozen=True, slots=True)
class SecurityPage:
    """Name, contacts, factors, sessions, keys."""

    template: ClassVar[str] = "accounts/security_page.html"


@signed_in
def security_page(request: HttpRequest) -> HttpResponse:
    """Everything about one's own account."""
    return render(request, SecurityPage())
