"""T9: what must never pay and what must never cost, on random mornings.

Each case is one seed on which two scripts differ in one thing; the second must not have less.
"""

from __future__ import annotations

import itertools
import random
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from game import sim
from game.management import study_pool
from game.management.study_findings import SCENARIO, Finding, judged
from game.management.study_mornings import IDLE, ORACLE, Baseline, Piece, rows_of, totals_of
from game.management.study_players import Script, Timed
from game.sim.hints import RUNGS
from game.sim.scores import diagnosis

ROUNDING = 3  # points: each part is rounded for itself
VARIANTS = ("v1", "v2", "v3", "v9")
MINUTE = 60
FROM, TO = sim.at("08:10:00"), sim.at("10:05:00")
GRID = (0.0, 0.1, 0.25, 0.4, 0.5, 0.6, 0.75, 0.9, 1.0)

Orders = tuple[Timed, ...]


@dataclass(frozen=True)
class Case:
    """Two scripts on one morning: what the second has, it must not have less of."""

    rule: str
    variant: str
    seed: int
    less: Orders
    more: Orders


def findings(count: int, processes: int) -> list[Finding]:
    """T9 with so many random cases of each rule."""
    what = "earlier, fewer innocents, no trap, honest beliefs, fewer hints: never worse"
    return [judged("T9", what, "0 violations", lambda: holds(count, processes))]


def holds(count: int, processes: int) -> tuple[bool, str]:
    """All rules; beliefs on a grid, which needs no morning."""
    tried = [made for rule in RULES for made in cases(rule, count)]
    broken = [words for words in study_pool.spread(violation, tried, processes) if words]
    broken += dishonest()
    figure = f"{len(RULES)} rules, {count} random cases each, and {len(GRID)} beliefs"
    return not broken, f"{figure}: {'; '.join(broken[:5]) or 'no violation'}"


def cases(rule: str, count: int, first: int = 1) -> list[Case]:
    """Random cases of one rule, the same ones every time."""
    found = []
    for number in range(first, first + count):
        draw = random.Random(f"{rule}/{number}")
        variant = "v1" if rule == "the trap" else draw.choice(VARIANTS)
        world = sim.start(sim.load(SCENARIO, variant=variant), number)
        less, more = RULES[rule](draw, *sides(world))
        found.append(Case(rule, variant, number, less, more))
    return found


def sides(world: sim.World) -> tuple[list[int], list[int]]:
    """Shown numbers of the routers at fault, and of the innocent ones. One whose stand-by takes
    over later is neither: to isolate it may be right."""
    draws, shown = world.draws, world.shown
    guilty = [shown[host] for host in draws.stale]
    innocent = [shown[host] for host in range(len(shown)) if host not in (*draws.stale, draws.late)]
    return guilty, innocent


def violation(case: Case) -> str:
    """What is wrong with a case; nothing when it holds."""
    piece = Piece(SCENARIO, case.seed, (), None, case.variant)
    rows = {row["team"]: row for row in rows_of(piece)}
    known = Baseline(float(rows[IDLE]["loss_usd"]), rows[ORACLE]["served"])
    scripts = {"less": lambda _: Script(case.less), "more": lambda _: Script(case.more)}
    points = totals_of(replace(piece, baseline=known), scripts)
    if points["less"] <= points["more"] + ROUNDING:
        return ""
    return f"{case.rule}, {case.variant}, seed {case.seed}: {points['less']} > {points['more']}"


# Rules: orders that must have less, and orders that must have more or the same.


def _isolated(routers: Sequence[int], step: int) -> Orders:
    return tuple((step, "isolate", {"router": router}) for router in routers)


def _earlier(draw: random.Random, guilty: list[int], others: list[int]) -> tuple[Orders, Orders]:
    step = draw.randrange(FROM, TO)
    return _isolated(guilty, step), _isolated(guilty, step - MINUTE)


def _innocent(draw: random.Random, guilty: list[int], others: list[int]) -> tuple[Orders, Orders]:
    step, right = draw.randrange(FROM, TO), _isolated(guilty, draw.randrange(FROM, TO))
    return right + _isolated([draw.choice(others)], step), right


def _restored(draw: random.Random, guilty: list[int], others: list[int]) -> tuple[Orders, Orders]:
    step, other = draw.randrange(FROM, TO), draw.choice(others)
    out = _isolated([*guilty, other], step)
    back = step + draw.randrange(2, 30) * MINUTE
    return out, (*out, (back, "restore", {"router": other}))


def _trap(draw: random.Random, guilty: list[int], others: list[int]) -> tuple[Orders, Orders]:
    right = _isolated(guilty, draw.randrange(FROM, TO))
    back = draw.sample(others, draw.randint(1, len(others)))
    return (*right, (draw.randrange(FROM, TO), "rollback", {"routers": back})), right


def _hint(draw: random.Random, guilty: list[int], others: list[int]) -> tuple[Orders, Orders]:
    right = _isolated(guilty, draw.randrange(FROM, TO))
    hints = [
        (draw.randrange(FROM, TO), "take_hint", {"rung": draw.choice(list(RUNGS))})
        for _ in range(draw.randint(1, 3))
    ]
    return (*right, *hints), (*right, *hints[1:])


RULES: dict[str, Callable[[random.Random, list[int], list[int]], tuple[Orders, Orders]]] = {
    "a minute earlier": _earlier,
    "an innocent router isolated": _innocent,
    "an innocent router restored": _restored,
    "the trap": _trap,
    "one more hint": _hint,
}


# Beliefs


def dishonest() -> list[str]:
    """Beliefs for which another answer than the honest one would be expected to earn more."""
    found = []
    for belief, said in itertools.product(GRID, GRID):
        if expected(belief, said) > expected(belief, belief) + 1e-12:
            found.append(f"who believes {belief:g} gains by saying {said:g}")
    return found


def expected(belief: float, said: float) -> float:
    """Expected part of the diagnosis for one router, by what one believes and what one says."""
    return belief * diagnosis.hosts([said], [1]) + (1.0 - belief) * diagnosis.hosts([said], [0])
