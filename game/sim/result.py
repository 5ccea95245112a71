"""The end of a morning: score, curve, timeline, and what history and sleep would have cost."""

from __future__ import annotations

import functools
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from game.sim import scores, valuation
from game.sim.clock import CUT, OPEN, STEPS
from game.sim.draws import ROUTERS
from game.sim.parts import Entry, ScorePart
from game.sim.replay import play, replay, start
from game.sim.scenario import Scenario
from game.sim.state import VERSION
from game.sim.text import Text, text
from game.sim.visibility import localise
from game.sim.world import World

COMPARED = ("asleep", "knight_2012")


@functools.lru_cache(maxsize=16)
def compared(scenario: Scenario, seed: int | str) -> dict[str, valuation.Loss]:
    """Losses of the scripted teams that every result stands beside, on the same seed."""
    worlds = []
    for team in COMPARED:
        world = start(scenario, seed, taped=True)
        play(world, team)
        worlds.append(world)
    return dict(zip(COMPARED, valuation.value(*worlds), strict=True))


@dataclass(frozen=True)
class Happened:
    """One line of the timeline; lane is world, visible or team."""

    step: int
    lane: str
    text: Text
    actor: str = ""


def result(
    scenario: Scenario, seed: int | str, team: int, entries: Sequence[Entry]
) -> dict[str, Any]:
    """Everything that the result page shows. The morning is played on to 16:00 without orders."""
    world = replay(scenario, seed, team, entries, STEPS)
    loss = valuation.value(world)[0]
    others = compared(scenario, seed)
    return {
        "sim_version": VERSION,
        "state_hash": world.hash(),
        "loss_usd": round(loss.total),
        "loss_se_usd": round(loss.standard_error),
        "loss_intraday_usd": round(loss.intraday),
        "loss_block_usd": round(loss.block),
        "do_nothing": {"loss_usd": round(others["asleep"].total)},
        "history": {"loss_usd": round(others["knight_2012"].total)},
        "curve": curve(loss, others),
        "timeline": timeline(world),
        "score": score(world, loss.total, others["asleep"].total),
    }


def score(world: World, loss_usd: float, do_nothing_usd: float) -> dict[str, Any]:
    """The provisional score of a world at 16:00."""
    played = scores.Played(world, loss_usd, do_nothing_usd)
    parts = scores.score(played)
    return {
        "version": scores.SCORE_VERSION,
        "provisional": True,
        "total": max(0, sum(part.points for part in parts)),
        "max": sum(part.max for part in parts),
        "service": round(played.service, 4),
        "parts": [_part(part) for part in parts],
        "unscored": list(scores.UNSCORED),
    }


def _part(part: ScorePart) -> dict[str, Any]:
    return {
        "key": part.key,
        "title": part.title,
        "value": round(part.value, 4),
        "points": part.points,
        "max": part.max,
        "lines": list(part.lines),
    }


def curve(loss: valuation.Loss, others: dict[str, valuation.Loss]) -> list[dict[str, int]]:
    """Expected loss each minute from 09:30, dollars, positive = lost."""
    lines = {"team": loss, "do_nothing": others["asleep"], "history": others["knight_2012"]}
    rows = []
    for minute in range(len(loss.curve)):
        row = {key: round(line.curve[minute]) for key, line in lines.items()}
        rows.append({"step": OPEN + minute * valuation.MINUTE, **row})
    return rows


def timeline(world: World) -> list[Happened]:
    """What happened in the world, what could be seen, and what the team did, by time."""
    rows = [*_world_lane(world), *_visible_lane(world), *_team_lane(world)]
    return sorted(rows, key=lambda row: row.step)


def _world_lane(world: World) -> list[Happened]:
    state = world.state
    cause = NOT_RESTARTED if world.draws.copied else MISSED
    rows = [Happened(0, "world", _fact(world, cause, host=host)) for host in world.draws.stale]
    for host in range(ROUTERS):
        if state.armed_at[host] >= 0:
            rows.append(
                Happened(int(state.armed_at[host]), "world", _fact(world, ARMED, host=host))
            )
    if state.flow_started >= 0:
        stopped = state.flow_stopped
        if stopped >= 0:
            rows.append(Happened(stopped, "world", text("The unexplained flow has ended.")))
    if state.cut_off:
        rows.append(Happened(CUT, "world", text("The firm was cut off from outside.")))
    return rows


MISSED = text("SMARS-{host} never got the release: it runs the former build.")
NOT_RESTARTED = text(
    "SMARS-{host} has the release on its disk, but nobody restarted it: it runs the former build."
)
ARMED = text("Power Peg runs its first parent order on SMARS-{host}.")


def _fact(world: World, line: Text, host: int) -> Text:
    return localise(world, Text(line.id, {"host": host}))


def _visible_lane(world: World) -> list[Happened]:
    rows = [
        Happened(step, "visible", localise(world, Text.of(subject)))
        for _, step, _, _, _, subject, _ in world.state.messages
    ]
    bnet = world.state.bnet
    if bnet:
        rows.append(Happened(bnet[0][0], "visible", text("The first BNET reject in the mailbox.")))
        count = text("{count} BNET rejects so far.", count=len(bnet))
        rows.append(Happened(bnet[-1][0], "visible", count))
    return rows


def _team_lane(world: World) -> list[Happened]:
    return [
        Happened(step, "team", localise(world, Text.of(row)), actor)
        for step, _, actor, kind, row in world.state.log
        if kind != "ordered"
    ]
