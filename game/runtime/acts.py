"""Five seconds to think again: what those who run a room do can be taken back for so long.

What cannot be undone afterwards (an end, words or a hint to the teams) waits for its five seconds
and is then carried out by whoever moves the clock. Everything else holds at once, and its undoing
is kept beside it. Neither depends on a page that stays open.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import structlog
from django.db import transaction

from game import clock as wall
from game.models import Act, Exercise, Participant, Team, User
from game.runtime import clocks, injecting, own, people, schedule, seating, settings, teams
from game.runtime.errors import CannotDo, Denied
from game.runtime.injecting import Spoken, Wish
from game.runtime.records import audit
from game.sim import injects
from game.sim.text import text

log = structlog.get_logger(__name__)

WINDOW_MS = 5_000
GRACE_MS = 1_500  # for a press on its way
TOLD_MS = 10_000  # that something could not be carried out
KEPT_MS = 60_000
State = Act.State
AS_ORDERED = {injects.AUTO: "auto", injects.HELD: "hold", injects.SKIPPED: "skip"}


@dataclass(frozen=True)
class Meant:
    """What is to be done, or would take back what was done: a key of DOES with its arguments.
    `words` tell those who run the room."""

    what: str
    args: dict[str, Any]
    words: str


def wait(exercise: Exercise, by: User, meant: Meant) -> Act:
    """Carry it out in five seconds. Pressed twice, it is one act."""
    known = Act.objects.filter(exercise=exercise, state=State.WAITS, what=meant.what)
    same = next((act for act in known if act.args == meant.args), None)
    return same or _keep(exercise, by, meant, State.WAITS)


def offer(exercise: Exercise, by: User, meant: Meant) -> Act:
    """It was done; for five seconds `meant` may take it back."""
    return _keep(exercise, by, meant, State.DONE)


def _keep(exercise: Exercise, by: User, meant: Meant, state: str) -> Act:
    return Act.objects.create(
        exercise=exercise,
        user=by,
        what=meant.what,
        args=meant.args,
        words=meant.words[:200],
        state=state,
        due_ms=wall.now_ms() + WINDOW_MS,
    )


def current(exercise: Exercise) -> list[tuple[Act, int]]:
    """What can be taken back now, with the whole seconds left, and what failed of late (0)."""
    now = wall.now_ms()
    rows = Act.objects.filter(exercise=exercise, due_ms__gt=now - TOLD_MS)
    open_ = (State.WAITS, State.DONE)
    return [
        (act, max(0, -(-(act.due_ms - now) // 1000)))
        for act in rows
        if act.state == State.FAILED
        or (act.state in open_ and (act.due_ms > now or act.state == State.WAITS))
    ]


def undo(exercise: Exercise, pk: int, by: User) -> Act:
    """Take it back. Raises CannotDo when it is too late."""
    with transaction.atomic():
        act = Act.objects.select_for_update().filter(exercise=exercise, pk=pk).first()
        late = act is not None and wall.now_ms() > act.due_ms + GRACE_MS
        if act is None or act.state not in (State.WAITS, State.DONE) or late:
            raise CannotDo(text("It is too late to take that back."))
        if act.state == State.DONE:
            DOES[act.what](act)
        audit(exercise, by, "act.undone", act=act.what, waited=act.state == State.WAITS)
        _close(act, State.UNDONE)
    return act


def settle() -> list[Act]:
    """Carry out what has waited long enough; forget what is long over. Any process may ask."""
    now = wall.now_ms()
    Act.objects.filter(due_ms__lt=now - KEPT_MS).exclude(state=State.WAITS).delete()
    due = Act.objects.filter(state=State.WAITS, due_ms__lte=now).values_list("pk", flat=True)
    return [act for pk in list(due) if (act := _carried_out(pk))]


def _carried_out(pk: int) -> Act | None:
    """The act, unless another process has it or it was taken back at the last moment."""
    try:
        with transaction.atomic():
            found = Act.objects.select_for_update(of=("self",)).filter(pk=pk, state=State.WAITS)
            act = found.select_related("exercise", "user").first()
            if act is None:
                return None
            DOES[act.what](act)
            _close(act, State.CARRIED_OUT)
    except Denied as why:
        Act.objects.filter(pk=pk).update(state=State.FAILED, args={}, words=str(why.text)[:200])
        return None
    except Exception:
        log.exception("act.failed", act=pk)
        Act.objects.filter(pk=pk).update(state=State.FAILED, args={})
        return None
    return act


def _close(act: Act, state: str) -> None:
    """Its arguments stay with the object, for who shows it, and leave the database."""
    Act.objects.filter(pk=act.pk).update(state=state, args={})


# What can wait


def _end(act: Act) -> None:
    team = act.args.get("team")
    if team:
        clocks.finish_team(act.exercise_id, team, act.user)
    else:
        clocks.end(act.exercise, act.user)


def _say(act: Act) -> None:
    said = act.args
    spoken = Spoken(said["body"], said["channel"], said["sender"], tuple(said["seats"]))
    injecting.say(act.exercise, act.user, spoken, said["key"], _team(act))


def _hint(act: Act) -> None:
    injecting.hint(act.exercise, act.user, act.args["cost"], _key(act), _team(act))


# What can be turned round


def _speed(act: Act) -> None:
    clocks.set_hands(act.exercise, act.user, {int(pk): v for pk, v in act.args["hands"].items()})


def _readmit(act: Act) -> None:
    people.readmit(_person(act), act.user)
    _seats(act)


def _remove(act: Act) -> None:
    people.remove(_person(act), act.user)


def _rename(act: Act) -> None:
    people.rename(_person(act), act.args["name"], act.user)


def _move(act: Act) -> None:
    people.move(_person(act), act.exercise.team_set.get(pk=act.args["team"]), act.user)
    _seats(act)


def _seats(act: Act) -> None:
    for team, holds in act.args["seats"].items():
        wanted = {int(who): tuple(seats) for who, seats in holds.items()}
        seating.put_back(act.exercise.team_set.get(pk=team), wanted, act.user)


def _late(act: Act) -> None:
    people.set_late_joining(act.exercise, act.args["was"], act.user)


def _lock(act: Act) -> None:
    schedule.set_locked(act.exercise, act.args["was"], act.user)


def _size(act: Act) -> None:
    schedule.set_team_size(act.exercise, act.args["was"], act.user)


def _configure(act: Act) -> None:
    settings.configure(act.exercise, act.args["was"], act.user)


def _team_name(act: Act) -> None:
    people.rename_team(_team_of(act), act.args["was"], act.user)


def _team_lock(act: Act) -> None:
    teams.set_locked(_team_of(act), act.args["was"], act.user)


def _team_drop(act: Act) -> None:
    teams.drop(_team_of(act), act.user)


def _team_add(act: Act) -> None:
    teams.add(act.exercise, act.args["was"], act.user)


def _team_of(act: Act) -> Team:
    team = act.exercise.team_set.filter(pk=act.args["team"]).first()
    if team is None:
        raise CannotDo(text("There is no such team."))
    return team


def _plan(act: Act) -> None:
    was: dict[str, str | int] = act.args["was"]  # by team; "": all of them
    for pk, plan in was.items():
        do = "at" if isinstance(plan, int) else AS_ORDERED[plan]
        wish = Wish(act.args["inject"], do, plan if isinstance(plan, int) else None)
        team = act.exercise.team_set.get(pk=pk) if pk else None
        injecting.order(act.exercise, act.user, wish, f"{_key(act)}-{pk}", team)


def _own(act: Act) -> None:
    own.put_back(act.exercise, act.user, act.args["inject"], act.args["was"])


def _team(act: Act) -> Team | None:
    pk = act.args.get("team")
    return act.exercise.team_set.get(pk=pk) if pk else None


def _person(act: Act) -> Participant:
    return Participant.objects.get(exercise=act.exercise_id, pk=act.args["person"])


def _key(act: Act) -> str:
    return f"act-{act.pk:06d}"


DOES: dict[str, Callable[[Act], None]] = {
    "end": _end,
    "say": _say,
    "hint": _hint,
    "speed": _speed,
    "readmit": _readmit,
    "remove": _remove,
    "rename": _rename,
    "move": _move,
    "seats": _seats,
    "late": _late,
    "lock": _lock,
    "size": _size,
    "plan": _plan,
    "own": _own,
    "configure": _configure,
    "team_name": _team_name,
    "team_lock": _team_lock,
    "team_drop": _team_drop,
    "team_add": _team_add,
}
