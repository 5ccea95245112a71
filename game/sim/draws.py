"""Everything that the seed decides before anyone acts: common to all teams of an exercise."""

from __future__ import annotations

import functools
import itertools
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from game.sim import rng
from game.sim.clock import CUT, OPEN, at
from game.sim.rng import F64, U64
from game.sim.scenario import Scenario

ROUTERS = 8  # of the firm; a small fleet has fewer, and then the others are nowhere
LONG_TEST = 0.25  # part of the mornings with a test on which it is a whole regression
OF_THE_RELEASE = ("ticket", "hash")
# Signs that look most like a fault lose against the others; a checksum is there wherever it may be.
RARER = {"ticket": 1.5, "basket": 1.5, "hash": 0.0}
BLOCK = 64  # steps of market noise drawn at once; a cache, no effect on the draws


@dataclass(frozen=True)
class Draws:
    """One seed's draws. Arrays are shared by all worlds of the seed and never written."""

    seed: str
    stale: tuple[int, ...]  # inner host indices that do not run the release
    late: int  # inner host whose stand-by takes over later with the former build; -1: none
    decoys: dict[str, int]  # signs that mean no harm, and the host that shows them
    uat_steps: frozenset[int]  # when a test host mails rejects to the production list
    samples: tuple[int, ...]  # steps at which the belief board is looked at, unannounced
    copied: bool  # the release is on their disks all the same: nobody restarted the process
    router_of_slot: NDArray[np.int64]
    home: NDArray[np.int64]  # router each parent is meant for
    premarket_step: NDArray[np.int64]
    premarket_home: NDArray[np.int64]
    mail_step: NDArray[np.int64]
    mail_kind: NDArray[np.int64]  # index into the mail table
    fill_key: np.uint64
    flow_key: np.uint64
    noise_key: np.uint64
    common_key: np.uint64
    healthy: NDArray[np.float64]  # base load of each router, mean 1

    def latency(self, name: str, base_s: int, spread: float) -> int:
        """Latency of an action in seconds: base, plus or minus the spread, equal for all teams."""
        u = rng.one(self.seed, f"latency/{name}")
        return round(base_s * (1.0 + spread * (2.0 * u - 1.0)))

    def chance(self, name: str, index: int = 0) -> float:
        """A named uniform, for rare draws such as when a caller picks up the phone."""
        return rng.one(self.seed, name, index)


def seed_text(seed: int | str) -> str:
    """Canonical form of a seed: a practice integer or a 128-bit secret in hex."""
    return f"practice-{seed}" if isinstance(seed, int) else seed.lower()


@functools.lru_cache(maxsize=64)
def draw(scenario: Scenario, seed: str) -> Draws:
    """All draws of a seed."""
    stale = _stale_hosts(scenario, seed)
    fleet = np.arange(scenario.routers, dtype=np.uint64)
    slots = np.arange(ROUTERS, dtype=np.int64)
    slots = (slots + 1 - ROUTERS + (stale[0] if stale else ROUTERS - 1)) % scenario.routers
    pre_step, pre_home = _premarket(scenario, seed)
    mail_step, mail_kind = _mails(scenario, seed)
    load = 0.85 + 0.3 * rng.uniform(rng.stream(seed, "load"), 0, fleet)
    return Draws(
        seed=seed,
        stale=stale,
        late=_late_host(scenario, seed, stale),
        decoys=_decoys(scenario, seed, stale),
        uat_steps=_uat_steps(seed) if "uat" in _decoys(scenario, seed, stale) else frozenset(),
        samples=_samples(seed),
        copied=rng.one(seed, "stale/copied") < scenario["fleet"]["copied_not_restarted"],
        router_of_slot=slots,
        home=slots[scenario.parents.slot],
        premarket_step=pre_step,
        premarket_home=pre_home,
        mail_step=mail_step,
        mail_kind=mail_kind,
        fill_key=rng.stream(seed, "fills"),
        flow_key=rng.stream(seed, "flow"),
        noise_key=rng.stream(seed, "noise"),
        common_key=rng.stream(seed, "common"),
        healthy=load,
    )


def _stale_hosts(scenario: Scenario, seed: str) -> tuple[int, ...]:
    fleet = scenario["fleet"]
    if fleet["stale"]:
        return tuple(number - 1 for number in fleet["stale"])
    hosts = np.arange(scenario.routers, dtype=np.uint64)
    order = np.argsort(rng.bits(rng.stream(seed, "stale"), 0, hosts))
    counts = (
        fleet["stale_count"] if isinstance(fleet["stale_count"], list) else [fleet["stale_count"]]
    )
    count = counts[int(rng.one(seed, "stale/count") * len(counts))]
    return tuple(sorted(int(host) for host in order[:count]))


def _late_host(scenario: Scenario, seed: str, stale: tuple[int, ...]) -> int:
    if not scenario["fleet"]["late"]:
        return -1
    others = [host for host in range(scenario.routers) if host not in stale]
    return others[int(rng.one(seed, "late") * len(others))]


def _decoys(scenario: Scenario, seed: str, stale: tuple[int, ...]) -> dict[str, int]:
    """Kinds by lot, each on a host. A disk that fills clears no host and accuses none; only what
    is about the release itself must come from a host that has it."""
    values = scenario["decoys"]
    kinds = sorted(
        values["kinds"], key=lambda kind: RARER.get(kind, 1.0) * rng.one(seed, f"decoy/{kind}")
    )
    chosen = [*kinds[: int(values["count"])], *values["beside"]]
    fleet = range(scenario.routers)
    sound = [host for host in fleet if host not in stale]
    found = {}
    for kind in chosen:
        hosts = sound if kind in OF_THE_RELEASE else list(fleet)
        found[kind] = hosts[int(rng.one(seed, f"decoy/{kind}/host") * len(hosts))]
    return found


def _uat_steps(seed: str) -> frozenset[int]:
    """Somebody runs a test in UAT: mostly four mails, on some mornings a whole regression."""
    first = 300 + int(rng.one(seed, "uat/when") * 3_000)
    count, apart = (60, 30) if rng.one(seed, "uat/long") < LONG_TEST else (4, 45)
    return frozenset(range(first, min(first + count * apart, OPEN), apart))


def _samples(seed: str) -> tuple[int, ...]:
    """Three times before the open and four after it, each in its own part of the time."""
    before, after = np.linspace(900, OPEN - 60, 4), np.linspace(OPEN + 60, CUT - 300, 5)
    spans = [*itertools.pairwise(before), *itertools.pairwise(after)]
    return tuple(
        int(low + rng.one(seed, "sample", 0, number) * (high - low))
        for number, (low, high) in enumerate(spans)
    )


def permutation(seed: str, team: int, shuffle: bool, routers: int = ROUTERS) -> tuple[int, ...]:
    """Shown number (from 1) of each inner host for one team: a shout across the room is no help."""
    if not shuffle:
        return tuple(range(1, routers + 1))
    hosts = np.arange(routers, dtype=np.uint64)
    keys = rng.bits(rng.stream(seed, "shown"), team, hosts)
    return tuple(int(rank) + 1 for rank in np.argsort(np.argsort(keys)))


def _premarket(scenario: Scenario, seed: str) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """Steps and homes of pre-market RLP-eligible orders: one in the first minute, then spread."""
    values = scenario["premarket"]
    first, last = at(values["first"]), at(values["last"])
    steps, homes = [], []
    for host in range(scenario.routers):
        count = _premarket_orders(scenario, seed, host)
        u = rng.uniform(rng.stream(seed, f"premarket/{host}"), 0, np.arange(count, dtype=np.uint64))
        spread = first + 60 + np.floor(u * (last - first - 60)).astype(np.int64)
        spread[0] = first + int(u[0] * 55)
        steps.append(spread)
        homes.append(np.full(count, host, dtype=np.int64))
    return _by_time(np.concatenate(steps), np.concatenate(homes))


def _premarket_orders(scenario: Scenario, seed: str, host: int) -> int:
    """How many of them one router gets: a known number would be known to be one router's."""
    values = scenario["premarket"]
    spread = float(values["orders_spread"])
    if not spread:
        return int(values["orders_per_router"])
    u = rng.one(seed, "premarket/orders", 0, host)
    return round(int(values["orders_per_router"]) * (1.0 + spread * (2.0 * u - 1.0)))


def _mails(scenario: Scenario, seed: str) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """Steps and kinds of the other automatic mails; two thirds of them before the open."""
    count = int(scenario["mail"]["automatic"])
    index = np.arange(count, dtype=np.uint64)
    u = rng.uniform(rng.stream(seed, "mail/when"), 0, index)
    kind = rng.bits(rng.stream(seed, "mail/what"), 0, index) >> np.uint64(1)
    early = np.floor(u * 1.5 * OPEN)
    late = OPEN + np.floor((u * 3.0 - 2.0) * (CUT - OPEN))
    step = np.where(u < 2 / 3, early, late).astype(np.int64)
    return _by_time(np.maximum(step, 1), kind.astype(np.int64))


def _by_time(
    step: NDArray[np.int64], what: NDArray[np.int64]
) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    order = np.lexsort((what, step))
    return step[order], what[order]


class Blocks:
    """Draws of many steps at once. Only a cache; worlds that part company may share it."""

    def __init__(self) -> None:
        self.most = 1  # blocks that are kept
        self._kept: dict[int, F64] = {}

    def at(self, step: int) -> F64:
        """The draws of one step."""
        block, row = divmod(step, BLOCK)
        if block not in self._kept:
            self._fill(block)
        drawn: F64 = self._kept[block][row]
        return drawn

    def _fill(self, block: int) -> None:
        if len(self._kept) >= self.most:
            self._kept.clear()
        steps = np.arange(block * BLOCK, (block + 1) * BLOCK, dtype=np.uint64)[:, None]
        self._kept[block] = self.make(steps)

    def make(self, steps: U64) -> F64:
        """A row of draws for each of the steps (a column of them)."""
        raise NotImplementedError


class Noise(Blocks):
    """Reference returns of every symbol in the second that ends at the step."""

    def __init__(self, scenario: Scenario, draws: Draws) -> None:
        super().__init__()
        market, symbols = scenario["market"], scenario.symbols
        self._draws = draws
        self._index = np.arange(len(symbols), dtype=np.uint64)
        scale = market["volatility"] * symbols.sigma * np.sqrt(1.0 / 23_400.0)
        loading = float(market["common_factor"])
        self._common = scale * loading
        self._own = scale * np.sqrt(1.0 - loading * loading)

    def make(self, steps: U64) -> F64:
        own = rng.normal(self._draws.noise_key, steps, self._index)
        common = rng.normal(self._draws.common_key, steps, self._index[:1])
        returns: F64 = own * self._own + common * self._common
        return returns


class Flow(Blocks):
    """Of each router's healthy flow: a uniform for its orders, one more that rounds them to the
    right mean, and the factor on their children."""

    def __init__(self, draws: Draws) -> None:
        super().__init__()
        self._key = draws.flow_key
        self._routers = len(draws.healthy)
        self._index = np.arange(2 * self._routers, dtype=np.uint64)

    def make(self, steps: U64) -> F64:
        drawn = rng.uniform(self._key, steps, self._index)
        orders = drawn[:, : self._routers]
        fine = orders * 4096.0
        children = 0.7 + 0.6 * drawn[:, self._routers :]
        return np.concatenate((orders, fine - np.floor(fine), children), axis=1)
