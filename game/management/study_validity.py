"""The whole study: the panel on all variants, T1 to T17, and the document that says so."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, TextIO

from game import sim
from game.management import (
    study_engine,
    study_evidence,
    study_monotone,
    study_order,
    study_probes,
    study_rows,
    study_search,
    study_spread,
)
from game.management.study import Means, Study, by_team, compute
from game.management.study_findings import (
    EXPLAINED,
    FAIL,
    OPEN,
    PASS,
    SCENARIO,
    Finding,
    Panel,
    mix,
)
from game.management.study_mornings import Row
from game.sim.scores import SCORE_VERSION
from game.sim.week import JUDGE

ENOUGH = 200  # seeds of each variant that the acceptance asks for
MAY_FAIL = {"T8", "T11", "T12", "T16"}  # docs/validity.md says why they do


@dataclass(frozen=True)
class Budget:
    """How far the tests go that are not read off the panel's rows."""

    few: int = 40  # seeds of fairness, difficulty and latency
    scripts: int = 60  # that evolution may try
    cases: int = 30  # of each rule of monotonicity
    probes: int = 100  # seeds on which evidence is opened
    traps: int = 200  # seeds of each variant on which a roll-back is tried


@dataclass(frozen=True)
class Validity:
    """Everything that the document prints."""

    seeds: tuple[int, ...]
    rows: list[Row]
    findings: list[Finding]
    error: float  # of the quick afternoon, relative

    @property
    def failed(self) -> list[str]:
        """Tests that have to pass and do not, or were not measured."""
        good = {PASS, EXPLAINED}
        return [finding.key for finding in self.findings if finding.verdict not in good]


def measured(seeds: tuple[int, ...], folder: Path, means: Means, budget: Budget) -> Validity:
    """Play what is not kept yet and judge it."""
    few, probes, traps = seeds[: budget.few], seeds[: budget.probes], seeds[: budget.traps]
    teams, variants = panel_teams(), tuple(mix())
    panel_rows = _played([Study(SCENARIO, teams, seeds, variants)], folder, means, "the panel")
    more = [*study_spread.needs(few), *study_probes.needs(traps, few)]
    extra = Panel(_played(more, folder, means, "probes"))
    panel = Panel(panel_rows)
    say(means.progress, "engine, monotonicity, search, evidence")
    findings = [
        *study_order.findings(panel),
        *study_probes.findings(extra, traps, few),
        *study_search.findings(budget.scripts, means.processes),
        *study_monotone.findings(budget.cases, means.processes),
        *study_spread.findings(panel, extra, few),
        *study_engine.findings(teams, seeds),
        *study_evidence.findings(probes, means.processes),
    ]
    findings = sorted(map(explained, findings), key=lambda finding: int(finding.key[1:]))
    return Validity(seeds, panel_rows, findings, study_engine.afternoon_error(seeds))


def explained(finding: Finding) -> Finding:
    """Some tests may fail if the document says why."""
    may = finding.verdict == FAIL and finding.key in MAY_FAIL
    return replace(finding, verdict=EXPLAINED) if may else finding


def panel_teams() -> tuple[str, ...]:
    """Everybody but who judges the plans of a prevention week."""
    return tuple(name for name in sim.TEAMS if name != JUDGE)


def _played(studies: Sequence[Study], folder: Path, means: Means, what: str) -> list[Row]:
    say(means.progress, what)
    return [row for study in studies for row in compute(study, folder, means)[0]]


def say(out: TextIO | None, words: str) -> None:
    if out:
        print(words, file=out, flush=True)


# The document


def document(found: Validity) -> str:
    """Tables in Markdown: what was played, what was judged, what the teams had."""
    passed = sum(finding.verdict == PASS for finding in found.findings)
    opened = sum(finding.verdict == OPEN for finding in found.findings)
    short = "" if len(found.seeds) >= ENOUGH else f" (the acceptance asks for {ENOUGH})"
    lines = [
        f"Seeds {_span(found.seeds)} of each of {len(mix())} variants{short};"
        f" {len(found.rows)} mornings of {len(sim.TEAMS)} teams."
        f" Simulation {sim.VERSION}, score {SCORE_VERSION}, code {study_rows.code()}."
        f" The strides of the quick afternoon moved a loss by {100 * found.error:.4f} % at most.",
        "",
        f"{passed} of {len(found.findings)} pass, {opened} not measured.",
        "",
        judgements(found.findings),
        "## Means by variant",
        "",
        means_table(found.rows),
        "## The parts, over the mixed series",
        "",
        parts_table(found.rows),
    ]
    return "\n".join(lines)


def judgements(findings: Sequence[Finding]) -> str:
    lines = ["| # | requirement | threshold | figure | verdict |", "|---|---|---|---|---|"]
    lines += [
        f"| {row.key} | {row.requirement} | {row.threshold} | {row.figure} | {row.verdict} |"
        for row in findings
    ]
    return "\n".join(lines) + "\n"


def means_table(rows: Sequence[Row]) -> str:
    """Mean and standard deviation of the signed total: a row for each team, best mix first."""
    variants = [name for name in mix() if any(row["variant"] == name for row in rows)]
    head = f"| team | mixed | {' | '.join(variants)} |"
    lines = [head, "|---|" + "---|" * (1 + len(variants))]
    panel = Panel(rows)
    for team in sorted(panel.teams, key=lambda team: -panel.mixed(team)):
        cells = [_cell(panel, team, name) for name in variants]
        lines.append(f"| {team} | {panel.mixed(team):.0f} | {' | '.join(cells)} |")
    return "\n".join(lines) + "\n"


def _cell(panel: Panel, team: str, variant: str) -> str:
    totals = panel.totals(team, variant)
    return f"{totals.mean():.0f} ± {totals.std(ddof=min(1, len(totals) - 1)):.0f}"


def parts_table(rows: Sequence[Row]) -> str:
    """Mean points of each part, weighed by the draw of the variants."""
    panel = Panel(rows)
    lines = [f"| team | {' | '.join(panel.keys)} |", "|---|" + "---|" * len(panel.keys)]
    for team in sorted(panel.teams, key=lambda team: -panel.mixed(team)):
        parts = panel.mixed_parts(team)
        lines.append(f"| {team} | {' | '.join(f'{value:.0f}' for value in parts)} |")
    return "\n".join(lines) + "\n"


def _span(seeds: Sequence[int]) -> str:
    whole = len(seeds) == seeds[-1] - seeds[0] + 1
    return (
        f"{seeds[0]} to {seeds[-1]}"
        if whole
        else f"{len(seeds)} between {seeds[0]} and {seeds[-1]}"
    )


def as_json(found: Validity) -> dict[str, Any]:
    """The same as plain values."""
    panel = Panel(found.rows)
    return {
        "seeds": list(found.seeds),
        "code": study_rows.code(),
        "teams": by_team(panel.teams, found.rows),
        "findings": [vars(finding) for finding in found.findings],
        "rows": found.rows,
    }
