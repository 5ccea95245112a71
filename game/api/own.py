"""Injects that a facilitator writes. With a facilitator's token."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from django.http import HttpRequest
from django.utils.translation import gettext as _
from ninja import File, Router, Status
from ninja.files import UploadedFile

from game import live, texts
from game.api.exercises import READ, WRITE
from game.api.keys import exercise_of, team_of, user_of
from game.api.once import once
from game.api.pages import Limit, Offset, page
from game.api.problems import Problem, invalid, one_of
from game.api.room_shapes import OwnInject, SentTo
from game.api.shapes import MaybeKey, Page
from game.models import Exercise
from game.models import OwnInject as Written
from game.runtime import msel, own, sheets

router = Router(tags=["Injects"])
Ids = dict[int, int]  # of teams, by index


@router.get(
    "/exercises/{int:pk}/injects/own",
    auth=READ,
    response=Page,
    summary="Your own injects: planned, delivered, seen, acted",
)
def written(request: HttpRequest, pk: int, limit: Limit = 50, offset: Offset = 0) -> dict[str, Any]:
    exercise = exercise_of(request, pk)
    ids = ids_of(exercise)
    return page(request, own.table(exercise), (limit, offset), lambda row: shown(row, ids))


def ids_of(exercise: Exercise) -> Ids:
    """The teams of an exercise."""
    return dict(exercise.team_set.values_list("index", "pk"))


def shown(row: own.Row, ids: Ids) -> dict[str, Any]:
    """An inject of one's own, with what became of it."""
    return _shown(row.inject, ids) | {
        "sent": row.sent,
        "told": [
            {
                "team": told.team.pk if told.team else None,
                "delivered": told.delivered,
                "seen": told.seen,
                "acted": told.acted,
            }
            for told in row.told
        ],
    }


def _shown(inject: Written, ids: Ids) -> dict[str, Any]:
    return {
        "number": inject.number,
        "name": inject.name,
        "title": inject.title,
        "channel": inject.channel,
        "sender": inject.sender,
        "seats": list(inject.seats),
        "teams": [ids[index] for index in inject.teams if index in ids],
        "trigger": inject.trigger,
        "words": inject.body,
        "expected": inject.expected,
        "answer": inject.answer,
    }


@router.post(
    "/exercises/{int:pk}/injects/own",
    auth=WRITE,
    response={201: dict[str, Any]},
    summary="Write an inject of your own",
)
def write(request: HttpRequest, pk: int, sent: OwnInject, key: MaybeKey = None) -> Any:
    """At a time, on a milestone or by hand. In a ranked exercise it is for all teams."""
    exercise = exercise_of(request, pk, write=True)

    def make() -> dict[str, Any]:
        with _telling():
            made = own.add(exercise, user_of(request), _draft(exercise, sent))
        return _shown(made, ids_of(exercise))

    return Status(201, once(request, key, make))


@router.put(
    "/exercises/{int:pk}/injects/own/{name}",
    auth=WRITE,
    response=dict[str, Any],
    summary="Change an inject of your own that no team has got",
)
def rewrite(request: HttpRequest, pk: int, name: str, sent: OwnInject) -> dict[str, Any]:
    """What is not sent falls back to what a new one has."""
    exercise = exercise_of(request, pk, write=True)
    row = _of(exercise, name)
    with _telling():
        own.change(exercise, user_of(request), row.name, _draft(exercise, sent))
    return _shown(_of(exercise, name), ids_of(exercise))


@router.delete(
    "/exercises/{int:pk}/injects/own/{name}",
    auth=WRITE,
    response={204: None},
    summary="Take out an inject of your own that no team has got",
)
def take_out(request: HttpRequest, pk: int, name: str) -> Any:
    exercise = exercise_of(request, pk, write=True)
    own.remove(exercise, user_of(request), _of(exercise, name).name)
    return Status(204, None)


@router.post(
    "/exercises/{int:pk}/injects/own/{name}/fire",
    auth=WRITE,
    response=dict[str, Any],
    summary="Send an inject of your own now",
)
def fire(request: HttpRequest, pk: int, name: str, sent: SentTo) -> dict[str, Any]:
    """To the teams that it is for and that have not got it: `teams` of the answer. It goes once,
    so it needs no key."""
    exercise = exercise_of(request, pk, write=True)
    team = None if sent.team is None else team_of(request, exercise, sent.team)
    told = own.fire(exercise, user_of(request), _of(exercise, name).name, team)
    for one in told:
        live.push(one.pk)
    return {"teams": [one.pk for one in told]}


@router.post(
    "/exercises/{int:pk}/injects/own/{name}/shelve",
    auth=WRITE,
    response={204: None},
    summary="From now on an inject of your own comes by hand alone",
)
def shelve(request: HttpRequest, pk: int, name: str) -> Any:
    """A team that has got it keeps it."""
    exercise = exercise_of(request, pk, write=True)
    own.shelve(exercise, user_of(request), _of(exercise, name).name)
    return Status(204, None)


@router.post(
    "/exercises/{int:pk}/injects/table",
    auth=WRITE,
    response=dict[str, Any],
    summary="Take over a table: plans, and your own injects",
)
def bring(
    request: HttpRequest,
    pk: int,
    file: UploadedFile = File(...),  # noqa: B008
) -> dict[str, Any]:
    """CSV or XLSX as `GET .../injects.csv` gives it. Of a table with a wrong line nothing is
    taken over; what it does not name stays. `changed`: how many lines changed something."""
    exercise = exercise_of(request, pk, write=True)
    if (file.size or 0) > sheets.MOST_BYTES:
        raise Problem(413, _("This file is too large."))
    with invalid():
        changed = msel.bring(exercise, user_of(request), sheets.read(file.read()))
    return {"changed": changed}


def _of(exercise: Exercise, name: str) -> Written:
    rows = Written.objects.filter(exercise=exercise, name=name)
    return one_of(rows, _("There is no such inject."))


def _draft(exercise: Exercise, sent: OwnInject) -> own.Draft:
    index_of = {pk: index for index, pk in ids_of(exercise).items()}
    parts = sent.model_dump(exclude={"words", "teams", "seats"})
    teams = tuple(index_of.get(pk, -1) for pk in sent.teams)
    return own.Draft(body=sent.words, teams=teams, seats=tuple(sent.seats), **parts)


@contextmanager
def _telling() -> Iterator[None]:
    """A part that cannot be so is the sender's to mend, and named."""
    try:
        yield
    except own.Wrong as wrong:
        words = texts.render(wrong.text)
        errors = [{"where": wrong.field, "words": words}]
        raise Problem(422, f"{wrong.field}: {words}", errors=errors) from None
