"""A dry run: what would come when, to a scripted team on a practice morning of other draws.

Nothing of the exercise's own morning is told by it.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from game import sim
from game.models import Exercise, OwnInject
from game.runtime import entering, injecting, own
from game.runtime.entering import BY_HAND, Waiting
from game.sim import injects
from game.sim.clock import CUT
from game.sim.replay import play_on

TEAM = "competent"


@dataclass(frozen=True)
class Rehearsal:
    """The lines of the list, and the facilitator's own, with what became of them."""

    listed: list[injecting.Row]
    own: list[own.Row]


def dry_run(exercise: Exercise) -> Rehearsal:
    """Play it up to the cut. It takes some seconds."""
    world = injecting.practice(exercise)
    mine = list(OwnInject.objects.filter(exercise=exercise))
    sent = _played(world, {one.mark: one for one in mine})
    listed = injecting.rows_of([(None, injects.table(world))])
    told = [own.told(world, None, one, one.number if one.mark in sent else None) for one in mine]
    return Rehearsal(listed, [own.Row(*pair) for pair in zip(mine, ((one,) for one in told),
                                                             strict=True)])  # fmt: skip


def _played(world: sim.World, mine: dict[str, OwnInject]) -> set[str]:
    """The marks of those that were sent, whichever teams they are for."""
    player, entries = sim.TEAMS[TEAM](world.scenario), list[sim.Entry]()
    waits = tuple(Waiting(mark, one.trigger, ()) for mark, one in mine.items())
    while world.step < CUT:
        for one in entering.due(world, waits):
            order = _order(mine[one.mark])
            entries.append(
                sim.Entry(len(entries) + 1, world.step + 1, "inject", order, seats=BY_HAND)
            )
            waits = tuple(other for other in waits if other != one)
        play_on(world, player, entries, min(CUT, entering.edge(waits, world.step)))
    return set(mine) - {one.mark for one in waits}


def _order(inject: OwnInject) -> dict[str, Any]:
    """The order as a log has it; its number stands for its words."""
    return entering.how(inject) | {"what": injects.ADHOC, "do": "fire", "words": inject.number}
