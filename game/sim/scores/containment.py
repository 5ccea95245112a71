"""C: how rightly the fault was contained: its source, not the firm; once, not again and again."""

from __future__ import annotations

from game.sim.scores import Played, Rule
from game.sim.state import RUNAWAY
from game.sim.text import Text, text
from game.sim.world import World

UNINFORMED = 0.4
RELAPSE = 0.6


class Containment(Rule):
    key = "C"
    title = text("Containment")
    share = 200

    def value(self, played: Played) -> tuple[float, list[Text]]:
        """c_stop * service * 0.6 ^ relapses, less when nothing was known before."""
        stopped, why = _stopped(played.world)
        lines = [why]
        if not stopped:
            return 0.0, lines
        relapses = played.world.state.rearms
        lines.append(text("Clients served: {part} percent.", part=round(100 * played.service)))
        if relapses:
            lines.append(text("Times that the flow came back or spread: {count}.", count=relapses))
        value = stopped * played.service * RELAPSE**relapses
        if not played.informed:
            lines.append(text("You intervened before you had opened any strong evidence."))
            value *= UNINFORMED
        return value, lines


def _stopped(world: World) -> tuple[float, Text]:
    """1: the source is neutralised and the firm trades; 0.5: only by cutting the firm off."""
    state = world.state
    if state.cut_off or state.runaway_rate:
        return 0.0, text("The flow was ended from outside, or not at all.")
    can_send = (state.online == 1) & (state.port == 1)
    loops = (state.status == RUNAWAY) & can_send[state.router]
    trades = state.venue and not state.killed and bool(world.fleet.takes_orders().any())
    if loops.any() or not trades:
        return 0.5, text("The flow stopped only because the firm stopped trading.")
    return 1.0, text("The source was neutralised and the firm went on trading.")
