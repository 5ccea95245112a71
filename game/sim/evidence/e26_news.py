"""E26: what the world says. It knows nothing technical."""

from __future__ import annotations

from typing import TYPE_CHECKING

from game.sim import background
from game.sim.clock import OPEN
from game.sim.parts import Args, EvidenceItem
from game.sim.text import Text, text

if TYPE_CHECKING:
    from game.sim.world import World


PUBLISHED_S, NAMED_S = 480, 900  # of unexplained flow


class News(EvidenceItem):
    key = "e26_news"
    title = text("News and public talk")
    klass = 1
    ratio = 2.6
    seats = ("COM",)

    def lines(self, world: World, args: Args) -> list[Text]:
        found = [*_rumour(world), *_published(world)]
        return [text("Wire: the Retail Liquidity Program begins today."), *(found or [NOTHING])]

    def speaks(self, world: World, args: Args) -> list[int]:
        return [-1] if _rumour(world) or _published(world) else []


NOTHING = text("Nobody writes of anything odd at the open.")


def _rumour(world: World) -> list[Text]:
    if world.step <= OPEN + 60 or not background.happens(world, "rumours", background.RUMOURS):
        return []
    return [text("Traders ask each other in public what drives some names. Nobody is named.")]


def _published(world: World) -> list[Text]:
    seconds = world.state.flow_seconds
    said = []
    if seconds >= PUBLISHED_S:
        said.append(text("A data vendor publishes charts of extremely high trade rates."))
    if seconds >= NAMED_S:
        said.append(text("A business channel speaks of an algorithm gone wild and names the firm."))
    return said
