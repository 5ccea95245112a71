"""T8: the best script that looks at nothing, found by evolution on mixed mornings."""

from __future__ import annotations

import functools
import json
import random
from collections.abc import Iterable, Sequence
from dataclasses import replace

from game import sim
from game.management import study_pool
from game.management.study_findings import SCENARIO, Finding, NotMeasured, judged, mix
from game.management.study_genes import KNOWN, Genome, born, child
from game.management.study_mornings import Baseline, Piece, rows_of, totals_of
from game.management.study_players import Script
from game.sim.teams import Team

MORNINGS, FRESH = 6, 24  # that a script is judged on while it evolves, and in the end
LITTER, KEPT = 20, 5
NOVICE = "novice"

Judged = dict[Genome, float]


def findings(scripts: int, processes: int) -> list[Finding]:
    """T8 with a budget of so many scripts."""
    what = "best script without eyes, found by evolution"
    return [judged("T8", what, "< novice mean", lambda: search(scripts, processes))]


def search(scripts: int, processes: int) -> tuple[bool, str]:
    """Evolve on some mornings; judge the winner beside the novice on fresh ones."""
    if scripts < LITTER:
        raise NotMeasured(f"a budget of {scripts} scripts; a litter has {LITTER}")
    found = _evolved(scripts, _ready(1, MORNINGS, processes)[0], processes)
    best = max(found, key=lambda genome: found[genome])
    fresh, novices = _ready(5_001, FRESH, processes)
    mean, novice = _tried([best], fresh, processes)[best], _mean(novices)
    told = "; ".join(f"{sim.reading(step)} {action}" for step, action, _ in best)
    figure = f"{mean:.0f}, novice {novice:.0f} on the same {FRESH} mornings; {len(found)} scripts"
    return mean < novice, f"{figure}; the best: {told or 'nothing at all'}"


def _evolved(scripts: int, mornings: Sequence[Piece], processes: int) -> Judged:
    """Scripts and their means, litter by litter from the best so far."""
    draw = random.Random(1)
    found: Judged = {}
    litter = {*KNOWN, *(born(draw) for _ in range(LITTER - len(KNOWN)))}
    while litter:
        found |= _tried(sorted(litter), mornings, processes)
        best = sorted(found, key=lambda genome: -found[genome])[:KEPT]
        left = min(LITTER, scripts - len(found))
        litter = {child(draw, draw.choice(best)) for _ in range(left)} - set(found)
    return found


def _ready(first: int, count: int, processes: int) -> tuple[list[Piece], list[float]]:
    """Mornings of the mixed series with their baselines, and what the novice has there."""
    weights, draw = mix(), random.Random(first)
    variants = draw.choices(list(weights), list(weights.values()), k=count)
    pieces = [Piece(SCENARIO, first + n, (NOVICE,), None, name) for n, name in enumerate(variants)]
    done = list(study_pool.spread(_prepared, pieces, processes))
    return [piece for piece, _ in done], [total for _, total in done]


def _prepared(piece: Piece) -> tuple[Piece, float]:
    rows = {row["team"]: row for row in rows_of(piece)}
    known = Baseline(float(rows["asleep"]["loss_usd"]), rows["oracle"]["served"])
    return replace(piece, baseline=known), rows[NOVICE]["total"]


def _tried(genomes: Sequence[Genome], mornings: Sequence[Piece], processes: int) -> Judged:
    """Mean total of each script."""
    work = functools.partial(_totals, tuple(genomes))
    rows = list(study_pool.spread(work, mornings, processes))
    return {genome: _mean(row[place] for row in rows) for place, genome in enumerate(genomes)}


def _totals(genomes: tuple[Genome, ...], morning: Piece) -> list[float]:
    """Totals of the scripts on one morning."""
    makers = {str(number): functools.partial(_script, one) for number, one in enumerate(genomes)}
    found = totals_of(morning, makers)
    return [found[str(number)] for number in range(len(genomes))]


def _script(genome: Genome, scenario: sim.Scenario) -> Team:
    return Script(tuple((step, action, json.loads(args)) for step, action, args in genome))


def _mean(values: Iterable[float]) -> float:
    found = list(values)
    return sum(found) / len(found)
