"""E08: a tick is not a copy. The ticket shows that nobody checked."""

from __future__ import annotations

from typing import TYPE_CHECKING

from game.sim.parts import Args, EvidenceItem
from game.sim.text import Text, text

if TYPE_CHECKING:
    from game.sim.world import World


class Ticket(EvidenceItem):
    key = "e08_ticket"
    title = text("Change ticket and copy log")
    klass = 2
    ratio = 5.5
    hypothesis = "host"
    seats = ("CHG",)
    suffices = False

    def lines(self, world: World, args: Args) -> list[Text]:
        blank = _blank(world)
        ticked = [host for host in range(world.routers) if host not in blank]
        return [
            text(
                "Change CHG-20727: {build} for RLP, copied in stages from 27 July, some hosts a "
                "day.",
                build=world.scenario.builds[0].name,
            ),
            text("Copied by one technician. Second signature: none. Checksums: not recorded."),
            text("The copy log of 30 July ends without a closing line."),
            text("Ticked as copied: {hosts}.", hosts=ticked),
            text("Not ticked: {hosts}.", hosts=blank) if blank else ALL,
        ]

    def speaks(self, world: World, args: Args) -> list[int]:
        return _blank(world)


ALL = text("Not ticked: none.")


def _blank(world: World) -> list[int]:
    """Hosts without a tick: those that were missed, and one where the tick alone was."""
    draws = world.draws
    missed = set() if draws.copied else set(draws.stale)
    return sorted(missed | {draws.decoys[kind] for kind in ("ticket",) if kind in draws.decoys})
