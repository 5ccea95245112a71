"""What a team answered from memory while its screens were covered, and what was right.

With the truth of those seconds: for those who run the room, and for the team after the end.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from game import sim
from game.models import Bot, Exercise, LogEntry, Participant, Team
from game.runtime import clocks, lives
from game.runtime.commands import ANSWER
from game.sim.clock import reading
from game.sim.probes import OPEN_S, QUESTIONS
from game.sim.text import Text


@dataclass(frozen=True)
class Answer:
    """One answer; a question that nobody answered has one without an actor. Times in steps."""

    asked: int
    question: str
    title: Text
    answered: int | None = None
    said: Text | None = None
    right: bool = False
    truth: Text | None = None
    actor: str = ""
    seats: tuple[str, ...] = ()
    log_seq: int | None = None


@dataclass(frozen=True)
class Share:
    """How many of the answers of one seat, or to one question, were right."""

    of: Text | str
    right: int
    given: int


@dataclass(frozen=True)
class Remembered:
    """A team's answers in the order of the morning. Not `complete`: its world is still behind."""

    answers: tuple[Answer, ...]
    complete: bool = True

    @property
    def given(self) -> tuple[Answer, ...]:
        return tuple(one for one in self.answers if one.actor)

    @property
    def right(self) -> int:
        return sum(one.right for one in self.answers)

    @property
    def seats(self) -> list[Share]:
        """By seat; somebody with two seats counts in both."""
        held = sorted({seat for one in self.given for seat in one.seats}, key=_order)
        return [_share(seat, [one for one in self.given if seat in one.seats]) for seat in held]

    @property
    def questions(self) -> list[Share]:
        """By question, over all the times that it was asked."""
        keys = dict.fromkeys(one.question for one in self.answers)
        return [
            _share(QUESTIONS[key].title, [one for one in self.given if one.question == key])
            for key in keys
        ]


NOTHING = Remembered(())


def _order(seat: str) -> int:
    return sim.ALL_SEATS.index(seat)


def _share(of: Text | str, answers: list[Answer]) -> Share:
    return Share(of, sum(one.right for one in answers), len(answers))


def of_team(team: Team) -> Remembered:
    """All that was asked of a team so far; nothing where the exercise does not freeze."""
    exercise = team.exercise
    if not exercise.probes or not exercise.has_begun:
        return NOTHING
    clock = clocks.clock_of(exercise.pk, team.pk)
    lives.move(lives.Goal(team.pk, clock), frozenset())
    rows = list(_lines(team))
    with lives.world_where_it_is(team.pk) as world:
        found = tuple(_answers(world, rows))
        return Remembered(found, complete=world.step >= clock.step)


def _lines(team: Team) -> Iterator[LogEntry]:
    kind = LogEntry.Kind.ORDER
    rows = LogEntry.objects.filter(team=team, kind=kind, payload__action=ANSWER)
    yield from rows.order_by("log_seq")


def _answers(world: sim.World, rows: list[LogEntry]) -> Iterator[Answer]:
    for frozen, truths in world.state.asked:
        for key, truth in sorted(truths.items()):
            known = {"title": QUESTIONS[key].title, "truth": choice(key, truth)}
            given = [row for row in world.state.probes if _belongs(row, int(frozen), key)]
            for row in given:
                yield Answer(int(frozen), key, **known, **_given(row, rows))
            if not given:
                yield Answer(int(frozen), key, **known)


def _belongs(row: list[Any], frozen: int, key: str) -> bool:
    return row[1] == key and frozen <= row[0] <= frozen + OPEN_S


def _given(row: list[Any], rows: list[LogEntry]) -> dict[str, Any]:
    """What was said, and the seats that the line of the log has for who said it."""
    step, key, said, right, actor = row
    line = next((one for one in reversed(rows) if _is_of(one, int(step), key, actor)), None)
    return {
        "answered": int(step),
        "said": choice(key, said),
        "right": bool(right),
        "actor": str(actor),
        "seats": tuple(line.seats) if line else (),
        "log_seq": line.log_seq if line else None,
    }


def _is_of(line: LogEntry, step: int, key: str, actor: str) -> bool:
    args = line.payload.get("args", {})
    return line.actor == actor and args.get("question") == key and line.due_step <= step


def choice(question: str, key: str) -> Text:
    """A choice in the words of its question."""
    return dict(QUESTIONS[question].choices)[key]


def rows(exercise: Exercise) -> Iterator[dict[str, Any]]:
    """One line for each answer of every team, for tables."""
    for team in exercise.team_set.select_related("exercise").order_by("index"):
        names = {who.token: who.name for who in Participant.objects.filter(team=team)}
        names |= {bot.token: bot.name for bot in Bot.objects.filter(team=team)}
        for one in of_team(team).answers:
            yield _row(team, one, names)


def _row(team: Team, one: Answer, names: dict[str, str]) -> dict[str, Any]:
    return {
        "team": team.name,
        "team_index": team.index,
        "asked_step": one.asked,
        "asked": reading(one.asked),
        "question": one.question,
        "title": str(one.title),
        "seats": " ".join(one.seats),
        "actor": one.actor,
        "name": names.get(one.actor, ""),
        "answered_step": one.answered,
        "answer": str(one.said) if one.said else "",
        "right": one.right if one.actor else None,
        "right_answer": str(one.truth),
        "log_seq": one.log_seq,
    }
