"""What a world remembers: named arrays and plain values, saved and hashed without pickle."""

from __future__ import annotations

import dataclasses
import hashlib
from dataclasses import dataclass, field
from typing import Any

import msgpack  # type: ignore[import-untyped]
import numpy as np
from numpy.typing import NDArray

from game.sim.parts import StaleCheckpoint
from game.sim.scenario import Scenario

VERSION = "1"

I64 = NDArray[np.int64]
F64 = NDArray[np.float64]
I8 = NDArray[np.int8]
I32 = NDArray[np.int32]
Mask = NDArray[np.bool_]

UP, DRAINING, ISOLATED, STOPPED, RESTARTING, DEPLOYING = range(6)
ROUTER_STATES = ("up", "draining", "isolated", "stopped", "restarting", "deploying")

# A parent order's life as SMARS sees it.
FUTURE, WORKING, CLOSED, RUNAWAY, PURGED, HELD, RESENT = range(7)

RATE_WINDOW = 5  # seconds of the rates on screen
HISTORY = 120  # rows of five seconds: ten minutes
PMON_RING = 256  # seconds of totals that PMON may still have to show
SNAPSHOTS, SNAPSHOT_S = 8, 30
PAUSE_RING, PAUSE_EVERY_S = 20, 15  # five minutes of prices for the pause rule


@dataclass
class State:
    """Everything that the next step depends on. Money in cents, prices in dollars."""

    # fleet, by inner host
    disk: I64
    running: I64
    online: I64  # the process runs
    port: I64  # the venue session is open
    draining: I64
    busy: I64  # 0, or the code of what is being done to the host
    started: I64  # step at which the process started
    beat: I64  # step of the last heartbeat
    orders_in: I64
    children_out: I64
    executions: I64
    rejects: I64
    in_ring: I64
    out_ring: I64
    history: I32  # fleet totals in and out, five seconds each, for the chart of who comes late
    armed_at: I64  # step at which Power Peg first ran a parent there, or -1
    # parents
    status: I8
    router: I8
    flagged: I8
    armed: I8  # 1 once Power Peg has run it
    filled: I32  # shares filled so far: the cumulative quantity
    # market, by symbol
    ref: F64
    volume: F64  # resilient signed volume in units of V45
    drift: F64  # permanent log-price
    mid: F64
    top_move: F64
    paused_until: I64
    pauses: I64
    price_ring: NDArray[np.float32]
    # account 33, by symbol
    position: I64
    cash: I64
    own_shares: I64
    own_executions: I64
    unwind_base: I64
    unwound: I64
    phantom: I64  # shares that account 33 shows and nobody holds
    blocked: I8  # names in which the firm sends nothing
    # order flow
    throttled: I64  # routers held to a tenth of their messages
    feeds: I64  # 1: parents from this feed are taken
    # PMON
    pmon_ring: I64
    snap_position: I64
    snap_price: I32
    snap_step: I64
    # scalars
    step: int = 0
    applied_seq: int = 0
    flag_on: bool = True
    intake: bool = True
    venue: bool = True
    killed: bool = False
    cut_off: bool = False
    rejects_rate: int = 0
    arrived: int = 0
    pre_arrived: int = 0
    runaway_rate: int = 0  # executions in the last step that no open parent explains
    flow_started: int = -1
    flow_stopped: int = -1
    flow_seconds: int = 0
    bad_executions: int = 0
    executions_1000: int = 0
    executions_0958: int = 0
    executions_1015: int = 0
    peak_gross: int = 0
    stop_long: int = 0
    stop_short: int = 0
    rearms: int = 0
    served: int = 0
    offered: int = 0
    pmon_backlog: int = 0
    pmon_asof: int = 0
    ratio_enabled: bool = False
    unwind_style: str = ""
    unwind_from: int = -1
    unwind_seconds: int = 0
    block_price_part: float = 0.0
    calm_from: int = -1
    aftermath: int = -1
    touch: int = 0
    refused: int = 0
    bnet: list[list[int]] = field(default_factory=list)  # [step, host]
    messages: list[list[Any]] = field(default_factory=list)
    fired: dict[str, int] = field(default_factory=dict)  # alert -> step of its last delivery
    opened: dict[str, list[Any]] = field(
        default_factory=dict
    )  # evidence -> [first step, last, rows, what it pointed at, first step at which it spoke]
    mail_opened: dict[str, int] = field(default_factory=dict)
    notes: list[list[Any]] = field(default_factory=list)  # [host, text row] last sweep results
    pending: list[list[Any]] = field(
        default_factory=list
    )  # [effect, seq, action, args, actor, due]
    awaiting: list[list[Any]] = field(
        default_factory=list
    )  # orders without their second key: [lapses, seq, action, args, actor, seats]
    log: list[list[Any]] = field(default_factory=list)  # [step, seq, actor, kind, text row]
    incident: dict[str, Any] = field(default_factory=dict)
    told: dict[str, int] = field(default_factory=dict)
    feed_mended: bool = False
    doubled: bool = False  # the drop copy reports fills twice
    phantom_cash: int = 0
    breaker: int = 0  # out per in, hundredths, at which a router is isolated by itself; 0: none
    capital: int = 0  # gross dollars at which order entry blocks itself; 0: not linked
    hedged: int = -1
    moving: dict[str, int] = field(default_factory=dict)  # seat -> step until it is handed over
    board: dict[str, Any] = field(default_factory=dict)  # beliefs: p by inner host, mechanism
    samples: list[list[Any]] = field(default_factory=list)  # [step, p by host, mech, truths, fault]
    records: list[list[Any]] = field(default_factory=list)  # [step, seq, kind, data]
    interventions: list[list[Any]] = field(default_factory=list)  # [step, seq, action, hosts]
    closed: dict[str, list[Any]] = field(default_factory=dict)  # decoy -> [step, seq, rightly]
    shared: list[str] = field(default_factory=list)  # evidence on the team's board
    keys: dict[str, int] = field(default_factory=dict)
    acts: dict[str, list[int]] = field(default_factory=dict)  # action -> steps of its effects
    # the room: what a facilitator sends, what is read, asked and helped; never truth or score
    settings: dict[str, bool] = field(default_factory=dict)  # hints, probes: on or off
    plan: dict[str, Any] = field(default_factory=dict)  # inject -> auto, held, skipped or a step
    delivered: list[list[Any]] = field(default_factory=list)  # [step, inject, message id, extra]
    seen: list[list[Any]] = field(default_factory=list)  # [step, message id, seats "IC-RTR"]
    hints: list[list[Any]] = field(default_factory=list)  # [step, rung, units, message id, seq]
    asked: list[list[Any]] = field(default_factory=list)  # probes: [step, {question: truth}]
    probes: list[list[Any]] = field(default_factory=list)  # [step, question, answer, right, actor]


ARRAYS = tuple(f.name for f in dataclasses.fields(State) if f.default is dataclasses.MISSING
               and f.default_factory is dataclasses.MISSING)  # fmt: skip
PLAIN = tuple(f.name for f in dataclasses.fields(State) if f.name not in ARRAYS)


def fresh(scenario: Scenario, stale: tuple[int, ...], *, copied: bool = False) -> State:
    """The state at 08:00:00: all hosts run the release but the stale ones, everything up.

    `copied`: the stale hosts have its file on disk and go on with the former one in memory.
    """
    n, p, routers = len(scenario.symbols), len(scenario.parents), scenario.routers

    def hosts(value: int = 0) -> I64:
        return np.full(routers, value, dtype=np.int64)

    build = hosts()
    build[list(stale)] = 1
    disk = hosts() if copied else build.copy()
    price = scenario.symbols.price
    return State(
        disk=disk, running=build, online=hosts(1), port=hosts(1), draining=hosts(),
        busy=hosts(), started=hosts(-5400), beat=hosts(), orders_in=hosts(), children_out=hosts(),
        executions=hosts(), rejects=hosts(),
        in_ring=np.zeros((RATE_WINDOW, routers), dtype=np.int64),
        out_ring=np.zeros((RATE_WINDOW, routers), dtype=np.int64),
        history=np.full((HISTORY, 2), -1, dtype=np.int32),
        armed_at=hosts(-1),
        status=_bytes(p), router=np.full(p, -1, dtype=np.int8),
        flagged=_bytes(p), armed=_bytes(p), filled=np.zeros(p, dtype=np.int32),
        ref=price.copy(), volume=np.zeros(n), drift=np.zeros(n), mid=price.copy(),
        top_move=np.zeros(n), paused_until=_ints(n), pauses=_ints(n),
        price_ring=np.tile(price.astype(np.float32), (PAUSE_RING, 1)),
        position=_ints(n), cash=_ints(n), own_shares=_ints(n), own_executions=_ints(n),
        unwind_base=_ints(n), unwound=_ints(n), phantom=_ints(n), blocked=_bytes(n),
        throttled=hosts(), feeds=np.ones(len(scenario["feeds"]["names"]), dtype=np.int64),
        pmon_ring=np.zeros((PMON_RING, 5), dtype=np.int64),
        snap_position=np.zeros((SNAPSHOTS, n), dtype=np.int64),
        snap_price=np.tile(np.rint(price * 100).astype(np.int32), (SNAPSHOTS, 1)),
        snap_step=np.zeros(SNAPSHOTS, dtype=np.int64),
        ratio_enabled=bool(scenario["fleet"]["ratio_enabled"]),
        doubled=bool(scenario["desk"]["phantom_rate"]),
    )  # fmt: skip


def _ints(n: int) -> I64:
    return np.zeros(n, dtype=np.int64)


def _bytes(n: int) -> I8:
    return np.zeros(n, dtype=np.int8)


def pack(state: State) -> bytes:
    """Canonical bytes: equal states give equal bytes on every machine (little-endian arrays)."""
    arrays = {name: _raw(getattr(state, name)) for name in ARRAYS}
    plain = {name: _sorted(getattr(state, name)) for name in PLAIN}
    packed: bytes = msgpack.packb({"version": VERSION, "arrays": arrays, "plain": plain})
    return packed


def _raw(array: NDArray[Any]) -> list[object]:
    return [array.dtype.str, list(array.shape), np.ascontiguousarray(array).tobytes()]


def _sorted(value: object) -> object:
    if isinstance(value, dict):
        return {key: _sorted(value[key]) for key in sorted(value)}
    if isinstance(value, list):
        return [_sorted(item) for item in value]
    return value


def unpack(blob: bytes) -> State:
    """The inverse of `pack`. Raises StaleCheckpoint for another sim version or a damaged blob."""
    try:
        data = msgpack.unpackb(blob, strict_map_key=False)
    except (ValueError, msgpack.exceptions.UnpackException) as why:
        raise StaleCheckpoint(str(why)) from why
    if data.get("version") != VERSION:
        raise StaleCheckpoint(f"sim version {data.get('version')}, not {VERSION}")
    fields: dict[str, Any] = {
        name: np.frombuffer(raw, dtype=np.dtype(kind)).reshape(shape).copy()
        for name, (kind, shape, raw) in data["arrays"].items()
    }
    return State(**fields, **data["plain"])


def digest(state: State) -> str:
    """Hash of the whole state, 32 hex digits."""
    return hashlib.blake2b(pack(state), digest_size=16).hexdigest()
