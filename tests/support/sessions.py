"""Signing in without the pages: a session as the sign-in leaves it, with both factors passed."""

from __future__ import annotations

import http.cookies

from allauth.account.internal.userkit import user_id_to_str
from django.conf import settings
from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
from django.contrib.sessions.backends.db import SessionStore
from django.test import Client

from pendopo.accounts.models import Account

_BACKEND = "django.contrib.auth.backends.ModelBackend"


def open_session(account: Account, *, is_strong: bool = True) -> str:
    """The key of a new session of ``account``; its browser sends it as a cookie."""
    methods = [{"method": "password", "at": 1.0}]
    if is_strong:
        methods.append({"method": "mfa", "at": 1.0, "type": "totp"})
    session = SessionStore()
    session[SESSION_KEY] = str(account.pk)
    session[BACKEND_SESSION_KEY] = _BACKEND
    session[HASH_SESSION_KEY] = account.get_session_auth_hash()
    session["account_authentication_methods"] = methods
    session["account_authentication_methods_user"] = user_id_to_str(account)
    session.create()
    return str(session.session_key)


def cookie_of(session: str, origin: str) -> dict[str, str]:
    """The cookie that signs a real browser in at ``origin``, for ``context.add_cookies``."""
    return {"name": settings.SESSION_COOKIE_NAME, "value": session, "url": origin}


def signed_in_client(account: Account, *, is_strong: bool = True) -> Client:
    """Django's test client with a session of ``account``."""
    cookies = http.cookies.SimpleCookie(
        {settings.SESSION_COOKIE_NAME: open_session(account, is_strong=is_strong)}
    )
    client = Client()
    client.cookies.update(cookies)
    return client
