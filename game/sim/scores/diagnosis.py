"""G: what the team believed, at seven unannounced times, by a rule under which honesty pays."""

from __future__ import annotations

from collections.abc import Sequence
from statistics import fmean

from game.sim.clock import reading
from game.sim.scores import Line, Played, Rule, Waterfall
from game.sim.text import Text, text

# P(a router will mis-execute the next flagged order) over the ranked mix: one router of eight in
# 60 % of mornings, two or three in 10 %, all eight in 15 %, none in 15 %.
PRIOR = 0.25
HOSTS, MECHANISM = 0.6, 0.4  # weights of the two questions
FLOOR, LEAST = -0.5, -1.0  # of the whole; of one sample
KINDS = 7
SURE = 0.8  # what a chosen mechanism is taken to mean; the rest is spread over the other six


class Diagnosis(Rule):
    key = "G"
    title = text("Diagnosis")
    share = 200

    def judge(self, played: Played, fall: Waterfall) -> None:
        """0.6 * hosts + 0.4 * mechanism, each the mean of the samples, floored at -0.5."""
        rows = [_Sample(*row) for row in played.world.state.samples]
        if not rows:
            return fall.to(0.0, text("The belief board was not looked at."))
        total = 0.0
        for row in rows:
            total += (1.0 - row.worth) / len(rows)
            fall.to(max(FLOOR, 1.0 - total), row.why, _saved(played, row.step))
        missed = sum(not row.p for row in rows)
        if missed:
            fall.lines.append(text("Times the board was empty: {count} of 7.", count=missed))


class _Sample:
    """One look at the belief board."""

    def __init__(
        self, step: int, p: Sequence[int], mechanism: str, truths: Sequence[int], fault: str
    ) -> None:
        self.step, self.p = step, p
        self.hosts = max(LEAST, hosts([part / 100 for part in p], truths)) if p else 0.0
        self.mechanism = mechanisms(mechanism, fault)

    @property
    def worth(self) -> float:
        return HOSTS * self.hosts + MECHANISM * self.mechanism

    @property
    def why(self) -> Text:
        return text(
            "Belief board at {time}: routers {hosts}, mechanism {mechanism} of 100.",
            time=reading(self.step),
            hosts=round(100 * self.hosts),
            mechanism=round(100 * self.mechanism),
        )


def hosts(p: Sequence[float], truths: Sequence[int]) -> float:
    """Mean over the routers of a Brier score that is bent so that the prior earns 0 and the truth
    1, whatever the truth is (Winkler's asymmetric quadratic rule). It is strictly proper: the
    ratio 1 - BS / BS_prior is not, for its divisor depends on the truth.
    """
    return fmean(_bent(one, truth) for one, truth in zip(p, truths, strict=True))


def _bent(p: float, truth: int) -> float:
    """Expected at the true belief: ((p - prior) / width)^2, a convex bowl with its foot at the
    prior; the score is its tangent at p, read off at the truth."""
    width = 1.0 - PRIOR if p > PRIOR else -PRIOR
    part = (p - PRIOR) / width
    return part * part + 2.0 * part / width * (truth - p)


def mechanisms(chosen: str, fault: str) -> float:
    """Brier skill over seven kinds beside not knowing, scaled so that the right one earns 1."""
    if not chosen:
        return 0.0
    return _skill(chosen == fault) / _skill(True)


def _skill(right: bool) -> float:
    rest = (1.0 - SURE) / (KINDS - 1)
    hit = SURE if right else rest
    others = (KINDS - 2) * rest**2 + (rest if right else SURE) ** 2
    even = 1.0 / KINDS
    return 1.0 - ((1.0 - hit) ** 2 + others) / ((1.0 - even) ** 2 + (KINDS - 1) * even**2)


def _saved(played: Played, step: int) -> Line | None:
    """The newest line of the log that saved the board by then."""
    saved = [line for line in played.done("believe") if line[0] <= step]
    return saved[-1] if saved else None
