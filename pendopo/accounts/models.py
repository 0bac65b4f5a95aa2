"""Accounts, agencies, units, posts, appointments, delegations, competences, API keys."""

from __future__ import annotations

from typing import Any, ClassVar

import pghistory
from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.contrib.postgres.fields import ArrayField
from django.db import models

from pendopo.accounts import rules
from pendopo.kernel import clock
from pendopo.kernel.ids import new_uid
from pendopo.kernel.personal_data import NONE, EncryptedTextField, declare

PEOPLE_RETENTION = "Selama akun dipakai, lalu 1 tahun"


class AccountBuilder(BaseUserManager["Account"]):
    """What the sign-in library asks of a user model's default queryset."""

    def create_user(self, **fields: Any) -> Account:
        """A new account without a usable password."""
        account = self.model(**fields)
        account.set_unusable_password()
        account.save()
        return account


class Account(AbstractBaseUser):
    """A person who signs in: resident, officer or both."""

    personal_data = declare(
        "display_name", "email", "phone", "phone_hash",
        purpose="Masuk, memberi kabar, dan mencatat siapa berbuat apa", retention=PEOPLE_RETENTION,
    )  # fmt: skip

    uid = models.UUIDField(default=new_uid, unique=True, editable=False)
    username = models.TextField(unique=True, default=new_uid)
    display_name = EncryptedTextField(default="")
    email = models.EmailField(default="", blank=True)
    phone = EncryptedTextField(default="", blank=True)
    phone_hash = models.TextField(default="", blank=True, db_index=True)
    is_phone_verified = models.BooleanField(default=False)
    is_active = models.BooleanField(default=True)
    is_demo = models.BooleanField(default=False)
    date_joined = models.DateTimeField(default=clock.now)
    name_asked_at = models.DateTimeField(null=True)
    """When the person was asked for a name; we ask once."""
    anonymised_at = models.DateTimeField(null=True)

    objects: ClassVar = AccountBuilder()

    USERNAME_FIELD = "username"
    EMAIL_FIELD = "email"

    class Meta:
        db_table = "accounts_account"
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["phone_hash"], condition=~models.Q(phone_hash=""), name="phone_once"
            ),
        ]

    def __str__(self) -> str:
        return str(self.uid)


@pghistory.track()
class Agency(models.Model):
    """A body that holds matters: OPD, kecamatan, desa, police, utility, outside body."""

    personal_data = NONE

    code = models.TextField(unique=True)
    name = models.TextField()
    short_name = models.TextField()
    kind = models.TextField(choices=[(kind.value, kind.name) for kind in rules.AgencyKind])
    area_code = models.TextField(default="")
    """Official code of the area it serves; empty for the whole city."""
    phone = models.TextField(default="", blank=True)
    email = models.EmailField(default="", blank=True)
    address = models.TextField(default="", blank=True)
    is_active = models.BooleanField(default=True)

    class Meta:
        db_table = "accounts_agency"
        ordering: ClassVar = ["name"]

    def __str__(self) -> str:
        return self.short_name


@pghistory.track()
class Unit(models.Model):
    """A part of an agency: bidang, seksi, UPT."""

    personal_data = NONE

    agency = models.ForeignKey(Agency, on_delete=models.PROTECT, related_name="units")
    name = models.TextField()
    office_hours_key = models.TextField(default="", blank=True)

    class Meta:
        db_table = "accounts_unit"
        constraints: ClassVar = [models.UniqueConstraint(fields=["agency", "name"], name="unit_once")]

    def __str__(self) -> str:
        return self.name


@pghistory.track()
class Post(models.Model):
    """A seat with roles, held by one person at a time."""

    personal_data = NONE

    agency = models.ForeignKey(Agency, on_delete=models.PROTECT, related_name="posts")
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, null=True, blank=True, related_name="posts")
    title = models.TextField()
    roles = ArrayField(models.TextField())
    is_active = models.BooleanField(default=True)

    class Meta:
        db_table = "accounts_post"
        constraints: ClassVar = [models.UniqueConstraint(fields=["agency", "title"], name="post_once")]

    def __str__(self) -> str:
        return self.title


@pghistory.track()
class Appointment(models.Model):
    """Who holds a post from which day to which."""

    personal_data = NONE

    post = models.ForeignKey(Post, on_delete=models.PROTECT, related_name="appointments")
    account = models.ForeignKey(Account, on_delete=models.PROTECT, related_name="appointments")
    starts_on = models.DateField()
    ends_on = models.DateField(null=True, blank=True)
    decree = models.TextField(default="", blank=True)
    """Number of the decree that appoints."""

    class Meta:
        db_table = "accounts_appointment"
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=models.Q(ends_on__isnull=True) | models.Q(ends_on__gte=models.F("starts_on")),
                name="appointment_dates_in_order",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.post_id}: {self.account_id}"


@pghistory.track()
class Delegation(models.Model):
    """While a holder is absent, another account uses the post's roles."""

    personal_data = NONE

    appointment = models.ForeignKey(Appointment, on_delete=models.PROTECT, related_name="delegations")
    account = models.ForeignKey(Account, on_delete=models.PROTECT, related_name="delegations")
    starts_on = models.DateField()
    ends_on = models.DateField()
    reason = models.TextField()

    class Meta:
        db_table = "accounts_delegation"
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=models.Q(ends_on__gte=models.F("starts_on")), name="delegation_dates_in_order"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.appointment_id} -> {self.account_id}"


class Matter(models.Model):
    """A matter of government (urusan) of Law 23/2014, or one of our own codes 9.xx."""

    personal_data = NONE

    code = models.TextField(primary_key=True)
    group = models.TextField()
    name = models.TextField()
    authority = models.TextField(default="")
    topics = models.TextField(default="")
    often_misdirected = models.TextField(default="")

    class Meta:
        db_table = "accounts_matter"

    def __str__(self) -> str:
        return f"{self.code} {self.name}"


@pghistory.track()
class Competence(models.Model):
    """Tugas dan fungsi: an agency is there for a matter in an area, by a legal basis."""

    personal_data = NONE

    agency = models.ForeignKey(Agency, on_delete=models.PROTECT, related_name="competences")
    matter = models.ForeignKey(Matter, on_delete=models.PROTECT, related_name="competences")
    area_code = models.TextField(default="", blank=True)
    task = models.TextField()
    legal_basis = models.TextField()
    keywords = ArrayField(models.TextField(), default=list)
    starts_on = models.DateField()
    ends_on = models.DateField(null=True, blank=True)

    class Meta:
        db_table = "accounts_competence"
        indexes: ClassVar = [models.Index(fields=["matter", "area_code"], name="competence_by_matter")]

    def __str__(self) -> str:
        return f"{self.agency_id}: {self.matter_id}"


class ApiKey(models.Model):
    """A key with which a program acts as an account; only its keyed hash is kept."""

    personal_data = NONE

    account = models.ForeignKey(Account, on_delete=models.CASCADE, related_name="api_keys")
    name = models.TextField()
    prefix = models.TextField()
    key_hash = models.TextField(unique=True)
    created_at = models.DateTimeField()
    expires_at = models.DateTimeField(null=True)
    revoked_at = models.DateTimeField(null=True)
    is_strong = models.BooleanField(default=False)
    """True when its maker had passed a second factor: only then it carries the roles that need one."""

    class Meta:
        db_table = "accounts_api_key"

    def __str__(self) -> str:
        return self.prefix


class SentCode(models.Model):
    """A code that was sent to a contact and not yet entered; only its keyed hash is kept."""

    personal_data = declare(
        "contact", "contact_hash", purpose="Membuktikan bahwa kontak milik yang masuk", retention="10 menit"
    )

    uid = models.UUIDField(default=new_uid, unique=True, editable=False)
    contact = EncryptedTextField()
    contact_hash = models.TextField()
    code_hash = models.TextField()
    account = models.ForeignKey(Account, on_delete=models.CASCADE, null=True, related_name="sent_codes")
    """Who asked while signed in: to add a contact or to confirm again; empty for signing in."""
    attempt_count = models.PositiveSmallIntegerField(default=0)
    created_at = models.DateTimeField()
    expires_at = models.DateTimeField(db_index=True)

    class Meta:
        db_table = "accounts_sent_code"

    def __str__(self) -> str:
        return str(self.uid)


class Invitation(models.Model):
    """A link with which an invited officer sets the first password; only its keyed hash is kept."""

    personal_data = NONE

    account = models.ForeignKey(Account, on_delete=models.CASCADE, related_name="invitations")
    token_hash = models.TextField(unique=True)
    created_at = models.DateTimeField()
    expires_at = models.DateTimeField()
    used_at = models.DateTimeField(null=True)

    class Meta:
        db_table = "accounts_invitation"

    def __str__(self) -> str:
        return f"{self.account_id}"
