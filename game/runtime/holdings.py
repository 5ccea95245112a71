"""Who holds which seats now."""

from __future__ import annotations

from collections.abc import Iterable

from game import sim
from game.models import Participant
from game.runtime.deals import Holdings
from game.sim.seats import Seats, ordered

Views = frozenset[Seats]
FACILITATORS: Views = frozenset({sim.ALL_SEATS})


def held(team_id: int) -> Holdings:
    """The seats of everybody in a team, in the order in which they joined."""
    return held_in([team_id]).get(team_id, {})


def views_of(team_ids: Iterable[int]) -> dict[int, Views]:
    """The different sets of seats that people of these teams hold, in one query."""
    asked = list(team_ids)
    found = held_in(asked)
    return {pk: frozenset(found.get(pk, {}).values()) for pk in asked}


def held_in(team_ids: Iterable[int]) -> dict[int, Holdings]:
    """The same for several teams in one query; teams without people are left out."""
    rows = Participant.objects.present().filter(team__in=list(team_ids))
    rows = rows.values_list("team_id", "pk", "seat__role")
    roles: dict[int, dict[int, list[str]]] = {}
    for team, person, role in rows:
        roles.setdefault(team, {}).setdefault(person, []).append(role)
    return {
        team: {person: ordered(role for role in those if role) for person, those in people.items()}
        for team, people in roles.items()
    }
