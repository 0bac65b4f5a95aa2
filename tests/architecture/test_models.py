from __future__ import annotations

import pytest
from django.apps import apps
from django.db import models

from pendopo.kernel.personal_data import Declaration, EncryptedTextField

OWN = [model for model in apps.get_models() if model.__module__.startswith("pendopo.")]
WRITTEN = [model for model in OWN if not hasattr(model, "pgh_tracked_model")]

STOREYS = ["kernel", "web", "territory", "accounts", "routing", "reports", "desk", "rulebook", "connectors"]


def _storey(model: type[models.Model]) -> int:
    return STOREYS.index(model.__module__.split(".")[1])


@pytest.mark.parametrize("model", WRITTEN, ids=lambda model: model._meta.label)
def test_every_model_declares_its_personal_data(model):
    assert isinstance(getattr(model, "personal_data", None), Declaration)


@pytest.mark.parametrize("model", WRITTEN, ids=lambda model: model._meta.label)
def test_every_encrypted_field_is_declared_personal(model):
    encrypted = {field.name for field in model._meta.fields if isinstance(field, EncryptedTextField)}
    assert encrypted <= set(model.personal_data.fields)


@pytest.mark.parametrize("model", WRITTEN, ids=lambda model: model._meta.label)
def test_personal_data_states_purpose_and_retention(model):
    declaration = model.personal_data
    assert bool(declaration.fields) == bool(declaration.purpose) == bool(declaration.retention)


@pytest.mark.parametrize("model", WRITTEN, ids=lambda model: model._meta.label)
def test_foreign_keys_point_down_or_inside(model):
    upward = [
        field.name
        for field in model._meta.fields
        if isinstance(field, models.ForeignKey)
        and field.related_model.__module__.startswith("pendopo.")
        and _storey(field.related_model) > _storey(model)
    ]
    assert upward == []


@pytest.mark.parametrize("model", WRITTEN, ids=lambda model: model._meta.label)
def test_foreign_keys_across_contexts_protect_what_they_point_to(model):
    own = {"desk"}  # saved views go with their account
    loose = [
        field.name
        for field in model._meta.fields
        if isinstance(field, models.ForeignKey)
        and field.related_model._meta.app_label != model._meta.app_label
        and field.remote_field.on_delete is not models.PROTECT
        and model._meta.app_label not in own
    ]
    assert loose == []


def test_migrations_say_what_the_models_say(db):
    from django.core.management import call_command

    call_command("makemigrations", check=True, dry_run=True, verbosity=0)
