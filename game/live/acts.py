"""What facilitators' acts and everybody's answers set off, shown to those whom it concerns."""

from __future__ import annotations

from game import live
from game.models import Act, Exercise, Participant
from game.runtime import acts, freezing


def settle() -> None:
    """One beat: carry out what waited, let go on what was answered. Any process may do it."""
    for act in acts.settle():
        show(act)
    for exercise in freezing.thaw_answered():
        live.changed(exercise)


def show(act: Act) -> None:
    """Show an act that was carried out or taken back."""
    exercise = act.exercise
    exercise.refresh_from_db()
    if exercise.state == Exercise.State.ENDED:
        live.ended(exercise)
    elif act.what == "end" and act.args.get("team"):
        live.team_ended(act.args["team"])
    elif act.what in PEOPLE:
        _people(act)
    elif exercise.state == Exercise.State.RUNNING:
        live.changed(exercise)


PEOPLE = ("readmit", "remove", "rename", "move", "seats")


def _people(act: Act) -> None:
    person = Participant.objects.filter(pk=act.args.get("person", 0)).first()
    teams = {int(pk) for pk in act.args.get("seats", {})}
    if person:
        teams.add(person.team_id)
        WHO.get(act.what, live.regrouped)(person)
    for team in teams:
        live.reseated(team)


def _renamed(person: Participant) -> None:
    live.renamed(person, person.name)


def _nothing(person: Participant) -> None:
    """Who comes back asks for a page by themselves."""


WHO = {"remove": live.removed, "rename": _renamed, "move": live.regrouped, "readmit": _nothing}
