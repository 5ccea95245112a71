"""What exercise control has in store: the 24 of the master list, one file each.

An inject changes what a team is told and when, never what is true and never the score. The plan
of an exercise may hold, skip, time or fire it. Most of them are brought by an alert of their own,
at their own moment; then the inject has words only for being sent by hand, and what was sent by
hand the alert does not say again. Rows without words belong to the morning (a mechanism, a sign
that the score knows of): they stand in the table, and nobody can move them.

Source of the list: exercise-design, section 5; kinds are HSEEP's vocabulary.
"""

from __future__ import annotations

import contextlib
import functools
import sys
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, ClassVar

from game.sim import alerts, milestones, probes
from game.sim.parts import ALL_SEATS, Action, Entry, Refused
from game.sim.registry import collect
from game.sim.text import Text, text

if TYPE_CHECKING:
    from game.sim.world import World

EVERY_S = 5
AUTO, HELD, SKIPPED, OWN = "auto", "held", "skipped", "own"
CHANNELS = ("phone", "mail", "chat", "notice")
OBJECTIVES = {  # the parts of the score that an inject lets a team practise
    "P": text("Process and communication"),
    "D": text("Detection"),
    "G": text("Diagnosis"),
    "C": text("Containment"),
    "F": text("Financial outcome"),
}
KINDS = ("contextual", "expected-action", "contingency")
ADHOC, HINT, PREFIX = "adhoc", "hint", "inject:"  # names of messages that no alert sent


class Inject:
    """One row of the list. `alert`: the alert that brings it by itself, if one does.

    `trigger` is read by `milestones`; it only describes when an alert comes. Seats say who gets it
    and who is expected to act. Without a subject it is the morning's own.
    """

    number: ClassVar[int]
    title: ClassVar[Text]
    trigger: ClassVar[str]
    channel: ClassVar[str] = "phone"
    severity: ClassVar[str] = "note"  # info and note: told in a calm voice
    seats: ClassVar[tuple[str, ...]] = ALL_SEATS
    sender: ClassVar[Text] = Text("")
    subject: ClassVar[Text] = Text("")
    body: ClassVar[Text] = Text("")
    expected: ClassVar[Text]
    objective: ClassVar[str]
    kind: ClassVar[str] = "expected-action"
    levels: ClassVar[tuple[str, ...]] = ()  # at which it comes by itself; none: at all of them
    alert: ClassVar[str] = ""

    @property
    def movable(self) -> bool:
        """May exercise control hold, skip, time or fire it?"""
        return bool(self.subject.id)

    def words(self, world: World) -> tuple[Text, Text]:
        """Subject and body now; its sender may know more or less by the state of things."""
        return self.subject, self.body

    def happened(self, world: World) -> int | None:
        """Step at which the morning brought it; None: not yet."""
        row = _first(world, self.alert)
        return None if row is None else int(row[1])

    def acted(self, world: World, since: int) -> int | None:
        """First step from `since` on at which what is expected was done."""
        return None


@functools.cache
def injects() -> dict[str, Inject]:
    """All injects by file name, in the order of their numbers."""
    found = collect(sys.modules[__name__], Inject)
    return dict(sorted(found.items(), key=lambda item: item[1].number))


@functools.cache
def _movable() -> dict[str, Inject]:
    return {name: inject for name, inject in injects().items() if inject.movable}


def _first(world: World, alert: str) -> list[Any] | None:
    """The first message of an alert."""
    rows = (row for row in world.state.messages if alert and row[4] == alert)
    return next(rows, None)


# Delivery


def deliver(world: World) -> None:
    """Let alerts say what is due, then send what is planned; asked every five seconds, not more."""
    if world.state.step % EVERY_S:
        return
    alerts.deliver(world, withheld(world))
    sent = {row[1] for row in world.state.delivered}
    for name in _candidates(world):
        if name not in sent and _due(world, name, injects()[name]):
            send(world, name)
    probes.ask(world)


def _candidates(world: World) -> Iterable[str]:
    """Injects that may be due: without a plan of its own, an exercise sends few by itself."""
    if world.scenario.alerts:  # it names all that comes
        return ()
    return _movable() if world.state.plan else _unplanned()


@functools.cache
def _unplanned() -> tuple[str, ...]:
    return tuple(name for name, inject in _movable().items() if not inject.alert)


def withheld(world: World) -> frozenset[str]:
    """Alerts that the plan of the exercise holds back, or that were sent by hand."""
    state = world.state
    if not state.plan and not state.delivered:
        return frozenset()
    moved = {name for name, plan in state.plan.items() if plan != AUTO}
    moved |= {row[1] for row in state.delivered}
    return frozenset(inject.alert for name, inject in _movable().items() if name in moved)


def _due(world: World, name: str, inject: Inject) -> bool:
    plan = planned(world, name)
    if isinstance(plan, int):
        return world.step >= plan and (not inject.alert or inject.happened(world) is None)
    return plan == AUTO and not inject.alert and milestones.reached(world, inject.trigger)


def planned(world: World, name: str) -> str | int:
    """auto, held (until it is fired), skipped, own (the morning's), or the step it is set to."""
    inject = injects()[name]
    if not inject.movable:
        return OWN
    level = world.scenario.level
    fits = not inject.levels or level in inject.levels
    default = AUTO if fits and inject.trigger != milestones.HAND else HELD
    plan: str | int = world.state.plan.get(name, default)
    return plan


def send(world: World, name: str) -> None:
    """Deliver an inject now, as its sender knows things now."""
    inject = injects()[name]
    row = post(world, PREFIX + name, (inject.channel, inject.severity), inject.words(world))
    world.state.delivered.append([world.step, name, row, {}])


def say(world: World, said: dict[str, Any]) -> None:
    """Deliver what a facilitator wrote. `said`: channel, sender, seats, words and digest; what
    was written stays outside, where it can be erased."""
    subject = SUBJECTS[said["channel"]]
    row = post(world, ADHOC, (said["channel"], "note"), (subject, KEPT_OUTSIDE))
    world.state.delivered.append([world.step, ADHOC, row, said])


def post(world: World, name: str, how: tuple[str, str], words: tuple[Text, Text]) -> int:
    """A message on the desks; `how`: channel and severity. Returns its id."""
    messages = world.state.messages
    number, (subject, body) = len(messages) + 1, words
    messages.append([number, world.step, *how, name, subject.row(), body.row()])
    return number


SUBJECTS = {
    "phone": text("Call"),
    "mail": text("Mail"),
    "chat": text("Chat"),
    "notice": text("Notice"),
}
KEPT_OUTSIDE = text("The words of this message have been erased.")
SENDERS: dict[str, Text] = {
    "control": text("Exercise control"),
    "clients": text("Client desk"),
    "trading": text("Head of trading"),
    "executive": text("Executive floor"),
    "exchange": text("Exchange operations"),
    "regulator": text("Regulator"),
    "press": text("Press"),
    "colleague": text("Colleague"),
}


# Whose desk a message reaches


@dataclass(frozen=True)
class Source:
    """Who sent a message to whom. `words`: id of the row that keeps what was written, or None."""

    sender: Text
    seats: tuple[str, ...]
    words: int | None = None


def source(world: World, message: Sequence[Any]) -> Source:
    """The source of a row of state.messages."""
    name = str(message[4])
    if name == HINT:
        return Source(SENDERS["control"], ALL_SEATS)
    if name == ADHOC:
        said = next(row[3] for row in world.state.delivered if row[2] == message[0])
        return Source(SENDERS[said["sender"]], tuple(said["seats"]), said["words"])
    if name.startswith(PREFIX):
        inject = injects()[name.removeprefix(PREFIX)]
        alert = alerts.alerts().get(inject.alert)
        return Source(alert.sender if alert else inject.sender, inject.seats)
    alert = alerts.alerts()[name]
    return Source(alert.sender, alert.seats)


def reaching(world: World, seats: Sequence[str]) -> list[list[Any]]:
    """Messages that came to these desks; they are numbered from 1 as these desks see them."""
    held = set(seats)
    return [row for row in world.state.messages if held & set(source(world, row).seats)]


# What became of them


@dataclass(frozen=True)
class Row:
    """A line of a facilitator's table. Steps, or None: not yet."""

    number: int
    name: str
    title: Text
    planned: str | int
    delivered: int | None
    seen: int | None
    acted: int | None


def table(world: World) -> list[Row]:
    """Planned, delivered, seen and acted upon, of all injects. For facilitators only."""
    return [_row(world, name, inject) for name, inject in injects().items()]


def _row(world: World, name: str, inject: Inject) -> Row:
    step, message = _delivered(world, name, inject)
    acted = None if step is None else inject.acted(world, step)
    seen = None if message is None else seen_at(world, message)
    return Row(inject.number, name, inject.title, planned(world, name), step, seen, acted)


def _delivered(world: World, name: str, inject: Inject) -> tuple[int | None, int | None]:
    """Step and message id of its delivery, as far as it has either."""
    for step, sent, message, _ in world.state.delivered:
        if sent == name:
            return int(step), int(message)
    row = _first(world, inject.alert)
    return inject.happened(world), None if row is None else int(row[0])


def seen_at(world: World, message: int) -> int | None:
    """When a seat that a message came to first had it on its screen."""
    return min((int(row[0]) for row in world.state.seen if row[1] == message), default=None)


def said_by_hand(world: World) -> list[tuple[int, dict[str, Any], int | None]]:
    """What facilitators wrote: step, what it was, and when it was seen."""
    return [
        (int(step), extra, seen_at(world, message))
        for step, name, message, extra in world.state.delivered
        if name == ADHOC
    ]


# Orders of exercise control


def obey(world: World, action: Action, entry: Entry) -> None:
    """A quiet order: none of the desk's, so it leaves no line, whatever becomes of it."""
    with contextlib.suppress(Refused):
        world.judge(action, entry.args, entry.seats)
        action.begin(world, entry.args, entry)


def need_inject(name: str) -> None:
    """Raise Refused unless exercise control may do something about this inject."""
    if name not in injects():
        raise Refused(text("There is no inject {name}.", name=name[:40]))
    if not injects()[name].movable:
        raise Refused(text("The morning brings that by itself: nobody can move it."))


def need_unsent(world: World, name: str) -> None:
    """Raise Refused for what the team already has."""
    if _delivered(world, name, injects()[name])[0] is not None:
        raise Refused(text("That has been delivered."))
