"""Milestones: named conditions on what a team did or did not do, written in a few words.

    09:50                   from that time on
    after:rollback+120      two minutes after the first roll-back took effect; also after an alert
                            or `flow`, orders that nothing explains
    without:cancel_orders   no such order has taken effect
    unopened:e01_rejects    nobody has opened it
    while:position          the firm holds something; also rejects, flow, incident
    hand                    never by itself

Words that are joined by spaces must all hold; any of them may end in @09:00: from that time on.
"""

from __future__ import annotations

import functools
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from game.sim import actions, alerts, evidence
from game.sim.clock import at, reading
from game.sim.text import Text, text

if TYPE_CHECKING:
    from game.sim.world import World

HAND = "hand"
MANY = 20  # mails of one subject before somebody remarks on them


@dataclass(frozen=True)
class Clause:
    """One word of a trigger. kind: at, after, without, unopened, while, hand; times in steps."""

    kind: str
    name: str = ""
    seconds: int = 0
    start: int = 0

    def holds(self, world: World) -> bool:
        return world.step >= self.start and KINDS[self.kind](world, self)


def _after(world: World, clause: Clause) -> bool:
    since = first(world, clause.name)
    return since is not None and world.step >= since + clause.seconds


def first(world: World, name: str) -> int | None:
    """Step at which that action, alert or flow first was; None: not yet."""
    state = world.state
    if name == "flow":
        return state.flow_started if state.flow_started >= 0 else None
    if name in state.acts:
        return state.acts[name][0]
    return earliest(row[1] for row in state.messages if row[4] == name)


def _holds(world: World) -> bool:
    return bool(world.state.position.any())


def _many_rejects(world: World) -> bool:
    return len(world.state.bnet) > MANY


def _flows(world: World) -> bool:
    return world.state.runaway_rate > 0


def _declared(world: World) -> bool:
    return "declared" in world.state.incident


WHILE: dict[str, tuple[Callable[[World], bool], Text]] = {
    "position": (_holds, text("while account 33 holds a position")),
    "rejects": (_many_rejects, text("when many mails of one subject have come")),
    "flow": (_flows, text("while orders leave that nothing explains")),
    "incident": (_declared, text("while an incident is declared")),
}


def _without(world: World, clause: Clause) -> bool:
    return clause.name not in world.state.acts


def _unopened(world: World, clause: Clause) -> bool:
    return not _looks(world, 0, (clause.name,))


def _while(world: World, clause: Clause) -> bool:
    return WHILE[clause.name][0](world)


KINDS: dict[str, Callable[[World, Clause], bool]] = {
    "at": lambda world, clause: True,
    "hand": lambda world, clause: False,
    "after": _after,
    "without": _without,
    "unopened": _unopened,
    "while": _while,
}


@functools.cache
def read(trigger: str) -> tuple[Clause, ...]:
    """The clauses of a trigger. Raises ValueError for words that are not of this vocabulary."""
    if not trigger.split():
        raise ValueError("a trigger says when: a time, a milestone or hand")
    return tuple(_clause(word) for word in trigger.split())


def _clause(word: str) -> Clause:
    what, _, clock = word.partition("@")
    start = at(clock) if clock else 0
    kind, _, name = what.partition(":")
    if what == HAND:
        return Clause(HAND)
    if kind.isdigit():
        return Clause("at", start=at(what))
    name, plus, seconds = name.partition("+")
    if kind not in ("after", "without", "unopened", "while") or not _known(kind, name):
        raise ValueError(f"{word!r} is not a milestone")
    if plus and not (kind == "after" and seconds.isdigit()):
        raise ValueError(f"{word!r}: only after:name+seconds counts seconds")
    return Clause(kind, name, int(seconds or 0), start)


def _known(kind: str, name: str) -> bool:
    """Is there such an action, alert, item of evidence or condition?"""
    if kind == "while":
        return name in WHILE
    if kind == "unopened":
        return name in evidence.catalogue()
    happens = kind == "after" and (name == "flow" or name in alerts.alerts())
    return happens or name in actions.catalogue()


def reached(world: World, trigger: str) -> bool:
    """Do all its words hold now?"""
    return all(clause.holds(world) for clause in read(trigger))


def described(trigger: str) -> list[Text]:
    """A trigger in words for a facilitator's table; all of them must hold."""
    lines = []
    for clause in read(trigger):
        if clause.start:
            lines.append(text("from {time}", time=reading(clause.start)))
        if clause.kind != "at":
            lines.append(_described(clause))
    return lines


def _described(clause: Clause) -> Text:
    if clause.kind == "while":
        return WHILE[clause.name][1]
    if clause.kind == "unopened":
        title = evidence.catalogue()[clause.name].title
        return text("if nobody has opened: {what}", what=title)
    if clause.kind == "without":
        return text("unless done: {what}", what=actions.catalogue()[clause.name].title)
    if clause.kind == "after" and clause.seconds:
        return text("{seconds} s after: {what}", seconds=clause.seconds, what=_title(clause.name))
    if clause.kind == "after":
        return text("after: {what}", what=_title(clause.name))
    return text("by hand")


def _title(name: str) -> Text:
    if name == "flow":
        return text("the first orders that nothing explains")
    if name in actions.catalogue():
        return actions.catalogue()[name].title
    return ALERTS.get(name, text("the alert {name}", name=name))


ALERTS = {
    "exchange_calls": text("the exchange floor has called"),
    "stand_by": text("a stand-by host has taken over"),
    "symbol_paused": text("the listing exchange has paused a name"),
}


# What became of an expectation: the first step at or after `since` at which it was met.


def did(world: World, since: int, *names: str) -> int | None:
    """One of these orders took effect."""
    return earliest(
        step for name in names for step in world.state.acts.get(name, []) if step >= since
    )


def looked(world: World, since: int, *keys: str) -> int | None:
    """One of these items of evidence was opened, or opened again."""
    return earliest(_looks(world, since, keys))


def _looks(world: World, since: int, keys: tuple[str, ...]) -> list[int]:
    opened = world.state.opened
    rows = [opened[key] for key in opened if key.partition(":")[0] in keys]
    return [int(row[0] if row[0] >= since else row[1]) for row in rows if row[1] >= since]


def said(world: World, since: int, kind: str, *receivers: str) -> int | None:
    """Such a form was filled in, for a notice to one of these receivers."""
    return earliest(
        int(step)
        for step, _, what, data in world.state.records
        if what == kind and step >= since and (not receivers or data.get("to") in receivers)
    )


def settled(world: World, since: int, sign: str) -> int | None:
    """The desk closed that sign."""
    step = world.state.closed.get(sign, [-1])[0]
    return int(step) if step >= max(since, 0) else None


def earliest(*found: int | Iterable[int | None] | None) -> int | None:
    """The first of the steps that there are."""
    steps: list[int] = []
    for one in found:
        many = [one] if one is None or isinstance(one, int) else one
        steps += [step for step in many if step is not None]
    return min(steps, default=None)
