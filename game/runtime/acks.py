"""Which alerts the screens of a team have acknowledged.

It changes nothing in a world, so it is no line of the log: each screen says it along with its
next look, for the control room alone. It is kept in the cache and may be lost at any time.
"""

from __future__ import annotations

from collections.abc import Iterable

from django.core.cache import cache

from game import sim
from game.models import Participant
from game.sim import injects
from game.sim.seats import Seats

KEPT_S = 24 * 3600
MOST = 400  # messages of one screen
Acked = dict[int, tuple[Seats, tuple[int, ...]]]  # by person: their seats, and messages by number


def keep(person: Participant, seats: Seats, numbers: Iterable[int]) -> None:
    """A screen has acknowledged these messages, as its seats number them, and no others."""
    key = _key(person.team_id)
    known: Acked = cache.get(key, {})
    mine = (seats, tuple(numbers)[:MOST])
    if known.get(person.pk) != mine:
        cache.set(key, known | {person.pk: mine}, KEPT_S)


def of(team_id: int) -> Acked:
    """What the screens of a team have said."""
    known: Acked = cache.get(_key(team_id), {})
    return known


def messages(world: sim.World, acked: Acked) -> set[int]:
    """Messages that anybody has acknowledged, as the world numbers them."""
    found: set[int] = set()
    for seats, numbers in acked.values():
        came = [int(row[0]) for row in injects.reaching(world, seats)]
        found |= {came[n - 1] for n in numbers if 0 < n <= len(came)}
    return found


def _key(team_id: int) -> str:
    return f"acks:{team_id}"
