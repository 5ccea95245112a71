"""E06: a process older than its file runs the older code."""

from __future__ import annotations

from typing import TYPE_CHECKING

from game.sim import evidence
from game.sim.clock import reading
from game.sim.parts import Args, EvidenceItem
from game.sim.text import Text, text

if TYPE_CHECKING:
    from game.sim.world import World


AFTER_COPY, BEFORE_COPY = text("on 31 July"), text("on 25 July")


class Processes(EvidenceItem):
    key = "e06_processes"
    title = text("Processes and what they have in memory")
    klass = 3
    ratio = 20.0
    hypothesis = "host"
    seats = ("RTR",)

    def lines(self, world: World, args: Args) -> list[Text]:
        return [_process(world, host) for host in evidence.hosts_of(world, args)]

    def speaks(self, world: World, args: Args) -> list[int]:
        """Hosts that run something else than the release that the change ticket names."""
        state = world.state
        return [
            host
            for host in evidence.hosts_of(world, args)
            if state.online[host] and state.running[host]
        ]


def _process(world: World, host: int) -> Text:
    state = world.state
    if not state.online[host]:
        return text("SMARS-{host}: no process", host=host)
    return text(
        "SMARS-{host}: started {when}, in memory {build}",
        host=host,
        when=_started(world, host),
        build=world.scenario.builds[int(state.running[host])].name,
    )


def _started(world: World, host: int) -> Text | str:
    """All were restarted on the eve, but for those that kept what they had in memory."""
    started = int(world.state.started[host])
    if started >= 0:
        return reading(started)
    return BEFORE_COPY if world.state.running[host] != world.state.disk[host] else AFTER_COPY
