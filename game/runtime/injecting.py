"""Exercise control's hand on the flow of information: injects moved, sent, written, tried out.

Before the start the plan is kept with the exercise and enters each team's log at the bell; from
then on every change is an order of the log, given as exercise control. What is told may differ
between teams only where the exercise is not ranked.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.db import transaction

from game import clock as wall
from game import sim
from game.models import Exercise, LogEntry, Team, User, Words
from game.models.exercises import new_secret
from game.runtime import clocks, commands, overview
from game.runtime.commands import Asked, Line, Receipt
from game.runtime.entering import BY_HAND
from game.runtime.entering import said as said_to
from game.runtime.errors import CannotDo
from game.runtime.mornings import scenario_of
from game.runtime.records import Change, audit
from game.sim import injects
from game.sim.clock import STEPS
from game.sim.text import Text, text

BODY_LENGTH = 1000
AS_SAID = {"hold": injects.HELD, "skip": injects.SKIPPED}
Plan = str | int  # hold, skip, or the step at which it is sent
State = Exercise.State


@dataclass(frozen=True)
class Wish:
    """What is to become of an inject. do: fire, hold, skip, at (`at`: a step) or auto."""

    what: str
    do: str
    at: int | None = None


@dataclass(frozen=True)
class Spoken:
    """What a facilitator wrote. channel and sender by the simulation's keys; no seats: all."""

    body: str
    channel: str = "notice"
    sender: str = "control"
    seats: tuple[str, ...] = ()


Given = list[tuple[Team, Receipt]]


def order(exercise: Exercise, by: User, wish: Wish, key: str, team: Team | None = None) -> Given:
    """Fire, hold, skip, time or free an inject, for all teams or one. Raises CannotDo.

    Teams that have it already, or whose morning has ended, are left out.
    """
    targets = _targets(exercise, team)
    if _is_before(exercise):
        _plan(exercise, by, wish)
        return []
    args = {"what": wish.what, "do": wish.do}
    if wish.at is not None:
        args |= {"at": wish.at}  # type: ignore[dict-item]
    with transaction.atomic():
        rows = [row for row in _locked(exercise, targets) if not _has(row, wish.what)]
        if not rows:
            raise CannotDo(text("Every team has that already."))
        given = [(row, _give(row, by, args, key)) for row in rows]
        _all_or_none(exercise, given)
        audit(exercise, by, f"inject.{wish.do}", inject=wish.what, teams=_pks(rows))
    return given


def say(exercise: Exercise, by: User, spoken: Spoken, key: str, team: Team | None = None) -> Given:
    """Send what a facilitator wrote, to all teams or one, to all seats or some. Raises CannotDo."""
    targets = _targets(exercise, team)
    if not spoken.body.strip():
        raise CannotDo(text("Write something first."))
    with transaction.atomic():
        rows = _locked(exercise, targets)
        given = [(row, _say(row, by, spoken, key)) for row in rows]
        _all_or_none(exercise, given)
        audit(exercise, by, "inject.adhoc", channel=spoken.channel, teams=_pks(rows))
    return given


def hint(exercise: Exercise, by: User, cost: str, key: str, team: Team | None = None) -> Given:
    """Send the next hint to all teams or one; cost: free or price. Raises CannotDo."""
    targets = may_hint(exercise, team)
    with transaction.atomic():
        rows = _locked(exercise, targets)
        content = {"action": "give_hint", "args": {"cost": cost}}
        given = [(row, _order(row, by, content, key)) for row in rows]
        _all_or_none(exercise, given)
        audit(exercise, by, "hint.sent", cost=cost, teams=_pks(rows))
    return given


def begin(row: Team, exercise: Exercise, by: Any) -> None:
    """Put the exercise's plan and settings at the head of a team's log. Needs the row's lock."""
    orders: list[dict[str, Any]] = [
        {"action": "inject", "args": {"what": name, **_as_args(plan)}}
        for name, plan in exercise.plan.items()
    ]
    if not exercise.hints or exercise.probes:
        words = {True: "on", False: "off"}
        args = {"hints": words[exercise.hints], "probes": words[exercise.probes]}
        orders.insert(0, {"action": "settings", "args": args})
    for content in orders:
        row.last_due += 1
        asked = Asked(by, LogEntry.Kind.ORDER, content, "", BY_HAND)
        line = Line(LogEntry.Kind.ORDER, row.last_due, content | {"latency_s": 0})
        commands.append(row, asked, line)


def set_plan(exercise: Exercise, by: User, plans: dict[str, str | int]) -> None:
    """Take over a whole plan: auto, hold, skip or a step for each inject. Raises CannotDo.

    What is planned like that already is left alone.
    """
    known = stands(exercise)
    with transaction.atomic():
        for name, plan in plans.items():
            set_one(exercise, by, (name, plan), known)


def stands(exercise: Exercise) -> dict[str, Plan]:
    """What is planned now, by name."""
    return {row.name: row.planned for row in table(exercise)}


def set_one(
    exercise: Exercise, by: User, planned: tuple[str, Plan], known: dict[str, Plan]
) -> bool:
    """The same for one inject; `known` as `stands` says it. False: it was like that already."""
    name, plan = planned
    if known[name] == AS_SAID.get(plan, plan):
        return False
    wish = Wish(name, "at", plan) if isinstance(plan, int) else Wish(name, plan)
    if _is_before(exercise):
        _plan(exercise, by, wish)
    else:
        order(exercise, by, wish, "")
    return True


# The table


@dataclass(frozen=True)
class Told:
    """What became of an inject in one team, in steps."""

    team: Team | None
    planned: str | int
    delivered: int | None
    seen: int | None
    acted: int | None


@dataclass(frozen=True)
class Row:
    """A line of the master list. `planned` is the first team's; `told` has one entry a team."""

    inject: injects.Inject
    name: str
    planned: str | int
    told: tuple[Told, ...]

    @property
    def waits(self) -> bool:
        """Can something still be done about it, in some team?"""
        return self.inject.movable and any(one.delivered is None for one in self.told)


def table(exercise: Exercise) -> list[Row]:
    """The master list with every team's columns; before the start only with the plan."""
    teams = list(exercise.team_set.order_by("index"))
    if _is_before(exercise):
        return rows_of([(None, injects.table(practice(exercise)))])
    known, now = clocks.read(exercise.pk), wall.now_ms()
    return rows_of([(team, overview.msel(team, known.of(team.pk, now))) for team in teams])


def said(exercise: Exercise) -> list[tuple[Team, int, dict[str, Any], int | None, str]]:
    """What facilitators wrote, newest first: team, step, what it was, when it was seen, words."""
    told = []
    for team in exercise.team_set.order_by("index"):
        rows = _said(exercise, team)
        bodies = bodies_of(team, (extra["words"] for _step, extra, _seen in rows))
        told += [(team, *row, bodies.get(row[1]["words"], "")) for row in rows]
    return sorted(told, key=lambda row: -row[1])


def _said(exercise: Exercise, team: Team) -> list[tuple[int, dict[str, Any], int | None]]:
    if _is_before(exercise):
        return []
    with overview.lives.world_where_it_is(team.pk) as world:
        return injects.said_by_hand(world)


def rows_of(lists: list[tuple[Team | None, list[injects.Row]]]) -> list[Row]:
    """Lines from what each team's world says of the list."""
    every = injects.injects()
    rows = []
    for place, first in enumerate(lists[0][1]):
        told = tuple(_told(team, lines[place]) for team, lines in lists)
        rows.append(Row(every[first.name], first.name, first.planned, told))
    return rows


def _told(team: Team | None, row: injects.Row) -> Told:
    return Told(team, row.planned, row.delivered, row.seen, row.acted)


def planned(exercise: Exercise, name: str, team: Team | None = None) -> dict[str, Plan]:
    """What is planned for an inject: by team, or under "" where it is one plan for all."""
    row = next(line for line in table(exercise) if line.name == name)
    told = [one for one in row.told if one.delivered is None]
    plans = {str(one.team.pk) if one.team else "": one.planned for one in told}
    if team is not None:
        return {key: plan for key, plan in plans.items() if key == str(team.pk)}
    alike = len(set(plans.values())) == 1
    return {"": next(iter(plans.values()))} if alike else plans


def practice(exercise: Exercise) -> sim.World:
    """A morning of the same kind with the exercise's plan, drawn anew."""
    world = sim.start(scenario_of(exercise), new_secret())
    for name, plan in exercise.plan.items():
        world.state.plan[name] = AS_SAID.get(plan, plan)
    world.state.settings.update(hints=exercise.hints, probes=exercise.probes)
    return world


# Inside


def _is_before(exercise: Exercise) -> bool:
    return not exercise.has_begun


def may_hint(exercise: Exercise, team: Team | None) -> list[int]:
    """Ids of the teams that a hint may go to. Raises CannotDo."""
    if not exercise.hints:
        raise CannotDo(text("There are no hints in this exercise."))
    return may_send(exercise, team)


def may_send(exercise: Exercise, team: Team | None) -> list[int]:
    """Ids of the teams that something may be sent to now. Raises CannotDo."""
    if exercise.state != State.RUNNING:
        raise CannotDo(text("The exercise is not running."))
    return _targets(exercise, team)


def _targets(exercise: Exercise, team: Team | None) -> list[int]:
    """Ids of the teams that are meant. Raises CannotDo where one alone would be unfair."""
    every = list(exercise.team_set.values_list("pk", flat=True))
    if team is None:
        return every
    if team.pk not in every:
        raise CannotDo(text("Choose a team of this exercise."))
    if exercise.ranked and len(every) > 1:
        raise CannotDo(text("In a ranked exercise it goes to all teams or to none."))
    return [team.pk]


def _locked(exercise: Exercise, targets: Iterable[int]) -> list[Team]:
    """Their rows, with nobody else writing; without those that have ended."""
    rows = exercise.team_set.select_for_update().filter(pk__in=targets).order_by("pk")
    known, now = clocks.read(exercise.pk), wall.now_ms()
    return [row for row in rows if known.of(row.pk, now).reason != "end"]


def _has(row: Team, name: str) -> bool:
    clock = clocks.clock_of(row.exercise_id, row.pk)
    with overview.lives.world_at(row.pk, clock.step) as world:
        lines = injects.table(world)
    return any(line.name == name and line.delivered is not None for line in lines)


def _give(row: Team, by: User, args: dict[str, Any], key: str) -> Receipt:
    return _order(row, by, {"action": "inject", "args": args}, key)


def _order(row: Team, by: User, content: dict[str, Any], key: str) -> Receipt:
    asked = Asked(by, LogEntry.Kind.ORDER, content, key, BY_HAND)
    return commands.repeated(row, asked) or commands.order(row, asked, _anything)


def _say(row: Team, by: User, spoken: Spoken, key: str) -> Receipt:
    if key and (earlier := LogEntry.objects.filter(team=row, key=key).first()):
        return commands.answer(earlier)
    seats = {"seats": "-".join(spoken.seats)} if spoken.seats else {}
    how = {"channel": spoken.channel, "sender": spoken.sender, **seats}
    return _give(row, by, said_to(row, how, spoken.body.strip()[:BODY_LENGTH]), key)


def _anything(row: Team, asked: Asked) -> None:
    """Exercise control needs nobody's leave."""


def _all_or_none(exercise: Exercise, given: Given) -> None:
    """Undo everything when it reaches nobody, or not everybody where teams are compared."""
    refused = [receipt for _, receipt in given if receipt.status != "accepted"]
    if refused and (exercise.ranked or len(refused) == len(given)):
        raise CannotDo(refused[0].text)
    if not given:
        raise CannotDo(text("Every team's morning is over."))


def _plan(exercise: Exercise, by: User, wish: Wish) -> None:
    """Move an inject before the start."""
    _need_plannable(wish)
    with transaction.atomic():
        row = Exercise.objects.select_for_update().get(pk=exercise.pk)
        before = {wish.what: row.plan.pop(wish.what, "auto")}
        if wish.do != "auto":
            row.plan[wish.what] = wish.at if wish.do == "at" else wish.do
        row.save(update_fields=["plan"])
        after = {wish.what: row.plan.get(wish.what, "auto")}
        audit(exercise, by, f"inject.{wish.do}", Change(before, after))
    exercise.plan = row.plan


def _need_plannable(wish: Wish) -> None:
    if wish.do == "fire":
        raise CannotDo(text("It can be sent once the exercise runs."))
    try:
        injects.need_inject(wish.what)
    except sim.Refused as why:
        raise CannotDo(why.text) from None
    if wish.do not in ("hold", "skip", "at", "auto"):
        raise CannotDo(text("Hold it, skip it, set its time, or let it come by itself."))
    if wish.do == "at" and not 0 <= (-1 if wish.at is None else wish.at) < STEPS:
        raise CannotDo(text("Choose a time of the morning."))


def _as_args(plan: Plan) -> dict[str, Any]:
    return {"do": "at", "at": plan} if isinstance(plan, int) else {"do": plan}


def _pks(rows: Iterable[Team]) -> list[int]:
    return [row.pk for row in rows]


def bodies_of(team: Team, ids: Iterable[int | None]) -> dict[int, str]:
    """What was written to this team, by the id that a message carries; erased words are left out.

    After an import the ids in a log are another installation's: they find nobody else's words.
    """
    wanted = [pk for pk in ids if pk]
    rows = Words.objects.filter(team=team, pk__in=wanted, erased=False) if wanted else []
    return {row.pk: row.body for row in rows}


def title_of(name: str) -> Text:
    """An inject's title for a page."""
    return injects.injects()[name].title
