"""The chain finds what was done to it behind the platform's back."""

from __future__ import annotations

import hashlib

import pytest
from click.testing import CliRunner
from django.db import DatabaseError, connection, transaction

from pendopo.kernel.actor import SYSTEM, Actor, ActorKind
from pendopo.kernel.audit import chain
from pendopo.kernel.audit.commands import commands
from pendopo.kernel.audit.models import AuditEntry

OFFICER = Actor(kind=ActorKind.STAFF, account_id=7)


@pytest.fixture
def entries(db):
    """Three entries after those of the template; their sequence numbers."""
    before = AuditEntry.objects.count()
    for action in ("lamp.lit", "lamp.broken", "lamp.mended"):
        chain.record(OFFICER, action=action, subject="lamp:1", facts={"watt": 40})
    return [before + 1, before + 2, before + 3]


def _behind_the_back(statement, *values):
    """What somebody with the keys of the database can do: change rows without any trigger."""
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL session_replication_role = replica")
        cursor.execute(statement, values)
        cursor.execute("SET LOCAL session_replication_role = DEFAULT")


def _faulty():
    return [fault.sequence for fault in chain.verify()]


def test_an_untouched_chain_holds(entries):
    assert _faulty() == []


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE audit_entry SET action = 'x'",
        "DELETE FROM audit_entry",
        "TRUNCATE audit_entry",
    ],
)
def test_the_database_refuses_to_change_or_forget_an_entry(entries, statement):
    with pytest.raises(DatabaseError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(statement)
    assert _faulty() == []


def test_a_changed_entry_is_found(entries):
    _behind_the_back(
        "UPDATE audit_entry SET content = replace(content, '40', '60') WHERE sequence = %s", entries[1]
    )
    assert _faulty() == [entries[1]]


@pytest.mark.parametrize(
    "change", ["action = 'lamp.stolen'", "subject = 'lamp:2'", "account_id = 8", "account_id = NULL"]
)
def test_a_changed_column_beside_the_sealed_content_is_found(entries, change):
    _behind_the_back(f"UPDATE audit_entry SET {change} WHERE sequence = %s", entries[0])  # noqa: S608 - from the table above
    assert _faulty() == [entries[0]]


def test_a_changed_entry_with_a_hash_that_fits_it_breaks_the_next_one(entries):
    before = bytes(AuditEntry.objects.get(pk=entries[0]).hash)
    forged = AuditEntry.objects.get(pk=entries[1]).content.replace("40", "60")
    seal = hashlib.sha256(before + forged.encode()).digest()
    _behind_the_back(
        "UPDATE audit_entry SET content = %s, hash = %s WHERE sequence = %s", forged, seal, entries[1]
    )
    assert _faulty() == [entries[2]]


@pytest.mark.parametrize("at", [0, 1])
def test_a_removed_entry_is_found(entries, at):
    _behind_the_back("DELETE FROM audit_entry WHERE sequence = %s", entries[at])
    assert entries[at] in _faulty()


def test_a_removed_last_entry_is_found_by_the_head(entries):
    _behind_the_back("DELETE FROM audit_entry WHERE sequence = %s", entries[2])
    assert _faulty() == [entries[2]]


def test_an_added_entry_is_found(entries):
    _behind_the_back(
        "INSERT INTO audit_entry SELECT sequence + 1, hash, action, subject, account_id, content"
        " FROM audit_entry WHERE sequence = %s",
        entries[2],
    )
    assert entries[2] + 1 in _faulty()


def test_an_entry_of_a_rolled_back_transaction_leaves_no_gap(entries):
    with transaction.atomic():
        chain.record(SYSTEM, action="lamp.lit", subject="lamp:1")
        transaction.set_rollback(True)
    chain.record(SYSTEM, action="lamp.lit", subject="lamp:1")
    assert _faulty() == []


def test_the_command_ends_with_an_error_when_something_changed(entries):
    assert CliRunner().invoke(commands, ["verify"]).exit_code == 0
    _behind_the_back("UPDATE audit_entry SET action = 'x' WHERE sequence = %s", entries[0])
    outcome = CliRunner().invoke(commands, ["verify"])
    assert outcome.exit_code == 1
    assert "1 kesalahan" in outcome.output
