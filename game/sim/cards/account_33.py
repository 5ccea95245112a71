"""The error account's limit stops what it is meant to limit."""

from __future__ import annotations

from typing import TYPE_CHECKING

from game.sim.cards import Card
from game.sim.text import text

if TYPE_CHECKING:
    from game.sim.world import World


class Account33(Card):
    title = text("Link account 33 to order entry")
    help = text(
        "When the gross position in account 33 passes $2 million, order entry is blocked "
        "for the whole firm, clients included, until somebody lifts it."
    )
    source = text(
        "The SEC found that the account's limit of $2 million was not linked to any "
        "automatic control (par. 23 and 24); rule 15c3-5 asks for thresholds that stop "
        "orders."
    )
    left = text("From last week: account 33 blocks order entry when it passes $2 million gross.")
    hours = 3

    def prepare(self, world: World) -> None:
        world.state.capital = int(world.scenario["ledger"]["account_limit_usd"])
