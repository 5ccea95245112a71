"""Exercises: list, make, configure, drive the clock. With a facilitator's token."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.db import transaction
from django.http import HttpRequest
from django.utils.translation import gettext as _
from ninja import Router, Status

from game import live, runtime, sim, texts
from game.api import said
from game.api.keys import FacilitatorToken, exercise_of, host_of, owned, team_of, user_of
from game.api.once import once
from game.api.pages import Limit, Offset, page
from game.api.problems import Problem
from game.api.shapes import (
    Configuration,
    ExerciseOut,
    ExercisePage,
    Jump,
    MaybeKey,
    NewExercise,
    OneTeam,
    Pause,
    Speed,
)
from game.forms import ExerciseForm
from game.models import Exercise, Team, User
from game.runtime import casting, clocks, schedule, settings, tokens, weeks

router = Router(tags=["Exercises"])
READ, WRITE = FacilitatorToken(tokens.READ), FacilitatorToken(tokens.WRITE)
PLAIN = (
    "name", "code", "state", "scenario", "level", "era", "seating", "pace", "practice", "ranked",
    "late_joining", "locked", "hints", "probes", "team_size", "cover_after_s", "cohort", "archived",
    "scheduled", "opens_before_min", "starts_itself", "created", "started", "ended",
)  # fmt: skip


def shown(exercise: Exercise) -> dict[str, Any]:
    """An exercise without what players must not know: no secret, no seed, no variant."""
    now = clocks.clock_of(exercise.pk)
    teams = exercise.team_set.order_by("index")
    return {
        "id": exercise.pk,
        **{name: getattr(exercise, name) for name in PLAIN},
        "clock": said.clock(now),
        "teams": [team_named(team) for team in teams],
    }


def team_named(team: Team) -> dict[str, Any]:
    """A team as lists name it."""
    return {"id": team.pk, "index": team.index, "name": team.name, "locked": team.locked}


@router.get("/scenarios", auth=READ, summary="Scenarios that an exercise may play")
def scenarios(request: HttpRequest) -> dict[str, Any]:
    return {"items": [_scenario(name) for name in sim.exercise_names()]}


def _scenario(name: str) -> dict[str, Any]:
    known = sim.load(name)
    return {
        "name": name,
        "title": texts.render(known.title),
        "levels": list(known.levels),
        "paces": list(known.paces),
        "variants": list(known.variants),
        "week": known.week,
    }


@router.get("/exercises", auth=READ, response=ExercisePage, summary="Exercises in your reach")
def listed(
    request: HttpRequest, state: str = "", limit: Limit = 50, offset: Offset = 0
) -> dict[str, Any]:
    found = tokens.reach(user_of(request)).order_by("-created", "-pk")
    if state:
        found = found.filter(state=state)
    return page(request, found, (limit, offset), shown)


@router.post(
    "/exercises", auth=WRITE, response={201: ExerciseOut}, summary="Make an exercise and its teams"
)
def create(request: HttpRequest, sent: NewExercise, key: MaybeKey = None) -> Any:
    return Status(201, once(request, key, lambda: _made(request, sent)))


def _made(request: HttpRequest, sent: NewExercise) -> dict[str, Any]:
    """Through the form of the page. Raises Problem, NotYours."""
    user = host_of(request)
    fields = sent.model_dump()
    fields |= {"teams": "\n".join(sent.teams), "seed": "" if sent.seed is None else sent.seed}
    form = ExerciseForm(fields)
    if not form.is_valid():
        raise wrong(form)
    return shown(runtime.create_exercise(user, form.cleaned_data))


def wrong(form: Any) -> Problem:
    """A form's errors as a problem."""
    errors = [
        {"where": name, "words": str(words)} for name, all_ in form.errors.items() for words in all_
    ]
    first = errors[0]
    return Problem(422, f"{first['where']}: {first['words']}", errors=errors)


@router.get("/exercises/{int:pk}", auth=READ, response=ExerciseOut, summary="One exercise")
def one(request: HttpRequest, pk: int) -> dict[str, Any]:
    return shown(exercise_of(request, pk))


@router.patch("/exercises/{int:pk}", auth=WRITE, response=ExerciseOut, summary="Configure it")
def configure(request: HttpRequest, pk: int, sent: Configuration) -> dict[str, Any]:
    exercise, user = exercise_of(request, pk, write=True), user_of(request)
    changes = sent.model_dump(exclude_unset=True)
    if changes.keys() & OWNERS:
        owned(request, pk)
    own = {name: changes.pop(name) for name in settings.NAMES if name in changes}
    own = {name: value for name, value in own.items() if value is not None}
    _need_known(exercise, own)
    with transaction.atomic():  # all of it or nothing
        settings.configure(exercise, own, user)
        for name, value in changes.items():
            _change(exercise, name, value, user)
    exercise.refresh_from_db()
    return shown(exercise)


def _need_known(exercise: Exercise, own: dict[str, Any]) -> None:
    """Raise Problem for what this scenario does not have."""
    known = sim.load(exercise.scenario)
    if own.get("variant") and own["variant"] not in known.variants:
        raise Problem(422, _("This scenario has no variants to choose from."))
    if own.get("pace", "default") not in known.paces:
        raise Problem(422, _("This scenario has no such pace."))


def _change(exercise: Exercise, name: str, value: Any, user: User) -> None:
    """Null changes nothing but times: those are taken back."""
    if value is not None or name in ("scheduled", "opens_before_min"):
        CHANGES[name](exercise, value, user)


OWNERS = {"archived", "scheduled", "opens_before_min", "starts_itself"}
CHANGES: dict[str, Callable[[Exercise, Any, User], Any]] = {
    "late_joining": runtime.set_late_joining,
    "locked": schedule.set_locked,
    "team_size": schedule.set_team_size,
    "cover_after_s": casting.set_cover,
    "archived": schedule.archive,
    "scheduled": schedule.schedule,
    "opens_before_min": schedule.set_opens_before,
    "starts_itself": schedule.set_starts_itself,
}


@router.post(
    "/exercises/{int:pk}/clone",
    auth=WRITE,
    response={201: ExerciseOut},
    summary="The same again, with other draws",
)
def clone(request: HttpRequest, pk: int, key: MaybeKey = None) -> Any:
    found, user = owned(request, pk), user_of(request)
    return Status(201, once(request, key, lambda: shown(schedule.clone(found, user))))


def _verb(
    request: HttpRequest, pk: int, act: Callable[..., None], tell: Callable[[Exercise], None]
) -> dict[str, Any]:
    """Do it as the facilitator, tell every open page, show the exercise as it is then."""
    exercise = exercise_of(request, pk, write=True)
    act(exercise, user_of(request))
    tell(exercise)
    exercise.refresh_from_db()
    return shown(exercise)


def _team(request: HttpRequest, pk: int, sent: OneTeam | None) -> dict[str, Team]:
    """Named only when it is meant."""
    if sent is None or sent.team is None:
        return {}
    return {"team": team_of(request, exercise_of(request, pk, write=True), sent.team)}


@router.post("/exercises/{int:pk}/start", auth=WRITE, response=ExerciseOut, summary="Ring the bell")
def start(request: HttpRequest, pk: int) -> dict[str, Any]:
    return _verb(request, pk, runtime.start, live.started)


@router.post("/exercises/{int:pk}/week", auth=WRITE, response=ExerciseOut, summary="Begin the week")
def week(request: HttpRequest, pk: int) -> dict[str, Any]:
    def begin(exercise: Exercise, user: Any) -> None:
        weeks.begin(exercise, user)

    return _verb(request, pk, begin, live.planning)


@router.post(
    "/exercises/{int:pk}/pause", auth=WRITE, response=ExerciseOut, summary="Stop every clock"
)
def pause(request: HttpRequest, pk: int, sent: Pause | None = None) -> dict[str, Any]:
    team, reason = _team(request, pk, sent), sent.reason if sent else ""

    def act(exercise: Exercise, user: Any) -> None:
        runtime.pause(exercise, user, reason=reason, **team)

    return _verb(request, pk, act, live.changed)


@router.post("/exercises/{int:pk}/resume", auth=WRITE, response=ExerciseOut, summary="Go on")
def resume(request: HttpRequest, pk: int, sent: OneTeam | None = None) -> dict[str, Any]:
    team = _team(request, pk, sent)

    def act(exercise: Exercise, user: Any) -> None:
        runtime.resume(exercise, user, **team)

    return _verb(request, pk, act, live.changed)


@router.post("/exercises/{int:pk}/speed", auth=WRITE, response=ExerciseOut, summary="Set the speed")
def speed(request: HttpRequest, pk: int, sent: Speed) -> dict[str, Any]:
    team = _team(request, pk, sent)

    def act(exercise: Exercise, user: Any) -> None:
        runtime.set_speed(exercise, user, sent.speed, **team)

    return _verb(request, pk, act, live.changed)


@router.post("/exercises/{int:pk}/jump", auth=WRITE, response=ExerciseOut, summary="Let time pass")
def jump(request: HttpRequest, pk: int, sent: Jump, key: MaybeKey = None) -> dict[str, Any]:
    team = _team(request, pk, sent)

    def act(exercise: Exercise, user: Any) -> None:
        clocks.jump(exercise, user, sent.seconds, **team)

    return once(request, key, lambda: _verb(request, pk, act, live.changed))


@router.post(
    "/exercises/{int:pk}/skip", auth=WRITE, response=ExerciseOut, summary="Skip the afternoon"
)
def skip(request: HttpRequest, pk: int) -> dict[str, Any]:
    return _verb(request, pk, runtime.skip_aftermath, live.changed)


@router.post("/exercises/{int:pk}/end", auth=WRITE, response=ExerciseOut, summary="End it here")
def end(request: HttpRequest, pk: int, sent: OneTeam | None = None) -> dict[str, Any]:
    """With a team: that team's morning alone."""
    team = _team(request, pk, sent).get("team")
    if team is None:
        return _verb(request, pk, runtime.end, live.ended)

    def act(exercise: Exercise, user: Any) -> None:
        clocks.finish_team(exercise.pk, team.pk, user)

    def tell(_exercise: Exercise) -> None:
        live.team_ended(team.pk)

    return _verb(request, pk, act, tell)


def must_have_begun(exercise: Exercise) -> None:
    """Raise Problem before the bell: there is nothing to see yet."""
    if not exercise.has_begun:
        raise Problem(409, _("This exercise has not begun."))


def must_be_over(exercise: Exercise) -> None:
    """Raise Problem while it runs: what is told after the end would give the morning away."""
    if exercise.state != Exercise.State.ENDED:
        raise Problem(409, _("This can be had after the end."))
