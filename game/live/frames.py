"""What goes over a socket: JSON text, language-free, encoded once."""

from __future__ import annotations

from typing import Any

import orjson
from django.conf import settings

from game import sim
from game.runtime import Clock, Moved, freezing
from game.runtime.deals import Holdings


def frame(moved: Moved, key: str) -> dict[str, Any]:
    """The whole of a view's fast numbers. Its identity is (seq, step)."""
    clock, glance = moved.clock, moved.glances[key]
    panes = dict(glance.panes)
    panes["log"] = panes.get("log", 0) + moved.seen  # notes are rows too
    return {
        "t": "frame",
        "team": moved.team_id,
        "seq": moved.applied_seq,
        "step": moved.step,
        "wall": clock.wall_ms,
        "speed": clock.speed,
        "paused": clock.paused,
        "phase": glance.phase,
        "epoch": clock.epoch,
        "n": list(glance.numbers),
        "p": panes,
    }


def under_cover(message: dict[str, Any]) -> dict[str, Any]:
    """A frame as a program gets it: while everybody answers from memory, without its numbers."""
    if not freezing.is_covered(message["p"]):
        return message
    panes = {freezing.PROBE: message["p"][freezing.PROBE]}
    return message | {"n": list(freezing.blank(message["n"])), "p": panes}


def beat(clock: Clock) -> dict[str, Any]:
    """Sent each second, in the lobby and in a pause too."""
    return {
        "t": "beat",
        "wall": clock.wall_ms,
        "step": clock.step,
        "speed": clock.speed,
        "paused": clock.paused,
        "reason": clock.reason,
        "state": clock.state,
        "epoch": clock.epoch,
        "process": settings.PROCESS,
    }


def holders(held: Holdings) -> dict[str, Any]:
    """Tells sockets, not browsers, which view each person of a team has now."""
    keys = {str(person): sim.view_key(those) for person, those in held.items()}
    return {"t": "seats", "keys": keys}


def go(to: str) -> dict[str, Any]:
    """Tells a page to move on."""
    return {"t": "go", "to": to}


def encode(message: dict[str, Any]) -> str:
    return orjson.dumps(message).decode()
