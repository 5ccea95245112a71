"""E12: the order system knows parents as filled that SMARS still works on."""

from __future__ import annotations

from typing import TYPE_CHECKING

from game.sim import baskets, orders
from game.sim.clock import OPEN
from game.sim.parts import Args, EvidenceItem
from game.sim.text import Text, text

if TYPE_CHECKING:
    from game.sim.world import World


MINUTE, MANY, CHANCE_MOST = 60, 60, 4


class OpenParents(EvidenceItem):
    """It tells a program and a fault apart, so its ratio makes it class 3 (2 in the design)."""

    key = "e12_parents"
    title = text("Parent orders in the order system")
    klass = 3
    ratio = 20.0
    seats = ("TRD",)

    def lines(self, world: World, args: Args) -> list[Text]:
        return [*_full(world), *_program(world), *_by_feed(world)]

    def speaks(self, world: World, args: Args) -> list[int]:
        again = any(entries > MANY for _, entries in _entries(world))
        return [-1] if again or _full_count(world) else []


def _full_count(world: World) -> int:
    """Parents that are FILLED while the routers themselves go on sending for them."""
    running = orders.loops(world)
    sending = running.parent[~running.resent]
    full = world.state.filled[sending] >= world.scenario.parents.quantity[sending]
    return int(full.sum()) if world.step > OPEN else 0


def _full(world: World) -> list[Text]:
    count = _full_count(world)
    if not count:
        return [text("Every parent that sends children is open here.")]
    return [
        text("{count} parents are FILLED here while children keep leaving for them.", count=count),
        text("No client order explains those children."),
    ]


def _program(world: World) -> list[Text]:
    if not baskets.works(world):
        return []
    return [text("Program desk: {names} parents, all OPEN.", names=baskets.NAMES)]


def _entries(world: World) -> list[tuple[int, int]]:
    """Of each feed: client orders that came more than once in the last minute, and how often.

    One or two are nothing: a client who corrects himself enters his order again.
    """
    running = orders.loops(world)
    names = world.scenario["feeds"]["names"]
    if world.step <= OPEN:
        return [(0, 0) for _ in names]
    rate = running.sent_rate / float(world.scenario["flow"]["children_per_order"])
    found = []
    for feed in range(len(names)):
        mine = running.resent & (running.parent % len(names) == feed)
        chance = int(CHANCE_MOST * world.draws.chance(f"entries/{feed}", world.step // MINUTE))
        again = chance + int(MINUTE * float(rate[mine].sum()))
        found.append((chance + int(mine.sum()), 2 * chance + again))
    return found


def _by_feed(world: World) -> list[Text]:
    return [
        text(
            "{feed}: {orders} client orders came more than once in the last minute, {entries} "
            "entries in all.",
            feed=name,
            orders=count,
            entries=entries,
        )
        for name, (count, entries) in zip(
            world.scenario["feeds"]["names"], _entries(world), strict=True
        )
    ]
