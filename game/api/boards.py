"""The projector's board as data, hidden and frozen like the wall's, and the leaderboards."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.http import HttpRequest
from django.utils.translation import gettext as _
from ninja import Router

from game import live, sim
from game.api import said
from game.api.exercises import READ, WRITE
from game.api.keys import Readers, exercise_of, strangers, user_of
from game.api.problems import Problem, one_of
from game.api.room_shapes import BoardAct
from game.models import Board, Exercise, Organisation, Season, User
from game.runtime import boards, leaders, snapshots, tokens

router = Router(tags=["Boards"])
READERS = Readers(tokens.RESULTS)


@router.get(
    "/exercises/{int:pk}/board",
    auth=READ,
    response=dict[str, Any],
    summary="The board as the wall shows it",
)
def board(request: HttpRequest, pk: int) -> dict[str, Any]:
    """`path` is the wall's own address, which needs no token."""
    return _for_facilitators(exercise_of(request, pk))


def _for_facilitators(exercise: Exercise) -> dict[str, Any]:
    found = boards.of(exercise)
    path = f"/board/{exercise.pk}/{boards.signature(found)}"
    return _shown(found) | {"path": path, "hidden": found.hidden}


def _shown(found: Board) -> dict[str, Any]:
    shown: dict[str, Any] = said.plain(snapshots.snapshot(found))
    return shown | {"clock": snapshots.beat(found)}


@router.post(
    "/exercises/{int:pk}/board",
    auth=WRITE,
    response=dict[str, Any],
    summary="Hide, freeze or reveal the board",
)
def act(request: HttpRequest, pk: int, sent: BoardAct) -> dict[str, Any]:
    """`reveal` shows `places` from the last one; `renew` makes the old address worthless."""
    exercise = exercise_of(request, pk, write=True)
    ACTS[sent.do](exercise, user_of(request), sent.places)
    return _for_facilitators(exercise)


def _freeze(exercise: Exercise, by: User, _places: int) -> None:
    boards.freeze(exercise, by)


def _renew(exercise: Exercise, by: User, _places: int) -> None:
    boards.renew(exercise, by)
    live.readdressed(exercise.pk)


ACTS: dict[str, Callable[[Exercise, User, int], None]] = {
    "hide": lambda exercise, by, _places: boards.hide(exercise, by, hidden=True),
    "show": lambda exercise, by, _places: boards.hide(exercise, by, hidden=False),
    "freeze": _freeze,
    "thaw": lambda exercise, by, _places: boards.thaw(exercise, by),
    "reveal": boards.reveal,
    "conceal": lambda exercise, by, _places: boards.conceal(exercise, by),
    "renew": _renew,
}


@router.get(
    "/boards/{int:pk}/{signature}",
    auth=None,
    response=dict[str, Any],
    summary="The wall's board, by its signed address",
)
def by_address(request: HttpRequest, pk: int, signature: str) -> dict[str, Any]:
    strangers(request)
    found = boards.opened(pk, signature)
    if found is None:
        raise Problem(404, _("There is no such board."))
    return _shown(found)


# Leaderboards


@router.get(
    "/leaderboards",
    auth=READERS,
    response=dict[str, Any],
    summary="First attempts, series and the panel",
)
def leaderboards(
    request: HttpRequest,
    season: int | None = None,
    mine: bool = False,
    organisation: int | None = None,
) -> dict[str, Any]:
    """Needs no token where the installation's boards are public. A team's name is empty unless
    all of it agreed; `mine`: only your organisation's;
    `organisation`: that one's, yours or, for who administers the site, any. At most 50 lines for
    each size of teams. The panel is null at a level where it was not measured; `panel_level` says
    where it was.
    """
    user = user_of(request)
    own = getattr(user, "organisation", None)
    if mine and own is None:
        raise Problem(409, _("You belong to no organisation."))
    whose = own if mine else _organisation(user, organisation)
    choice = leaders.Choice(season=_season(season), organisation=whose)
    return {
        "season": season,
        "mine": mine,
        "organisation": whose.pk if whose else None,
        "seasons": [_span(row) for row in Season.objects.all()],
        "tables": [_table(table) for table in leaders.tables(choice)],
        "series": [_titled(one) for one in leaders.series(choice)],
        "least_seeds": leaders.LEAST_SEEDS,
    }


def _organisation(user: Any, pk: int | None) -> Organisation | None:
    if pk is None:
        return None
    found = next((one for one in leaders.organisations_for(user) if one.pk == pk), None)
    if found is None:
        raise Problem(404, _("There is no such organisation."))
    return found


def _season(pk: int | None) -> Season | None:
    if pk is None:
        return None
    return one_of(Season.objects.filter(pk=pk), _("There is no such season."))


def _span(row: Season) -> dict[str, Any]:
    return {"id": row.pk, "name": row.name, "begins": row.begins, "ends": row.ends}


def _table(table: leaders.Table) -> dict[str, Any]:
    """A table with its titles; the panel's rows in their order, null where not measured."""
    chosen = sim.load(table.scenario).variants.get(table.variant)
    return _titled(table) | {"variant_title": said.plain(chosen.title if chosen else None)}


def _titled(table: leaders.Table | leaders.Series) -> dict[str, Any]:
    shown: dict[str, Any] = said.plain(table)
    for line, known in zip(shown["lines"], table.lines, strict=True):
        line["bracket"] = known.bracket
    return shown | {"title": said.plain(sim.load(table.scenario).title)}
