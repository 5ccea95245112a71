"""Run as a program: the hash of a fixed run, and the CPU features that numpy uses here."""

from __future__ import annotations

import json
import sys

import numpy as np

from game import sim

SEED = "0f1e2d3c4b5a69788796a5b4c3d2e1f0"
UNTIL = "09:52:00"


def log() -> list[sim.Entry]:
    """A morning with everything in it: roll-back, restart, isolation, purge, a declaration."""
    orders = [
        ("08:20:00", "open_mail", {"group": "bnet"}),
        ("08:21:00", "read_header", {"group": "bnet"}),
        ("09:00:00", "sweep_builds", {}),
        ("09:31:00", "declare", {"severity": "firm", "cited": ["e05_builds", "e01_rejects"]}),
        ("09:31:10", "rollback", {"routers": [0, 1, 2, 4]}),
        ("09:36:00", "restart", {"router": 5}),
        ("09:37:00", "isolate", {"router": 3}),
        ("09:38:00", "purge", {"routers": [6, 7]}),
        ("09:40:00", "isolate", {"router": 3}),
        ("09:41:00", "enable_ratio", {}),
        ("09:43:00", "disconnect_venue", {}),
        ("09:46:00", "reconnect_venue", {}),
        ("09:50:00", "unwind", {"style": "aggressive"}),
    ]
    return [
        sim.Entry(seq, sim.at(when), action, args)
        for seq, (when, action, args) in enumerate(orders, start=1)
    ]


def run() -> sim.World:
    """The world at the end."""
    return sim.replay(sim.load("knight-shuffled"), SEED, 1, log(), sim.at(UNTIL))


def features() -> list[str]:
    """Features that numpy would dispatch on and that are switched on in this process."""
    core = np._core._multiarray_umath
    return [name for name in core.__cpu_dispatch__ if core.__cpu_features__.get(name)]


if __name__ == "__main__":
    world = run()
    loss = sim.value(world)[0].total
    found = {
        "hash": sim.state_hash(world),
        "loss": loss.hex(),
        "features": features(),
        "python": list(sys.version_info[:2]),
    }
    print(json.dumps(found))
