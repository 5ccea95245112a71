"""Checks that several actions share, and what the desk can conclude about the flow."""

from __future__ import annotations

from typing import TYPE_CHECKING

from game.sim import evidence, mails
from game.sim.clock import OPEN
from game.sim.parts import Args, Refused
from game.sim.text import text

if TYPE_CHECKING:
    from game.sim.world import World

SECOND_KEY_S = 20  # a sole player's risk officer turns the second key after this
KEY_WINDOW_S = 120
STRONG = 2
EXCUSED_S = 900
CALM_S = 180  # drop copy and ratio must agree for three minutes


def need_process(world: World, host: int) -> None:
    """The process must run."""
    if not world.state.online[host]:
        raise Refused(text("SMARS-{host} is stopped.", host=host))


def need_idle(world: World, host: int) -> None:
    """Nobody else may be working on the host."""
    if world.state.busy[host]:
        raise Refused(text("Somebody is already working on SMARS-{host}.", host=host))


def need_no_twin(world: World, action: str, host: int) -> None:
    """The same order for the same host must not be under way."""
    if world.pending(action, host):
        raise Refused(text("That order for SMARS-{host} is already under way.", host=host))


def need_mail(world: World, args: Args) -> None:
    """Mails of that subject must have come."""
    if args["group"] not in mails.groups(world):
        raise Refused(text("There is no mail with that subject."))


def first_key(world: World) -> int | None:
    """Step at which the first key of the kill switch was turned, while it still counts."""
    turned = world.state.keys.get("kill")
    if turned is None or world.state.step - turned > KEY_WINDOW_S:
        return None
    return turned


def note_citation(world: World) -> None:
    """Keep when a declaration first stood on something that spoke of a fault (class 2 or 3)."""
    incident = world.state.incident
    spoke = [evidence.spoke_at(world, key, STRONG) for key in incident.get("cited", ())]
    if any(step is not None for step in spoke) and "first_cited" not in incident:
        incident["first_cited"] = world.state.step


def excuse_cut(world: World) -> None:
    """Clients lost while the firm cut itself off from a visible flow are excused for a while."""
    if world.state.runaway_rate:
        world.state.keys["excused_until"] = world.state.step + EXCUSED_S


def flow_is_calm(world: World) -> bool:
    """No execution without an open parent for three minutes, after the open."""
    state = world.state
    if state.runaway_rate or state.step < OPEN + CALM_S:
        return False
    return state.flow_stopped < 0 or state.step - state.flow_stopped >= CALM_S
