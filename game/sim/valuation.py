"""What a morning is worth: the expectation over the seed's reference paths, not one path's luck.

Positions and fills are fixed by what happened; only the reference noise is drawn again. The
tape keeps, minute by minute, what was paid per dollar of reference price, so a path costs
one pass over the minutes and no simulation.
"""

from __future__ import annotations

import functools
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import numpy as np

from game.sim import rng
from game.sim.clock import OPEN, STEPS
from game.sim.draws import Draws
from game.sim.rng import U64
from game.sim.scenario import Scenario
from game.sim.state import F64, I64

if TYPE_CHECKING:
    from game.sim.market import Quote
    from game.sim.world import World

MINUTE = 60
MINUTES = (STEPS - OPEN) // MINUTE + 1


class Tape:
    """What a run traded, by minute and symbol: units of the reference price, shares."""

    def __init__(self, symbols: int) -> None:
        self.paid = np.zeros((MINUTES, symbols))  # cash out in units of the reference
        self.position = np.zeros((MINUTES, symbols), dtype=np.int64)
        self.drift = np.zeros((MINUTES, symbols))
        self.rounding = np.zeros(MINUTES)  # dollars that whole cents added or took, less fees
        self.executions = np.zeros(MINUTES, dtype=np.int64)
        self.fees = 0.0  # dollars paid to the exchanges

    def trade(self, world: World, buys: I64, sells: I64, quote: Quote, cash: I64) -> None:
        """Add one second's fills; `cash` is what really moved, in cents."""
        minute = self.row(world.state.step)
        paid = quote.factor * (buys * (1.0 + quote.half) - sells * (1.0 - quote.half))
        self.paid[minute] += paid
        fee = float(world.scenario["ledger"]["fee_per_share_usd"]) * float((buys + sells).sum())
        self.rounding[minute] += float((cash * 0.01 + paid * world.state.ref).sum()) - fee
        self.fees += fee

    def cost(self, step: int, dollars: int) -> None:
        """Book what something else than a fill has cost."""
        self.rounding[self.row(step)] -= dollars
        self.fees += dollars

    def minute(self, world: World) -> None:
        """At the end of each minute keep the position."""
        state = world.state
        if state.step % MINUTE == 0:
            row = (state.step - OPEN) // MINUTE
            self.position[row] = state.position
            self.drift[row] = state.drift
            self.executions[row] = state.bad_executions

    def copy(self) -> Tape:
        """A tape of its own for a world that goes its own way from here."""
        other = Tape(self.paid.shape[1])
        for name, value in vars(self).items():
            setattr(other, name, value.copy() if isinstance(value, np.ndarray) else value)
        return other

    @staticmethod
    def row(step: int) -> int:
        """The minute whose reference price stands for this second: the nearer end."""
        return min((step - OPEN + MINUTE // 2) // MINUTE, MINUTES - 1)


class Paths:
    """Reference price paths, stepped as one array; a path is the same alone or among others."""

    def __init__(self, scenario: Scenario, draws: Draws, paths: I64) -> None:
        market, symbols = scenario["market"], scenario.symbols
        self._own_key = rng.stream(draws.seed, "paths/own")
        self._common_key = rng.stream(draws.seed, "paths/common")
        step_s = int(scenario["valuation"]["path_step_s"])
        scale = market["volatility"] * symbols.sigma * np.sqrt(step_s / 23_400.0)
        loading = float(market["common_factor"])
        self._own, self._common = scale * np.sqrt(1.0 - loading * loading), scale * loading
        names = np.arange(len(symbols), dtype=np.uint64)
        self._paths: U64 = paths.astype(np.uint64)[:, None]
        self._index: U64 = self._paths * np.uint64(1024) + names
        self.price = np.tile(symbols.price, (len(paths), 1))
        self.minute = 0

    def step(self) -> None:
        """One more minute of every path."""
        self.minute += 1
        move: F64 = rng.normal(self._own_key, self.minute, self._index) * self._own
        move += rng.normal(self._common_key, self.minute, self._paths) * self._common
        move += 1.0
        self.price *= move


@dataclass(frozen=True)
class Loss:
    """Dollars, positive = lost: the mean over the reference paths and its standard error."""

    total: float
    intraday: float
    block: float
    standard_error: float
    fees: float  # exchange fees, part of intraday
    curve: tuple[float, ...]  # estimated loss at the end of each minute, closing by block


class Account:
    """One taped world, valued along the paths."""

    def __init__(self, world: World, paths: int) -> None:
        if world.tape is None:
            raise ValueError("the world carries no tape")
        self._world, self.tape = world, world.tape
        self.last = min(max(Tape.row(world.state.step), 0), MINUTES - 1)
        usual = float(world.scenario["unwind"]["block_discount"])
        self.discount = world.state.block_price_part or usual
        self._cash = np.zeros(paths)
        self._intraday = self._block = np.zeros(paths)
        self._curve: list[float] = []

    def take(self, minute: int, price: F64) -> None:
        """Book a minute at the paths' prices (paths, symbols)."""
        if minute > self.last:
            return
        world, tape = self._world, self.tape
        self._cash = self._cash - (price * tape.paid[minute]).sum(axis=1) + tape.rounding[minute]
        now = minute == self.last
        held = world.state.position if now else tape.position[minute]
        drift = world.state.drift if now else tape.drift[minute]
        worth = price * world.market.fair(np.ones_like(drift), drift)
        self._intraday = -(self._cash + (worth * held).sum(axis=1))
        self._block = self.discount * (worth * np.abs(held)).sum(axis=1)
        self._curve.append(float((self._intraday + self._block).mean()))

    def loss(self) -> Loss:
        total = self._intraday + self._block
        error = float(total.std() / np.sqrt(len(total)))
        intraday, block = float(self._intraday.mean()), float(self._block.mean())
        return Loss(float(total.mean()), intraday, block, error, self.tape.fees, tuple(self._curve))


def value(*worlds: World) -> list[Loss]:
    """Expected losses of taped worlds of one seed, at the seconds they have reached."""
    scenario, draws = worlds[0].scenario, worlds[0].draws
    count = int(scenario["valuation"]["paths"])
    paths = Paths(scenario, draws, np.arange(count, dtype=np.int64))
    accounts = [Account(world, count) for world in worlds]
    for minute in range(max(account.last for account in accounts) + 1):
        if minute:
            paths.step()
        for account in accounts:
            account.take(minute, paths.price)
    return [account.loss() for account in accounts]


@dataclass(frozen=True)
class Odds:
    """What the reference paths of a seed are made from, whichever of its worlds asks."""

    seed: str
    numbers: tuple[float, ...]
    arrays: tuple[bytes, ...]
    scenario: Scenario = field(compare=False)
    draws: Draws = field(compare=False)

    @classmethod
    def of(cls, world: World) -> Odds:
        """The paths see the seed, a few numbers of the market, the open and the volatilities."""
        scenario, draws = world.scenario, world.draws
        market, paths = scenario["market"], scenario["valuation"]
        numbers = (
            float(market["volatility"]), float(market["common_factor"]),
            float(paths["paths"]), float(paths["path_step_s"]),
        )  # fmt: skip
        arrays = (scenario.symbols.price.tobytes(), scenario.symbols.sigma.tobytes())
        return cls(draws.seed, numbers, arrays, scenario, draws)


@functools.lru_cache(maxsize=4)
def mean_prices(odds: Odds) -> F64:
    """Mean reference price over the paths, dollars: a row for each minute from 09:30."""
    count = int(odds.numbers[2])
    paths = Paths(odds.scenario, odds.draws, np.arange(count, dtype=np.int64))
    means = np.empty((MINUTES, paths.price.shape[1]))
    means[0] = paths.price.mean(axis=0)
    for minute in range(1, MINUTES):
        paths.step()
        means[minute] = paths.price.mean(axis=0)
    return means


def mean_loss(world: World) -> float:
    """`value(world)[0].total` in a hundredth of its time: the loss is linear in the prices.

    Dollars, positive = lost. Without a standard error or a curve; equal up to rounding.
    """
    account = Account(world, 1)
    last, tape = account.last, account.tape
    price = mean_prices(Odds.of(world))
    cash = float(tape.rounding[: last + 1].sum())
    cash -= float((price[: last + 1] * tape.paid[: last + 1]).sum())
    held, drift = world.state.position, world.state.drift
    worth = price[last] * world.market.fair(np.ones_like(drift), drift)
    block = account.discount * float((worth * np.abs(held)).sum())
    return block - cash - float((worth * held).sum())


def closing_position(world: World) -> float:
    """Fair dollars of what is held now, gross, before any block."""
    state = world.state
    price = world.market.fair(state.ref, state.drift)
    return float((price * np.abs(state.position)).sum())
