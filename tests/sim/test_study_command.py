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
from game.management import study

ROOT = Path(__file__).resolve().parents[2]
TEAMS = "early-killer,flag_off_early"


@pytest.fixture(autouse=True)
def folder(settings: Any, tmp_path: Path) -> Path:
    settings.DATA_DIR = tmp_path
    return tmp_path / "study"


def ask(*words: str, teams: str = TEAMS, seeds: str = "1-2") -> dict[str, Any]:
    out = StringIO()
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
    assert set(team["parts"]) == {"F", "C", "D"}
    assert sum(part["mean"] for part in team["parts"].values()) == pytest.approx(team["mean"])
    again = ask("--write", str(tmp_path / "doc.md"))
    assert again == found | {"computed": 0}
    assert "| flag_off_early | 2 |" in (tmp_path / "doc.md").read_text()
    _cut_off(folder)
    assert ask("--processes", "1") == found | {"computed": 1}


def _cut_off(folder: Path) -> None:
    """As after a power cut in the middle of the last line."""
    (file,) = folder.iterdir()
    file.write_text(file.read_text().rstrip()[:-20])


def test_a_table_in_a_document_is_renewed(tmp_path: Path, folder: Path) -> None:
    file = tmp_path / "validity.md"
    file.write_text("# Validity\n\nWords.\n")
    scenario = sim.load("knight-shuffled")
    row = {"team": "expert", "seed": 1, "total": 600, "parts": {"F": 300, "C": 200, "D": 100}}
    study.Cache(folder, scenario).add([row])
    for _ in range(2):
        call_command(
            "study", "--teams", "expert", "--seeds", "1", "--write", file, stdout=StringIO()
        )
    text = file.read_text()
    assert text.startswith("# Validity\n\nWords.\n")
    assert text.count("| expert | 1 | 600 | 0 | 300 | 200 | 100 |") == 1


@pytest.mark.parametrize("team", ["flag_off_early", "post_open_killer"])
def test_an_afternoon_at_rest_changes_no_figure(team: str) -> None:
    scenario = sim.load("knight-shuffled")
    short, whole = (study.played(scenario, team, 5, whole=whole)[0] for whole in (False, True))
    assert whole.step == sim.STEPS
    assert sim.value(short) == sim.value(whole) or short.step < whole.step
    assert sim.value(short)[0].total == sim.value(whole)[0].total
    assert sim.score(short, 1e6, 3e8) == sim.score(whole, 1e6, 3e8)


def test_a_router_that_may_yet_send_is_not_at_rest() -> None:
    scenario = sim.load("knight-shuffled")
    world = sim.start(scenario, 1)
    assert not study.at_rest(world)
    sim.play(world, "flag_off_early", sim.at("08:30"))
    assert study.at_rest(world)


BAD = [
    ({"teams": "nobody"}, "no team 'nobody'"),
    ({"teams": ""}, "no team ''"),
    ({"seeds": "1-"}, "not a list of seeds"),
    ({"seeds": "3-1"}, "holds no seeds"),
    ({"seeds": "x"}, "not a list of seeds"),
    ({"seeds": "1-99999"}, "more than"),
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
