"""The week of prevention, 27 to 31 July 2012: five days of four engineer-hours, and its worth.

A plan is a fold of what the team chose. What it is worth is an expectation: the loss of 1 August
over many drawn mornings, played by a scripted desk, and what clients went without. The mornings
are the same for every plan, so that plans are compared on equal luck.
"""

from __future__ import annotations

import math
import statistics
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace

from game.sim import afternoon, cards
from game.sim.clock import STEPS, at
from game.sim.parts import Entry, Refused
from game.sim.replay import play_on, start
from game.sim.scenario import Scenario
from game.sim.teams import catalogue
from game.sim.text import Text, text
from game.sim.valuation import mean_loss

HOURS = 4
DAY_S = 240  # real seconds until a day closes by itself
DAYS: tuple[Text, ...] = (
    text("Friday 27 July"),
    text("Saturday 28 July"),
    text("Sunday 29 July"),
    text("Monday 30 July"),
    text("Tuesday 31 July"),
)
MORNINGS = 200
JUDGE = "prepared"
CLIENT_DAY_USD = 20_000_000  # what clients' trust of one day is counted at (designer's assumption)
SETTLED = at("10:46:00")
LOOK_S = 60

BUY, GIVE_BACK, AGREE, CLOSE = "buy", "give_back", "agree", "close_day"


@dataclass(frozen=True)
class Move:
    """One choice: a card for a day, a card given back, "this day is done", a day closed."""

    kind: str
    day: int = 0
    card: str = ""
    who: str = ""


@dataclass(frozen=True)
class Plan:
    """What a team has chosen so far. Days count from 0; `closed` of them are over by its choice."""

    bought: dict[str, int] = field(default_factory=dict)  # card -> day
    agreed: frozenset[str] = frozenset()  # who would close the day as it stands
    closed: int = 0

    def left(self, day: int) -> int:
        """Engineer-hours of that day that nobody has spent."""
        known = cards.catalogue()
        return HOURS - sum(known[card].hours for card, on in self.bought.items() if on == day)

    def today(self, elapsed_s: float) -> int:
        """The first open day, len(DAYS) after the last: time closes days too."""
        return min(max(self.closed, int(elapsed_s // DAY_S)), len(DAYS))

    def after(self, move: Move) -> Plan:
        """The plan with one more choice, which was checked when it was made."""
        if move.kind == AGREE:
            return replace(self, agreed=self.agreed | {move.who})
        if move.kind == CLOSE:
            return replace(self, closed=max(self.closed, move.day + 1), agreed=frozenset())
        bought = {card: day for card, day in self.bought.items() if card != move.card}
        if move.kind == BUY:
            bought[move.card] = move.day
        return replace(self, bought=bought, agreed=frozenset())


def plan_of(moves: Iterable[Move]) -> Plan:
    """The plan that these choices make."""
    plan = Plan()
    for move in moves:
        plan = plan.after(move)
    return plan


def check(plan: Plan, move: Move, today: int) -> None:
    """Raise Refused with words for the team when this cannot be chosen now."""
    if today >= len(DAYS):
        raise Refused(text("The week is over."))
    if move.kind == BUY:
        _check_buy(plan, move, today)
    elif move.kind == GIVE_BACK:
        _check_back(plan, move, today)
    elif move.day != today:
        raise Refused(text("That day is not the one at hand."))


def _check_buy(plan: Plan, move: Move, today: int) -> None:
    card = cards.catalogue().get(move.card)
    if card is None or not 0 <= move.day < len(DAYS):
        raise Refused(text("There is no such card or day."))
    if move.day < today:
        raise Refused(text("That day is closed."))
    if move.card in plan.bought:
        raise Refused(text("You have that already."))
    if move.day < card.first_day:
        raise Refused(text("Not before {day}.", day=DAYS[card.first_day]))
    if move.day > card.last_day:
        raise Refused(text("Too late: {day} is the last day for it.", day=DAYS[card.last_day]))
    if card.hours > plan.left(move.day):
        left = plan.left(move.day)
        raise Refused(
            text("It takes {hours} h; that day has {left} left.", hours=card.hours, left=left)
        )


def _check_back(plan: Plan, move: Move, today: int) -> None:
    if move.card not in plan.bought:
        raise Refused(text("You have not bought that."))
    if plan.bought[move.card] < today:
        raise Refused(text("That day is closed: the work is done."))


# What it is worth


@dataclass(frozen=True)
class Judged:
    """One drawn 1 August, played by the scripted desk. Dollars, positive = lost."""

    seed: int
    variant: str
    loss_usd: int
    clients_usd: int

    @property
    def cost_usd(self) -> int:
        return self.loss_usd + self.clients_usd


@dataclass(frozen=True)
class Estimate:
    """Mean cost over mornings with its standard error, dollars; parts and variants beside it."""

    n: int
    mean_usd: float
    error_usd: float
    loss_usd: float
    clients_usd: float
    variants: dict[str, tuple[int, float]]  # variant -> (mornings, mean cost)


def judge(scenario: Scenario, seed: int) -> Judged:
    """Play one practice seed of a scenario with its cards. About half a second of CPU."""
    world, entries = start(scenario, seed, taped=True), list[Entry]()
    desk = catalogue()[JUDGE](world.scenario, seed)
    play_on(world, desk, entries, SETTLED)
    while world.step < STEPS and (desk.wake < STEPS or not afternoon.at_rest(world)):
        play_on(world, desk, entries, min(world.step + LOOK_S, STEPS))
    if world.step < STEPS:
        afternoon.close(world)
    missed = 1.0 - world.state.served / max(world.state.offered, 1)
    clients = round(CLIENT_DAY_USD * missed)
    return Judged(seed, world.scenario.variant, round(mean_loss(world)), clients)


def estimate(mornings: Sequence[Judged]) -> Estimate:
    """What these mornings say of the plan. Needs at least one."""
    costs = [float(one.cost_usd) for one in mornings]
    error = statistics.stdev(costs) / math.sqrt(len(costs)) if len(costs) > 1 else 0.0
    return Estimate(
        n=len(costs),
        mean_usd=statistics.fmean(costs),
        error_usd=error,
        loss_usd=statistics.fmean(one.loss_usd for one in mornings),
        clients_usd=statistics.fmean(one.clients_usd for one in mornings),
        variants=_by_variant(mornings),
    )


def _by_variant(mornings: Sequence[Judged]) -> dict[str, tuple[int, float]]:
    found: dict[str, list[int]] = {}
    for one in mornings:
        found.setdefault(one.variant, []).append(one.cost_usd)
    return {name: (len(found[name]), statistics.fmean(found[name])) for name in sorted(found)}
