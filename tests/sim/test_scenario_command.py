"""manage.py scenario: check names what is wrong, balance says whether a scenario separates."""

from __future__ import annotations

from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

from game.management import balance
from game.management.commands.scenario import reference
from game.sim import scenario

DOCUMENT = Path(__file__).parents[2] / "docs" / "scenarios.md"


def test_a_sound_file_is_said_to_hold(capsys: pytest.CaptureFixture[str]) -> None:
    call_command("scenario", "check", "knight")
    assert "knight.toml holds: knight, 10 variants" in capsys.readouterr().out


def test_the_shortest_file_of_the_document_holds(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    lines = DOCUMENT.read_text().split("## The shortest one")[1].split("`extends` takes")[0]
    (tmp_path / "friday.toml").write_text("\n".join(line[4:] for line in lines.splitlines()))
    call_command("scenario", "check", str(tmp_path / "friday.toml"))
    assert "friday.toml holds" in capsys.readouterr().out


def test_a_file_that_does_not_hold_ends_with_its_line(tmp_path: Path) -> None:
    (tmp_path / "mine.toml").write_text('extends = "knight"\n[fleet]\ncapacity = 3\n')
    with pytest.raises(CommandError, match=r"mine\.toml:3: fleet\.capacity") as told:
        call_command("scenario", "check", str(tmp_path / "mine.toml"))
    assert told.value.returncode == 2


def test_a_file_that_is_not_there_is_named(tmp_path: Path) -> None:
    with pytest.raises(CommandError, match="cannot be read"):
        call_command("scenario", "check", str(tmp_path / "none.toml"))


def test_the_document_lists_every_field() -> None:
    assert reference().strip() in DOCUMENT.read_text()


def test_the_panel_plays_a_file_and_is_judged() -> None:
    source = scenario.read("knight_shuffled.toml", scenario.FOLDER)
    found = balance.judged(source, seeds=1, processes=1)
    assert set(found) == {""}
    assert found[""]["oracle"][0] > found[""]["novice"][0] > found[""]["asleep"][0]
    assert "| oracle |" in balance.table(found)


def test_a_scenario_that_everybody_masters_does_not_separate() -> None:
    same = {"v1": {team: [500] for team in balance.PANEL}}
    assert not balance.separates(same)
    assert all(not row.holds for row in balance.rows(same))
