"""C: how rightly the fault was contained: its source, not the firm; once, not again and again."""

from __future__ import annotations

from game.sim import orders
from game.sim.clock import CUT, OPEN
from game.sim.scores import NEVER, Line, Played, Rule, Waterfall, cleared_words
from game.sim.text import Text, text
from game.sim.world import World

UNINFORMED = 0.4
RELAPSE = 0.6
HALF = 0.5  # the flow ended only because the firm stopped trading, or nobody checked that it had
OPENS = (
    "restore", "restart", "undrain", "deploy", "flag_on", "lift_kill", "resume_intake",
    "reconnect_venue", "resume_feed",
)  # fmt: skip
CUTS = ("confirm_kill", "disconnect_venue", "stop_intake")


class Containment(Rule):
    key = "C"
    title = text("Containment")
    share = 200

    def judge(self, played: Played, fall: Waterfall) -> None:
        """c_stop * A * 0.6 ^ relapses, less when nothing was known before.

        Where nothing was wrong: A * (0.5 + 0.5 cleared) * 0.6 ^ needless interventions.
        """
        if played.world.no_fault:
            return _without_fault(played, fall)
        stopped, why, line = _stopped(played)
        fall.lines.append(why)
        fall.to(stopped, why, line)
        _serve(played, fall)
        relapses = played.relapses
        why = text("Times that the flow came back or spread: {count}.", count=relapses)
        fall.times(RELAPSE**relapses, why, _reopened(played))
        if not played.informed:
            why = text("You intervened before you had opened any strong evidence.")
            fall.times(UNINFORMED, why, played.line_of())


def _reopened(played: Played) -> Line | None:
    """What let the flow come back: the trap, else the last order that opened something again."""
    again = played.done(*OPENS)
    return played.line_of("rollback") or (again[-1] if again else played.line_of())


def _serve(played: Played, fall: Waterfall) -> None:
    part = round(100 * played.service)
    why = text("Clients were served {part} percent of what was possible.", part=part)
    fall.times(played.service, why, played.line_of())


def _without_fault(played: Played, fall: Waterfall) -> None:
    needless = len(played.interventions)
    kept, cleared = _needless(needless), cleared_words(played)
    fall.lines += [kept, cleared]
    _serve(played, fall)
    fall.times(0.5 + 0.5 * played.cleared, cleared)
    fall.times(RELAPSE**needless, kept, played.line_of())


def _needless(count: int) -> Text:
    if count > 1:
        return text("You intervened {count} times where nothing had to be contained.", count=count)
    if count:
        return text("You intervened once where nothing had to be contained.")
    return text("Nothing had to be contained, and you intervened nowhere.")


def _stopped(played: Played) -> tuple[float, Text, Line | None]:
    """1: the source is neutralised, the firm trades, and a check has said so; else a half, or 0."""
    world, last = played.world, played.last_line(NEVER)
    if world.state.cut_off or world.state.runaway_rate:
        return 0.0, text("The flow was ended from outside, or not at all."), None
    if not _trades(world) or not neutralised(world):
        why = text("The flow stopped only because the firm stopped trading.")
        return HALF * _promptness(world), why, played.line_of(*CUTS) or last
    if played.verified == NEVER:
        return HALF, text("Nobody checked for three minutes that the flow had ended."), last
    return 1.0, text("The source was neutralised and the firm went on trading."), None


def _promptness(world: World) -> float:
    """A cut of one's own at 10:14 is hardly better than the one from outside at 10:15."""
    return max(0.0, 1.0 - world.state.flow_seconds / (CUT - OPEN))


def _trades(world: World) -> bool:
    state = world.state
    open_for_business = state.venue and state.intake and not state.killed
    return open_for_business and bool(world.fleet.takes_orders().any())


def neutralised(world: World) -> bool:
    """Would no order of the next minute be sent more than once if everything were open?"""
    state = world.state
    feed = orders.resending(world)
    if feed >= 0 and state.feeds[feed]:
        return False
    loops = orders.loops(world)
    if bool((loops.rate > 0).any()):
        return False
    takes = world.fleet.takes_orders()
    armed = [takes[host] and world.mis_executes(host) for host in range(len(takes))]
    return not (state.flag_on and any(armed))
