"""Prices: a resilient volume with concave impact, a permanent part, and the pause rule of 2012.

Alfonsi, Fruth and Schied's shape: the signed volume decays, the price is a function of it,
which leaves no free lunch. Parameters and their fit: docs/calibration.md.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from game.sim.clock import CUT, OPEN, at
from game.sim.scenario import Scenario
from game.sim.state import F64, I64, PAUSE_EVERY_S, PAUSE_RING, State

if TYPE_CHECKING:
    from game.sim.world import World

TOP_MOVE_TO = CUT


def growth(log_move: F64) -> F64:
    """exp for small arguments, by a rational function that is equal on every CPU."""
    quarter = log_move * 0.25
    root = (1.0 + quarter) / (1.0 - quarter)
    return root * root


@dataclass(frozen=True)
class Quote:
    """One second's prices: factor on the reference, half spread as a part of mid."""

    factor: F64
    half: F64


class Market:
    """The constants of one scenario, ready for the step."""

    def __init__(self, scenario: Scenario) -> None:
        values, symbols = scenario["market"], scenario.symbols
        self.open = symbols.price
        self.v45 = symbols.v45
        self._inverse_v45 = 1.0 / symbols.v45
        self._second = symbols.v45 / 2700.0
        self._impact = values["impact"] * symbols.sigma
        self._keep = 1.0 - 1.0 / values["resilience_s"]
        self._keep_half = 1.0 - 0.5 / values["resilience_s"]
        self._permanent = float(values["permanent"])
        self._inverse_cap = 1.0 / values["cap"]
        self._half = values["spread"] / 2.0
        self._widening = values["spread_widening"]
        self._afternoon = float(values["afternoon_volume"])
        self._pause_s = int(values["pause_s"])
        self._pause_from, self._pause_to = at(values["pause_from"]), at(values["pause_to"])
        wide = np.where(symbols.price < 1.0, values["pause_low_price"], values["pause_other"])
        self._pause_move = np.where(symbols.index, values["pause_index"], wide)

    def trade(self, world: World, buys: I64, sells: I64) -> None:
        """Fill the orders of one second at the moved quote and let the volume recover."""
        state = world.state
        gross = buys + sells
        flow = (buys - sells) * self._inverse_v45
        quote = self._quote(world, gross, flow)
        state.mid = state.ref * quote.factor
        half = state.mid * quote.half
        ask = np.ceil((state.mid + half) * 100.0).astype(np.int64)
        bid = np.maximum(np.floor((state.mid - half) * 100.0), 1.0).astype(np.int64)
        cash = sells * bid - buys * ask
        state.cash += cash
        state.position += buys - sells
        if world.tape is not None:
            world.tape.trade(world, buys, sells, quote, cash)
        state.volume = state.volume * self._keep + flow
        state.drift = state.drift + self._permanent * flow

    def rest(self, world: World) -> None:
        """A second in which the firm does not trade."""
        state = world.state
        if not state.volume.any() and not state.drift.any():  # the firm has not traded at all
            state.mid = state.ref.copy()
            return
        state.volume = state.volume * self._keep
        state.mid = state.ref * self._factor(state.drift, state.volume)

    def _quote(self, world: World, gross: I64, flow: F64) -> Quote:
        state = world.state
        volume = state.volume * self._keep_half + 0.5 * flow
        factor = self._factor(state.drift + (0.5 * self._permanent) * flow, volume)
        part = gross / (gross + self._second * self.intensity(state.step))
        return Quote(factor, self._half * (1.0 + self._widening * part))

    def recovered(self, volume: F64, seconds: int) -> F64:
        """The volume after some seconds in which the firm did not trade."""
        kept: F64 = volume * self._keep**seconds
        return kept

    def stride(self, state: State, buys: I64, sells: I64, seconds: int) -> Quote:
        """Trade evenly over some seconds after 10:15: the quote of their middle.

        Volume and drift go on as if each second traded its part. For studies (afternoon.py).
        """
        flow, half = (buys - sells) * (self._inverse_v45 / seconds), 0.5 * seconds
        keep, keep_half = self._keep**seconds, self._keep**half
        gain = 1.0 / (1.0 - self._keep)
        middle = state.volume * keep_half + flow * ((1.0 - keep_half) * gain)
        factor = self._factor(state.drift + (half * self._permanent) * flow, middle)
        state.volume = state.volume * keep + flow * ((1.0 - keep) * gain)
        state.drift = state.drift + (seconds * self._permanent) * flow
        gross = (buys + sells) / seconds
        part = gross / (gross + self._second * self._afternoon)
        return Quote(factor, self._half * (1.0 + self._widening * part))

    def _factor(self, drift: F64, volume: F64) -> F64:
        size = np.sqrt(np.abs(volume))
        raw = drift + self._impact * np.copysign(size, volume)
        scaled = raw * self._inverse_cap
        return growth(raw / np.sqrt(1.0 + scaled * scaled))

    def fair(self, ref: F64, drift: F64) -> F64:
        """Price after the temporary impact has gone."""
        scaled = drift * self._inverse_cap
        return ref * growth(drift / np.sqrt(1.0 + scaled * scaled))

    def intensity(self, step: int) -> float:
        """Others' volume per second, relative to the opening three quarters of an hour."""
        return 1.0 if step < CUT else self._afternoon

    def others(self, step: int) -> F64:
        """Shares of others since the open, by symbol."""
        early = min(max(step - OPEN, 0), CUT - OPEN)
        late = max(step - CUT, 0) * self._afternoon
        return self._second * (early + late)

    def watch(self, world: World) -> None:
        """Keep the largest move of the abnormal window, and pause names that moved too fast."""
        state = world.state
        if state.step <= TOP_MOVE_TO:
            np.maximum(state.top_move, np.abs(state.mid / self.open - 1.0), out=state.top_move)
        if state.step % PAUSE_EVERY_S == 0:
            self._pause(world)

    def _pause(self, world: World) -> None:
        """The single-stock circuit breaker of 2012: a move in five minutes, 09:45 to 15:35."""
        state = world.state
        if self._pause_from <= state.step < self._pause_to:
            low, high = state.price_ring.min(axis=0), state.price_ring.max(axis=0)
            up, down = state.mid / low - 1.0, 1.0 - state.mid / high
            moved = (np.maximum(up, down) >= self._pause_move) & (state.paused_until <= state.step)
            if moved.any():
                self._halt(world, np.flatnonzero(moved))
        state.price_ring[state.step // PAUSE_EVERY_S % PAUSE_RING] = state.mid

    def _halt(self, world: World, symbols: I64) -> None:
        state = world.state
        state.paused_until[symbols] = state.step + self._pause_s
        state.pauses[symbols] += 1
        state.price_ring[:, symbols] = state.mid[symbols]
        world.pause_end = state.step + self._pause_s
