"""Rows of the audit stay as they were written, whoever asks the database."""

from __future__ import annotations

import pytest
from django.db import DatabaseError, connection, transaction

from game import runtime
from game.models import Audit, Exercise, User

pytestmark = pytest.mark.django_db
PAIRS = ["what = 'x'", "\"before\" = '{}'", "at = NULL", "id = id + 1000", "user_id = 999"]


@pytest.fixture
def row(exercise: Exercise, facilitator: User) -> Audit:
    return runtime.audit(exercise, facilitator, "x")


@pytest.mark.parametrize("change", PAIRS)
def test_the_database_itself_changes_no_row(row: Audit, change: str) -> None:
    with pytest.raises(DatabaseError, match="never changed"), transaction.atomic():
        connection.cursor().execute(f"UPDATE game_audit SET {change}")


def test_postgresql_itself_deletes_no_row(row: Audit) -> None:
    if connection.vendor != "postgresql":
        pytest.skip("SQLite cannot tell that from flush: docs/adr/0012")
    with pytest.raises(DatabaseError, match="never changed"), transaction.atomic():
        connection.cursor().execute("DELETE FROM game_audit")


def test_a_row_outlives_whom_it_names(row: Audit, exercise: Exercise, facilitator: User) -> None:
    exercise.delete()
    facilitator.delete()
    row.refresh_from_db()
    assert (row.user, row.exercise, row.what) == (None, None, "x")
