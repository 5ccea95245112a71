"""Whole mornings: from a log, or by a scripted team."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from game.sim import actions, teams
from game.sim.arguments import clean
from game.sim.clock import STEPS
from game.sim.parts import ALL_SEATS, Args, Entry, Refused
from game.sim.scenario import Scenario
from game.sim.text import text
from game.sim.valuation import Tape
from game.sim.view import View
from game.sim.visibility import localise, view_for
from game.sim.world import World

Look = Callable[[World, Sequence[str]], View]


def start(scenario: Scenario, seed: int | str, team: int = 0, *, taped: bool = False) -> World:
    """A world at 08:00:00. A taped one can be valued at the end."""
    world = World(scenario, seed, team)
    if taped:
        world.tape = Tape(len(scenario.symbols))
    return world


def replay(
    scenario: Scenario, seed: int | str, team: int, entries: Sequence[Entry], to_step: int = STEPS
) -> World:
    """The taped world that a log leads to."""
    world = start(scenario, seed, team, taped=True)
    world.advance(entries, to_step)
    return world


def check(
    world: World, action: str, args: Args, seats: Sequence[str] = ALL_SEATS, *, alone: bool = False
) -> Args:
    """Clean arguments of an order given with shown router numbers, or Refused."""
    known = actions.catalogue().get(action)
    if known is None:
        raise Refused(text("There is no action {name}.", name=str(action)[:40]))
    try:
        cleaned = clean(world, known, args, seats)
        world.judge(known, cleaned, seats)
    except Refused as why:
        raise Refused(localise(world, why.text)) from None
    if alone:
        cleaned["alone"] = True
    return cleaned


def play(world: World, team: str, to_step: int = STEPS) -> list[Entry]:
    """Let a scripted team play on; returns the log that it wrote."""
    entries: list[Entry] = []
    play_on(world, teams.catalogue()[team](world.scenario), entries, to_step)
    return entries


def play_on(
    world: World, player: teams.Team, entries: list[Entry], to_step: int, look: Look = view_for
) -> None:
    """Let a scripted team play up to a step, looking whenever it wakes; its log grows."""
    while world.step < to_step:
        if world.step >= player.wake:
            entries += ordered(world, player, look(world, ALL_SEATS), len(entries))
        world.advance(entries, min(max(player.wake, world.step + 1), to_step))


def ordered(world: World, player: teams.Team, view: View, seq: int) -> list[Entry]:
    """What it orders at this sight and the world takes; a refusal leaves no trace."""
    entries: list[Entry] = []
    if player.oracle and player.answer is None:
        player.answer = answer(world)
    for action, args in player.play(view):
        try:
            cleaned = check(world, action, args)
        except Refused:
            continue
        seq += 1
        entries.append(Entry(seq, world.step + 1, action, cleaned, actor=player.actor(action)))
    return entries


def answer(world: World) -> teams.Answer:
    """What only the oracle is told, by the numbers that its team sees."""
    draws, feeds = world.draws, world.scenario["feeds"]
    return teams.Answer(
        hosts=tuple(shown for host, shown in enumerate(world.shown) if world.mis_executes(host)),
        late=world.shown[draws.late] if draws.late >= 0 else 0,
        mechanism=world.fault,
        feed=str(feeds["names"].index(feeds["resends"]) + 1) if feeds["resends"] else "",
        decoys=tuple(sorted(draws.decoys)),
    )
