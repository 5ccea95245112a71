"""Checksum of the binary on disk, one host."""

from __future__ import annotations

from typing import TYPE_CHECKING

from game.sim import evidence
from game.sim.parts import Action, Args, Entry, Field
from game.sim.text import text

if TYPE_CHECKING:
    from game.sim.world import World


class CheckHash(Action):
    name = "check_hash"
    title = text("Read the checksum on one host")
    help = text("Checksum, size and date of the SMARS binary on the disk of one host.")
    group = "observe"
    fields = (Field("router", "router", text("Router")),)
    seats = ("RTR",)
    latency_s = 30

    def effect(self, world: World, args: Args, entry: Entry) -> None:
        evidence.open_item(world, "e04_checksums", args)
