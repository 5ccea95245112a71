"""Exercises and the people in them: create, join, rename, move, remove."""

from __future__ import annotations

from datetime import datetime
from typing import Any, TypedDict

from django.db import transaction

from game import clock as wall
from game import sim
from game.models import CODE_SYMBOLS, Exercise, Expected, Participant, Team, User
from game.runtime import crew, planned
from game.runtime.errors import CannotDo, CannotJoin
from game.runtime.mornings import chosen
from game.runtime.records import NOT_KEPT, By, Change, Values, about, audit, change
from game.runtime.seating import leave_place, take_place
from game.sim.text import text

EVERYDAY = "knight"
MOST_TEAMS = 200
MOST_PER_TEAM = 6
SEEN_EVERY_S = 10
TEAM_NAME_LENGTH = 60
SETTINGS = (
    "team_size", "hints", "probes", "cover_after_s", "cohort", "plan",
    "scheduled", "opens_before_min", "starts_itself",
)  # fmt: skip
State = Exercise.State


class Choices(TypedDict, total=False):
    """What has a default: the variant is drawn, the level officer, the era the scenario's.

    `ranked` False asks for no comparison; True is granted only to what nobody can know.
    """

    variant: str
    level: str
    era: str
    seating: str
    ranked: bool
    team_size: int
    hints: bool
    probes: bool
    cover_after_s: int
    cohort: str
    scheduled: datetime | None
    opens_before_min: int | None
    starts_itself: bool
    plan: dict[str, Any]


class ExerciseForm(Choices):
    """What the facilitator's form says. `seed` "" draws 128 random bits."""

    name: str
    scenario: str
    seed: str
    pace: str
    teams: list[str]
    late_joining: bool


def create_exercise(owner: User | None, form: ExerciseForm) -> Exercise:
    """An exercise with its teams, open for joining. Raises CannotDo; NotYours for an account that
    only helps."""
    if owner:
        crew.need_host(owner)
    own = _chosen(form)
    scenario = chosen(form["scenario"], own["variant"], own["level"], own["era"])
    if scenario.drill and owner:
        raise CannotDo(text("A drill is played alone: it has no facilitator."))
    if not 1 <= len(form["teams"]) <= MOST_TEAMS:
        raise CannotDo(text("An exercise has 1 to {most} teams.", most=MOST_TEAMS))
    drawn = _drawn(str(form.get("seed") or "").strip())
    with transaction.atomic():
        exercise = Exercise.objects.create(
            owner=owner,
            organisation=owner.organisation if owner else None,
            name=form["name"],
            scenario=scenario.name,
            scenario_hash=scenario.hash,
            sim_version=sim.VERSION,
            pace=form["pace"],
            late_joining=form["late_joining"],
            drill=scenario.drill,
            ranked=bool(
                owner
                and form.get("ranked", True)
                and scenario.ranked
                and not own["variant"]
                and not drawn
            ),
            **own,
            **_settings(form),
            **drawn,
        )
        planned.need_sense(exercise, exercise.scheduled, None, itself=exercise.starts_itself)
        teams = enumerate(form["teams"])
        Team.objects.bulk_create(Team(exercise=exercise, index=n, name=name) for n, name in teams)
        after = {"scenario": scenario.name, "ranked": exercise.ranked, "teams": form["teams"]}
        audit(exercise, owner, "exercise.created", Change({}, after))
    return exercise


def _chosen(form: ExerciseForm) -> dict[str, str]:
    """A variant that somebody chose is known to somebody: such an exercise is not ranked."""
    return {
        "variant": form.get("variant", ""),
        "level": form.get("level") or Exercise.Level.OFFICER,
        "era": form.get("era", ""),
        "seating": form.get("seating") or Exercise.Seating.ROLES,
    }


def _settings(form: ExerciseForm) -> dict[str, Any]:
    """What the form says beyond the morning; what it leaves out has the exercise's defaults."""
    given = {key: form[key] for key in SETTINGS if form.get(key) is not None}  # type: ignore
    if not 1 <= given.get("team_size", 1) <= MOST_PER_TEAM:
        raise CannotDo(text("A team has 1 to {most} people.", most=MOST_PER_TEAM))
    return given


def _drawn(seed: str) -> dict[str, Any]:
    """A typed seed makes it practice: who knows the seed knows the morning."""
    return {"secret": str(int(seed)), "practice": True} if seed else {}


def solo(
    scenario: str = EVERYDAY, name: str = "", level: str = "", variant: str = ""
) -> tuple[Exercise, Participant]:
    """An unranked sprint for one, who holds every seat; not yet started."""
    form = ExerciseForm(
        name="Solo",
        scenario=scenario,
        level=level,
        variant=variant,
        seed="",
        pace="sprint",
        teams=["Desk"],
        late_joining=False,
        seating=Exercise.Seating.OPEN,
    )
    with transaction.atomic():
        exercise = create_exercise(None, form)
        return exercise, seat(exercise.team_set.get(), name)


def find(code: str) -> Exercise | None:
    """The exercise of a join code as people type it: any case, spaces and dashes allowed."""
    plain = "".join(symbol for symbol in code.upper() if symbol in CODE_SYMBOLS)
    return Exercise.objects.filter(code=plain).first()


def join(
    code: str, name: str, team_id: int | None, before: Participant | None = None
) -> Participant:
    """Take a place in a team. Raises CannotJoin with words for the person.

    `before`: who this browser was; somebody who was removed asks to come back instead.
    """
    exercise = find(code)
    if before and before.removed and exercise and before.exercise_id == exercise.pk:
        raise CannotJoin(text("The facilitator has taken your seat back: ask to come back."))
    if exercise is None:
        raise CannotJoin(text("No exercise has this code."))
    with transaction.atomic():
        lock(exercise.pk, team_id)
        exercise.refresh_from_db()
        door_open(exercise)
        return seat(newcomers_team(exercise, team_id), name)


def lock(exercise_id: int, *team_ids: int | None) -> None:
    """Nobody else changes who is where. Teams come before their exercise, as everywhere, so that
    nobody waits for each other."""
    teams = Team.objects.select_for_update().filter(exercise=exercise_id, pk__in=team_ids)
    list(teams.order_by("pk"))
    Exercise.objects.select_for_update().get(pk=exercise_id)


def door_open(exercise: Exercise) -> None:
    """Raise CannotJoin unless somebody new may come in now."""
    if exercise.state == State.ENDED:
        raise CannotJoin(text("This exercise is over."))
    if exercise.state == State.RUNNING and not exercise.late_joining:
        raise CannotJoin(text("This exercise has begun; ask the facilitator to let you in."))
    if exercise.owner_id is None or exercise.state == State.DRAFT:
        raise CannotJoin(text("No exercise has this code."))
    if exercise.locked:
        raise CannotJoin(text("The facilitator has locked this exercise for newcomers."))
    planned.need_open(exercise)


def lets_in(exercise: Exercise) -> bool:
    """May somebody new come in now?"""
    try:
        door_open(exercise)
    except CannotJoin:
        return False
    return True


def team_for(exercise: Exercise, team_id: int | None) -> Team:
    """The team, if one more finds a place in it; else CannotJoin."""
    team = exercise.team_set.filter(pk=team_id).first()
    if team is None:
        raise CannotJoin(text("Choose a team of this exercise."))
    if team.participant_set.present().count() >= exercise.team_size:
        raise CannotJoin(text("This team is full: {most} people.", most=exercise.team_size))
    return team


def newcomers_team(exercise: Exercise, team_id: int | None) -> Team:
    """The same for somebody who is new and comes by themselves: a locked one is not for them."""
    team = team_for(exercise, team_id)
    if team.locked:
        raise CannotJoin(text("The facilitator has locked this team for newcomers."))
    return team


def seat(team: Team, name: str, role: str = "") -> Participant:
    """A person in a team, with the seats that a person who comes now gets; `role`: hoped for."""
    person = Participant.objects.create(
        exercise_id=team.exercise_id,
        team=team,
        name=name.strip(),
        preference=role,
        last_seen=wall.now(),
    )
    take_place(person)
    return person


def participant(secret: str) -> Participant | None:
    """The person whose cookie this is; also when removed, so that they can be told."""
    found = Participant.objects.select_related("team", "exercise").filter(secret=secret).first()
    if found:
        _seen(found)
    return found


def _seen(person: Participant) -> None:
    now = wall.now()
    if person.last_seen is None or (now - person.last_seen).total_seconds() > SEEN_EVERY_S:
        Participant.objects.filter(pk=person.pk).update(last_seen=now)


def remove(person: Participant, by: By) -> None:
    """Take the seats back; the log keeps what was done from them."""
    with transaction.atomic():
        leave_place(person)
        Participant.objects.filter(pk=person.pk).update(removed=True, asks_back=False)
        _audit(person, by, "removed", {"removed": person.removed}, {"removed": True})


def ask_back(person: Participant) -> None:
    """Somebody who was removed would like to come back: the facilitator sees it."""
    if not person.removed or person.exercise.state == State.ENDED:
        raise CannotDo(text("There is nothing to come back to."))
    if not person.asks_back:
        Participant.objects.filter(pk=person.pk).update(asks_back=True)
        _audit(person, person, "asks_back", {"asks_back": False}, {"asks_back": True})


def readmit(person: Participant, by: By) -> None:
    """Let somebody come back who was removed: the same person, with seats as a newcomer's."""
    with transaction.atomic():
        lock(person.exercise_id, person.team_id)
        person.refresh_from_db()
        if not person.removed:
            return
        team_for(person.exercise, person.team_id)
        Participant.objects.filter(pk=person.pk).update(removed=False, asks_back=False)
        take_place(Participant.objects.get(pk=person.pk))
        _audit(person, by, "readmitted", {"removed": True}, {"removed": False})


def confirm_comms(person: Participant) -> None:
    """Updates and the sound arrive at this person's place, as they say."""
    Participant.objects.filter(pk=person.pk).update(checked=wall.now())


def rename(person: Participant, name: str, by: By) -> None:
    """Show another name, in the log too."""
    Participant.objects.filter(pk=person.pk).update(name=name.strip())
    _audit(person, by, "renamed", {"name": NOT_KEPT}, {"name": NOT_KEPT})


def move(person: Participant, team: Team, by: By) -> None:
    """Change the team. Raises CannotDo for a team of another exercise or a full one."""
    if team.exercise_id != person.exercise_id:
        raise CannotDo(text("Choose a team of this exercise."))
    with transaction.atomic():
        lock(person.exercise_id, person.team_id, team.pk)
        team_for(person.exercise, team.pk)
        leave_place(person)
        Participant.objects.filter(pk=person.pk).update(team=team)
        take_place(Participant.objects.get(pk=person.pk))
        _audit(person, by, "moved", {"team": person.team_id}, {"team": team.pk})


def free_name(team: Team, name: str) -> str:
    """The name as it would be kept. Raises CannotDo where the team cannot have it."""
    plain = name.strip()[:TEAM_NAME_LENGTH]
    if not plain:
        raise CannotDo(text("A name needs at least one letter."))
    others = Team.objects.filter(exercise=team.exercise_id).exclude(pk=team.pk)
    if others.filter(name__iexact=plain).exists():
        raise CannotDo(text("Another team of this exercise has that name."))
    return plain


def rename_team(team: Team, name: str, by: By) -> None:
    """Call a team something else. Raises CannotDo for no name, or one that another team has."""
    with transaction.atomic():
        lock(team.exercise_id, team.pk)
        plain = free_name(team, name)
        before = Team.objects.get(pk=team.pk).name
        Team.objects.filter(pk=team.pk).update(name=plain)
        Expected.objects.filter(exercise=team.exercise_id, team_name=before).update(team_name=plain)
        words = Change({"name": before}, {"name": plain}, about(team))
        audit(team.exercise, by, "team.renamed", words)


def set_late_joining(exercise: Exercise, flag: bool, by: By) -> None:
    """Let people in after the start, or no longer."""
    change(exercise, by, "late_joining", late_joining=flag)


def _audit(person: Participant, by: By, what: str, before: Values, after: Values) -> None:
    audit(person.exercise, by, f"participant.{what}", Change(before, after, about(person)))
