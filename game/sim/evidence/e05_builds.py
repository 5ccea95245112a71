"""E05: build id and symbol list of the file on disk."""

from __future__ import annotations

from typing import TYPE_CHECKING

from game.sim.parts import Args, EvidenceItem
from game.sim.text import Text, text

if TYPE_CHECKING:
    from game.sim.world import World


PRESENT, ABSENT = text("present"), text("absent")


class Builds(EvidenceItem):
    key = "e05_builds"
    title = text("Build manifests")
    klass = 3
    seats = ("RTR", "CHG")

    def lines(self, world: World, args: Args) -> list[Text]:

        return [
            text(
                "SMARS-{host}: {build}, routine PowerPeg {present}",
                host=host,
                build=world.scenario.builds[int(build)].name,
                present=PRESENT if world.scenario.builds[int(build)].power_peg else ABSENT,
            )
            for host, build in enumerate(world.state.disk)
        ]
