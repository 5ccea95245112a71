"""The audit: who changed what, and what it was before. Written in the act's own transaction."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from django.db import transaction
from django.db.models import Model

from game.models import Audit, Exercise, Participant, User

By = User | Participant | None
Values = dict[str, Any]


@dataclass(frozen=True)
class Change:
    """What something was and what it is now. `about` names it, as "participant 12".

    Names of people stay out: rows of the audit are never changed, and names must be erasable.
    """

    before: Values = field(default_factory=dict)
    after: Values = field(default_factory=dict)
    about: str = ""


NOTHING = Change()
NOT_KEPT = "…"  # in place of a value that may have to be erased, or is a secret


def audit(
    exercise: Exercise | None, by: By, what: str, change: Change = NOTHING, **detail: Any
) -> Audit:
    """Write down who did what; to an exercise, or to what is kept beside them."""
    return Audit.objects.create(
        exercise=exercise,
        user=by if isinstance(by, User) else None,
        actor=by.token if isinstance(by, Participant) else "",
        what=what,
        about=change.about or (about(exercise) if exercise else ""),
        before=change.before,
        after=change.after,
        detail=detail,
    )


def about(row: Model) -> str:
    """How the audit names a row: its kind and its number."""
    return f"{row._meta.model_name} {row.pk}"


def change(exercise: Exercise, by: By, what: str, **fields: Any) -> None:
    """Set fields of an exercise, and write down what they were."""
    with transaction.atomic():
        row = Exercise.objects.select_for_update().get(pk=exercise.pk)
        before = {name: getattr(row, name) for name in fields}
        Exercise.objects.filter(pk=row.pk).update(**fields)
        audit(row, by, what, Change(before, fields))
    for name, value in fields.items():
        setattr(exercise, name, value)
