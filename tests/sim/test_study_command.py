"""manage.py study: rows that can be trusted, computed once."""

from __future__ import annotations

import json
import subprocess
import sys
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError, call_command

from game import sim
from game.management import study_mornings, study_players, study_rows
from game.sim import afternoon
from game.sim.replay import play_on
from game.sim.valuation import mean_loss

ROOT = Path(__file__).resolve().parents[2]
TEAMS = "early-killer,flag_off_early"


@pytest.fixture(autouse=True)
def folder(settings: Any, tmp_path: Path) -> Path:
    settings.DATA_DIR = tmp_path
    return tmp_path / "study"


def ask(*words: str, teams: str = TEAMS, seeds: str = "1-2", variants: str = "") -> dict[str, Any]:
    out = StringIO()
    words = (*words, "--variants", variants) if variants else words
    words = words if "--scenario" in words else (*words, "--scenario", "knight-shuffled")
    call_command("study", "--teams", teams, "--seeds", seeds, *words, "--json", stdout=out)
    found: dict[str, Any] = json.loads(out.getvalue())
    return found


def test_it_sums_up_and_computes_once(folder: Path, tmp_path: Path) -> None:
    found = ask("--processes", "2")
    assert found["seeds"] == [1, 2]
    assert found["computed"] == 4
    assert [(row["team"], row["seed"]) for row in found["rows"]] == [
        ("early_killer", 1), ("early_killer", 2), ("flag_off_early", 1), ("flag_off_early", 2),
    ]  # fmt: skip
    totals = [row["total"] for row in found["rows"][2:]]
    team = found["teams"]["flag_off_early"]
    assert team["mean"] == sum(totals) / 2
    assert team["n"] == 2
    assert set(team["parts"]) == {"F", "D", "G", "C", "P"}
    assert sum(part["mean"] for part in team["parts"].values()) == pytest.approx(team["mean"])
    again = ask("--write", str(tmp_path / "doc.md"))
    assert again == found | {"computed": 0}
    assert "| flag_off_early | 2 |" in (tmp_path / "doc.md").read_text()
    _cut_off(folder)
    assert ask("--processes", "1") == found | {"computed": 1}


def test_variants_are_summed_up_together_and_apart(folder: Path) -> None:
    words = ("--scenario", "knight", "--processes", "2")
    found = ask(*words, teams="early-killer", seeds="3", variants="v1,v4")
    assert [(row["variant"], row["seed"]) for row in found["rows"]] == [("v1", 3), ("v4", 3)]
    totals = {row["variant"]: row["total"] for row in found["rows"]}
    assert found["teams"]["early_killer"]["n"] == 2
    assert found["teams"]["early_killer"]["mean"] == sum(totals.values()) / 2
    means = {name: teams["early_killer"]["mean"] for name, teams in found["variants"].items()}
    assert means == totals
    assert ask(*words, teams="early-killer", seeds="3", variants="all")["computed"] == 8


def test_a_team_is_varied_by_its_name() -> None:
    other = study_players.player("expert#2@1~3")
    assert other == study_players.Player("expert", 2, 1, 3)
    with pytest.raises(KeyError):
        study_players.player("nobody#1")


def test_late_orders_are_those_of_the_team_a_second_later() -> None:
    scenario = sim.load("knight-shuffled")
    found = study_mornings.mornings(scenario, 3, ["early_killer", "early_killer~1"])
    now, late = (one.entries for one in found.values())
    assert [entry.due + 1 for entry in now[:1]] == [entry.due for entry in late[:1]]
    assert [entry.action for entry in now] == [entry.action for entry in late]


def _cut_off(folder: Path) -> None:
    """As after a power cut in the middle of the last line."""
    (file,) = folder.iterdir()
    file.write_text(file.read_text().rstrip()[:-20])


def test_a_table_in_a_document_is_renewed(tmp_path: Path, folder: Path) -> None:
    file = tmp_path / "validity.md"
    file.write_text("# Validity\n\nWords.\n")
    scenario = sim.load("knight-shuffled")
    row = {"team": "expert", "variant": "", "seed": 1, "total": 600}
    parts = {"parts": {"F": 300, "C": 200, "D": 100}}
    study_rows.Cache(folder, scenario).add([row | parts])
    for _ in range(2):
        call_command(
            "study", "--teams", "expert", "--seeds", "1", "--write", file, stdout=StringIO()
        )
    text = file.read_text()
    assert text.startswith("# Validity\n\nWords.\n")
    assert text.count("| expert | 1 | 600 | 0 | 300 | 200 | 100 |") == 1


PANEL = ["asleep", "knight_2012", "novice", "competent"]


@pytest.mark.parametrize("variant", ["v4", "v9"])
def test_teams_that_share_a_morning_play_as_if_alone(
    variant: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    scenario, ends = sim.load("knight", variant=variant), sim.at("10:16:00")
    hashes: list[str] = []
    monkeypatch.setattr(afternoon, "close", lambda world: hashes.append(world.hash()))
    together = study_mornings.mornings(scenario, 5, PANEL)
    for name, played in together.items():
        world, entries = sim.start(scenario, 5), list[sim.Entry]()
        team = sim.TEAMS[name](world.scenario, 5)
        play_on(world, team, entries, max(ends, played.world.step))
        assert entries == played.entries, name
        assert world.hash() == played.world.hash(), name
    assert together["knight_2012"].world.step >= sim.at("10:30:00")
    assert hashes


@pytest.mark.parametrize("team", ["asleep", "post_open_killer", "competent"])
def test_a_day_closed_in_strides_has_the_figures_of_the_whole_day(team: str) -> None:
    scenario = sim.load("knight-shuffled")
    world = study_mornings.mornings(scenario, 5, [team])[team].world
    whole, entries = sim.start(scenario, 5, taped=True), list[sim.Entry]()
    play_on(whole, sim.TEAMS[team](scenario, 5), entries, sim.STEPS)
    loss = sim.value(whole)[0].total
    assert mean_loss(world) == pytest.approx(loss, rel=1e-4)
    assert (world.state.served, world.state.offered) == (whole.state.served, whole.state.offered)
    assert sim.score(world, loss, 3.5e8) == sim.score(whole, loss, 3.5e8)


def test_a_router_that_may_yet_send_is_not_at_rest() -> None:
    scenario = sim.load("knight-shuffled")
    world = sim.start(scenario, 1)
    assert not afternoon.at_rest(world)
    sim.play(world, "early_killer", sim.at("08:30"))
    assert afternoon.at_rest(world)


def test_a_feed_or_a_stand_by_that_may_yet_come_is_not_at_rest() -> None:
    for variant in ("v7", "v9"):
        world = sim.start(sim.load("knight", variant=variant), 1)
        sim.play(world, "flag_off_early", sim.at("08:30"))
        assert not afternoon.at_rest(world)


BAD = [
    ({"teams": "nobody"}, "no team 'nobody'"),
    ({"teams": ""}, "no team ''"),
    ({"seeds": "1-"}, "not a list of seeds"),
    ({"seeds": "3-1"}, "holds no seeds"),
    ({"seeds": "x"}, "not a list of seeds"),
    ({"seeds": "1-99999"}, "more than"),
    ({"variants": "v1"}, "no variant 'v1' of knight-shuffled"),
]


@pytest.mark.parametrize(("words", "why"), BAD)
def test_words_that_will_not_do_end_with_2(words: dict[str, str], why: str) -> None:
    with pytest.raises(CommandError) as ended:
        ask(**words)
    assert ended.value.returncode == 2
    assert why in str(ended.value)
    assert "\n" not in str(ended.value)


def test_an_unknown_scenario_is_one_line_on_stderr() -> None:
    words = ["study", "--teams", "expert", "--scenario", "nope", "--seeds", "1", "--json"]
    answer = subprocess.run(
        [sys.executable, "manage.py", *words], cwd=ROOT, capture_output=True, text=True, check=False
    )
    assert (answer.returncode, answer.stdout) == (2, "")
    assert len(answer.stderr.splitlines()) == 1
    assert "knight-shuffled" in answer.stderr
