"""The facilitator's pages: exercises, the control room, everybody's results."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from game import runtime, sim, texts
from game.forms import ExerciseForm
from game.models import Crew, Exercise, Participant
from game.planned_forms import ScheduleForm
from game.runtime import acts, clocks, crew, overview, planned, schedule, standings
from game.runtime.overview import TeamRow
from game.sim import reading, scores
from game.views import glance, offers, screens, week
from game.views.border import facilitator, owner, runner, watcher
from game.views.front import join_url
from game.views.result import csv_answer

SPEEDS = (0.5, 1, 2, 4, 7, 20, 60, 300)
MOST = 100  # exercises on a page


@facilitator
@require_http_methods(["GET", "HEAD", "POST"])
def ctl(request: HttpRequest) -> HttpResponse:
    """The exercises that this user owns, runs or watches, and a form for a new one."""
    if request.method == "POST":
        crew.need_host(request.user)  # type: ignore[arg-type]
    form = ExerciseForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        exercise = runtime.create_exercise(request.user, form.cleaned_data)
        return redirect("room", exercise.pk)
    put_away = "archived" in request.GET
    context = {"form": form, "put_away": put_away, "exercises": _mine(request.user, put_away)}
    status = 422 if request.method == "POST" else 200
    return render(request, "room/ctl.html", context, status=status)


def _mine(user: Any, put_away: bool) -> list[dict[str, Any]]:
    """What is scheduled and not over stands first, the next day on top; then the newest."""
    rows = list(crew.exercises_of(user).filter(archived=put_away).order_by("-created")[:MOST])
    roles = dict(Crew.objects.filter(user=user).values_list("exercise_id", "role"))
    ahead = [row for row in rows if row.scheduled and not row.has_begun]
    ahead.sort(key=lambda row: row.scheduled)
    names = dict(Crew.Role.choices)
    return [
        {"exercise": row, "role": names.get(roles.get(row.pk, ""), ""), "own": row.owner == user}
        for row in [*ahead, *(row for row in rows if row not in ahead)]
    ]


@owner
@require_POST
def room_clone(request: HttpRequest, exercise: Exercise) -> HttpResponse:
    return redirect("room", schedule.clone(exercise, request.user).pk)


@owner
@require_POST
def room_archive(request: HttpRequest, exercise: Exercise) -> HttpResponse:
    schedule.archive(exercise, not exercise.archived, request.user)
    return redirect("ctl")


@owner
@require_POST
def room_schedule(request: HttpRequest, exercise: Exercise) -> HttpResponse:
    if "cancel" in request.POST:
        schedule.schedule(exercise, None, request.user)
        return redirect("room", exercise.pk)
    form = ScheduleForm(request.POST)
    if form.is_valid() and _planned(request, exercise, form):
        return redirect("room", exercise.pk)
    return _page(request, exercise, form, 422)


def _planned(request: HttpRequest, exercise: Exercise, form: ScheduleForm) -> bool:
    """Keep it; False with the form's error when it cannot come true."""
    try:
        schedule.plan(exercise, form.meant, request.user)
    except runtime.CannotDo as denied:
        form.add_error(None, texts.render(denied.text))
        return False
    return True


@watcher
@require_GET
def room(request: HttpRequest, exercise: Exercise) -> HttpResponse:
    known = ("opens_before_min", "starts_itself")
    now = {name: getattr(exercise, name) for name in known} | {"when": exercise.scheduled}
    return _page(request, exercise, ScheduleForm(initial=now))


def _page(
    request: HttpRequest, exercise: Exercise, when: ScheduleForm, status: int = 200
) -> HttpResponse:
    more = {
        "site": settings.PUBLIC_URL.split("://")[-1],
        "join_url": join_url(exercise.code),
        "here_only": settings.HERE_ONLY,
        "scenario": runtime.scenario_of(exercise),
        "pace_title": clocks.pace_of(exercise).title,
        "when": when,
    }
    return render(request, "room/room.html", _rows(request, exercise) | more, status=status)


@watcher
@require_GET
def room_teams(request: HttpRequest, exercise: Exercise) -> HttpResponse:
    return render(request, "room/teams.html", _rows(request, exercise))


def _rows(request: HttpRequest, exercise: Exercise) -> dict[str, Any]:
    role = request.room_role  # type: ignore[attr-defined]
    known = _kept(request, runtime.room(exercise))
    exercise.refresh_from_db()
    drawn = glance.glances(exercise, known)
    rows = [_row(row) | drawn[row.team.pk] for row in known]
    _score(exercise, role, rows)
    now = clocks.clock_of(exercise.pk)
    gone = Participant.objects.filter(exercise=exercise, removed=True).order_by("-asks_back", "pk")
    return {
        "exercise": exercise,
        "role": role,
        "runs": role in crew.RUNS,
        "planned": planned.plan_of(exercise),
        "acts": acts.current(exercise) if role in crew.RUNS else [],
        "both": len(rows) > 1 and not exercise.ranked,
        "paused_words": screens.paused_words(now.reason),
        "rows": rows,
        "people": sum(len(row["people"]) for row in rows),
        "gone": gone,
        "clock": now,
        "week": week.in_room(exercise),
        "speeds": SPEEDS,
        "phases": screens.phases(),
        "roles": exercise.seating == Exercise.Seating.ROLES,
        "seats": sim.ALL_SEATS,
        "morning": any(row["phase"] in ("preopen", "open") for row in rows),
        "standing": any(row["alone_paused"] for row in rows),
    }


def _score(exercise: Exercise, role: str, rows: list[dict[str, Any]]) -> None:
    """What is known of the scores so far goes into the rows, for those who run the room."""
    if role not in crew.RUNS or exercise.state != Exercise.State.RUNNING:
        return
    standings.want(exercise)
    found = standings.known(exercise)
    titles = {part.key: part.title for part in scores.catalogue().values()}
    for row in rows:
        one = found.get(row["team"].pk)
        row["score"] = one
        row["parts"] = [(titles[key], *points) for key, points in one.parts.items()] if one else []


def _kept(request: HttpRequest, rows: list[TeamRow]) -> list[TeamRow]:
    """While somebody works in the table its rows keep their order, which the page sends along."""
    sent = request.GET.get("order", "").split(",")
    places = {int(pk): place for place, pk in enumerate(sent) if pk.isdigit() and len(pk) < 10}
    return sorted(rows, key=lambda row: places.get(row.team.pk, len(places)))


def _row(row: TeamRow) -> dict[str, Any]:
    words = needs()
    clock = row.clock
    return vars(row) | {
        "phase": row.phase,
        "step": row.step,
        "people": [_who(person) for person in row.people],
        "here": sum(1 for who in row.people if overview.is_here(who)),
        "needs": [words[need] for need in row.needs],
        "alone_paused": clock.paused and clock.reason not in ("end", "lobby"),
        "ended": clock.reason == "end",
        "why_paused": screens.paused_words(clock.reason),
        "claimed_step": row.facts.claimed_step if row.facts else None,
        "belief_step": row.facts.belief.step if row.facts else None,
        "newest_words": _newest(row),
        "belief": _belief(row),
        "truth": _truth(row),
        "last_words": _last(row),
        "idle_words": "" if row.idle_s is None else _span(row.idle_s),
    }


def needs() -> dict[str, str]:
    """Why somebody should look at a team, in words."""
    return {
        "back": _("asks to come back"),
        "away": _("somebody is disconnected"),
        "idle": _("idle for over 90 s"),
        "hint": _("took a hint"),
        "flood": _("alerts flood in, none acknowledged"),
    }


def _who(person: Participant) -> dict[str, Any]:
    known = {"pk": person.pk, "name": person.name, "seats": person.seats}
    return known | {"here": overview.is_here(person), "checked": person.checked}


def _newest(row: TeamRow) -> str:
    if row.facts is None or row.facts.newest is None:
        return ""
    at = reading(row.facts.newest_step or 0)
    return _("%(what)s at %(at)s") % {"what": texts.render(row.facts.newest), "at": at}


def _belief(row: TeamRow) -> str:
    """The mechanism that the team believes in, and the routers that it suspects most."""
    if row.facts is None or row.facts.belief.step is None:
        return ""
    belief = row.facts.belief
    most = sorted(enumerate(belief.p, 1), key=lambda pair: (-pair[1], pair[0]))[:2]
    hosts = ", ".join(f"SMARS-{number} {percent} %" for number, percent in most)
    return f"{mechanism(belief.mechanism)}; {hosts}" if belief.mechanism else hosts


def mechanism(key: str) -> str:
    """A mechanism in the words of the belief board."""
    return offers.choice_words("believe", "mechanism", key)


def _truth(row: TeamRow) -> dict[str, Any] | None:
    """What is so beside what is believed. For those who run or watch the room alone."""
    if row.facts is None:
        return None
    truth, belief = row.facts.truth, row.facts.belief
    return {
        "mechanism": mechanism(truth.mechanism),
        "routers": ", ".join(f"SMARS-{number}" for number in truth.routers),
        "error_rate": truth.error_rate,
        "right": belief.mechanism == truth.mechanism,
        "off": _off(belief.p, truth.routers),
    }


def _off(p: tuple[int, ...], routers: tuple[int, ...]) -> int | None:
    """How far the percentages are from the truth, in percent of the farthest possible."""
    if not p:
        return None
    return round(
        sum(
            abs(percent - 100 * (number in routers)) for number, percent in enumerate(p, 1)
        ) / len(p)
    )  # fmt: skip


def _last(row: TeamRow) -> str:
    """The newest order and how long ago it was, in real time."""
    action = sim.ACTIONS.get(row.last_action)
    if action is None or row.last_step is None:
        return _("nothing yet")
    words = {
        "title": texts.render(action.title),
        "at": reading(row.last_step),
        "ago": _span(row.ago_s or 0),
    }
    return _("%(title)s at %(at)s (room %(ago)s ago)") % words


def _span(seconds: int) -> str:
    """Real seconds as m:ss."""
    return f"{seconds // 60}:{seconds % 60:02d}"


@runner
@require_GET
def room_log_csv(request: HttpRequest, exercise: Exercise) -> HttpResponse:
    return csv_answer(runtime.log_csv(exercise), f"log-{exercise.code}.csv")
