"""A second set of books, kept beside a run and compared with it second by second."""

from __future__ import annotations

import numpy as np

from game import sim
from game.sim.market import Quote
from game.sim.state import I64


class Auditor:
    """Sits where the tape sits: sees every fill, keeps its own sums, and objects."""

    def __init__(self, world: sim.World) -> None:
        state = world.state
        self.position = state.position.copy()
        self.cash = state.cash.copy()
        self.traded = int(state.own_shares.sum())
        self._executions = state.executions.copy()
        self._rejects = state.rejects.copy()
        self._sent = state.children_out.copy()
        self._last = state.step
        self._asof = state.pmon_asof
        world.tape = self  # type: ignore[assignment]

    def trade(self, world: sim.World, buys: I64, sells: I64, quote: Quote, cash: I64) -> None:
        state = world.state
        assert (buys >= 0).all()
        assert (sells >= 0).all()
        assert cash.dtype == np.int64
        ask, bid = self._prices(world, quote)
        assert (cash == sells * bid - buys * ask).all()
        self.position += buys - sells
        self.cash += cash
        self._fleet(world)
        assert state.step > self._last
        self._last = state.step

    def cost(self, step: int, dollars: int) -> None:
        assert dollars >= 0

    def _prices(self, world: sim.World, quote: Quote) -> tuple[I64, I64]:
        mid, half = world.state.mid, world.state.mid * quote.half
        assert (mid > 0).all()
        ask = np.ceil((mid + half) * 100).astype(np.int64)
        bid = np.maximum(np.floor((mid - half) * 100), 1).astype(np.int64)
        assert (ask >= bid).all()
        return ask, bid

    def _fleet(self, world: sim.World) -> None:
        """Nothing from a router that cannot send; never more fills than children sent."""
        state = world.state
        filled = state.executions - self._executions
        refused = state.rejects - self._rejects
        sent = state.children_out - self._sent
        assert (filled >= 0).all()
        assert (refused >= 0).all()
        assert (filled + refused <= sent).all()
        silent = (state.online == 0) | (state.port == 0)
        assert not filled[silent].any()
        if state.killed or not state.venue:
            assert not filled.any()
        self._remember(world)

    def _remember(self, world: sim.World) -> None:
        state = world.state
        self._executions, self._rejects = state.executions.copy(), state.rejects.copy()
        self._sent = state.children_out.copy()

    def minute(self, world: sim.World) -> None:
        """The end of a second."""
        state = world.state
        self._sent = state.children_out.copy()
        assert (state.position == self.position).all()
        assert (state.cash == self.cash).all()
        assert state.pmon_asof >= self._asof
        assert state.pmon_asof <= state.step
        self._asof = state.pmon_asof
        assert int(state.executions.sum()) == state.bad_executions
        assert int(state.own_executions.sum()) == state.bad_executions
        assert int(state.own_shares.sum()) == int(state.filled.sum())
