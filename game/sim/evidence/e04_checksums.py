"""E04: the SMARS binary on each host's disk. On disk is not in memory."""

from __future__ import annotations

import collections
import hashlib
from typing import TYPE_CHECKING, Any

from game.sim import evidence
from game.sim.parts import Args, EvidenceItem
from game.sim.text import Text, text

if TYPE_CHECKING:
    from game.sim.world import World


SIZES = (4_811_776, 4_767_744, 4_790_272)
MODIFIED = ("30 July 2012", "4 November 2011", "4 November 2011")


class Checksums(EvidenceItem):
    key = "e04_checksums"
    title = text("Checksums on disk")
    klass = 3
    ratio = 20.0
    hypothesis = "host"
    seats = ("RTR",)

    def lines(self, world: World, args: Args) -> list[Text]:
        return [
            text(
                "SMARS-{host}: sha256 {sum}…, {bytes} bytes, of {day}",
                host=host,
                sum=_checksum(world, host),
                bytes=SIZES[int(world.state.disk[host]) % len(SIZES)],
                day=_day(world, host),
            )
            for host in evidence.hosts_of(world, args)
        ]

    def speaks(self, world: World, args: Args) -> list[int]:
        """Hosts whose sum is not that of most hosts looked at so far: nobody wrote down the
        right one."""
        seen = _seen(world) | {
            host: _checksum(world, host) for host in evidence.hosts_of(world, args)
        }
        common, many = collections.Counter(seen.values()).most_common(1)[0]
        if 2 * many <= len(seen):
            return []
        return [host for host in evidence.hosts_of(world, args) if seen[host] != common]


def _day(world: World, host: int) -> str:
    build = int(world.state.disk[host])
    return world.scenario.builds[build].dated or MODIFIED[build % len(MODIFIED)]


def _checksum(world: World, host: int) -> str:
    """First digits of the sum. A host where the release was built once more has another one."""
    build = int(world.state.disk[host])
    again = build == 0 and world.draws.decoys.get("hash") == host
    name = world.scenario.builds[build].name + (", built again" if again else "")
    return hashlib.sha256(name.encode()).hexdigest()[:12]


def _seen(world: World) -> dict[int, str]:
    """Sums that the team has in its notes."""
    kept = [look for key, look in world.state.opened.items() if key.startswith("e04_checksums")]
    lines = [Text.of(row) for look in sorted(kept, key=_when) for row in look[2]]
    return {int(str(line.params["host"])): str(line.params["sum"]) for line in lines}


def _when(look: list[Any]) -> int:
    return int(look[1])
