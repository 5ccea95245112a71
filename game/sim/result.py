"""The end of a morning: score, curve, timeline, and what history and sleep would have cost."""

from __future__ import annotations

import functools
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from game.sim import afternoon, scores, valuation
from game.sim.believed import beliefs
from game.sim.clock import CUT, OPEN, STEPS
from game.sim.fleet import SERVICE_TO
from game.sim.parts import Deduction, Entry, ScorePart
from game.sim.replay import play, replay, start
from game.sim.scenario import Scenario
from game.sim.state import VERSION
from game.sim.text import Text, text
from game.sim.visibility import localise
from game.sim.world import World

COMPARED = ("asleep", "knight_2012", "oracle")


@dataclass(frozen=True)
class Beside:
    """A scripted team's morning that a result stands beside."""

    loss: valuation.Loss
    total: int  # points, signed


@functools.lru_cache(maxsize=16)
def compared(scenario: Scenario, seed: int | str) -> dict[str, Beside]:
    """The scripted teams that every result stands beside, on the same seed."""
    worlds = {}
    for team in COMPARED:
        worlds[team] = start(scenario, seed, taped=True)
        play(worlds[team], team)
    losses = dict(zip(COMPARED, valuation.value(*worlds.values()), strict=True))
    nothing = losses["asleep"].total
    totals = {team: score(world, losses[team].total, nothing) for team, world in worlds.items()}
    return {team: Beside(losses[team], totals[team]["signed"]) for team in COMPARED}


@functools.lru_cache(maxsize=64)
def oracle_served(scenario: Scenario, seed: str) -> float:
    """Part of the clients' business that a team which is told the truth serves on this seed."""
    world = World(scenario, seed, 0)
    play(world, "oracle", SERVICE_TO)
    return scores.Played(world, 0.0, 0.0).served


@dataclass(frozen=True)
class Happened:
    """One line of the timeline; lane is world, visible or team."""

    step: int
    lane: str
    text: Text
    actor: str = ""
    seq: int = 0  # of the order in the team's log
    kind: str = ""


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
        "do_nothing": _beside(others["asleep"]),
        "history": _beside(others["knight_2012"]),
        "oracle": _beside(others["oracle"]),
        "curve": curve(loss, {team: other.loss for team, other in others.items()}),
        "beliefs": beliefs(world, entries),
        "timeline": timeline(world),
        "score": score(world, loss.total, others["asleep"].loss.total),
    }


@functools.lru_cache(maxsize=16)
def _do_nothing_usd(scenario: Scenario, seed: int | str) -> float:
    """What the same seed costs a team that does nothing."""
    world = start(scenario, seed, taped=True)
    play(world, COMPARED[0], afternoon.SETTLED)
    if afternoon.at_rest(world):
        afternoon.close(world)
    else:
        world.advance([], STEPS)
    return valuation.mean_loss(world)


def standing(world: World) -> dict[str, Any]:
    """The score of a taped world at 16:00, as `result` has it but for the strides of the afternoon.

    Of a log that is played on without orders it says how things stand: while nobody orders
    anything it stays as it is.
    """
    return score(world, valuation.mean_loss(world), _do_nothing_usd(world.scenario, world.seed))


def _beside(other: Beside) -> dict[str, int]:
    return {"loss_usd": round(other.loss.total), "total": other.total}


def score(
    world: World, loss_usd: float, do_nothing_usd: float, served: float | None = None
) -> dict[str, Any]:
    """The score of a world at 16:00: a function of its log and its truth, of nothing else.

    `served` is the oracle's service for whoever has let it play already.
    """
    served = oracle_served(world.scenario, world.seed) if served is None else served
    played = scores.Played(world, loss_usd, do_nothing_usd, served)
    parts = scores.score(played)
    hints = scores.hint_deductions(played)
    signed = sum(part.points for part in parts) - sum(hint.points for hint in hints)
    return {
        "version": scores.SCORE_VERSION,
        "total": max(0, signed),
        "signed": signed,
        "max": sum(part.max for part in parts),
        "standard_error": scores.STANDARD_ERROR,
        "quiet": world.no_fault,
        "service": round(played.service, 4),
        "verified": played.verified if played.verified < scores.NEVER else None,
        "hints": played.hints,
        "rank": list(scores.rank_key(signed, played, _points(parts, "G"))),
        "parts": [_part(part) for part in parts],
        "waterfall": waterfall(parts, hints),
    }


def waterfall(parts: Sequence[ScorePart], hints: Sequence[Deduction]) -> list[dict[str, Any]]:
    """Every loss of points from 1000 down, with what is left after it; may end below zero."""
    falls = [(part.key, fall) for part in parts for fall in part.deductions]
    falls += [("H", hint) for hint in hints]
    left, rows = scores.FULL, []
    for key, fall in falls:
        left -= fall.points
        rows.append({"part": key, "left": left, **_deduction(fall)})
    return rows


def _points(parts: Sequence[ScorePart], key: str) -> int:
    return sum(part.points for part in parts if part.key == key)


def _part(part: ScorePart) -> dict[str, Any]:
    return {
        "key": part.key,
        "title": part.title,
        "value": round(part.value, 4),
        "points": part.points,
        "max": part.max,
        "lines": list(part.lines),
        "deductions": [_deduction(row) for row in part.deductions],
    }


def _deduction(row: Deduction) -> dict[str, Any]:
    return {"points": row.points, "text": row.text, "seq": row.seq, "step": row.step}


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
    if world.fault in ELSEWHERE:
        rows.append(Happened(0, "world", ELSEWHERE[world.fault]))
    line = LEAKS if world.fault == "new_build" else ARMED
    for host in range(world.routers):
        if state.armed_at[host] >= 0:
            fact = _fact(world, line, host=host)
            rows.append(Happened(int(state.armed_at[host]), "world", fact))
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
ELSEWHERE = {
    "new_build": text("The new release sends children for orders that are full, on every router."),
    "upstream": text("An upstream feed sends the same orders again and again."),
    "test_data": text("A feed carries test data as if they were orders."),
    "false_position": text("The drop copy reports fills twice; account 33 books what nobody has."),
    "none": text("Nothing is wrong with routers, feeds or books."),
}
ARMED = text("Power Peg runs its first parent order on SMARS-{host}.")
LEAKS = text("The release sends on for its first parent order on SMARS-{host}.")


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
        Happened(step, "team", localise(world, Text.of(row)), actor, seq, kind)
        for step, seq, actor, kind, row in world.state.log
        if kind != "ordered"
    ]
