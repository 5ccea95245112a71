"""Scripted teams: one file each, given a view and nothing else."""

from __future__ import annotations

import functools
import sys
from collections.abc import Generator, Sequence
from dataclasses import dataclass
from typing import ClassVar

import numpy as np

from game.sim import rng
from game.sim.clock import OPEN, STEPS
from game.sim.parts import Args
from game.sim.registry import classes
from game.sim.scenario import Scenario
from game.sim.sight import isolated, latency, offered, opened, verified
from game.sim.view import View

Order = tuple[str, Args]
Story = Generator[int, View, View]  # yields the step of its next look, is sent what it then sees

NOTICE_S = 2  # an order is due a second later; one more and its effect is on the screen
CALM_S = 190  # what a check of fills looks back over, and a little


@dataclass(frozen=True)
class Answer:
    """The truth of a morning, by shown router numbers. Only a team that says `oracle` is told."""

    hosts: tuple[int, ...]  # that mis-execute flagged orders from the beginning
    late: int  # whose stand-by takes over later; 0: none
    mechanism: str  # by the words of the belief board
    feed: str  # number of the feed that sends its orders again, as forms have it, or ""
    decoys: tuple[str, ...]  # signs that mean no harm


class Team:
    """Plays by looking at views and ordering with shown router numbers.

    `wake` is the step at which it looks next; it sets it in `play`. `number` tells apart teams
    of one name: it moves their chances, which have nothing to do with the exercise's seed.
    """

    name: ClassVar[str]
    oracle: ClassVar[bool] = False
    answer: Answer | None = None

    def __init__(self, scenario: Scenario | None = None, number: int = 0) -> None:
        self.number = number
        self.wake = 0

    def play(self, view: View) -> list[Order]:
        """Orders of this second; the next look is a second later unless it says otherwise."""
        self.wake = view.step + 1
        return []

    def actor(self, action: str) -> str:
        """Who of the team orders it: the second key of the kill switch is somebody else's."""
        name = self.__class__.__module__.rpartition(".")[2]
        return f"{name}-2" if action == "confirm_kill" else name

    def chance(self, index: int = 0) -> float:
        """A uniform of this team's own."""
        return rng.one(f"{type(self).__name__}/{self.number}", "team", 0, index)

    def shuffled(self, count: int) -> list[int]:
        """The numbers 1 to `count` in an order of this team's own."""
        key = rng.stream(f"{type(self).__name__}/{self.number}", "shuffle")
        order = np.argsort(rng.bits(key, 0, np.arange(count, dtype=np.uint64)))
        return [int(place) + 1 for place in order]


class Scripted(Team):
    """A team whose morning is written down as one story, top to bottom."""

    def __init__(self, scenario: Scenario | None = None, number: int = 0) -> None:
        super().__init__(scenario, number)
        self._orders: list[Order] = []
        self._told: Story | None = None

    def story(self, view: View) -> Story:
        """The morning. `view = yield step` looks again at that step."""
        raise NotImplementedError

    def play(self, view: View) -> list[Order]:
        self._orders = []
        try:
            self.wake = self._go_on(view)
        except StopIteration:
            self.wake = STEPS
        return self._orders

    def _go_on(self, view: View) -> int:
        if self._told is None:
            self._told = self.story(view)
            return next(self._told)
        return self._told.send(view)

    def order(self, view: View, action: str, /, **args: object) -> Story:
        """Order one thing and wait until it has taken effect."""
        return (yield from self.together(view, (action, args)))

    def together(self, view: View, *orders: Order) -> Story:
        """Order several things at once and wait for the slowest. What is greyed is not ordered."""
        live = [order for order in orders if offered(view, order[0])]
        self._orders += live
        if not live:
            return view
        return (yield view.step + NOTICE_S + max(latency(view, action) for action, _ in live))

    def kill(self, view: View) -> Story:
        """Turn both keys of the kill switch; where there is none, cut the exchanges off."""
        if not offered(view, "kill_switch"):
            return (yield from self.order(view, "disconnect_venue"))
        view = yield from self.order(view, "kill_switch")
        return (yield from self.order(view, "confirm_kill"))

    def declare(self, view: View, severity: str) -> Story:
        """Declare on all that was opened, or add it to the declaration that stands."""
        action = "cite" if view.incident.declared_step is not None else "declare"
        words = {} if action == "cite" else {"severity": severity}
        return (yield from self.order(view, action, cited=opened(view), **words))

    def believe(self, view: View, p: dict[int, int], mechanism: str) -> Story:
        """Save the belief board: percent by shown router number, and what is thought wrong."""
        sliders = {f"p{number}": part for number, part in p.items()}
        chosen = {"mechanism": mechanism} if mechanism else {}
        return (yield from self.order(view, "believe", **sliders, **chosen))

    def each(self, view: View, action: str, routers: Sequence[int]) -> Story:
        """The same order for several routers, at once."""
        orders = [(action, {"router": router}) for router in routers]
        return (yield from self.together(view, *orders))

    def mend(self, view: View, routers: Sequence[int]) -> Story:
        """Out of the pool, the release onto the disk and into memory, back into the pool."""
        out = isolated(view)
        view = yield from self.each(view, "isolate", [row for row in routers if row not in out])
        view = yield from self.each(view, "deploy", routers)
        return (yield from self.each(view, "restore", routers))

    def prove(self, view: View, tries: int = 3) -> Story:
        """Check fills once the market has been open for three minutes; report what is proven."""
        view = yield from until(view, OPEN + CALM_S)
        for _ in range(tries):
            view = yield from self.order(view, "verify_flow")
            if verified(view):
                return (yield from self.order(view, "claim_contained"))
            view = yield view.step + CALM_S
        return view


def until(view: View, step: int) -> Story:
    """Wait for a step, if it is still to come."""
    return (yield step) if step > view.step else view


@functools.cache
def catalogue() -> dict[str, type[Team]]:
    """All teams by name."""
    return classes(sys.modules[__name__], Team)
