"""The game: a pure simulation of one team's morning. No Django, no clock, no I/O."""

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
from game.sim.scenario import BadScenario, Pace, Scenario, load, scenario_names
from game.sim.state import ROUTER_STATES, VERSION
from game.sim.summary import summary
from game.sim.text import Text, text
from game.sim.valuation import value
from game.sim.visibility import FRAME_FIELDS, PANES, Glance, View, glance, localise, view_for
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
    "ACTIONS", "ALL_SEATS", "CUT", "FRAME_FIELDS", "GROUPS", "OPEN", "PANES", "ROUTER_STATES", "STEPS",
    "TEAMS", "VERSION", "Action", "Args", "BadScenario", "Entry", "Event", "Field", "Glance", "LateEntry",
    "Pace", "Refused", "Scenario", "StaleCheckpoint", "Text", "View", "World", "advance", "at", "check",
    "dump", "glance", "load", "localise", "play", "reading", "replay", "restore", "scenario_names",
    "seed_text", "start", "state_hash", "summary", "text", "value", "view_for",
]  # fmt: skip
