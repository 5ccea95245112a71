"""Who must come before whom: T1 to T6, and T13, whether it hangs on the weights."""

from __future__ import annotations

import functools
from collections.abc import Callable, Iterator, Sequence

import numpy as np

from game.management.study_findings import F64, Finding, Panel, faulty, judged, least
from game.sim.scores import catalogue

EXPLOITS = (
    "post_open_killer", "guesser", "flag_off_early", "guess_all", "knows_the_story",
    "board_spammer", "random_walk",
)  # fmt: skip
QUIET, CLASSIC = "v4", "v1"
DRAWS, SPREAD, MOST = 1000, 0.5, 0.95

Test = Callable[[Panel], tuple[bool, str]]


def findings(panel: Panel) -> list[Finding]:
    """T1 to T6 and T13."""
    rows: list[tuple[str, str, str, Test]] = [
        ("T1", "expert > competent > novice in each variant",
         "mean gap >= 100, P(same seed) >= .85", skill_pays),
        ("T2", "novice > each exploit in the mixed series", "gap >= 60", exploits_do_not),
        ("T3", "post-open killer > historic Knight and > asleep where a fault exists",
         "gap >= 100", killing_beats_nothing),
        ("T4", "pre-emptive killer < novice everywhere, < asleep on quiet days", "P >= .95",
         killing_early_does_not),
        ("T5", "historic Knight: F < F(asleep) <= 0 in V1, D > D(asleep)",
         "total within 100 of asleep", history_is_bad),
        ("T6", "asleep on a quiet day < novice; > guesser and killers", "means", sleep_is_not_best),
        ("T13", "the order of T1 to T4 under other weights of the parts",
         "order of the means holds for >= 95 % of +-50 % weights", weights_do_not_matter),
    ]  # fmt: skip
    return [
        judged(key, what, limit, functools.partial(test, panel)) for key, what, limit, test in rows
    ]


def skill_pays(panel: Panel) -> tuple[bool, str]:
    gaps, chances = {}, {}
    for variant, better, worse in _steps(panel):
        apart = panel.totals(better, variant) - panel.totals(worse, variant)
        name = f"{variant} {better} over {worse}"
        gaps[name], chances[name] = float(apart.mean()), above(apart)
    low = min(chances, key=lambda key: chances[key])
    held = sum(gaps[name] >= 100 and chances[name] >= 0.85 for name in gaps)
    figure = f"least gap {least(gaps)}; least P {chances[low]:.2f} ({low}); {held} of {len(gaps)}"
    return held == len(gaps), figure


def _steps(panel: Panel) -> Iterator[tuple[str, str, str]]:
    for variant in panel.variants:
        yield variant, "expert", "competent"
        yield variant, "competent", "novice"


def exploits_do_not(panel: Panel) -> tuple[bool, str]:
    novice = panel.mixed("novice")
    gaps = {team: novice - panel.mixed(team) for team in EXPLOITS}
    return min(gaps.values()) >= 60, f"novice {novice:.0f}; least gap {least(gaps)}"


def killing_beats_nothing(panel: Panel) -> tuple[bool, str]:
    wanted = [variant for variant in panel.variants if faulty(variant)]
    killer = panel.mixed("post_open_killer", wanted)
    gaps = {team: killer - panel.mixed(team, wanted) for team in ("knight_2012", "asleep")}
    return min(gaps.values()) >= 100, f"killer {killer:.0f}; least gap {least(gaps)}"


def killing_early_does_not(panel: Panel) -> tuple[bool, str]:
    chances = {
        variant: above(panel.totals("novice", variant) - panel.totals("early_killer", variant))
        for variant in panel.variants
    }
    quiet = panel.totals("asleep", QUIET) - panel.totals("early_killer", QUIET)
    chances[f"{QUIET}, asleep"] = above(quiet)
    low = min(chances, key=lambda key: chances[key])
    return chances[low] >= 0.95, f"least P {chances[low]:.2f} ({low})"


def history_is_bad(panel: Panel) -> tuple[bool, str]:
    f, asleep_f = (panel.part(t, CLASSIC, "F").mean() for t in ("knight_2012", "asleep"))
    d, asleep_d = (panel.part(t, CLASSIC, "D").mean() for t in ("knight_2012", "asleep"))
    apart = float((panel.totals("knight_2012", CLASSIC) - panel.totals("asleep", CLASSIC)).mean())
    figure = f"F {f:.0f} and {asleep_f:.0f}, D {d:.0f} and {asleep_d:.0f}, total {apart:+.0f}"
    return bool(f < asleep_f <= 0 and d > asleep_d and abs(apart) <= 100), figure


def sleep_is_not_best(panel: Panel) -> tuple[bool, str]:
    teams = ("novice", "guesser", "early_killer", "post_open_killer")
    asleep = float(panel.totals("asleep", QUIET).mean())
    apart = {team: float(panel.totals(team, QUIET).mean()) - asleep for team in teams}
    figure = ", ".join(f"{team} {gap:+.0f}" for team, gap in apart.items())
    holds = apart["novice"] > 0 and all(apart[team] < 0 for team in teams[1:])
    return holds, f"asleep {asleep:.0f}; {figure}"


def weights_do_not_matter(panel: Panel) -> tuple[bool, str]:
    """Each draw moves every part's weight by up to half; the maximum stays a thousand.

    What has to hold is the order of the means; how often the gaps in points of T1 to T4 hold too
    is told beside it, for they are meant for the weights as they are.
    """
    drawn = [panel.weighed(weights) for weights in _redrawn(panel)]
    parts = {name: _share(drawn, test) for name, test in ORDER.items()}
    gaps = {name: _share(drawn, _passes(test)) for name, test in GAPS.items()}
    dropped = [key for key in panel.keys if not _ordered(panel.weighed(_without(panel, key)))]
    figure = (
        f"order of the means: {_percents(parts)}; with every gap in points too: {_percents(gaps)};"
        f" order lost when one part is dropped: {', '.join(dropped) or 'none'}"
    )
    return min(parts.values()) >= MOST, figure


def _redrawn(panel: Panel) -> Iterator[dict[str, float]]:
    rng, shares = np.random.default_rng(1), shares_of(panel)
    for _ in range(DRAWS):
        moved = rng.uniform(1 - SPREAD, 1 + SPREAD, len(panel.keys))
        moved *= shares.sum() / (moved @ shares)
        yield dict(zip(panel.keys, map(float, moved), strict=True))


def _without(panel: Panel, dropped: str) -> dict[str, float]:
    return {key: float(key != dropped) for key in panel.keys}


def _share(panels: Sequence[Panel], test: Callable[[Panel], bool]) -> float:
    return float(np.mean([test(panel) for panel in panels]))


def _passes(test: Test) -> Callable[[Panel], bool]:
    return lambda panel: test(panel)[0]


def _percents(parts: dict[str, float]) -> str:
    return ", ".join(f"{name} {100 * part:.1f} %" for name, part in parts.items())


def _ordered(panel: Panel) -> bool:
    return all(test(panel) for test in ORDER.values())


def _skill_leads(panel: Panel) -> bool:
    return all(
        panel.totals(better, variant).mean() > panel.totals(worse, variant).mean()
        for variant, better, worse in _steps(panel)
    )


def _exploits_trail(panel: Panel) -> bool:
    novice = panel.mixed("novice")
    return all(novice > panel.mixed(team) for team in EXPLOITS)


def _killing_leads_nothing(panel: Panel) -> bool:
    wanted = [variant for variant in panel.variants if faulty(variant)]
    killer = panel.mixed("post_open_killer", wanted)
    return all(killer > panel.mixed(team, wanted) for team in ("knight_2012", "asleep"))


def _killing_early_trails(panel: Panel) -> bool:
    pairs = [("novice", variant) for variant in panel.variants] + [("asleep", QUIET)]
    return all(
        panel.totals(team, variant).mean() > panel.totals("early_killer", variant).mean()
        for team, variant in pairs
    )


ORDER: dict[str, Callable[[Panel], bool]] = {
    "T1": _skill_leads, "T2": _exploits_trail,
    "T3": _killing_leads_nothing, "T4": _killing_early_trails,
}  # fmt: skip
GAPS: dict[str, Test] = {
    "T1": skill_pays, "T2": exploits_do_not,
    "T3": killing_beats_nothing, "T4": killing_early_does_not,
}  # fmt: skip


def shares_of(panel: Panel) -> F64:
    """Points that each part is worth at most."""
    shares = {rule.key: float(rule.share) for rule in catalogue().values()}
    return np.array([shares[key] for key in panel.keys])


def above(apart: F64) -> float:
    """Part of the seeds on which a difference is above zero; a tie counts half."""
    return float((apart > 0).mean() + 0.5 * (apart == 0).mean())
