"""The game: a pure simulation of one team's morning. No Django, no clock, no I/O.

A world is a function of scenario, seed and log. Orders are checked before they are logged:

>>> from game import sim
>>> world = sim.start(sim.load("knight-2012"), seed=1)
>>> isolate = sim.check(world, "isolate", {"router": 8})
>>> log = [sim.Entry(1, sim.at("09:20:00"), "isolate", isolate)]
>>> _ = sim.advance(world, log, sim.at("09:25:00"))
>>> sim.view_for(world, sim.ALL_SEATS).fleet[7].state
'isolated'
>>> _ = sim.advance(world, log, sim.at("09:45:00"))
>>> sim.summary(world)["executions"]
0
>>> sim.check(world, "isolate", {"router": 8})
Traceback (most recent call last):
    ...
game.sim.parts.Refused: SMARS-8 is already isolated.
"""

from __future__ import annotations

from collections.abc import Sequence

from game.sim import actions as _actions
from game.sim import teams as _teams
from game.sim.clock import CUT, OPEN, STEPS, at, reading
from game.sim.draws import seed_text
from game.sim.parts import (
    ALL_SEATS,
    GROUPS,
    Action,
    Args,
    Entry,
    Event,
    Field,
    LateEntry,
    Refused,
    StaleCheckpoint,
)
from game.sim.replay import check, play, replay, start
from game.sim.result import Happened, compared, result, score
from game.sim.scenario import (
    BadScenario,
    Pace,
    Scenario,
    exercise_names,
    load,
    scenario_names,
)
from game.sim.seats import merged, panes_of, view_key
from game.sim.state import ROUTER_STATES, VERSION
from game.sim.summary import summary
from game.sim.text import Text, text
from game.sim.valuation import value
from game.sim.view import FRAME_FIELDS, PANES, Glance, View
from game.sim.visibility import glance, localise, view_for
from game.sim.world import World, restore

ACTIONS: dict[str, Action] = _actions.catalogue()
TEAMS = _teams.catalogue()


def advance(world: World, entries: Sequence[Entry], to_step: int) -> list[Event]:
    """Apply what is due and step on; LateEntry when an unseen entry is already past."""
    return world.advance(entries, to_step)


def dump(world: World) -> bytes:
    """The world's state as bytes, for `restore`."""
    return world.dump()


def state_hash(world: World) -> str:
    """Hash of everything that the next step depends on."""
    return world.hash()


__all__ = [
    "ACTIONS", "ALL_SEATS", "CUT", "FRAME_FIELDS", "GROUPS", "OPEN", "PANES", "ROUTER_STATES",
    "STEPS", "TEAMS", "VERSION", "Action", "Args", "BadScenario", "Entry", "Event", "Field",
    "Glance", "Happened", "LateEntry", "Pace", "Refused", "Scenario", "StaleCheckpoint", "Text",
    "View", "World", "advance", "at", "check", "compared", "dump", "exercise_names", "glance",
    "load", "localise", "merged", "panes_of", "play", "reading", "replay", "restore", "result",
    "scenario_names", "score", "seed_text", "start", "state_hash", "summary", "text", "value",
    "view_for", "view_key",
]  # fmt: skip
