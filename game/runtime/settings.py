"""What an exercise is to be like, changed before its start by the rules of its making."""

from __future__ import annotations

from typing import Any

from django.db import transaction

from game import sim
from game.models import Exercise, OwnInject, User
from game.runtime import plans, records
from game.runtime.errors import CannotDo
from game.runtime.mornings import chosen
from game.sim.text import text

MORNING = ("variant", "level", "era")  # what its worlds are made of
BEFORE = (*MORNING, "pace", "ranked", "hints", "probes")
ALWAYS = ("name", "cohort")
NAMES = (*ALWAYS, *BEFORE)
Settings = dict[str, Any]


def may_rank(exercise: Exercise, variant: str) -> bool:
    """Could it be ranked? Only where nobody can know the morning."""
    known = chosen(exercise.scenario, "", exercise.level, exercise.era)
    return bool(exercise.owner_id and known.ranked and not variant and not exercise.practice)


def configure(exercise: Exercise, wanted: Settings, by: User) -> Settings:
    """Set what `wanted` names of NAMES; returns what has changed as it was.

    As when it is made: who chooses the variant has no ranking. Raises CannotDo with nothing
    changed for what does not fit, or is fixed by now.
    """
    with transaction.atomic():
        row = Exercise.objects.select_for_update().get(pk=exercise.pk)
        meant = _fitting(row, wanted)
        was = {name: getattr(row, name) for name in meant if getattr(row, name) != meant[name]}
        _need_open(row, was)
        if was:
            new = {name: meant[name] for name in was}
            records.change(exercise, by, "exercise.configured", **new, **_hash(row, new))
    return was


def _fitting(row: Exercise, wanted: Settings) -> Settings:
    """What is wanted, as it would be kept. Raises CannotDo."""
    meant = {name: value for name, value in wanted.items() if name in NAMES}
    if not str(meant.get("name", row.name)).strip():
        raise CannotDo(text("A name needs at least one letter."))
    scenario = sim.load(row.scenario)
    if meant.get("variant") and meant["variant"] not in scenario.variants:
        raise CannotDo(text("This scenario has no variants to choose from."))
    if "pace" in meant and meant["pace"] not in scenario.paces:
        raise CannotDo(text("This scenario has no such pace."))
    asked = meant.get("ranked", row.ranked)
    if "ranked" in meant or "variant" in meant:
        meant["ranked"] = asked and may_rank(row, meant.get("variant", row.variant))
    if meant.get("ranked") and not row.ranked:
        _need_fair(row)
    return meant


def _need_fair(row: Exercise) -> None:
    """Raise CannotDo where teams would be told differently."""
    if any(inject.teams for inject in OwnInject.objects.filter(exercise=row)):
        raise CannotDo(text("An inject of your own goes to some teams alone: change it first."))


def _need_open(row: Exercise, changed: Settings) -> None:
    """Raise CannotDo for what can no longer be changed."""
    if row.has_begun and any(name in changed for name in BEFORE):
        raise CannotDo(text("It has begun: only its name and its series can be changed."))
    if any(name in changed for name in MORNING) and plans.week_of(row):
        raise CannotDo(text("Its week has begun: what is wrong, the level and the controls stay."))


def _hash(row: Exercise, new: Settings) -> Settings:
    """The scenario as it will be, where the morning becomes another."""
    if not any(name in new for name in MORNING):
        return {}
    variant, level, era = (new.get(name, getattr(row, name)) for name in MORNING)
    return {"scenario_hash": chosen(row.scenario, variant, level, era).hash}
