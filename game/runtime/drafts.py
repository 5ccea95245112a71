"""An inject as somebody wrote it, and whether its parts can be so."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Any
from unicodedata import category

from game import sim
from game.models import Team
from game.runtime.errors import CannotDo
from game.runtime.injecting import BODY_LENGTH
from game.sim import actions, evidence, injects, milestones
from game.sim.clock import STEPS
from game.sim.seats import ordered
from game.sim.text import Text, text

TITLE_LENGTH, LINE_LENGTH = 80, 200


class Wrong(CannotDo):
    """A part of an inject cannot be so; `field` is its name."""

    def __init__(self, field: str, why: Text) -> None:
        super().__init__(why)
        self.field = field


@dataclass(frozen=True)
class Draft:
    """An inject as somebody wrote it. No seats: all; no teams (their indexes): all."""

    body: str
    channel: str = "mail"
    sender: str = "control"
    trigger: str = milestones.HAND
    title: str = ""
    seats: tuple[str, ...] = ()
    teams: tuple[int, ...] = ()
    expected: str = ""
    answer: str = ""


def clean(draft: Draft, teams: Sequence[Team]) -> Draft:
    """The same in order. Raises Wrong."""
    body = _plain(draft.body, "words", BODY_LENGTH, text("Write something first."))
    line = " ".join(body.split())
    _one_of("channel", draft.channel, injects.CHANNELS)
    _one_of("sender", draft.sender, injects.SENDERS)
    if draft.answer:
        _one_of("answer", draft.answer, answers())
    known = {team.index for team in teams}
    if not set(draft.teams) <= known:
        raise Wrong("teams", text("Choose a team of this exercise."))
    if not set(draft.seats) <= set(sim.ALL_SEATS):
        raise Wrong("seats", text("There is no such seat."))
    return replace(
        draft,
        body=body,
        title=_one_line(draft.title, "title", TITLE_LENGTH) or line[:TITLE_LENGTH],
        expected=_one_line(draft.expected, "expected", LINE_LENGTH),
        trigger=_trigger(draft.trigger),
        seats=_some(ordered(draft.seats), len(sim.ALL_SEATS)),
        teams=_some(tuple(sorted(set(draft.teams))), len(known)),
    )


def _some(chosen: tuple[Any, ...], every: int) -> tuple[Any, ...]:
    """All of them are none in particular."""
    return () if len(chosen) == every else chosen


def answers() -> dict[str, Text]:
    """What a team may be expected to do: orders of the desk, and looks into evidence."""
    orders = {key: one.title for key, one in actions.catalogue().items() if not one.quiet}
    return orders | {key: one.title for key, one in evidence.catalogue().items()}


def _one_of(field: str, said: str, known: Iterable[str]) -> None:
    if said not in known:
        words = ", ".join(known) if field != "answer" else text("an order or an item of evidence")
        raise Wrong(field, text("It is one of: {words}.", words=words))


def _plain(said: str, field: str, most: int, missing: Text) -> str:
    """Text without marks that no screen or table can show."""
    lines = said.replace("\r\n", "\n").replace("\r", "\n")
    kept = "".join(one for one in lines if one in "\n\t" or category(one) not in ("Cc", "Cs"))
    if not kept.strip():
        raise Wrong(field, missing)
    if len(kept.strip()) > most:
        raise Wrong(field, text("At most {most} signs.", most=most))
    return kept.strip()


def _one_line(said: str, field: str, most: int) -> str:
    line = " ".join(said.split())
    return _plain(line, field, most, text("Write something first.")) if line else ""


def _trigger(said: str) -> str:
    """A trigger in the words of milestones, single spaces between. Raises Wrong."""
    words = " ".join(said.split()) or milestones.HAND
    try:
        clauses = milestones.read(words) if len(words) <= LINE_LENGTH else ()
    except (ValueError, IndexError):
        clauses = ()
    fits = clauses and all(one.start < STEPS and one.seconds < STEPS for one in clauses)
    if not fits:
        raise Wrong(
            "trigger",
            text("It is hand, a time such as 09:40, or a milestone such as after:rollback+120."),
        )
    return words
