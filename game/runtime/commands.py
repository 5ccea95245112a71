"""What people order and say: one log, one way in.

Everything happens under the team's row lock (on SQLite: its IMMEDIATE transaction). "Accepted"
means ordered: the world checks again at the due step.
"""

from __future__ import annotations

import secrets
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.db import transaction

from game import sim
from game.models import LogEntry, Participant, Team, User, Words
from game.runtime import clocks, lives
from game.runtime.clocks import Clock
from game.runtime.lines import (
    Actor,
    Asked,
    Line,
    append,
    broken_at,
    digest,
    locked,
    row_hash,
    seats_for,
    seats_of,
    who,
)
from game.runtime.timing import PROBE
from game.sim.parts import CONTROL
from game.sim.seats import TITLES
from game.sim.text import Text, text

__all__ = [  # with what a writer of the log needs besides
    "Actor",
    "Asked",
    "Line",
    "Receipt",
    "answer",
    "append",
    "broken_at",
    "digest",
    "locked",
    "note",
    "order",
    "repeated",
    "row_hash",
    "seats_of",
    "submit",
    "who",
]
NOTE_LENGTH = 200
HAND_OVER = "hand_over"
ANSWER = "probe_answer"
Kind = LogEntry.Kind


@dataclass(frozen=True)
class Receipt:
    """The answer to an order: accepted, refused or conflict. The same key gets the same one.

    `effect_step` is None for what has no effect of its own, and while a second key is waited for.
    """

    status: str
    text: Text
    seq: int | None = None
    due_step: int | None = None
    effect_step: int | None = None


def submit(team: Team, actor: Actor, action: str, args: dict[str, Any], key: str) -> Receipt:
    """Order an action. `args` hold router numbers as this team is shown them."""
    asked = Asked(actor, Kind.ORDER, {"action": action, "args": args}, key)
    lives.settle(team.pk)
    with transaction.atomic():
        row = locked(team.pk)
        return repeated(row, asked) or order(row, asked, _needs_nobody)


def note(team: Team, participant: Participant, words: str, key: str) -> Receipt:
    """Write a line that the whole team reads."""
    asked = Asked(participant, Kind.NOTE, {"words": words[:NOTE_LENGTH]}, key)
    with transaction.atomic():
        row = locked(team.pk)
        return repeated(row, asked) or _note(row, asked)


def repeated(row: Team, asked: Asked) -> Receipt | None:
    """The first answer to this key, or None when it is new."""
    earlier = LogEntry.objects.filter(team=row, key=asked.key).first() if asked.key else None
    if earlier is None:
        return None
    if earlier.payload["mark"] != asked.mark:
        return Receipt(
            "conflict", text("Another request was sent under this key; nothing was done.")
        )
    return answer(earlier)


def order(row: Team, asked: Asked, may: Callable[[Team, Asked], None]) -> Receipt:
    """Write the order down, or its refusal when the world or `may` raises Refused."""
    clock = clocks.clock_of(row.exercise_id, row.pk)
    action = asked.content["action"]
    try:
        _may(row, asked, clock)
        may(row, asked)
        cleaned, latency_s, step = _checked(row, asked, clock)
    except sim.Refused as refused:
        payload = {"action": action, "text": refused.text.row()}
        return answer(append(row, asked, Line(Kind.REFUSAL, clock.step, payload)))
    row.last_due = max(step, row.last_due) + 1
    payload = {"action": action, "args": cleaned, "latency_s": latency_s}
    words = _words(row, asked)
    if words:
        cleaned["note"] = True
        payload["digest"] = digest([words.salt, words.body])
    return answer(append(row, asked, Line(Kind.ORDER, row.last_due, payload, words)))


def _needs_nobody(row: Team, asked: Asked) -> None:
    """Raise Refused for an order that is given to somebody: it has its own way in."""
    if asked.content["action"] == HAND_OVER:
        raise sim.Refused(text("Choose who takes the seat."))


def _checked(row: Team, asked: Asked, clock: Clock) -> tuple[dict[str, Any], int, int]:
    """Clean arguments with the world's own router numbers, how long this morning's seed makes it
    take, and after which step. Raises Refused with shown numbers.

    The step is the clock's, but where an own inject must be written down first no world has gone
    on: the order comes beside it.
    """
    alone = CONTROL not in seats_for(asked) and row.participant_set.present().count() < 2
    action, args = asked.content["action"], asked.content["args"]
    with lives.world_at(row.pk, clock.step) as world:
        cleaned = sim.check(world, action, args, seats_for(asked), alone=alone)
        step = min(clock.step, world.step)
        return cleaned, world.latency(sim.ACTIONS[action], cleaned), step


def _note(row: Team, asked: Asked) -> Receipt:
    clock = clocks.clock_of(row.exercise_id, row.pk)
    words = _words(row, asked)
    payload = {"digest": digest([words.salt, words.body])} if words else {}
    return answer(append(row, asked, Line(Kind.NOTE, clock.step, payload, words)))


def _words(row: Team, asked: Asked) -> Words | None:
    """What was typed along with it, kept where it can be erased."""
    said = asked.content.get("words")
    if not said:
        return None
    salt, person = secrets.token_hex(16), _person(asked.actor)
    return Words.objects.create(team=row, participant=person, salt=salt, body=said)


def answer(entry: LogEntry) -> Receipt:
    """The answer that follows from a row alone, so that it is the same each time."""
    if entry.kind == Kind.REFUSAL:
        return Receipt("refused", Text.of(entry.payload["text"]), entry.log_seq)
    if entry.kind in (Kind.NOTE, Kind.PLAN):
        return Receipt("accepted", text("Noted."), entry.log_seq, entry.due_step)
    if seat := _second_key(entry):
        words = text("Waits for the approval of {seat}; without it the order lapses.", seat=seat)
        return Receipt("accepted", words, entry.log_seq, entry.due_step)
    effect = entry.due_step + entry.payload["latency_s"]
    return Receipt("accepted", text("Ordered."), entry.log_seq, entry.due_step, effect)


def _second_key(entry: LogEntry) -> Text | None:
    """The seat that must approve this order before it takes effect; None when it needs nobody."""
    action = sim.ACTIONS.get(entry.payload["action"])
    seat = action.two_keys if action else ""
    alone = entry.payload["args"].get("alone")
    return None if not seat or seat in entry.seats or alone else TITLES[seat]


def _may(row: Team, asked: Asked, clock: Clock) -> None:
    """Raise Refused when nothing at all can be ordered."""
    person, frozen = _person(asked.actor), clock.paused and clock.reason == PROBE
    if person and (person.removed or person.team_id != row.pk):
        raise sim.Refused(text("You are not in this team."))
    if clock.state != "running":
        raise sim.Refused(text("The exercise is not running."))
    if asked.content["action"] == ANSWER:
        if not frozen:
            raise sim.Refused(text("Nobody asks that now."))
        return
    if frozen:
        raise sim.Refused(text("The clock stands while you answer from memory."))
    if clock.paused and not isinstance(asked.actor, User):  # what control plans comes later
        raise sim.Refused(text("The exercise is paused: orders wait until it goes on."))


def _person(actor: Actor) -> Participant | None:
    return actor if isinstance(actor, Participant) else None
