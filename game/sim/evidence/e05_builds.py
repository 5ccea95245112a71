"""E05: build id and symbol list of the file on disk."""

from __future__ import annotations

from typing import TYPE_CHECKING

from game.sim import evidence
from game.sim.parts import Args, EvidenceItem
from game.sim.text import Text, text

if TYPE_CHECKING:
    from game.sim.world import World


PRESENT, ABSENT = text("present"), text("absent")


class Builds(EvidenceItem):
    key = "e05_builds"
    title = text("Build manifests")
    klass = 3
    ratio = 20.0
    hypothesis = "host"
    seats = ("RTR", "CHG")

    def lines(self, world: World, args: Args) -> list[Text]:
        builds, disk = world.scenario.builds, world.state.disk
        return [
            text(
                "SMARS-{host}: {build}, routine PowerPeg {present}",
                host=host,
                build=builds[int(disk[host])].name,
                present=PRESENT if builds[int(disk[host])].power_peg else ABSENT,
            )
            for host in evidence.hosts_of(world, args)
        ]

    def speaks(self, world: World, args: Args) -> list[int]:
        """Hosts whose file is not the release that the change ticket names."""
        return [host for host in evidence.hosts_of(world, args) if world.state.disk[host]]
