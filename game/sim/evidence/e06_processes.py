"""E06: a process older than its file runs the older code."""

from __future__ import annotations

from typing import TYPE_CHECKING

from game.sim.clock import reading
from game.sim.parts import Args, EvidenceItem
from game.sim.text import Text, text

if TYPE_CHECKING:
    from game.sim.world import World


BEFORE = text("before the shift")


class Processes(EvidenceItem):
    key = "e06_processes"
    title = text("Processes and what they have in memory")
    klass = 3
    seats = ("RTR",)

    def lines(self, world: World, args: Args) -> list[Text]:
        return [_process(world, host) for host in range(len(world.state.online))]


def _process(world: World, host: int) -> Text:
    state = world.state
    if not state.online[host]:
        return text("SMARS-{host}: no process", host=host)
    started = int(state.started[host])
    return text(
        "SMARS-{host}: started {when}, in memory {build}",
        host=host,
        when=reading(started) if started >= 0 else BEFORE,
        build=world.scenario.builds[int(state.running[host])].name,
    )
