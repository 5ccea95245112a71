"""What reaches the browsers by itself: frames, beats, and where to go next.

Topics: team:<id>, team:<id>:<view key> for frames, exercise:<id>, person:<id>,
room:<exercise id>, board:<exercise id>. Sockets only listen.
"""

from __future__ import annotations

from collections.abc import Iterable

from game import runtime
from game.live.cookie import COOKIE, DRILL, read_cookie, write_cookie
from game.live.frames import encode, frame, go, holders, under_cover
from game.live.hub import hub
from game.models import Exercise, Participant, Team
from game.runtime import boards, bots, schedule

__all__ = [
    "COOKIE",
    "DRILL",
    "changed",
    "drive",
    "ended",
    "frame",
    "planning",
    "publish",
    "push",
    "read_cookie",
    "readdressed",
    "regrouped",
    "removed",
    "renamed",
    "reseated",
    "running_teams",
    "start_planned",
    "started",
    "team_ended",
    "under_cover",
    "write_cookie",
]


def publish(moved: runtime.Moved) -> None:
    """Show a team where it is: one frame for each view that somebody of it has."""
    for key in moved.glances:
        hub.publish(f"team:{moved.team_id}:{key}", "frame", encode(frame(moved, key)))


def push(team_id: int) -> runtime.Moved:
    """Advance a team and show it: what to call after an order or a note was written.

    No longer than the clock's own batch: after a skip the ticks do the rest, and who pressed
    has an answer at once.
    """
    moved = runtime.advance(team_id, budget_s=runtime.BUDGET_S)
    publish(moved)
    boards.note([moved])  # the wall, too, does not wait for the clock
    return moved


def changed(exercise: Exercise) -> None:
    """The clock was paused, resumed or set: show it to every team now."""
    for team in exercise.team_set.all():
        push(team.pk)


def planning(exercise: Exercise) -> None:
    """Everybody to the plan of the week."""
    hub.publish(f"exercise:{exercise.pk}", "go", encode(go("/week")))


def started(exercise: Exercise) -> None:
    """Everybody to the console."""
    hub.publish(f"exercise:{exercise.pk}", "go", encode(go("/play")))


def start_planned() -> None:
    """Start what is due by itself, and take everybody there along. Idempotent."""
    for exercise in schedule.start_due():
        started(exercise)


def ended(exercise: Exercise) -> None:
    """Everybody to the result."""
    hub.publish(f"exercise:{exercise.pk}", "go", encode(go("/result")))


def team_ended(team_id: int) -> None:
    """This team alone to its result."""
    hub.publish(f"team:{team_id}", "go", encode(go("/result")))


def readdressed(exercise_id: int) -> None:
    """The board has another address: leave the old one."""
    hub.publish(f"board:{exercise_id}", "leave", encode(go("/")))


def removed(person: Participant) -> None:
    """Show this person out; the socket closes with 4403."""
    hub.publish(f"person:{person.pk}", "leave", encode(go("/")))


def renamed(person: Participant, name: str) -> None:
    """Show the team another name for this person."""
    told = {"t": "name", "person": person.pk, "name": name}
    hub.publish(f"team:{person.team_id}", f"name-{person.pk}", encode(told))


def regrouped(person: Participant) -> None:
    """This person has another team now: the socket closes with 1012 and comes back to it."""
    hub.publish(f"person:{person.pk}", "again", encode(go("/lobby")))


def reseated(team_id: int) -> None:
    """Seats of this team have changed hands: whose view is another now gets another page."""
    if Exercise.objects.running().filter(team=team_id).exists():
        hub.publish(f"team:{team_id}", "seats", encode(holders(runtime.held(team_id))))
        push(team_id)


def running_teams() -> list[int]:
    """The teams that the clock must advance."""
    return list(
        Team.objects.filter(exercise__state=Exercise.State.RUNNING).values_list("pk", flat=True)
    )


def drive(team_ids: Iterable[int]) -> None:
    """One beat of the clock for these teams: advance, show, let bots play. Idempotent."""
    seen = []
    for moved in runtime.advance_all(team_ids):
        seen.append(moved)
        publish(moved)
        if moved.over:
            team_ended(moved.team_id)
    boards.note(seen)
    bots.take_turns(seen)
