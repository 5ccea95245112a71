"""What the clock itself brings: readings that are kept, a stand-by, the outside cut, the close."""

from __future__ import annotations

from typing import TYPE_CHECKING

from game.sim import alerts, cards, unwind
from game.sim.clock import CUT, OPEN, STEPS, at
from game.sim.scenario import FORMER
from game.sim.text import text

if TYPE_CHECKING:
    from game.sim.world import World

CALM_S = 600  # verified calm after which the morning may move on
UNASKED = text(
    "Nobody has said what becomes of the position. We trade a third of it out over the day and"
    " take bids for the rest. Tell us if you want it otherwise."
)
STAND_BY = text("SMARS-{host} did not answer its monitor: its stand-by host has taken over.")
CUT_OFF = text("The exchange has disconnected the firm. Orders in flight are rejected.")


def strike(world: World) -> None:
    """Do what falls on this second, after everything else of it."""
    _mornings_own(world)
    _keep(world)
    state = world.state
    if state.step == CUT:
        _outside_cut(world)
    if not state.unwind_style and state.step == at(world.scenario["unwind"]["default_from"]):
        _unwind_unasked(world)
    if state.aftermath < 0 and (state.step >= CUT or _calm(world)):
        state.aftermath = state.step
    if state.step == STEPS:
        unwind.close(world)


def _keep(world: World) -> None:
    """Readings of the count of executions that the summary compares with the record."""
    state = world.state
    if state.step == at("09:58:00"):
        state.executions_0958 = state.bad_executions
    if state.step == at("10:00:00"):
        state.executions_1000 = state.bad_executions


def _mornings_own(world: World) -> None:
    """What this morning has in store at its own times."""
    cards.refresh(world)
    late = world.scenario["fleet"]["late"]
    if late and world.step == at(late):
        _stand_by(world)
    if world.step in world.draws.samples:
        _sample(world)


def _stand_by(world: World) -> None:
    """A router's host fails over to its stand-by, which never had the release."""
    host = world.draws.late
    world.fleet.install(host, FORMER)
    world.state.port[host] = 1
    world.fleet.start(host)
    alerts.post(world, "stand_by", text(STAND_BY.id, host=host))


def _sample(world: World) -> None:
    """Look at the belief board, unannounced, and keep the truth of this second beside it."""
    state, board = world.state, world.state.board
    truths = [int(world.mis_executes(host)) for host in range(len(state.port))]
    beliefs = [list(board.get("p", [])), board.get("mechanism", "")]
    state.samples.append([state.step, *beliefs, truths, world.fault])


def _unwind_unasked(world: World) -> None:
    """Without an order the desk trades a part out over the day; it says so if it holds any."""
    unwind.begin(world, "paced")
    if world.state.position.any():
        alerts.post(world, "desk_unwinds", UNASKED)


def _calm(world: World) -> bool:
    """Ten simulated minutes since the team verified that nothing flows."""
    state = world.state
    verified = state.keys.get("verified", -1)
    if verified < 0 or state.runaway_rate or state.step <= OPEN + CALM_S:
        return False
    quiet_since = max(verified, state.flow_stopped, OPEN)
    return state.step - quiet_since >= CALM_S


def _outside_cut(world: World) -> None:
    """At 10:15 the exchange's patience ends: whoever still floods it is cut off."""
    state = world.state
    state.executions_1015 = state.bad_executions
    if state.runaway_rate:
        state.venue, state.cut_off = False, True
        world.changed()
        alerts.post(world, "cut_off", CUT_OFF)
