"""Checksums of the binary on disk, all hosts."""

from __future__ import annotations

from typing import TYPE_CHECKING

from game.sim import evidence
from game.sim.parts import Action, Args, Entry
from game.sim.text import text

if TYPE_CHECKING:
    from game.sim.world import World


class SweepHashes(Action):
    name = "sweep_hashes"
    title = text("Compare checksums on all hosts")
    help = text("Checksum and size of the SMARS binary on the disk of each host.")
    group = "observe"
    seats = ("RTR",)
    latency_s = 90

    def effect(self, world: World, args: Args, entry: Entry) -> None:
        evidence.open_item(world, "e04_checksums", args)
