"""The lines from upstream: how often they were started again, and what they carry."""

from __future__ import annotations

from typing import TYPE_CHECKING

from game.sim import background
from game.sim.clock import reading
from game.sim.parts import Args, EvidenceItem
from game.sim.text import Text, text

if TYPE_CHECKING:
    from game.sim.world import World


OFTEN, SPREAD = 4, 5  # restarts since midnight that are too many; how many more there may be


class Feeds(EvidenceItem):
    """A line that was started again can send orders twice. Mostly it does not."""

    key = "e30_feeds"
    title = text("Report on the upstream feeds")
    klass = 1
    ratio = 2.8
    hypothesis = "upstream"
    seats = ("RTR", "TRD")

    def lines(self, world: World, args: Args) -> list[Text]:
        head = text("Since midnight, as of {time}:", time=reading(world.step))
        return [head] + [
            text(
                "{feed}: sequence reset {resets} times, last loaded from {source}",
                feed=name,
                resets=_resets(world, feed),
                source=FILE if _from_file(world, feed) else LIVE,
            )
            for feed, name in enumerate(world.scenario["feeds"]["names"])
        ]

    def speaks(self, world: World, args: Args) -> list[int]:
        feeds = range(len(world.scenario["feeds"]["names"]))
        odd = any(_resets(world, feed) >= OFTEN or _from_file(world, feed) for feed in feeds)
        return [-1] if odd else []


FILE, LIVE = text("a file"), text("the live session")


def _resets(world: World, feed: int) -> int:
    values, draws = world.scenario["feeds"], world.draws
    resends = values["names"][feed] == values["resends"] and not values["test"]
    few = int(3 * draws.chance("feed/few", feed))
    noisy = background.happens(world, f"feed/{feed}", background.NOISY_FEED)
    return OFTEN + int(SPREAD * draws.chance("feed/often", feed)) if resends or noisy else few


def _from_file(world: World, feed: int) -> bool:
    values = world.scenario["feeds"]
    test = values["names"][feed] == values["resends"] and values["test"]
    return bool(test) or background.happens(world, f"feed/file/{feed}", background.NOISY_FEED / 2)
