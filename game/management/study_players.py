"""Who plays a study's mornings: scripted teams by name, fixed scripts, and late variations.

A name may be varied: `expert#2` is another expert (its own chances), `expert@1` the same one
with another team's router numbers, `expert~1` the same one whose orders come a second late.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass

from game import sim
from game.sim.teams import Order, Team
from game.sim.view import View

NAME = re.compile(r"([a-z0-9_:]+)(?:#(\d{1,4}))?(?:@(\d{1,3}))?(?:~(\d{1,2}))?")
ANOTHER = 1_000_003  # apart from the numbers of all practice seeds
ALL = (1, 2, 3, 4, 5, 6, 7, 8)

Timed = tuple[int, str, sim.Args]


@dataclass(frozen=True)
class Player:
    """One team of a study. `index` is its place in the exercise, `late_s` a delay of orders."""

    name: str
    number: int = 0
    index: int = 0
    late_s: int = 0

    def team(self, scenario: sim.Scenario, seed: int) -> Team:
        """A fresh team for this seed's morning."""
        made = script(self.name) or sim.TEAMS[self.name](scenario, seed + ANOTHER * self.number)
        return Late(made, self.late_s) if self.late_s else made


def player(words: str) -> Player:
    """The player of a name. Raises KeyError for one that nobody has."""
    found = NAME.fullmatch(words)
    if not found or not (found[1] in sim.TEAMS or found[1] in SCRIPTS):
        raise KeyError(words)
    name, *rest = found.groups()
    return Player(name, *(int(digits or 0) for digits in rest))


class Late(Team):
    """A team whose orders reach the desk some seconds late."""

    def __init__(self, team: Team, late_s: int) -> None:
        super().__init__()
        self._team, self._late_s = team, late_s
        self._under_way: list[tuple[int, Order]] = []

    def play(self, view: View) -> list[Order]:
        if view.step >= self._team.wake:
            due = view.step + self._late_s
            self._under_way += [(due, order) for order in self._team.play(view)]
        now = [order for due, order in self._under_way if due <= view.step]
        self._under_way = [(due, order) for due, order in self._under_way if due > view.step]
        steps = [due for due, _ in self._under_way]
        self.wake = min([max(self._team.wake, view.step + 1), *steps])
        return now

    def actor(self, action: str) -> str:
        return self._team.actor(action)


class Script(Team):
    """Orders at fixed times, whatever the screens show."""

    def __init__(self, orders: tuple[Timed, ...]) -> None:
        super().__init__()
        self._orders = sorted(orders, key=lambda order: order[0])

    def play(self, view: View) -> list[Order]:
        now = [(action, args) for step, action, args in self._orders if step <= view.step]
        self._orders = [order for order in self._orders if order[0] > view.step]
        self.wake = self._orders[0][0] if self._orders else sim.STEPS
        return now


def _roll_back_all() -> tuple[Timed, ...]:
    return ((sim.at("09:36:00"), "rollback", {"routers": list(ALL)}),)


def _back_in_safety() -> tuple[Timed, ...]:
    """Flag off, then purge what runs, then back: C11 of the exercise's design."""
    return (
        (sim.at("09:33:00"), "flag_off", {}),
        (sim.at("09:35:00"), "purge", {"routers": list(ALL)}),
        (sim.at("09:36:00"), "rollback", {"routers": list(ALL)}),
    )


# What the studies of a single order play beside nobody (study_probes.py).
SCRIPTS: dict[str, Callable[[], tuple[Timed, ...]]] = {
    "script:rollback": _roll_back_all,
    "script:safe_rollback": _back_in_safety,
}


def script(name: str) -> Team | None:
    """The fixed script of that name, if there is one."""
    made = SCRIPTS.get(name)
    return Script(made()) if made else None
