"""The figures of a run, by the names that `manage.py simulate --json` prints."""

from __future__ import annotations

from typing import Any

import numpy as np

from game.sim import mails, valuation
from game.sim.clock import CUT, OPEN, at, reading
from game.sim.state import VERSION
from game.sim.world import World


def summary(
    world: World, loss: valuation.Loss | None = None, do_nothing: valuation.Loss | None = None
) -> dict[str, Any]:
    """All figures of a world; with its expected loss, the money too. Dollars, losses positive."""
    state = world.state
    return {
        "scenario": world.scenario.name,
        "sim_version": VERSION,
        "state_hash": world.hash(),
        "steps": state.step,
        "stale_routers": [host + 1 for host in world.draws.stale],
        **_flow(world),
        **_market(world),
        **_mails(world),
        "position_close_usd": round(valuation.closing_position(world)),
        **_money(loss, do_nothing),
        **_commands(world),
    }


def _money(loss: valuation.Loss | None, do_nothing: valuation.Loss | None) -> dict[str, Any]:
    if loss is None:
        return {}
    return {
        "loss_usd": round(loss.total),
        "loss_se_usd": round(loss.standard_error),
        "loss_intraday_usd": round(loss.intraday),
        "loss_block_usd": round(loss.block),
        "fees_usd": round(loss.fees),
        "do_nothing_loss_usd": round(do_nothing.total) if do_nothing else None,
    }


def _flow(world: World) -> dict[str, Any]:
    state = world.state
    executions, shares = state.bad_executions, _bad_shares(world)
    stopped = state.flow_stopped
    top = int(state.own_executions.max(initial=0))
    return {
        "parents_affected": int(state.armed.sum()),
        "executions": executions,
        "executions_by_router": state.executions.tolist(),
        "shares": shares,
        "symbols": int((state.own_executions > 0).sum()),
        "shares_per_execution": round(shares / executions, 3) if executions else 0.0,
        "executions_by_1000_share": round(state.executions_1000 / executions, 4)
        if executions
        else 0.0,
        "executions_after_1015": max(0, executions - state.executions_1015)
        if state.step > CUT
        else 0,
        "exec_rate_0930_0958": round(state.executions_0958 / (at("09:58:00") - OPEN), 1),
        "top_symbol_exec_rate": round(top / max(1, state.flow_seconds), 1),
        "flow_stopped_at": reading(stopped) if stopped >= 0 else None,
        "runaway_seconds": state.flow_seconds,
    }


def _bad_shares(world: World) -> int:
    return int(world.state.own_shares.sum())


def _market(world: World) -> dict[str, Any]:
    state, market = world.state, world.market
    others = market.others(min(state.step, CUT))
    own = state.own_shares
    part = own / np.maximum(own + others, 1.0)
    paused = int((state.pauses > 0).sum())
    others_1000 = market.others(min(state.step, at("10:00:00"))).sum()
    own_1000 = own.sum() * (
        state.executions_1000 / state.bad_executions if state.bad_executions else 0
    )
    net = state.stop_long, state.stop_short
    return {
        "long_symbols": _signed(world, 1),
        "short_symbols": _signed(world, -1),
        "long_usd": net[0] // 100,
        "short_usd": net[1] // 100,
        "peak_gross_usd": state.peak_gross // 100,
        "symbols_20pct_5pct": int(((part > 0.2) & (state.top_move > 0.05)).sum()),
        "symbols_50pct_10pct": int(((part > 0.5) & (state.top_move > 0.10)).sum()),
        "symbols_30pct": int((state.top_move >= 0.30).sum()),
        "paused_symbols": paused,
        "volume_ratio_1000": round(1.0 + float(own_1000 / others_1000), 3) if others_1000 else 1.0,
    }


def _signed(world: World, sign: int) -> int:
    """Names long (or short) when the flow ended; the unwind never turns a position around."""
    return int((np.sign(world.state.position) == sign).sum())


def _commands(world: World) -> dict[str, int]:
    """Orders that held, and orders that the world could not carry out. Log numbers have gaps."""
    failed = {seq for _, seq, _, kind, _ in world.state.log if kind == "failed"}
    ordered = {seq for _, seq, _, kind, _ in world.state.log if kind == "ordered"}
    return {"commands_applied": len(ordered - failed), "commands_refused": len(failed)}


def _mails(world: World) -> dict[str, Any]:
    steps = [step for step, _ in world.state.bnet]
    return {
        "bnet_mails": len(steps),
        "first_bnet": reading(steps[0]) if steps else None,
        "last_bnet": reading(steps[-1]) if steps else None,
        "other_mails": mails.count(world) - len(steps),
    }
