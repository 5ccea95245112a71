"""What observers write down: behaviours at a key's press, and marks for eight critical tasks.

Sources: exercise-design section 5 (observation pad, evaluation guide).
"""

from __future__ import annotations

import secrets
from dataclasses import dataclass

from django.db import transaction

from game import sim
from game.models import Exercise, LogEntry, Observation, Rating, Team, User, Words
from game.runtime import clocks
from game.runtime.errors import CannotDo
from game.runtime.records import Change, about, audit
from game.sim.text import Text, text

NOTE_LENGTH = 300
NOTE = "note"
# Each with its key on the pad.
BEHAVIOURS: dict[str, tuple[str, Text]] = {
    "call_out": ("c", text("Call-out: said aloud what everybody needs")),
    "read_back": ("r", text("Read-back: repeated what was asked")),
    "challenge": ("h", text("Challenge: questioned a plan or a belief")),
    "shared_picture": ("p", text("Shared picture: summed up where they stand")),
    "named_task": ("t", text("Task given to somebody by name")),
    "someone": ("s", text("Task given to “someone”")),
    "tunnel": ("u", text("Tunnel: held on to one idea against the evidence")),
    "vagabonding": ("v", text("Vagabonding: from idea to idea, none followed up")),
    "silence": ("l", text("Silence: a fact that was not passed on")),
    "premature": ("f", text("Acted before asking what it would do")),
    "calm": ("m", text("Calm: took the heat out")),
}
TASKS: tuple[Text, ...] = (
    text("Recognise signals that are no alarms"),
    text("Declare and command"),
    text("Locate the router that differs"),
    text("Choose the containment by its predicted effect"),
    text("Verify by independent evidence"),
    text("Protect the good clients"),
    text("Tell outsiders the truth in time"),
    text("Recover the position and the fleet"),
)
# What each task aims at; the scores judge by the same figures.
TARGETS: tuple[Text, ...] = (
    text("opens what its mailbox and tickets show before the open"),
    text("declares on evidence that it has opened, within 6 minutes of the first sign"),
    text("names the right mechanism and the routers at fault, while it still matters"),
    text("the flow stops at its source, and nothing starts it again"),
    text("looks at fills within 3 minutes of the containment"),
    text("clients are served throughout, or sent elsewhere in time"),
    text("clients and exchange within 5 minutes, regulator and board within 15, nothing untrue"),
    text("no unwanted position, every router back, none of them at fault"),
)


@dataclass(frozen=True)
class Press:
    """One press of a key: what was seen, whose seat, and a few words."""

    behaviour: str
    role: str = ""
    note: str = ""
    shared: bool = False


def mark(team: Team, user: User, press: Press) -> Observation:
    """Write it down at the second of the team's clock, beside its newest line. Raises CannotDo."""
    if press.behaviour not in (*BEHAVIOURS, NOTE):
        raise CannotDo(text("There is no such key on the pad."))
    if press.role not in ("", *sim.ALL_SEATS):
        raise CannotDo(text("There is no such seat."))
    if press.behaviour == NOTE and not press.note.strip():
        raise CannotDo(text("Write something first."))
    with transaction.atomic():
        return Observation.objects.create(
            exercise_id=team.exercise_id,
            team=team,
            user=user,
            behaviour=press.behaviour,
            step=clocks.clock_of(team.exercise_id, team.pk).step,
            role=press.role,
            log_seq=_newest(team),
            words=_words(team, press.note),
            shared=press.shared,
        )


def _newest(team: Team) -> int | None:
    """The newest line that somebody of the team made."""
    rows = LogEntry.objects.filter(team=team).exclude(kind=LogEntry.Kind.SEATS)
    rows = rows.exclude(actor_kind=LogEntry.ActorKind.FACILITATOR)
    return rows.order_by("-log_seq").values_list("log_seq", flat=True).first()


def _words(team: Team, note: str) -> Words | None:
    body = note.strip()[:NOTE_LENGTH]
    return Words.objects.create(team=team, salt=secrets.token_hex(16), body=body) if body else None


def rate(team: Team, user: User, task: int, mark: str, note: str = "") -> None:
    """A mark for one of the eight tasks; "" takes it back. Raises CannotDo."""
    if not 1 <= task <= len(TASKS) or mark not in ("", *Rating.Mark.values):
        raise CannotDo(text("Choose one of the eight tasks, and P, S, M or U."))
    mine = Rating.objects.filter(team=team, user=user, task=task)
    before = {"mark": next(iter(mine.values_list("mark", flat=True)), "")}
    with transaction.atomic():
        if mark:
            fields = {"mark": mark, "note": note[:300]}
            Rating.objects.update_or_create(team=team, user=user, task=task, defaults=fields)
        else:
            mine.delete()
        said = Change(before, {"mark": mark}, about(team))
        audit(team.exercise, user, "rating.marked", said, task=task)


def observations(exercise: Exercise, team: Team | None = None) -> list[Observation]:
    """What was written down, newest first."""
    rows = Observation.objects.filter(exercise=exercise).select_related("team", "user", "words")
    return list((rows.filter(team=team) if team else rows).order_by("-pk")[:200])


def shared_with(team: Team) -> list[Observation]:
    """What its observers let the team see after the end, in the order of the morning."""
    rows = Observation.objects.filter(team=team, shared=True).select_related("words")
    return list(rows.order_by("step", "pk")[:200])


def ratings(team: Team, user: User) -> dict[int, Rating]:
    """One observer's marks of a team, by task."""
    return {row.task: row for row in Rating.objects.filter(team=team, user=user)}
