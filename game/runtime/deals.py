"""Who gets which seats: at the start, when somebody comes late, when somebody goes.

Pure arithmetic over the table of `sim.merged`: the same people in the same order get the same
seats. People are numbers; their order is that in which they joined.
"""

from __future__ import annotations

import itertools
from collections.abc import Iterable, Mapping, Sequence

from game import sim
from game.sim.seats import Seats, ordered

Holdings = dict[int, Seats]


def deal(wishes: Mapping[int, str], desks: int = 0) -> Holdings:
    """One group of the table for each person; who came first gets the seat they hoped for.

    `wishes` gives each person's role or "". Others take what is left, in the table's order. With
    more `desks` than people the rest stays free: for bots.
    """
    free = [ordered(group) for group in sim.merged(max(len(wishes), desks))]
    held: Holdings = {}
    for person, role in wishes.items():
        if group := next((seats for seats in free if role in seats), None):
            free.remove(group)
            held[person] = group
    rest = iter(free)
    return {person: held.get(person) or next(rest, ()) for person in wishes}


def welcome(held: Mapping[int, Seats], newcomer: int) -> Holdings:
    """Seats for who comes late: what nobody holds, else a part of what the busiest one holds."""
    changed = {**held, newcomer: _unheld(held)}
    if changed[newcomer] or not any(held.values()):
        return changed
    donor, given = _parting(held)
    changed[donor] = tuple(seat for seat in held[donor] if seat not in given)
    changed[newcomer] = given
    return changed


def farewell(held: Mapping[int, Seats], gone: int) -> Holdings:
    """Without `gone`: only freed seats move, each to whom the table would give it now."""
    left = {person: seats for person, seats in held.items() if person != gone}
    if not left:
        return {}
    group_of = _likeness(left)
    changed = dict(left)
    for seat in held.get(gone, ()):
        heir = next((p for p, group in group_of.items() if seat in group), next(iter(left)))
        changed[heir] = ordered((*changed[heir], seat))
    return changed


def _unheld(held: Mapping[int, Seats]) -> Seats:
    taken = set(itertools.chain(*held.values()))
    return tuple(seat for seat in sim.ALL_SEATS if seat not in taken)


def _parting(held: Mapping[int, Seats]) -> tuple[int, Seats]:
    """Who of the busiest gives, and what: the smaller part into which the table splits theirs."""
    groups = sim.merged(len(held) + 1)
    most = max(len(seats) for seats in held.values())
    busiest = [person for person, seats in held.items() if len(seats) == most]
    parts = {person: _split(held[person], groups) for person in busiest}
    donor = next((person for person in busiest if len(parts[person]) > 1), busiest[0])
    if len(parts[donor]) > 1:
        return donor, parts[donor][-1]
    return donor, held[donor][(most + 1) // 2 :]


def _split(seats: Seats, groups: Iterable[Seats]) -> list[Seats]:
    """The seats by the table's groups, the largest part first; equals in the table's order."""
    parts = [tuple(seat for seat in seats if seat in group) for group in groups]
    return sorted((part for part in parts if part), key=len, reverse=True)


def _likeness(held: Mapping[int, Seats]) -> Mapping[int, Seats]:
    """The table's groups for so many people, set against whom they resemble most."""
    people: Sequence[int] = list(held)
    orders = itertools.permutations(sim.merged(len(people)))

    def kept(groups: tuple[Seats, ...]) -> int:
        pairs = zip(people, groups, strict=False)
        return sum(len(set(held[person]) & set(group)) for person, group in pairs)

    return dict(zip(people, max(orders, key=kept), strict=False))
