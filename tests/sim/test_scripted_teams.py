"""Scripted teams: what they may know, that they work on any host, and that skill pays."""

from __future__ import annotations

import ast
import functools
import importlib
from pathlib import Path

import pytest

import game.sim.teams
from game import sim
from game.management import study
from game.sim.replay import play_on
from tests.sim import desk

FOLDER = Path(game.sim.teams.__file__).parent
FILES = sorted(set(FOLDER.glob("*.py")) - {FOLDER / "__init__.py"})
SIGHT, DRILL = (FOLDER.parent / name for name in ("sight.py", "drill.py"))
MAY = {"__future__", "collections.abc", "game.sim.clock", "game.sim.drill", "game.sim.scenario",
       "game.sim.sight", "game.sim.teams", "game.sim.teams.competent", "game.sim.text",
       "game.sim.view"}  # fmt: skip
BASE_MAY = MAY | {"functools", "sys", "collections", "dataclasses", "typing", "numpy",
                  "game.sim", "game.sim.parts", "game.sim.registry"}  # fmt: skip
REFUSED = {"flag_off_early", "random_walk"}  # who try what cannot be done
TOUCHING = {"contain", "recover"}
EXPLOITS = ("early_killer", "flag_off_early", "guess_all", "guesser", "knows_the_story")
SEEDS = (5, 8, 12)  # each of the novice's three ways once, and one early morning of the competent


def imports(file: Path) -> set[str]:
    found: set[str] = set()
    for node in ast.walk(ast.parse(file.read_text())):
        if isinstance(node, ast.Import):
            found |= {name.name for name in node.names}
        if isinstance(node, ast.ImportFrom):
            found.add(str(node.module))
    return found


@pytest.mark.parametrize("file", [*FILES, SIGHT, DRILL], ids=lambda file: file.stem)
def test_a_team_knows_views_alone(file: Path) -> None:
    assert imports(file) <= (MAY if file in FILES else BASE_MAY)
    assert imports(FOLDER / "__init__.py") <= BASE_MAY
    forbidden = {"world", "state", "draws", "stale"}
    names = {
        node.id for node in ast.walk(ast.parse(file.read_text())) if isinstance(node, ast.Name)
    }
    attributes = {
        node.attr
        for node in ast.walk(ast.parse(file.read_text()))
        if isinstance(node, ast.Attribute)
    }
    assert not forbidden & names
    assert not forbidden - {"state"} & attributes  # a row of the fleet has a state, too
    assert "scenario" not in attributes
    if file in FILES and file.stem != "knight_2012":
        assert "scenario" not in names


def test_whoever_plays_history_reads_its_minutes_alone() -> None:
    source = ast.parse((FOLDER / "knight_2012.py").read_text())
    read = [ast.unparse(node) for node in ast.walk(source) if isinstance(node, ast.Subscript)]
    assert [words for words in read if words.startswith("scenario")] == ["scenario['history']"]


def ordered(world: sim.World, team: str, until: str, number: int = 1) -> list[sim.Entry]:
    entries: list[sim.Entry] = []
    play_on(world, sim.TEAMS[team](world.scenario, number), entries, sim.at(until))
    return entries


@pytest.mark.parametrize("team", [name for name in sim.TEAMS if name not in REFUSED])
def test_a_team_orders_what_can_be_done(team: str, monkeypatch: pytest.MonkeyPatch) -> None:
    refused: list[str] = []
    replay = importlib.import_module("game.sim.replay")

    def judged(world: sim.World, action: str, args: sim.Args) -> sim.Args:
        try:
            return sim.check(world, action, args)
        except sim.Refused as why:
            refused.append(f"{sim.reading(world.step)} {action}: {why}")
            raise

    monkeypatch.setattr(replay, "check", judged)
    world = sim.start(sim.load(desk.EVERYDAY), 2)
    entries = ordered(world, team, "10:10:00")
    failed = [row for row in world.state.log if row[3] == "failed"]
    assert (refused, failed) == ([], [])
    assert bool(entries) == (team != "asleep")


def test_random_buttons_are_mostly_live() -> None:
    world = sim.start(sim.load(desk.EVERYDAY), 2)
    entries = ordered(world, "random_walk", "09:40:00")
    assert 70 <= len(entries) <= 100
    assert len({entry.action for entry in entries}) > 20


@pytest.mark.parametrize("seed", [1, 2, 3])
@pytest.mark.parametrize("index", [0, 1])
def test_the_expert_isolates_the_host_that_evidence_names(seed: int, index: int) -> None:
    world = sim.start(sim.load(desk.EVERYDAY), seed, index)
    entries = ordered(world, "expert", "09:40:00")
    out = [entry.args["router"] for entry in entries if entry.action == "isolate"]
    assert out == list(world.draws.stale)
    assert world.state.bad_executions == 0
    assert sim.view_for(world, sim.ALL_SEATS).incident.contained == "claimed"


def test_the_expert_finds_two_hosts_and_touches_none_on_a_quiet_day() -> None:
    two = sim.start(desk.stale(2, 6), 1)
    ordered(two, "expert", "09:40:00")
    assert two.state.bad_executions == 0
    quiet = sim.start(desk.stale(), 1)
    touched = {sim.ACTIONS[entry.action].group for entry in ordered(quiet, "expert", "09:45:00")}
    assert not touched & TOUCHING
    assert "declared" not in quiet.state.incident


def test_an_expert_who_missed_the_mails_finds_the_host_after_the_open() -> None:
    late = next(n for n in range(1, 99) if sim.TEAMS["expert"](None, n).chance() >= 0.9)
    world = sim.start(sim.load(desk.EVERYDAY), 4)
    entries = ordered(world, "expert", "10:05:00", late)
    assert next(entry for entry in entries if entry.action == "look_at_orders").due > sim.OPEN
    assert {e.args["router"] for e in entries if e.action == "isolate"} == set(world.draws.stale)
    assert world.state.runaway_rate == 0
    assert sim.view_for(world, sim.ALL_SEATS).incident.contained == "claimed"


def test_both_keys_are_turned_by_two_people() -> None:
    world = sim.start(sim.load(desk.EVERYDAY), 1)
    entries = ordered(world, "early_killer", "08:03:00")
    assert [entry.actor for entry in entries] == ["early_killer", "early_killer-2"]
    assert world.state.killed
    of_2012 = sim.start(sim.load(desk.HISTORY), 1)
    ordered(of_2012, "early_killer", "08:05:00")
    assert not of_2012.state.venue


def test_a_team_has_chances_of_its_own() -> None:
    one, same, other = (sim.TEAMS["guesser"](None, number) for number in (1, 1, 2))
    assert one.shuffled(8) == same.shuffled(8)
    assert sorted(one.shuffled(8)) == list(range(1, 9))
    assert one.chance() == same.chance() != other.chance()
    assert sim.TEAMS["novice"](None, 1).chance() != one.chance()
    different = {tuple(sim.TEAMS["guesser"](None, n).shuffled(8)[:3]) for n in range(20)}
    assert len(different) > 15


@functools.cache
def mean(team: str) -> float:
    """Mean signed points over the seeds."""
    return sum(row["total"] for row in rows() if row["team"] == team) / len(SEEDS)


@functools.cache
def rows() -> list[study.Row]:
    teams = ("expert", "competent", "novice", *EXPLOITS)
    pieces = [study.Piece(desk.EVERYDAY, seed, teams, None) for seed in SEEDS]
    return [row for piece in pieces for row in study.rows_of(piece)]


def test_the_seeds_are_the_three_ways_of_a_novice() -> None:
    ways = [sim.TEAMS["novice"](None, seed).chance(3) for seed in SEEDS]
    assert [way < 0.30 for way in ways] == [False, False, True]
    assert [way < 0.65 for way in ways] == [False, True, True]


def test_skill_pays() -> None:
    assert mean("expert") - mean("competent") >= 100
    assert mean("competent") - mean("novice") >= 100


@pytest.mark.parametrize("team", EXPLOITS)
def test_what_needs_no_evidence_pays_less_than_a_novice(team: str) -> None:
    assert mean("novice") - mean(team) >= 60
