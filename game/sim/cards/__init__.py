"""The sixteen cards of the prevention week: one file each, what it costs and what it leaves behind.

A card may change the scenario's values (`apply`), how the fleet stands on the eve (`eve`), what is
set up at 08:00 (`prepare`) and what is looked at again each minute (`refresh`). All are pure: the
same values, seed and cards give the same morning. Chances are designer's assumptions.
"""

from __future__ import annotations

import functools
import sys
from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any, ClassVar

from game.sim.registry import collect
from game.sim.text import Text

if TYPE_CHECKING:
    from game.sim.draws import Draws
    from game.sim.scenario import Build, Scenario
    from game.sim.world import World

Values = dict[str, Any]
EVERY_S = 60


@dataclass(frozen=True)
class Eve:
    """The fleet in the night before, as the work of the week has left it."""

    stale: tuple[int, ...]  # inner hosts that do not run the release
    copied: bool  # it is on their disks all the same
    builds: tuple[Build, ...]
    chance: Callable[[str, int], float]  # named uniforms of the seed

    def found(self, hosts: Iterable[int]) -> Eve:
        """These hosts were noticed and put right in time."""
        return replace(self, stale=tuple(host for host in self.stale if host not in set(hosts)))

    @property
    def former(self) -> Build:
        """The build before the release."""
        return self.builds[1]

    @property
    def leaks(self) -> bool:
        """Does the new release send orders again and again by itself?"""
        return self.builds[0].leak > 0

    def mended(self) -> Eve:
        """The release's leak was noticed and mended in time."""
        return replace(self, builds=(replace(self.builds[0], leak=0.0), *self.builds[1:]))


class Card:
    """One piece of work of the week. `hours` are engineer-hours; days count from 0, 27 July."""

    title: ClassVar[Text]
    help: ClassVar[Text]  # what it does on 1 August
    source: ClassVar[Text]  # where it comes from
    left: ClassVar[Text]  # the line that the team's log has of it at 08:00
    hours: ClassVar[int]
    first_day: ClassVar[int] = 0
    last_day: ClassVar[int] = 4

    def apply(self, values: Values) -> Values:
        """The scenario's values with what this card changes in them."""
        return values

    def eve(self, eve: Eve) -> Eve:
        """What the checks of the week have found and put right."""
        return eve

    def prepare(self, world: World) -> None:
        """Set up at 08:00:00, before anything happens."""

    def refresh(self, world: World) -> None:
        """Each minute."""


@functools.cache
def catalogue() -> dict[str, Card]:
    """All cards by file name."""
    return collect(sys.modules[__name__], Card)


def chosen(names: Iterable[str]) -> tuple[str, ...]:
    """The names in the order of the catalogue, each once. Raises KeyError for an unknown one."""
    wanted = set(names)
    if unknown := wanted - set(catalogue()):
        raise KeyError(f"no card {', '.join(sorted(unknown))}; there are {', '.join(catalogue())}")
    return tuple(name for name in catalogue() if name in wanted)


def applied(names: tuple[str, ...], values: Values) -> Values:
    """A scenario's values as these cards leave them."""
    for name in names:
        values = catalogue()[name].apply(values)
    return values


def after_the_week(scenario: Scenario, draws: Draws) -> tuple[Scenario, Draws]:
    """What the seed has dealt, less what the week's checks have found. Idempotent."""
    if not scenario.cards:
        return scenario, draws
    eve = Eve(draws.stale, draws.copied, scenario.builds, draws.chance)
    for name in scenario.cards:
        eve = catalogue()[name].eve(eve)
    if eve.builds != scenario.builds:
        scenario = replace(scenario, builds=eve.builds)
    return scenario, replace(draws, stale=eve.stale)


def prepare(world: World) -> None:
    """Set up a new morning, and say in its log what the week has left."""
    for name in world.scenario.cards:
        catalogue()[name].prepare(world)
        world.note("done", catalogue()[name].left)


def refresh(world: World) -> None:
    """What prepared screens look at by themselves."""
    if world.scenario.cards and world.step % EVERY_S == 0:
        for name in world.scenario.cards:
            catalogue()[name].refresh(world)
