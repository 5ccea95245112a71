"""E06: a process older than its file runs the older code."""

from __future__ import annotations

from typing import TYPE_CHECKING

from game.sim.clock import reading
from game.sim.parts import Args, EvidenceItem
from game.sim.text import Text, text

if TYPE_CHECKING:
    from game.sim.world import World


BEFORE, NOTHING = text("before the shift"), text("nothing, the process is stopped")


class Processes(EvidenceItem):
    key = "e06_processes"
    title = text("Processes and what they have in memory")
    klass = 3

    def lines(self, world: World, args: Args) -> list[Text]:

        state = world.state
        return [
            text(
                "SMARS-{host}: started {when}, in memory {build}",
                host=host,
                when=reading(int(started)) if started >= 0 else BEFORE,
                build=world.scenario.builds[int(build)].name if online else NOTHING,
            )
            for host, (started, build, online) in enumerate(
                zip(state.started, state.running, state.online, strict=True)
            )
        ]
