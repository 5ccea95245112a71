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
from game.management.study_genes import KNOWN, Genome, born, child, orders
from game.management.study_mornings import Baseline, Piece, rows_of, totals_of
from game.management.study_players import Script
from game.sim.teams import Team

MORNINGS, FRESH = 6, 24  # that a script is judged on while it evolves, and in the end
LITTER, KEPT = 20, 5
NOVICE = "novice"

KINDS = ("open nothing", "open evidence unread")
Judged = dict[Genome, float]


def findings(scripts: int, processes: int) -> list[Finding]:
    """T8 with a budget of so many scripts of either kind."""
    what = "best script without eyes, found by evolution"
    return [judged("T8", what, "< novice mean", lambda: search(scripts, processes))]


def search(scripts: int, processes: int) -> tuple[bool, str]:
    """Evolve on some mornings; judge the winners beside the novice on fresh ones.

    Two kinds: scripts that open nothing, and scripts that open evidence and do not read it.
    """
    if scripts < LITTER:
        raise NotMeasured(f"a budget of {scripts} scripts; a litter has {LITTER}")
    mornings = _ready(1, MORNINGS, processes)[0]
    best = [
        _best(scripts, mornings, orders(opening=opening), processes) for opening in (False, True)
    ]
    fresh, novices = _ready(5_001, FRESH, processes)
    means, novice = _tried(best, fresh, processes), _mean(novices)
    told = [f"{KINDS[n]} {means[one]:.0f} ({_words(one)})" for n, one in enumerate(best)]
    figure = f"novice {novice:.0f} on {FRESH} mornings; of {scripts} scripts that {'; '.join(told)}"
    return max(means.values()) < novice, figure


def _words(genome: Genome) -> str:
    told = ", ".join(f"{sim.reading(step)} {action}" for step, action, _ in genome)
    return told or "nothing at all"


def _best(
    scripts: int, mornings: Sequence[Piece], actions: Sequence[str], processes: int
) -> Genome:
    """Litter by litter from the best so far."""
    draw, found = random.Random(1), Judged()
    known = [one for one in KNOWN if all(action in actions for _, action, _ in one)]
    litter = {*known, *(born(draw, actions) for _ in range(LITTER - len(known)))}
    while litter:
        found |= _tried(sorted(litter), mornings, processes)
        best = sorted(found, key=lambda genome: -found[genome])[:KEPT]
        left = min(LITTER, scripts - len(found))
        litter = {child(draw, draw.choice(best), actions) for _ in range(left)} - set(found)
    return max(found, key=lambda genome: found[genome])


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
