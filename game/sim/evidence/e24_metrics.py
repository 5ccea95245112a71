"""E24: what the hosts are busy with. Most of it has harmless reasons."""

from __future__ import annotations

from typing import TYPE_CHECKING

from game.sim import background
from game.sim.clock import at
from game.sim.parts import Args, EvidenceItem
from game.sim.state import RATE_WINDOW
from game.sim.text import Text, text

if TYPE_CHECKING:
    from game.sim.world import World


KB = 3  # kilobytes that a child order takes on the line, with its answers
MUCH, BURST = 2.0, 90  # times the usual; percent of the processor
ROTATION_S = 3600


class Metrics(EvidenceItem):
    key = "e24_metrics"
    title = text("Host metrics")
    klass = 1
    ratio = 2.5
    hypothesis = "host"
    seats = ("RTR",)

    def lines(self, world: World, args: Args) -> list[Text]:
        return [
            text(
                "SMARS-{host}: out {out} kB/s (usual {usual}), processor {load} %, log disk {disk} "
                "%, clock {clock} ms off",
                host=host,
                out=_out(world, host),
                usual=_usual(world),
                load=_load(world, host),
                disk=_disk(world, host),
                clock=_clock(world, host),
            )
            for host in range(world.routers)
        ]

    def speaks(self, world: World, args: Args) -> list[int]:
        """Hosts that are busier than usual; a disk or a clock sends no orders."""
        return [
            host
            for host in range(world.routers)
            if _out(world, host) > MUCH * _usual(world) or _load(world, host) >= BURST
        ]


def _out(world: World, host: int) -> int:
    return KB * int(world.fleet.rates()[1][host]) // RATE_WINDOW


def _usual(world: World) -> int:
    return max(1, KB * background.usual_rates(world)[1] // (world.routers * RATE_WINDOW))


def rotates_from(world: World) -> int:
    """Step at which a host begins to pack its old logs."""
    return at("08:15:00") + int(4_500 * world.draws.chance("rotation"))


def _load(world: World, host: int) -> int:
    """Percent of the processor: a little for each child, and much for packing logs."""
    if not world.state.online[host]:
        return 1
    since = world.step - rotates_from(world)
    if world.draws.decoys.get("rotation") == host and 0 <= since < ROTATION_S:
        return 93
    return min(88, 8 + int(6 * world.draws.chance("load", host)) + _out(world, host) // 60)


def _disk(world: World, host: int) -> int:
    if world.draws.decoys.get("disk") == host:
        return 85
    return 38 + int(25 * world.draws.chance("disk/usual", host))


def _clock(world: World, host: int) -> int:
    return 4 if world.draws.decoys.get("clock") == host else 0
