"""Clocks of exercises: reading them from their anchors, changing them under the exercise's lock."""

from __future__ import annotations

import functools
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.db import transaction

from game import clock as wall
from game import sim
from game.models import ClockChange, Exercise, Team
from game.runtime.errors import CannotDo
from game.runtime.mornings import scenario_of
from game.runtime.records import By, Change, about, audit
from game.runtime.timing import Timeline, fold
from game.sim import Pace, probes
from game.sim.clock import STEPS
from game.sim.text import Text, text

OUTAGE_MS = 5_000  # a longer gap between advances waits, paused, for the facilitator
SPEEDS = (0.25, 600.0)
Kind = ClockChange.Kind


@dataclass(frozen=True)
class Clock:
    """What a page shows of the time. `epoch` grows with each change of the clock."""

    step: int
    speed: float
    paused: bool
    reason: str
    wall_ms: int
    phase: str
    state: str
    epoch: int


@dataclass(frozen=True)
class Clocks:
    """The clocks of one exercise, for itself and for each of its teams."""

    exercise: Exercise
    changes: tuple[ClockChange, ...]

    def timeline(self, team_id: int | None, now_ms: int) -> Timeline:
        """A team's clock is the exercise's changes overlaid by its own."""
        own = [change for change in self.changes if change.team_id in (None, team_id)]
        return fold(pace_of(self.exercise), own, freezes_of(self.exercise)).at(now_ms)

    def of(self, team_id: int | None, now_ms: int) -> Clock:
        line = self.timeline(team_id, now_ms)
        return Clock(
            step=line.whole(),
            speed=line.speed(),
            paused=line.stands,
            reason=line.why,
            wall_ms=now_ms,
            phase=line.phase(),
            state=self.exercise.state,
            epoch=self.changes[-1].pk if self.changes else 0,
        )

    def silent_for(self, now_ms: int) -> int:
        """Milliseconds since something advanced it; 0 while it stands."""
        running = self.exercise.state == Exercise.State.RUNNING
        if not running or self.timeline(None, now_ms).paused:
            return 0
        return now_ms - self.exercise.alive_ms


def pace_of(exercise: Exercise) -> Pace:
    """The exercise's pace in its scenario; the default where the file has changed."""
    paces = scenario_of(exercise).paces
    return paces.get(exercise.pace) or paces["default"]


def freezes_of(exercise: Exercise) -> tuple[int, ...]:
    """Steps at which its teams' clocks stand for questions from memory."""
    return _freezes(exercise.seed) if exercise.probes else ()


@functools.lru_cache(maxsize=256)
def _freezes(seed: int | str) -> tuple[int, ...]:
    return probes.times(sim.seed_text(seed))


def read(exercise_id: int) -> Clocks:
    """The clocks of one exercise. Writes the outage when it was left alone too long."""
    return read_all([exercise_id])[exercise_id]


def read_all(exercise_ids: Iterable[int]) -> dict[int, Clocks]:
    """The clocks of several exercises in two queries."""
    found = _fetch(exercise_ids)
    now = wall.now_ms()
    silent = [pk for pk, clocks in found.items() if clocks.silent_for(now) > OUTAGE_MS]
    for pk in silent:
        _mark_outage(pk)
    return {**found, **_fetch(silent)} if silent else found


def clock_of(exercise_id: int, team_id: int | None = None) -> Clock:
    """A team's clock at this moment, or the exercise's own."""
    return read(exercise_id).of(team_id, wall.now_ms())


def _fetch(exercise_ids: Iterable[int]) -> dict[int, Clocks]:
    exercises = Exercise.objects.in_bulk(list(exercise_ids))
    rows: dict[int, list[ClockChange]] = {pk: [] for pk in exercises}
    for change in ClockChange.objects.filter(exercise__in=exercises).order_by("pk"):
        rows[change.exercise_id].append(change)
    return {pk: Clocks(exercise, tuple(rows[pk])) for pk, exercise in exercises.items()}


def stamp(exercise_ids: Iterable[int], now_ms: int) -> None:
    """Say that these exercises are being advanced to this moment."""
    running = Exercise.objects.running().filter(pk__in=list(exercise_ids), alive_ms__lt=now_ms)
    running.update(alive_ms=now_ms)


def start(exercise: Exercise, by: By) -> None:
    """Ring the first bell. Raises CannotDo when it has begun or nobody is there."""
    with transaction.atomic():
        clocks = _locked(exercise.pk)
        _must(clocks, Exercise.State.LOBBY, text("This exercise has already begun."))
        Exercise.objects.filter(pk=exercise.pk).update(
            state=Exercise.State.RUNNING, started=wall.now(), alive_ms=wall.now_ms()
        )
        _change(clocks, Kind.START, by, speed=None)
    exercise.refresh_from_db()


def pause(exercise: Exercise, by: By, reason: str = "", team: Team | None = None) -> None:
    """Stop everything at this step, for all or for one team. Pausing twice changes nothing."""
    with transaction.atomic():
        clocks = _locked_running(exercise.pk)
        if team and _has(clocks, Kind.END, team.pk):
            raise CannotDo(text("The morning of {team} is over.", team=team.name))
        if not clocks.timeline(_pk(team), wall.now_ms()).paused:
            fields = {"team_id": _pk(team), "paused": True, "reason": reason}
            _change(clocks, Kind.PAUSE, by, **fields)


def resume(exercise: Exercise, by: By, team: Team | None = None) -> None:
    """Go on from the step at which it stands, without a burst. For all: single teams too."""
    with transaction.atomic():
        clocks, now = _locked_running(exercise.pk), wall.now_ms()
        if team and clocks.timeline(None, now).stands:
            raise CannotDo(text("All teams stand: resume them together."))
        if any(clocks.timeline(pk, now).stands for pk in _meant(clocks, team)):
            Exercise.objects.filter(pk=exercise.pk).update(alive_ms=now)
            _change(clocks, Kind.RESUME, by, team_id=_pk(team))


def thaw(exercise: Exercise) -> None:
    """Everybody has answered: clocks that stand for questions stand for them no longer."""
    with transaction.atomic():
        clocks, now = _locked_running(exercise.pk), wall.now_ms()
        if any(clocks.timeline(pk, now).frozen for pk in _meant(clocks, None)):
            _change(clocks, Kind.THAW, None)


def set_speed(exercise: Exercise, by: By, speed: float, team: Team | None = None) -> None:
    """Simulated seconds per second, until the next phase begins."""
    if not SPEEDS[0] <= speed <= SPEEDS[1]:
        raise CannotDo(text("The speed must be between 0.25 and 600."))
    with transaction.atomic():
        clocks = _locked_running(exercise.pk)
        paused = clocks.timeline(_pk(team), wall.now_ms()).paused
        _change(clocks, Kind.SPEED, by, team_id=_pk(team), speed=speed, paused=paused)


Hands = dict[int, float | None]  # by team, 0: the exercise's own; None: the pace's speed


def hands(exercise: Exercise, team: Team | None = None) -> Hands:
    """The speeds that were set by hand and hold still, for one team or for all that run."""
    clocks, now = read(exercise.pk), wall.now_ms()
    return {pk or 0: clocks.timeline(pk, now).by_hand() for pk in _meant(clocks, team)}


def set_hands(exercise: Exercise, by: By, wanted: Hands) -> None:
    """Put back what `hands` said: first the exercise's speed, then those of teams that differ."""
    with transaction.atomic():
        known, now = _locked_running(exercise.pk), wall.now_ms()
        common = wanted.get(0)
        for pk, speed in sorted(wanted.items()):
            if pk and 0 in wanted and speed == common:
                continue
            paused = known.timeline(pk or None, now).paused
            _change(known, Kind.SPEED, by, team_id=pk or None, speed=speed, paused=paused)


def jump(exercise: Exercise, by: By, seconds: int, team: Team | None = None) -> None:
    """Let so many simulated seconds pass at once, in which nobody can do anything.

    Raises CannotDo for a clock that stands. Each team goes on from its own step.
    """
    with transaction.atomic():
        clocks, now = _locked_running(exercise.pk), wall.now_ms()
        lines = {pk: clocks.timeline(pk, now) for pk in _meant(clocks, team)}
        if lines[_pk(team)].stands:
            raise CannotDo(text("The clock stands: resume it first."))
        for pk, to in _jumps(lines, seconds).items():
            _change(clocks, Kind.SKIP, by, team_id=pk, step=min(STEPS, to))


def _jumps(lines: dict[int | None, Timeline], seconds: int) -> dict[int | None, int]:
    """Where each clock goes; one change does for all that stand at one step."""
    moving = {pk: line for pk, line in lines.items() if not line.stands}
    steps = {line.jumped(seconds) for line in moving.values()}
    if None in lines and len(moving) == len(lines) and len(steps) == 1:
        return {None: steps.pop()}
    return {pk: line.jumped(seconds) for pk, line in moving.items() if pk is not None}


def _meant(clocks: Clocks, team: Team | None) -> list[int | None]:
    """The clocks of one team, or the exercise's and those of all its teams that have not ended."""
    if team:
        return [team.pk]
    over = {change.team_id for change in clocks.changes if change.kind == Kind.END}
    teams = Team.objects.filter(exercise=clocks.exercise).exclude(pk__in=over)
    return [None, *teams.values_list("pk", flat=True)]


def _pk(team: Team | None) -> int | None:
    return team.pk if team else None


def skip_aftermath(exercise: Exercise, by: By) -> None:
    """Let the afternoon pass at once. Raises CannotDo while a team is still in its morning."""
    with transaction.atomic():
        clocks = _locked_running(exercise.pk)
        now = wall.now_ms()
        teams = Team.objects.filter(exercise=exercise).values_list("pk", flat=True)
        if any(clocks.of(team, now).phase in ("preopen", "open") for team in teams):
            raise CannotDo(
                text("A team is still in its morning: only the afternoon can be skipped.")
            )
        _change(clocks, Kind.SKIP, by, step=STEPS)


def end(exercise: Exercise, by: By) -> None:
    """Close the exercise where it stands. Ending twice changes nothing."""
    with transaction.atomic():
        clocks = _locked(exercise.pk)
        if clocks.exercise.state == Exercise.State.ENDED:
            return
        _change(clocks, Kind.END, by, paused=True)
        Exercise.objects.filter(pk=exercise.pk).update(state=Exercise.State.ENDED, ended=wall.now())
    exercise.refresh_from_db()


def begin_aftermath(exercise_id: int, team_id: int, step: int) -> None:
    """The team's calm is verified: from here its clock follows the aftermath's pace."""
    with transaction.atomic():
        clocks = _locked(exercise_id)
        if not _has(clocks, Kind.AFTERMATH, team_id):
            _change(clocks, Kind.AFTERMATH, None, team_id=team_id, step=step)


def finish_team(exercise_id: int, team_id: int, by: By = None) -> None:
    """The team's morning is over; with the last team's the exercise ends."""
    with transaction.atomic():
        clocks = _locked(exercise_id)
        if clocks.exercise.state != Exercise.State.RUNNING or _has(clocks, Kind.END, team_id):
            return
        _change(clocks, Kind.END, by, team_id=team_id, paused=True)
        over = {change.team_id for change in clocks.changes if change.kind == Kind.END} | {team_id}
        if Team.objects.filter(exercise_id=exercise_id).exclude(pk__in=over).exists():
            return
        end(clocks.exercise, None)


def _mark_outage(exercise_id: int) -> None:
    with transaction.atomic():
        clocks = _locked(exercise_id)
        if clocks.silent_for(wall.now_ms()) > OUTAGE_MS:
            _change(clocks, Kind.OUTAGE, None, paused=True, wall_ms=clocks.exercise.alive_ms)


def _locked(exercise_id: int) -> Clocks:
    Exercise.objects.select_for_update().get(pk=exercise_id)
    return _fetch([exercise_id])[exercise_id]


def _locked_running(exercise_id: int) -> Clocks:
    clocks = _locked(exercise_id)
    _must(clocks, Exercise.State.RUNNING, text("This exercise is not running."))
    if clocks.silent_for(wall.now_ms()) > OUTAGE_MS:
        _mark_outage(exercise_id)
        return _fetch([exercise_id])[exercise_id]
    return clocks


def _must(clocks: Clocks, state: str, otherwise: Text) -> None:
    if clocks.exercise.state != state:
        raise CannotDo(otherwise)


def _has(clocks: Clocks, kind: str, team_id: int) -> bool:
    return any(change.kind == kind and change.team_id == team_id for change in clocks.changes)


def _change(clocks: Clocks, kind: str, by: By, **fields: Any) -> None:
    """Append an anchor; where no step is given it is the one reached at that moment."""
    at = fields.setdefault("wall_ms", wall.now_ms())
    line = clocks.timeline(fields.get("team_id"), at)
    fields.setdefault("step", line.whole())
    row = ClockChange.objects.create(exercise=clocks.exercise, kind=kind, **fields)
    before = {"step": line.whole(), "speed": line.speed(), "paused": line.paused}
    after = {"step": row.step, "speed": row.speed, "paused": row.paused}
    whose = about(row.team) if row.team else about(clocks.exercise)
    audit(clocks.exercise, by, f"clock.{kind}", Change(before, after, whose))
