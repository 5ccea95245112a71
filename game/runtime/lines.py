"""Rows of a team's log as they are written down: who asked, what it says, how rows are chained.

Whoever writes holds the team's row lock.
"""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass
from typing import Any

from django.utils.crypto import salted_hmac

from game import clock as wall
from game import sim
from game.models import Bot, LogEntry, Participant, Team, User, Words
from game.sim.parts import CONTROL

Kind = LogEntry.Kind
Actor = Participant | User | Bot | None


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


def seats_for(asked: Asked) -> tuple[str, ...]:
    """The seats in whose name something is asked."""
    return seats_of(asked.actor) if asked.seats is None else asked.seats


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


def seats_of(actor: Actor) -> tuple[str, ...]:
    """The seats that a person holds now; a facilitator is exercise control; the system all."""
    if isinstance(actor, Participant | Bot):
        return actor.seats
    return (CONTROL,) if isinstance(actor, User) else sim.ALL_SEATS


def digest(content: Any) -> str:
    return hashlib.sha256(_plain(content).encode()).hexdigest()


def _plain(content: Any) -> str:
    return json.dumps(content, sort_keys=True, separators=(",", ":"), ensure_ascii=True)
