"""E04: the SMARS binary on each host's disk. On disk is not in memory."""

from __future__ import annotations

from typing import TYPE_CHECKING

from game.sim.parts import Args, EvidenceItem
from game.sim.text import Text, text

if TYPE_CHECKING:
    from game.sim.world import World


import hashlib

SIZES = (4_811_776, 4_767_744, 4_790_272)


def _checksum(build: str) -> str:
    return hashlib.sha256(build.encode()).hexdigest()[:12]


class Checksums(EvidenceItem):
    key = "e04_checksums"
    title = text("Checksums on disk")
    klass = 3
    seats = ("RTR",)

    def lines(self, world: World, args: Args) -> list[Text]:

        return [
            text(
                "SMARS-{host}: sha256 {sum}…, {bytes} bytes",
                host=host,
                sum=_checksum(world.scenario.builds[int(build)].name),
                bytes=SIZES[int(build) % len(SIZES)],
            )
            for host, build in enumerate(world.state.disk)
        ]
