"""Injects that a facilitator writes: planned, changed, taken out, sent, and what became of them.

They change what a team is told and when, never what is true or scored. In a ranked exercise they
are for all teams, and what depends on a team's doings is settled before anybody has done anything.
"""

from __future__ import annotations

import secrets
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from typing import Any

from django.db import transaction
from django.db.models import Max

from game import clock as wall
from game import sim
from game.models import Exercise, LogEntry, OwnInject, Team, User
from game.runtime import clocks, entering, lives
from game.runtime.drafts import Draft as Draft
from game.runtime.drafts import Wrong as Wrong
from game.runtime.drafts import clean
from game.runtime.errors import CannotDo
from game.runtime.injecting import Told
from game.runtime.records import Change, audit
from game.sim import evidence, injects, milestones
from game.sim.text import text

MOST = 100
FIRST = 25  # the list has 24
NAME = "own-"
State = Exercise.State


@dataclass(frozen=True)
class Row:
    """An inject with what became of it: one entry for each team that it is for."""

    inject: OwnInject
    told: tuple[Told, ...]

    @property
    def sent(self) -> bool:
        """Has some team got it?"""
        return any(one.planned == SENT for one in self.told)

    @property
    def waits(self) -> bool:
        """May some team still get it?"""
        return any(one.planned != SENT for one in self.told)


SENT = "sent"  # as a plan: its row stands in the log


# Written, changed, taken out


def draft_of(inject: OwnInject) -> Draft:
    """What somebody wrote."""
    parts = {name: getattr(inject, name) for name in Draft.__dataclass_fields__}
    return Draft(**parts | {"seats": tuple(inject.seats), "teams": tuple(inject.teams)})


def find(exercise: Exercise, name: str) -> OwnInject:
    """The exercise's inject of that name. Raises CannotDo."""
    found = OwnInject.objects.filter(exercise=exercise, name=name).first()
    if found is None:
        raise CannotDo(text("There is no inject {name}.", name=name[:40]))
    return found


def add(exercise: Exercise, by: User, draft: Draft, name: str = "") -> OwnInject:
    """One more. Raises Wrong for a part that cannot be so, CannotDo for one too many."""
    with transaction.atomic():
        teams = _locked(exercise)
        known = OwnInject.objects.filter(exercise=exercise)
        if known.count() >= MOST:
            raise CannotDo(text("There are {most} injects already.", most=MOST))
        draft = _fitting(exercise, teams, clean(draft, teams))
        last = known.aggregate(last=Max("number"))["last"] or FIRST - 1
        made = OwnInject.objects.create(
            exercise=exercise,
            number=last + 1,
            name=name or NAME + secrets.token_hex(4),
            by=by,
            **_fields(draft),
        )
        audit(exercise, by, "inject.added", Change(after=_told_of(made)))
    return made


def is_there(exercise: Exercise, name: str) -> bool:
    """Is there one of that name?"""
    return OwnInject.objects.filter(exercise=exercise, name=name).exists()


def change(exercise: Exercise, by: User, name: str, draft: Draft) -> bool:
    """Another text, time or aim for one that no team has got; False: it was like that already.

    Raises Wrong or CannotDo.
    """
    with transaction.atomic():
        teams = _locked(exercise)
        row = find(exercise, name)
        before, was, draft = _told_of(row), draft_of(row), clean(draft, teams)
        if draft == was:
            return False
        _need_unsent(row, teams)
        for field, value in _fields(_fitting(exercise, teams, draft, was)).items():
            setattr(row, field, value)
        row.by = by
        row.save()
        audit(exercise, by, "inject.changed", Change(before, _told_of(row)))
    return True


def remove(exercise: Exercise, by: User, name: str) -> Draft:
    """Take one out that no team has got. Raises CannotDo."""
    with transaction.atomic():
        teams = _locked(exercise)
        row = find(exercise, name)
        _need_unsent(row, teams)
        audit(exercise, by, "inject.removed", Change(before=_told_of(row)))
        row.delete()
    return draft_of(row)


def put_back(exercise: Exercise, by: User, name: str, was: dict[str, Any] | None) -> None:
    """As it was before somebody wrote, changed or removed it. Raises CannotDo."""
    if was is None:
        remove(exercise, by, name)
        return
    draft = Draft(**was | {"seats": tuple(was["seats"]), "teams": tuple(was["teams"])})
    if is_there(exercise, name):
        change(exercise, by, name, draft)
    else:
        add(exercise, by, draft, name)


def as_plain(draft: Draft) -> dict[str, Any]:
    """For `put_back`."""
    return asdict(draft)


def copy(exercise: Exercise, to: Exercise) -> None:
    """The same injects for a clone, under the same names."""
    for row in OwnInject.objects.filter(exercise=exercise):
        fields = _fields(draft_of(row)) | {"number": row.number, "name": row.name, "by": row.by}
        OwnInject.objects.create(exercise=to, **fields)


def _fields(draft: Draft) -> dict[str, Any]:
    return asdict(draft) | {"seats": list(draft.seats), "teams": list(draft.teams)}


def _told_of(row: OwnInject) -> dict[str, Any]:
    """For the audit, which keeps no words."""
    return {
        "inject": row.name,
        "trigger": row.trigger,
        "channel": row.channel,
        "teams": row.teams,
        "seats": row.seats,
    }


def _locked(exercise: Exercise) -> list[Team]:
    """The teams, while nobody writes their logs."""
    return list(exercise.team_set.select_for_update().order_by("pk"))


def _need_unsent(row: OwnInject, teams: Sequence[Team]) -> None:
    if entering.keys_of(teams, [row.mark]):
        raise CannotDo(text("A team has got it: it cannot be changed or taken out any more."))


# What can be


def _fitting(
    exercise: Exercise, teams: Sequence[Team], draft: Draft, before: Draft | None = None
) -> Draft:
    """The draft, unless it is unfair here or comes too late. Raises Wrong."""
    if exercise.ranked and draft.teams:
        raise Wrong("teams", text("In a ranked exercise it goes to all teams or to none."))
    running = Exercise.objects.running().filter(pk=exercise.pk).exists()
    if not running or (before and before.trigger == draft.trigger):
        return draft
    if entering.is_time(draft.trigger):
        _need_time_left(exercise, teams, draft)
    elif exercise.ranked and not entering.is_by_hand(draft.trigger):
        raise Wrong(
            "trigger", text("In a ranked exercise a milestone is set before the start: use a time.")
        )
    return draft


def _need_time_left(exercise: Exercise, teams: Sequence[Team], draft: Draft) -> None:
    known, now = clocks.read(exercise.pk), wall.now_ms()
    meant = [team for team in teams if team.index in (draft.teams or (team.index,))]
    reached = max((known.of(team.pk, now).step for team in meant), default=0)
    if max(one.start for one in entering.clauses(draft.trigger)) <= reached:
        raise Wrong("trigger", text("Choose a time that is still to come."))


# Sent by hand


def fire(exercise: Exercise, by: User, name: str, team: Team | None = None) -> list[Team]:
    """Send it now to the teams that it is for, or to one of them. Raises CannotDo.

    Teams that have got it, or whose morning has ended, are left out.
    """
    if exercise.state != State.RUNNING:
        raise CannotDo(text("It can be sent once the exercise runs."))
    with transaction.atomic():
        teams, inject = _locked(exercise), find(exercise, name)
        told = entering.keys_of(teams, [inject.mark])
        meant = _meant(exercise, inject, teams, team)
        targets = [row for row in meant if (row.pk, inject.mark) not in told]
        if not targets:
            raise CannotDo(text("Every team has that already."))
        inject.by = by
        lasting = _tell(exercise, inject, targets)
        audit(exercise, by, "inject.fire", inject=name, teams=[row.pk for row in lasting])
    return lasting


def _tell(exercise: Exercise, inject: OwnInject, teams: Sequence[Team]) -> list[Team]:
    """At the next step of each; without those whose morning is over."""
    known, now = clocks.read(exercise.pk), wall.now_ms()
    at = {team.pk: known.of(team.pk, now) for team in teams}
    lasting = [team for team in teams if at[team.pk].reason != "end"]
    if not lasting:
        raise CannotDo(text("Every team's morning is over."))
    for team in lasting:
        entering.tell(team, inject, at[team.pk].step + 1)
    return lasting


def _meant(
    exercise: Exercise, inject: OwnInject, teams: Sequence[Team], team: Team | None
) -> list[Team]:
    if team is not None and exercise.ranked and len(teams) > 1:
        raise CannotDo(text("In a ranked exercise it goes to all teams or to none."))
    return [one for one in teams if _is_for(inject, one) and team in (None, one)]


def shelve(exercise: Exercise, by: User, name: str) -> None:
    """From now on it comes by hand alone; a team that has got it keeps it. Raises CannotDo."""
    with transaction.atomic():
        teams, row = _locked(exercise), find(exercise, name)
        if exercise.ranked:
            _need_unsent(row, teams)
        before, row.trigger = _told_of(row), milestones.HAND
        row.save(update_fields=["trigger"])
        audit(exercise, by, "inject.hold", Change(before, _told_of(row)))


# What became of them


def table(exercise: Exercise) -> list[Row]:
    """All of an exercise, by number, with every team's columns; before the start with the plan."""
    own = list(OwnInject.objects.filter(exercise=exercise))
    teams = list(exercise.team_set.order_by("index"))
    if not own or not exercise.has_begun:
        return [Row(one, (Told(None, one.trigger, None, None, None),)) for one in own]
    entries = entering.keys_of(teams, [one.mark for one in own])
    cells = {team.pk: _cells(team, own, entries) for team in teams}
    return [
        Row(one, tuple(cells[team.pk][one.pk] for team in teams if _is_for(one, team)))
        for one in own
    ]


def _is_for(inject: OwnInject, team: Team) -> bool:
    return team.index in (inject.teams or (team.index,))


def _cells(
    team: Team, own: Sequence[OwnInject], entries: dict[tuple[int, str], LogEntry]
) -> dict[int, Told]:
    with lives.world_where_it_is(team.pk) as world:
        cells = {}
        for one in own:
            entry = entries.get((team.pk, one.mark))
            words = entry.payload["args"]["words"] if entry else None
            cells[one.pk] = told(world, team, one, words)
    return cells


def told(world: sim.World, team: Team | None, inject: OwnInject, words: int | None) -> Told:
    """What became of an inject in a world; `words`: their id in its order, None: not ordered."""
    if words is None:
        return Told(team, inject.trigger, None, None, None)
    rows = {extra["words"]: (step, seen) for step, extra, seen in injects.said_by_hand(world)}
    step, seen = rows.get(words, (None, None))
    acted = None if step is None else met(world, inject.answer, step)
    return Told(team, SENT, step, seen, acted)


def met(world: sim.World, answer: str, since: int) -> int | None:
    """When a team first did what it was expected to, from `since` on."""
    if answer in evidence.catalogue():
        return milestones.looked(world, since, answer)
    return milestones.did(world, since, answer) if answer else None
