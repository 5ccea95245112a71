"""One snapshot of a board: the same for everybody who looks at it, computed in one place.

Hiding and freezing happen here and nowhere else: what a board must not show is not in it.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from django.conf import settings
from django.db.models import Count, Q

from game import clock as wall
from game.models import Board, Exercise, Result, Team
from game.runtime import awards, boards, clocks, planned
from game.runtime.boards import SAMPLE_S, Kept
from game.runtime.overview import HERE_S

State = Exercise.State
Row = dict[str, Any]
BRACKETS = ("bots", "solo", "small", "full")  # in this order on the board
MOST_CURVES = 24
LATE = 10**6  # later than every step
MOMENT_STEPS = 600  # for how long something that was said is news


@dataclass(frozen=True)
class Standing:
    """A team on the board: its place in the exercise, its people, what was seen of it."""

    team: Team
    people: int
    pnl_cents: int | None
    declared: int | None
    claimed: int | None
    over: bool
    curve: tuple[tuple[int, int], ...]
    news: dict[str, int]  # public injects: when they came

    @property
    def bracket(self) -> str:
        return bracket(self.people)

    @property
    def key(self) -> tuple[int, int]:
        """By what was said: contained before declared, the earlier the better.

        Not by the P&L: what a desk buys by mistake lifts the prices at which PMON marks it, so
        the worst flood may look like the best morning.
        """
        return (
            LATE if self.claimed is None else self.claimed,
            LATE if self.declared is None else self.declared,
        )


def bracket(people: int) -> str:
    """Teams are compared with teams of their size."""
    if people == 0:
        return "bots"
    if people == 1:
        return "solo"
    return "small" if people < 4 else "full"


def snapshot(board: Board) -> Row:
    """What the board shows now. Before the reveal: only what the room may know."""
    exercise = Exercise.objects.get(pk=board.exercise_id)
    base: Row = {"t": "board", "state": exercise.state, "name": exercise.name}
    teams = _teams(exercise)
    if not exercise.has_begun:
        return base | _lobby(exercise, teams)
    if board.hidden:
        return base | {"hidden": True}
    teams = [team for team in teams if _plays(team)]
    if board.revealed is not None and exercise.state == State.ENDED:
        return base | _reveal(exercise, teams, board.revealed)
    return base | _live(board, teams)


def beat(board: Board) -> Row:
    """The clock of the exercise; a frozen or hidden board has it too."""
    clock = clocks.clock_of(board.exercise_id)
    return {
        "t": "beat",
        "step": clock.step,
        "speed": clock.speed,
        "paused": clock.paused,
        "state": clock.state,
        "now_ms": wall.now_ms(),
    }


def _teams(exercise: Exercise) -> list[Team]:
    present = Count("participant", filter=Q(participant__removed=False), distinct=True)
    bots = Count("bot", filter=Q(bot__active=True, bot__covers=None), distinct=True)
    since = wall.now() - timedelta(seconds=HERE_S)
    seen = Q(participant__removed=False, participant__last_seen__gt=since)
    here = Count("participant", filter=seen, distinct=True)
    counts = {"people": present, "bots": bots, "here": here}
    return list(exercise.team_set.annotate(**counts).order_by("index"))


def _size(team: Team) -> int:
    return int(getattr(team, "people", 0))


def _plays(team: Team) -> bool:
    """Somebody sits there, or bots do: an empty desk has no place."""
    return bool(_size(team) or getattr(team, "bots", 0))


def places(exercise: Exercise) -> int:
    """How many there are to reveal."""
    return sum(1 for team in _teams(exercise) if _plays(team))


def _lobby(exercise: Exercise, teams: Sequence[Team]) -> Row:
    rows = [
        {
            "name": team.name,
            "people": _size(team),
            "here": int(getattr(team, "here", 0)),
            "bots": bool(getattr(team, "bots", 0)),
        }
        for team in teams
    ]
    ready = sum(1 for row in rows if row["here"] or row["bots"])
    shut = exercise.locked or exercise.state == State.DRAFT or planned.is_early(exercise)
    return {
        **_planned(exercise),
        "code": "" if shut else exercise.code,
        "site": settings.PUBLIC_URL.split("://")[-1],
        "teams": rows,
        "ready": ready,
        "people": sum(row["people"] for row in rows),
    }


def _planned(exercise: Exercise) -> Row:
    """When its door opens and when it starts, as milliseconds; null: open, or nobody has said."""
    plan = planned.plan_of(exercise)
    opens = plan.opens if plan else None
    starts = plan.start if plan and not plan.missed else None
    times = {"opens_ms": opens, "starts_ms": starts}
    return {name: when and round(1000 * when.timestamp()) for name, when in times.items()}


# While it runs


def _live(board: Board, teams: Sequence[Team]) -> Row:
    kept = boards.kept_of(board.exercise_id)
    standings = [_standing(team, kept, _frozen(board, team)) for team in teams]
    ranked = sorted(standings, key=lambda one: (*one.key, one.team.index))
    return {
        "frozen": board.frozen_step,
        "brackets": [
            {"bracket": name, "rows": _ranked([one for one in ranked if one.bracket == name])}
            for name in BRACKETS
            if any(one.bracket == name for one in ranked)
        ],
        "curves": [_curve(one) for one in ranked[:MOST_CURVES] if one.curve],
        "moments": _moments(standings),
    }


def _frozen(board: Board, team: Team) -> int | None:
    """The step after which nothing of this team is shown; None: all is."""
    if board.frozen_step is None:
        return None
    return int(board.frozen_steps.get(str(team.pk), board.frozen_step))


def _standing(team: Team, kept: Kept, frozen: int | None) -> Standing:
    step, pnl, declared, claimed, over, *rest = json.loads(
        kept.get(f"now:{team.pk}", "[0, null, null, null, false, []]")
    )
    curve, news = _points(team.pk, kept, frozen), dict(rest[0] if rest else [])
    if frozen is not None:
        pnl = curve[-1][1] if curve else (0 if pnl is not None else None)
        declared, claimed = _until(declared, frozen), _until(claimed, frozen)
        news = {name: at for name, at in news.items() if at <= frozen}
        over = over and step <= frozen
    return Standing(team, _size(team), pnl, declared, claimed, bool(over), tuple(curve), news)


def _points(team_id: int, kept: Kept, frozen: int | None) -> list[tuple[int, int]]:
    start = f"at:{team_id}:"
    found = {int(key[len(start) :]): int(kept[key]) for key in kept if key.startswith(start)}
    last = float("inf") if frozen is None else frozen
    return sorted((m * SAMPLE_S, pnl) for m, pnl in found.items() if (m + 1) * SAMPLE_S <= last)


def curves(exercise_id: int) -> dict[int, list[tuple[int, int]]]:
    """Each team's P&L as PMON marked it, a point (step, cents) a minute, by the team's id."""
    kept = boards.kept_of(exercise_id)
    teams = {int(key.split(":")[1]) for key in kept if key.startswith("at:")}
    return {pk: _points(pk, kept, None) for pk in teams}


def _until(step: int | None, last: int) -> int | None:
    return step if step is not None and step <= last else None


def _ranked(standings: Sequence[Standing]) -> list[Row]:
    """Rows with their places; equals share one, and who has said nothing has none."""
    keys = [one.key for one in standings]
    return [
        {
            "rank": keys.index(one.key) + 1 if one.key < (LATE, LATE) else None,
            "n": one.team.index,
            "name": one.team.name,
            "pnl": one.pnl_cents,
            "declared": one.declared,
            "claimed": one.claimed,
            "over": one.over,
        }
        for one in standings
    ]


def _curve(one: Standing) -> Row:
    return {"n": one.team.index, "name": one.team.name, "points": one.curve}


def _moments(standings: Sequence[Standing]) -> list[Row]:
    """What teams have said aloud and what was published, the newest last."""
    said = [
        {"what": what, "n": one.team.index, "name": one.team.name, "step": step}
        for one in standings
        for what, step in (("declared", one.declared), ("claimed", one.claimed))
        if step is not None
    ]
    said += _headlines(standings)
    newest = max((row["step"] for row in said), default=0)
    fresh = [row for row in said if row["step"] >= newest - MOMENT_STEPS]
    return sorted(fresh, key=lambda row: (row["step"], row["n"]))


def _headlines(standings: Iterable[Standing]) -> list[Row]:
    """Each public inject once for the whole room, when the first team had it; `name`: which."""
    first: dict[str, int] = {}
    for one in standings:
        for name, step in one.news.items():
            first[name] = min(step, first.get(name, step))
    return [{"what": "news", "n": -1, "name": name, "step": at} for name, at in first.items()]


# The reveal


def _reveal(exercise: Exercise, teams: Sequence[Team], shown: int) -> Row:
    """Places from the last to the first, bracket by bracket; the room's sums with the last one."""
    bodies = {row.team_id: row.body for row in Result.objects.filter(team__in=teams)}
    given = awards.sums(exercise)
    order = [row for name in BRACKETS for row in _places(name, teams, bodies, given)]
    whole = shown >= len(order)
    return {
        "places": order[:shown],
        "left": len(order) - min(shown, len(order)),
        "room": _sums(list(bodies.values())) if whole and bodies else None,
    }


def _places(
    name: str, teams: Sequence[Team], bodies: dict[int, Row], given: dict[int, int]
) -> list[Row]:
    mine = [team for team in teams if bracket(_size(team)) == name and team.pk in bodies]
    scores = {team.pk: bodies[team.pk]["score"] for team in mine}
    key_of = {pk: awards.placed(score["rank"], given.get(pk, 0)) for pk, score in scores.items()}
    keys = sorted(key_of.values())
    rows = [
        {
            "bracket": name,
            "rank": keys.index(key_of[team.pk]) + 1,
            "n": team.index,
            "name": team.name,
            "total": scores[team.pk]["total"],
            "award": given.get(team.pk, 0),
            "loss_usd": bodies[team.pk]["loss_usd"],
        }
        for team in mine
    ]
    return sorted(rows, key=lambda row: (-row["rank"], -row["n"]))


def _sums(bodies: Sequence[Row]) -> Row:
    """What all teams lost together, beside nobody's and the best that the evidence allowed."""
    return {
        "teams": sum(body["loss_usd"] for body in bodies),
        "nothing": sum(body["do_nothing"]["loss_usd"] for body in bodies),
        "oracle": sum(body["oracle"]["loss_usd"] for body in bodies),
    }
