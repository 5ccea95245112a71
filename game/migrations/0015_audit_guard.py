"""The database itself refuses to change a row of the audit, whoever asks.

What may change is that the account or the exercise of a row is no longer there. PostgreSQL refuses
to delete a row, too; SQLite cannot tell that from `flush`, see docs/adr/0012.
"""

from __future__ import annotations

from typing import Any, ClassVar

from django.db import migrations
from django.db.migrations.operations.base import Operation

KEPT = 'actor, what, about, "before", "after", detail, at'
LITE = [
    f"""CREATE TRIGGER audit_is_kept BEFORE UPDATE OF id, {KEPT} ON game_audit
    BEGIN SELECT RAISE(ABORT, 'rows of the audit are never changed'); END""",
    """CREATE TRIGGER audit_keeps_who BEFORE UPDATE OF user_id, exercise_id ON game_audit
    WHEN (NEW.user_id IS NOT NULL AND NEW.user_id IS NOT OLD.user_id)
      OR (NEW.exercise_id IS NOT NULL AND NEW.exercise_id IS NOT OLD.exercise_id)
    BEGIN SELECT RAISE(ABORT, 'rows of the audit are never changed'); END""",
]
LITE_BACK = ["DROP TRIGGER IF EXISTS audit_is_kept", "DROP TRIGGER IF EXISTS audit_keeps_who"]
GREAT = [
    """CREATE FUNCTION audit_refuses() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN RAISE EXCEPTION 'rows of the audit are never changed'
    USING ERRCODE = 'integrity_constraint_violation'; END $$""",
    f"""CREATE TRIGGER audit_is_kept BEFORE UPDATE OF id, {KEPT} ON game_audit
    FOR EACH ROW EXECUTE FUNCTION audit_refuses()""",
    """CREATE TRIGGER audit_keeps_who BEFORE UPDATE OF user_id, exercise_id ON game_audit
    FOR EACH ROW WHEN ((NEW.user_id IS NOT NULL AND NEW.user_id IS DISTINCT FROM OLD.user_id)
      OR (NEW.exercise_id IS NOT NULL AND NEW.exercise_id IS DISTINCT FROM OLD.exercise_id))
    EXECUTE FUNCTION audit_refuses()""",
    """CREATE TRIGGER audit_stays BEFORE DELETE ON game_audit
    FOR EACH ROW EXECUTE FUNCTION audit_refuses()""",
]
GREAT_BACK = [
    "DROP TRIGGER IF EXISTS audit_stays ON game_audit",
    "DROP TRIGGER IF EXISTS audit_keeps_who ON game_audit",
    "DROP TRIGGER IF EXISTS audit_is_kept ON game_audit",
    "DROP FUNCTION IF EXISTS audit_refuses()",
]


def guard(_apps: Any, editor: Any) -> None:
    _run(editor, {"sqlite": LITE, "postgresql": GREAT})


def unguard(_apps: Any, editor: Any) -> None:
    _run(editor, {"sqlite": LITE_BACK, "postgresql": GREAT_BACK})


def _run(editor: Any, lines: dict[str, list[str]]) -> None:
    for line in lines.get(editor.connection.vendor, []):
        editor.execute(line)


class Migration(migrations.Migration):
    dependencies: ClassVar[list[tuple[str, str]]] = [("game", "0014_boards")]
    operations: ClassVar[list[Operation]] = [migrations.RunPython(guard, unguard)]
