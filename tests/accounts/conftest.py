"""Officers like those of the demo cast."""

from __future__ import annotations

import pytest

from pendopo.accounts.api import Role, totp_code
from tests.accounts.people import SECRET, hire, sign_in_officer
from tests.support.outside import push_service


@pytest.fixture(autouse=True)
def _cheap_passwords(settings):
    """The cost of a password is not what these tests are about."""
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]


@pytest.fixture
def service(settings):
    """A push service that we may reach."""
    settings.PUSH_LOOPBACK = True
    with push_service() as box:
        yield box


@pytest.fixture
def joko(db):
    return hire("joko", Role.OFFICER)


@pytest.fixture
def rina(db):
    return hire("rina", Role.AGENCY_HEAD, Role.OFFICER, secret=SECRET)


@pytest.fixture
def bagas(db):
    return hire("bagas", Role.ADMINISTRATOR, agency="diskominfo", secret=SECRET)


@pytest.fixture
def administrator(client, bagas):
    """A browser in which an administrator is signed in with both factors."""
    sign_in_officer(client, bagas, code=totp_code(SECRET))
    return client
