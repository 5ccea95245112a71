"""Checks that several actions share, and what the desk can conclude about the flow."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from game.sim import evidence, mails
from game.sim.clock import CUT, OPEN, reading
from game.sim.parts import Args, Entry, Refused
from game.sim.text import text

if TYPE_CHECKING:
    from game.sim.world import World

SECOND_KEY_S = 20  # a sole player's risk officer turns the second key after this
KEY_WINDOW_S = 120
STRONG = 2
EXCUSED_S = 900
OUT_S = 1800  # who asked to be cut off is not taken back sooner
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


def need_new(world: World, action: str) -> None:
    """The same order must not be under way."""
    if world.pending(action):
        raise Refused(text("That order is already under way."))


def need_before_open(world: World) -> None:
    """What has to be tested before it may touch orders is armed before the open."""
    if world.step >= OPEN:
        raise Refused(text("It can only be armed before the open."))


def need_between(value: int, least: int, most: int) -> None:
    """A number has to be within bounds."""
    if not least <= value <= most:
        raise Refused(text("Give a number from {least} to {most}.", least=least, most=most))


def need_case(world: World, cited: Sequence[str]) -> None:
    """Before any error can be seen, clients lose a service only on evidence that speaks."""
    if world.step > OPEN:
        return
    if not any(evidence.spoke_at(world, key, STRONG) is not None for key in cited):
        raise Refused(
            text(
                "No error is seen yet: cite what you have opened that speaks of a fault by itself."
            )
        )


def need_taken_back(world: World) -> None:
    """The exchanges take their time with a firm that asked to be cut off."""
    back = world.state.keys.get("back_from", -1)
    if world.step < back:
        raise Refused(text("The exchanges take us back at {time}, not sooner.", time=reading(back)))


def record(world: World, entry: Entry, kind: str, data: dict[str, Any]) -> None:
    """Keep what was said in a form."""
    world.state.records.append([world.step, entry.seq, kind, data])


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


def need_rehearsed_flag(world: World) -> None:
    """Who has rehearsed the way back with the flag on knows what the former build makes of it."""
    former = world.scenario.former
    if "rehearsed" in world.state.keys and world.state.flag_on and former.pace:
        raise Refused(
            text(
                "The rehearsal has shown that the former build runs away while the RLP flag is on. "
                "Switch the flag off first."
            )
        )


def count_relapse(world: World) -> None:
    """A bad router was given back; the flow that it then brings is not counted another time."""
    state = world.state
    state.rearms += 1
    if state.flow_stopped >= 0:
        state.flow_stopped = state.step


def windows(world: World) -> int:
    """A number below 64 that changes when the mere passing of time frees or greys a button."""
    state = world.state
    moving = sum(until > state.step for until in state.moving.values())
    return (
        int(first_key(world) is not None)
        + 2 * ((state.step >= OPEN) + (state.step > OPEN) + (state.step >= CUT))
        + 8 * (state.step < state.keys.get("back_from", -1))
        + 16 * min(moving, 3)
    )


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
