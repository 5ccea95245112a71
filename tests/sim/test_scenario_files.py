"""A scenario file that does not hold is named by file, line and field."""

from __future__ import annotations

from pathlib import Path

import pytest

from game import sim
from game.sim import scenario, schema


def wrong(folder: Path, words: str) -> str:
    """What is said of a file that extends the everyday exercise by these words."""
    (folder / "mine.toml").write_text(f'extends = "knight"\nname = "mine"\n{words}')
    with pytest.raises(sim.BadScenario) as told:
        scenario.read("mine.toml", folder).build()
    return str(told.value)


@pytest.mark.parametrize(
    ("words", "told"),
    [
        ("[fleet]\ncapacity = 3\n", "mine.toml:4: fleet.capacity must be at most 1, not 3"),
        (
            "[variant.v1.pace.default]\nopen = 0\n",
            "mine.toml:4: variant.v1.pace.default.open must be at least 0.1, not 0",
        ),
        (
            "[variant.v1.pace.default]\nnight = 9\n",
            "mine.toml:4: variant.v1.pace.default.night is not a field here",
        ),
        ("[variant.v1]\npace = 2\n", "mine.toml:4: variant.v1.pace must be a section"),
        ("[fleet]\nstale = 4\n", "mine.toml:4: fleet.stale must be a list, not 4"),
        ("[fleet]\nstale = [9]\n", "mine.toml:4: fleet.stale must be at most 8, not 9"),
        ('[fleet]\nlate = "9:5"\n', "mine.toml:4: fleet.late must be a time such as"),
        ('colour = "red"\n', "mine.toml:3: colour is not a field or section"),
        ('era = "2019"\n', "mine.toml:3: era must be one of 2012, today, not '2019'"),
        ("[fleet]\nspeed = 1\n", "mine.toml:4: fleet.speed is not a field here"),
        ('[variant.v1]\nweight = "much"\n', "mine.toml:4: variant.v1.weight must be a number"),
        ("[variant.v1.fleet]\ncapacity = -1\n", "mine.toml:4: variant.v1.fleet.capacity must"),
        ('[feeds]\nresends = "Nobody"\n', "mine.toml:4: feeds.resends names no feed: 'Nobody'"),
        ('default_level = "chief"\n', "mine.toml:3: default_level names no level: 'chief'"),
        ('[decoys]\nkinds = ["ufo"]\n', "mine.toml:4: decoys.kinds must be one of"),
        ("[fleet]\nlate = \n", "mine.toml:4: Invalid value (at line 4, column 8)"),
        ('[fleet]\nlate = "', "mine.toml:1: "),
        ("[pace.default]\nopen = 0\n", "mine.toml:4: pace.default.open must be at least 0.1"),
    ],
)
def test_what_does_not_hold_is_named(tmp_path: Path, words: str, told: str) -> None:
    assert told in wrong(tmp_path, words)


def test_everything_that_is_wrong_is_said_at_once(tmp_path: Path) -> None:
    told = wrong(tmp_path, "[fleet]\ncapacity = 3\nstale = 4\n")
    assert len(told.splitlines()) == 2


def test_a_file_that_is_no_toml_is_named(tmp_path: Path) -> None:
    assert wrong(tmp_path, "[fleet\n").startswith("mine.toml:3: ")


def test_a_file_cannot_extend_itself(tmp_path: Path) -> None:
    (tmp_path / "mine.toml").write_text('extends = "mine"\n')
    with pytest.raises(sim.BadScenario, match="extends itself"):
        scenario.read("mine.toml", tmp_path)


def test_a_file_that_extends_says_only_what_differs(tmp_path: Path) -> None:
    (tmp_path / "mine.toml").write_text(
        'extends = "knight"\nname = "mine"\n[level.officer.mail]\nautomatic = 40\n'
    )
    mine = scenario.read("mine.toml", tmp_path).build("v1")
    theirs = sim.load("knight", "v1")
    assert mine["mail"]["automatic"] == 40
    assert mine["market"] == theirs["market"]
    assert mine.hash != theirs.hash


@pytest.mark.parametrize("name", sim.scenario_names())
def test_every_variant_at_every_level_holds(name: str) -> None:
    drawn = sim.load(name)
    for variant in drawn.variants or [""]:
        for level in drawn.levels or [""]:
            assert sim.load(name, variant, level).variant == variant


def test_a_variant_may_have_speeds_of_its_own() -> None:
    usual, warm = (sim.load("knight", name).paces["default"] for name in ("v1", "v12"))
    assert (usual.preopen, usual.open, usual.aftermath) == (7.0, 2.0, 60.0)
    assert (warm.preopen, warm.open, warm.aftermath) == (100.0, 4.0, 240.0)
    assert warm.title == usual.title


def test_a_variant_cannot_have_a_new_pace_with_half_its_speeds(tmp_path: Path) -> None:
    (tmp_path / "mine.toml").write_text(
        'extends = "knight"\nname = "mine"\n[variant.v1.pace.slow]\nopen = 1.0\n'
    )
    with pytest.raises(sim.BadScenario, match=r"pace\.slow\.preopen is missing"):
        scenario.read("mine.toml", tmp_path).build("v1")


def test_a_variant_that_is_not_there_is_refused() -> None:
    with pytest.raises(KeyError, match="no variant 'v99'"):
        sim.load("knight", "v99")


def test_each_field_of_the_everyday_file_has_a_meaning() -> None:
    for section, rules in schema.SECTIONS.items():
        assert set(sim.load("knight", "v1")[section]) == set(rules)


def test_the_secret_draws_the_variant_by_its_weights() -> None:
    drawn = sim.load("knight")
    seen = [drawn.of(sim.seed_text(seed)).variant for seed in range(400)]
    total = sum(variant.weight for variant in drawn.variants.values())
    for name, variant in drawn.variants.items():
        expected = 400 * variant.weight / total
        assert abs(seen.count(name) - expected) <= 4 * max(expected, 1) ** 0.5
    assert "v12" not in seen


def test_the_briefing_is_the_same_for_every_variant() -> None:
    drawn = sim.load("knight")
    assert len({tuple(map(str, sim.load("knight", v).briefing)) for v in drawn.variants}) == 1


def test_the_world_plays_what_the_secret_drew() -> None:
    world = sim.start(sim.load("knight"), 3)
    assert world.scenario.variant
    assert world.scenario is sim.load("knight").of(sim.seed_text(3))
