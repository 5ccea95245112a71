"""Orders with two keys: one seat gives them, another one approves, or they lapse.

Who holds both seats, or is alone with the cast, needs no second order.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from game.sim import actions
from game.sim.parts import Action, Args, Entry, Refused
from game.sim.seats import TITLES
from game.sim.text import Text, text

if TYPE_CHECKING:
    from game.sim.world import World

LAPSE_S = 120
SEQ, NAME, SEATS = 1, 2, 5  # places in a row of state.awaiting


def asks(world: World, action: Action, entry: Entry) -> bool:
    """Must somebody else approve it first? Then it waits from now on."""
    seat = action.two_keys
    if not seat or seat in entry.seats or entry.args.get("alone"):
        return False
    lapses = world.step + LAPSE_S
    world.state.awaiting.append(
        [lapses, entry.seq, entry.action, entry.args, entry.actor, list(entry.seats)]
    )
    world.state.touch += 1
    return True


def waits(world: World, action: Action, args: Args) -> Text:
    """What the list of pending orders says of one that waits."""
    what, seat = world.title(action, args), TITLES[action.two_keys]
    return text("Waits for the approval of {seat}: {what}", seat=seat, what=what)


def asked(world: World, action: Action, args: Args) -> Text:
    """What the log says was ordered."""
    what, seat = world.title(action, args), TITLES[action.two_keys]
    return text("{what}, if approved by {seat}", what=what, seat=seat)


def lapsed(world: World) -> list[Text]:
    """Drop orders that nobody approved in time; a line for each."""
    rows = world.state.awaiting
    if not rows or rows[0][0] > world.step:
        return []
    late = [row for row in rows if row[0] <= world.step]
    world.state.awaiting = rows[len(late) :]
    return [text("Nobody approved it in time: {what}", what=_title(world, row)) for row in late]


def _title(world: World, row: list[Any]) -> Text:
    return world.title(_action(row), row[3])


def _action(row: list[Any]) -> Action:
    return actions.catalogue()[row[NAME]]


def find(world: World, args: Args) -> list[Any]:
    """The waiting order with the number `order` and the name `what`; without a number the oldest
    of that name. Raises Refused."""
    for row in world.state.awaiting:
        if row[NAME] == args["what"] and row[SEQ] == args.get("order", row[SEQ]):
            found: list[Any] = row
            return found
    raise Refused(text("No such order waits for an approval."))


def need_seat(row: list[Any], entry: Entry) -> None:
    """Only the seat that the order waits for approves it. Raises Refused."""
    seat = _action(row).two_keys
    if seat not in entry.seats:
        raise Refused(text("That approval is up to another seat: {seat}.", seat=TITLES[seat]))


def approve(world: World, args: Args) -> None:
    """Carry out the order that `find` finds as if it were given now. Raises Refused."""
    row = find(world, args)
    world.state.awaiting.remove(row)
    _, seq, name, ordered, actor, seats = row
    action = _action(row)
    world.judge(action, ordered, seats)
    world.start(action, Entry(seq, world.step, name, ordered, tuple(seats), actor))
