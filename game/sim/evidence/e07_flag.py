"""E07: flag on is intended today; what it means depends on the build."""

from __future__ import annotations

from typing import TYPE_CHECKING

from game.sim.parts import Args, EvidenceItem
from game.sim.text import Text, text

if TYPE_CHECKING:
    from game.sim.world import World


ON, OFF = text("on"), text("off")


class Flag(EvidenceItem):
    """It separates nothing by itself: on is what today's release wants. Class 1 in the design,
    0 by its ratio."""

    key = "e07_flag"
    title = text("Flag registry")
    klass = 0
    seats = ("CHG",)

    def lines(self, world: World, args: Args) -> list[Text]:
        return [
            _value(world),
            OLD_FIELD if world.scenario.former.answers else NEW_FIELD,
        ]


OLD_FIELD = text(
    "Owner: order entry. The field is older than RLP; its former use is not kept here."
)
NEW_FIELD = text("Owner: order entry. The field is new: it was added for RLP in July.")


def _value(world: World) -> Text:
    staged = world.state.keys.get("staged", -1)
    if world.state.flag_on and staged >= 0:
        return text("RLP flag on incoming orders: on, for SMARS-{host} alone.", host=staged)
    return text(
        "RLP flag on incoming orders: {value}, for all routers.",
        value=ON if world.state.flag_on else OFF,
    )
