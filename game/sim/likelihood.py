"""How much each piece of evidence is worth: who speaks, and is what it says true?

For one world at its present step:

* `readings(world)`: a `Reading` for each item that can be had now (host items: one for each host):
  does it speak, and is its hypothesis true at this second?
* `truth(world, hypothesis, host)`: is a hypothesis true now? The names are in `HYPOTHESES`.
* `available(world, key)`: can the item be had at this time of day?

Over many worlds:

* `mornings(scenario, seeds, quiet)`: which (variant, seed) to play, every variant of the mix alike.
* `probed(scenario, variant, seed)`: the readings of an untouched morning at the times of `PROBES`,
  summed up as a `Counts`.
* `ratios(scenario, counted)`: the likelihood ratio of each item, variants weighted as in the mix.
* `klass_of(ratio)`: the diagnosticity class, the rounded natural logarithm, 0 to 3.

`manage.py evidence` runs them and writes docs/evidence.md. Truth goes in here, so nothing of it
may be imported by a screen.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from game.sim import evidence
from game.sim.clock import STEPS, at
from game.sim.parts import EvidenceItem
from game.sim.scenario import Scenario
from game.sim.text import Text, text
from game.sim.world import World

PROBES = ("08:20:00", "09:00:00", "09:20:00", "09:33:00", "09:40:00", "09:45:00")
CAP = 20.0  # no item is worth more: a ratio from some hundred mornings proves no more than that
QUIET_APART = 100_000  # between the seeds of the extra mornings without a fault

HYPOTHESES: dict[str, Text] = {
    "fault": text("something is wrong this morning"),
    "host": text("that router would mis-execute the next flagged order"),
    "former": text("the code before the release would mis-execute flagged orders"),
    "release": text("the release itself would mis-execute flagged orders"),
    "upstream": text("orders come in that no client meant"),
}

# When an item can be had, from and to; all others: at any time. Source: exercise-design, section 2.
_OPEN = ("09:30:00", "16:00:00")
TIMES: dict[str, tuple[str, str]] = {
    "e01_rejects": ("08:01:00", "09:30:00"),
    "e02_header": ("08:01:00", "09:30:00"),
    "e09_fleet_rates": _OPEN,
    "e10_ratio": ("09:31:00", "16:00:00"),
    "e11_log": _OPEN,
    "e12_parents": _OPEN,
    "e13_position": _OPEN,
    "e14_account_33": ("09:32:00", "16:00:00"),
    "e15_pmon": _OPEN,
    "e16_drop_copy": _OPEN,
    "e17_tape": _OPEN,
    "e18_movers": ("09:31:00", "16:00:00"),
    "e19_exchange": ("09:33:00", "16:00:00"),
    "e20_clients": ("09:34:00", "16:00:00"),
    "e21_chat": ("09:36:00", "16:00:00"),
    "e23_canary": ("08:00:00", "09:30:00"),  # later only where a host is drained
    "e25_basket": ("09:40:00", "16:00:00"),
    "e26_news": ("09:38:00", "16:00:00"),
    "e27_verified": ("09:33:00", "16:00:00"),
}
ONE_HOST = ("e11_log", "e23_canary")  # items that are opened for one host at a time
NEEDS_MORE = ("e03_mail",)  # opened for a subject; it never speaks


@dataclass(frozen=True)
class Reading:
    """One item at one second. `host` is an inner number, or -1 for the morning as a whole."""

    key: str
    host: int
    speaks: bool
    true: bool


@dataclass(frozen=True)
class Counts:
    """Readings of one morning: by item, how many, and how many of them spoke."""

    variant: str
    of_true: Mapping[str, tuple[int, int]]
    of_false: Mapping[str, tuple[int, int]]


@dataclass(frozen=True)
class Ratio:
    """Probabilities of speaking, and their ratio with half a count added to each, capped."""

    key: str
    when_true: float
    when_false: float
    value: float


def available(world: World, key: str) -> bool:
    """Can the item be had at this time of day, if nobody has touched anything?"""
    first, last = TIMES.get(key, ("08:00:00", "16:00:00"))
    return at(first) <= world.step <= min(at(last), STEPS)


def truth(world: World, hypothesis: str, host: int = -1) -> bool:
    """Is it true now? Raises KeyError for an unknown hypothesis."""
    builds = world.scenario.builds
    if hypothesis == "host":
        return world.mis_executes(host)
    return {
        "fault": world.fault != "none",
        "former": world.scenario.former.pace > 0,
        "release": builds[0].leak > 0,
        "upstream": world.fault in ("upstream", "test_data"),
    }[hypothesis]


def readings(world: World) -> list[Reading]:
    """All items that can be had now; a host item gives one reading for each host."""
    found: list[Reading] = []
    for key, item in evidence.catalogue().items():
        if key not in NEEDS_MORE and available(world, key):
            found += _read(world, key, item)
    return found


def _read(world: World, key: str, item: EvidenceItem) -> Iterator[Reading]:
    if item.hypothesis != "host":
        yield Reading(key, -1, bool(item.speaks(world, {})), truth(world, item.hypothesis))
        return
    fleet = () if key in ONE_HOST else item.speaks(world, {})
    for host in range(world.routers):
        said = item.speaks(world, {"router": host}) if key in ONE_HOST else fleet
        yield Reading(key, host, host in said, truth(world, "host", host))


def mornings(scenario: Scenario, seeds: Iterable[int], quiet: int) -> list[tuple[str, int]]:
    """Every seed once in every variant of the mix. Quiet mornings are rare and false alarms on
    them rarer, so each seed plays them so many times, by other seeds."""
    mix = [name for name, variant in scenario.variants.items() if variant.weight]
    return [
        (name, seed + QUIET_APART * more)
        for seed in seeds
        for name in mix
        for more in range(quiet if name == "v4" else 1)
    ]


def probed(scenario: Scenario, variant: str, seed: int) -> Counts:
    """What an untouched morning shows at the times of the probes."""
    assert scenario.source is not None
    world = World(scenario.source.build(variant, scenario.level, scenario.era), seed, 0)
    of_true: dict[str, tuple[int, int]] = {}
    of_false: dict[str, tuple[int, int]] = {}
    for clock in PROBES:
        world.advance((), at(clock))
        for reading in readings(world):
            side = of_true if reading.true else of_false
            many, spoke = side.get(reading.key, (0, 0))
            side[reading.key] = many + 1, spoke + int(reading.speaks)
    return Counts(variant, of_true, of_false)


def ratios(scenario: Scenario, counted: Iterable[Counts]) -> dict[str, Ratio]:
    """The likelihood ratio of each item, each variant as often as the mix has it."""
    rows = list(counted)
    played = {name: sum(row.variant == name for row in rows) for name in scenario.variants}
    weights = {name: scenario.variants[name].weight / many for name, many in played.items() if many}
    return {key: _ratio(key, rows, weights) for key in evidence.catalogue()}


def _ratio(key: str, rows: list[Counts], weights: Mapping[str, float]) -> Ratio:
    true, n_true = _part([(weights[row.variant], row.of_true.get(key)) for row in rows])
    false, n_false = _part([(weights[row.variant], row.of_false.get(key)) for row in rows])
    if not true and not false:
        return Ratio(key, 0.0, 0.0, 1.0)
    up, down = (true * n_true + 0.5) / (n_true + 1), (false * n_false + 0.5) / (n_false + 1)
    return Ratio(key, true, false, min(CAP, up / down))


def _part(rows: list[tuple[float, tuple[int, int] | None]]) -> tuple[float, int]:
    """Weighted part of the readings that spoke, and how many readings there were."""
    many = sum(weight * row[0] for weight, row in rows if row)
    spoke = sum(weight * row[1] for weight, row in rows if row)
    return (spoke / many if many else 0.0), sum(row[0] for _, row in rows if row)


def klass_of(ratio: float) -> int:
    """Rounded natural logarithm, 0 to 3."""
    return min(3, max(0, round(math.log(ratio))))
