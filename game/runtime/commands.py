"""What people order and say: one log, one way in.

Everything happens under the team's row lock (on SQLite: its IMMEDIATE transaction). "Accepted"
means ordered: the world checks again at the due step.
"""

from __future__ import annotations

import hashlib
import json
import secrets
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.db import transaction
from django.utils.crypto import salted_hmac

from game import clock as wall
from game import sim
from game.models import Bot, LogEntry, Participant, Team, User, Words
from game.runtime import clocks, lives
from game.runtime.clocks import Clock
from game.runtime.timing import PROBE
from game.sim.parts import CONTROL
from game.sim.text import Text, text

NOTE_LENGTH = 200
HAND_OVER = "hand_over"
ANSWER = "probe_answer"
Kind = LogEntry.Kind
Actor = Participant | User | Bot | None


@dataclass(frozen=True)
class Receipt:
    """The answer to an order: accepted, refused or conflict. The same key gets the same one."""

    status: str
    text: Text
    seq: int | None = None
    due_step: int | None = None
    effect_step: int | None = None


@dataclass(frozen=True)
class Asked:
    """One request as it came in."""

    actor: Actor
    kind: str
    content: dict[str, Any]
    key: str
    seats: tuple[str, ...] | None = None  # as which seats; none: those that the actor holds

    @property
    def mark(self) -> str:
        """Tells a repetition from another request; hashed with a key, so it gives no words away."""
        plain = _plain([_whose(self.actor), self.kind, self.content])
        return salted_hmac("game.asked", plain, algorithm="sha256").hexdigest()


@dataclass(frozen=True)
class Line:
    """What a log row says besides who asked."""

    kind: str
    step: int
    payload: dict[str, Any]
    words: Words | None = None


def submit(team: Team, actor: Actor, action: str, args: dict[str, Any], key: str) -> Receipt:
    """Order an action. `args` hold router numbers as this team is shown them."""
    asked = Asked(actor, Kind.ORDER, {"action": action, "args": args}, key)
    with transaction.atomic():
        row = locked(team.pk)
        return repeated(row, asked) or order(row, asked, _needs_nobody)


def note(team: Team, participant: Participant, words: str, key: str) -> Receipt:
    """Write a line that the whole team reads."""
    asked = Asked(participant, Kind.NOTE, {"words": words[:NOTE_LENGTH]}, key)
    with transaction.atomic():
        row = locked(team.pk)
        return repeated(row, asked) or _note(row, asked)


def who(actor: Actor) -> tuple[str, str]:
    """How log rows name an actor: its kind and its token."""
    if isinstance(actor, Participant):
        kind = LogEntry.ActorKind.TOKEN if actor.by_program else LogEntry.ActorKind.PERSON
        return kind, actor.token
    if isinstance(actor, User):
        return LogEntry.ActorKind.FACILITATOR, f"u{actor.pk}"
    if isinstance(actor, Bot):
        return LogEntry.ActorKind.BOT, actor.token
    return LogEntry.ActorKind.SYSTEM, "system"


def _whose(actor: Actor) -> tuple[str, str]:
    """The same for a person and for that person's program: one key has one effect."""
    kind, token = who(actor)
    return LogEntry.ActorKind.PERSON if kind == LogEntry.ActorKind.TOKEN else kind, token


def broken_at(team: Team) -> int | None:
    """The first log_seq at which the chain of hashes or numbers breaks, or None."""
    head = ""
    rows = LogEntry.objects.filter(team=team).order_by("log_seq")
    for number, row in enumerate(rows, 1):
        if row.log_seq != number or row.prev_hash != head:
            return number
        head = row_hash(row)
    return None if Team.objects.get(pk=team.pk).head == head else len(rows)


def row_hash(row: LogEntry) -> str:
    """Covers everything but database ids and erasable words."""
    actor = [row.actor_kind, row.actor, list(row.seats)]
    return digest(
        [
            row.log_seq,
            row.kind,
            row.due_step,
            actor,
            row.payload,
            row.key,
            row.prev_hash,
            row.wall_ms,
        ]
    )


def locked(team_id: int) -> Team:
    """The team's row, and nobody else writes its log until the transaction ends."""
    return Team.objects.select_for_update().get(pk=team_id)


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
        cleaned, latency_s = _checked(row, asked, clock)
    except sim.Refused as refused:
        payload = {"action": action, "text": refused.text.row()}
        return answer(append(row, asked, Line(Kind.REFUSAL, clock.step, payload)))
    row.last_due = max(clock.step, row.last_due) + 1
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


def seats_for(asked: Asked) -> tuple[str, ...]:
    """The seats in whose name something is asked."""
    return seats_of(asked.actor) if asked.seats is None else asked.seats


def _checked(row: Team, asked: Asked, clock: Clock) -> tuple[dict[str, Any], int]:
    """Clean arguments with the world's own router numbers, and how long this morning's seed
    makes it take. Raises Refused with shown numbers."""
    alone = CONTROL not in seats_for(asked) and row.participant_set.present().count() < 2
    action, args = asked.content["action"], asked.content["args"]
    with lives.world_at(row.pk, clock.step) as world:
        cleaned = sim.check(world, action, args, seats_for(asked), alone=alone)
        return cleaned, world.latency(sim.ACTIONS[action], cleaned)


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


def append(row: Team, asked: Asked, line: Line) -> LogEntry:
    """The next row of the team's log. Needs the lock of `row`."""
    actor_kind, actor = who(asked.actor)
    entry = LogEntry.objects.create(
        team=row,
        log_seq=row.next_seq,
        kind=line.kind,
        due_step=line.step,
        seats=list(seats_for(asked)),
        actor_kind=actor_kind,
        actor=actor,
        payload={**line.payload, "mark": asked.mark},
        key=asked.key,
        prev_hash=row.head,
        words=line.words,
        wall_ms=wall.now_ms(),
    )
    row.next_seq += 1
    row.head = row_hash(entry)
    row.save(update_fields=["next_seq", "last_due", "head"])
    return entry


def answer(entry: LogEntry) -> Receipt:
    """The answer that follows from a row alone, so that it is the same each time."""
    if entry.kind == Kind.REFUSAL:
        return Receipt("refused", Text.of(entry.payload["text"]), entry.log_seq)
    if entry.kind in (Kind.NOTE, Kind.PLAN):
        return Receipt("accepted", text("Noted."), entry.log_seq, entry.due_step)
    effect = entry.due_step + entry.payload["latency_s"]
    return Receipt("accepted", text("Ordered."), entry.log_seq, entry.due_step, effect)


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


def seats_of(actor: Actor) -> tuple[str, ...]:
    """The seats that a person holds now; a facilitator is exercise control; the system all."""
    if isinstance(actor, Participant | Bot):
        return actor.seats
    return (CONTROL,) if isinstance(actor, User) else sim.ALL_SEATS


def _person(actor: Actor) -> Participant | None:
    return actor if isinstance(actor, Participant) else None


def digest(content: Any) -> str:
    return hashlib.sha256(_plain(content).encode()).hexdigest()


def _plain(content: Any) -> str:
    return json.dumps(content, sort_keys=True, separators=(",", ":"), ensure_ascii=True)
