"""Hints: four rungs, from a nudge to a step walked together, dearer each. Units of 20 points.

A ladder is chosen by what the team has not yet seen or done, from what its own screens show and
never from the truth: on a quiet morning the same ladders stand there. Source: exercise-design,
section 5.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from game.sim import injects
from game.sim.clock import OPEN
from game.sim.parts import Refused
from game.sim.text import Text, text
from game.sim.view import HintLadder

if TYPE_CHECKING:
    from game.sim.world import World

UNITS = (1, 2, 4, 8)
POINTS = 20  # of the score, each unit
RUNGS: dict[str, Text] = {
    "1": text("A nudge"),
    "2": text("The property that matters"),
    "3": text("The evidence by its number"),
    "4": text("One step, walked together"),
}
FREE_AT = "cadet"  # the level at which the first hint costs nothing
LOUD = 20  # orders out per order in, on the rates screen; a healthy fleet sends about six

LADDERS: dict[str, tuple[Text, Text, Text, Text]] = {
    "notice": (
        text("Which channel has nobody of you opened yet?"),
        text(
            "A channel that is full of harmless mails is not harmless for that. What matters is a "
            "subject that nobody can explain."
        ),
        text("E01: the rejects in the shared mailbox. E02 is what their raw headers say."),
        text(
            "Compliance: group the shared mailbox by subject, open the subject that names a "
            "function nobody uses any more, then read its raw headers and tell the team."
        ),
    ),
    "declare": (
        text("What leaves beside what comes in? Who of you has compared the two?"),
        text(
            "Healthy routers send a few orders for each that comes in. A figure that no client's "
            "order explains is reason enough to say that something is wrong."
        ),
        text("E09: orders in and children out. E16, the drop copy, says it independently."),
        text(
            "Risk: record the rates and check the drop copy. Commander: declare an incident and "
            "cite both. The cause can wait, the declaration cannot."
        ),
    ),
    "compare": (
        text("You look at the fleet as if it were one machine. Is it?"),
        text(
            "Which property should be identical on all eight routers? And is what lies on a disk "
            "what runs in memory?"
        ),
        text("E05, the build manifests, beside E06, the processes and what they have in memory."),
        text(
            "Router engineer: sweep the builds and the processes of all eight, and compare line by "
            "line. One that differs is a suspect; none that differs sends you to the feeds, to the "
            "books or to the release itself."
        ),
    ),
    "decide": (
        text("The open is coming. What have you decided, and who of you knows?"),
        text(
            "What would happen at the open if you did nothing, by what you have seen so far? A "
            "flag does what the build on that machine makes of it."
        ),
        text("E07, the flag registry, and E22, the archive: what the flag means to each build."),
        text(
            "Commander: either declare an incident, cite what you have seen and have it put right "
            "before the open, or put on record that it is a go, and what would make you stop."
        ),
    ),
    "contain": (
        text("While you look for the cause, what goes on?"),
        text(
            "Ask of each control: does it end what runs already, or only what would come next? And "
            "who else does it stop?"
        ),
        text("E10, the rates of each router, tells how many of them it is. E22 tells of the flag."),
        text(
            "Router engineer: enable the panel per router. If few are loud, isolate those. If all "
            "are, or you cannot tell, the commander and the risk desk stop the firm first. Do not "
            "change builds while it flows."
        ),
    ),
    "verify": (
        text("How do you know that it is over?"),
        text(
            "A quiet minute proves nothing, and neither does a screen that lags. Two sources that "
            "do not share a fault have to agree for three minutes."
        ),
        text("E27: fills checked against open orders, once the three minutes are over."),
        text(
            "Risk: three minutes after the last unexplained fill, check fills against open orders. "
            "If it comes out clean, report that it is contained, and bring back what was taken out."
        ),
    ),
    "tell": (
        text("Who outside does not know yet, and should have it from you?"),
        text(
            "A first word is due within minutes, and it need not name a cause. What it says has to "
            "be true at that second, and it says when the next word comes."
        ),
        text("E19 and E20: what the exchange and the clients know already, and from whom."),
        text(
            "Compliance: tell the exchange and the clients now, the regulator next. Say whether "
            "orders still leave, how clients are served, and when you will speak again."
        ),
    ),
    "position": (
        text("Something is left when the flow has stopped. Who decides about it?"),
        text(
            "A position costs while it is held and while it is sold; what differs is who bears the "
            "risk, for how long and at which price."
        ),
        text("E14 and E16: what account 33 really holds. E15 shows it late."),
        text(
            "Risk and trading: take the figure from the drop copy, then choose one way to deal "
            "with the position and put the decision on record."
        ),
    ),
}
ORDER = tuple(LADDERS)


def ladder(world: World) -> HintLadder:
    """The ladder that stands there now."""
    topic = about(world)
    prices = tuple(price(world, f"{topic}.{number}") for number in RUNGS)
    return HintLadder(allowed(world), tuple(RUNGS.values()), prices, units(world))


def allowed(world: World) -> bool:
    """May this team ask for help? Unless it was told otherwise."""
    return world.state.settings.get("hints", True)


def units(world: World) -> int:
    """Units that the team has taken, 20 points each."""
    return sum(int(row[2]) for row in world.state.hints)


def price(world: World, rung: str) -> int:
    """Units that this rung ("notice.1") would cost now; nothing twice."""
    rows = world.state.hints
    free = not rows and world.scenario.level == FREE_AT
    if free or any(row[1] == rung for row in rows):
        return 0
    return UNITS[int(rung[-1]) - 1]


def about(world: World) -> str:
    """The first topic that the team has left open, by what is on its screens."""
    before = world.step < OPEN
    open_ = {
        "notice": before and not _opened(world, "e01_rejects"),
        "declare": _loud(world) and "declared" not in world.state.incident,
        "compare": not _opened(world, "e05_builds", "e06_processes", "e10_ratio", "e11_log"),
        "decide": before and "declared" not in world.state.incident,
        "contain": _loud(world),
        "verify": not before and not _verified(world),
        "tell": "declared" in world.state.incident and "exchange" not in world.state.told,
    }
    return next((topic for topic in ORDER if open_.get(topic)), ORDER[-1])


def _opened(world: World, *keys: str) -> bool:
    return any(key.partition(":")[0] in keys for key in world.state.opened)


def _loud(world: World) -> bool:
    """Does the rates screen show far more out than in?"""
    orders_in, children = world.fleet.rates()
    return int(children.sum()) > LOUD * max(int(orders_in.sum()), 1)


def _verified(world: World) -> bool:
    return "verified" in world.state.keys and not _loud(world)


def take(world: World, number: str) -> Text:
    """Give the team a rung of the ladder that stands there; what is paid for is free again.
    Returns the line of the log."""
    rung = f"{about(world)}.{number}"
    cost = _hand_out(world, rung, price(world, rung))
    return text(
        "Hint taken: {what}. It costs {points} points.", what=RUNGS[number], points=POINTS * cost
    )


def pushed(world: World) -> str | None:
    """The rung that exercise control would send now: the lowest that the team does not have."""
    topic, had = about(world), {row[1] for row in world.state.hints}
    return next((rung for number in RUNGS if (rung := f"{topic}.{number}") not in had), None)


def push(world: World, *, free: bool) -> Text:
    """Send the team that rung, at its price or free. Raises Refused when it has them all.
    Returns the line of the log."""
    rung = pushed(world)
    if rung is None:
        raise Refused(text("The team has every hint about what it has left open."))
    what, cost = RUNGS[rung[-1]], _hand_out(world, rung, 0 if free else price(world, rung))
    if free:
        return text("Exercise control sent a hint, free: {what}.", what=what)
    return text(
        "Exercise control sent a hint: {what}. It costs {points} points.",
        what=what,
        points=POINTS * cost,
    )


def _hand_out(world: World, rung: str, cost: int) -> int:
    """Let everybody read it; what the team has already costs nothing more. Returns its units."""
    topic, number = rung.split(".")
    words = RUNGS[number], LADDERS[topic][int(number) - 1]
    message = injects.post(world, injects.HINT, ("notice", "info"), words)
    if all(row[1] != rung for row in world.state.hints):
        world.state.hints.append([world.step, rung, cost, message, world.applied_seq])
    return cost
