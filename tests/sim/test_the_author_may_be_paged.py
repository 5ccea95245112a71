"""Whoever declares may have the author of the old code called; at times he cannot be reached."""

from __future__ import annotations

import pytest

from game import sim
from tests.sim.desk import Desk, history

ABSENT = history(("desk", "expert_absent", 1.0))


def paged(scenario: sim.Scenario) -> Desk:
    desk = Desk(scenario, at="08:30:00")
    desk.order("declare", severity="system")
    desk.until("08:30:10")
    desk.order("page_expert")
    return desk.until(desk.world.step + desk.world.latency(sim.ACTIONS["page_expert"]) + 2)


def refused(desk: Desk) -> str:
    with pytest.raises(sim.Refused) as why:
        sim.check(desk.world, "page_expert", {}, ("CHG",))
    return str(why.value.text)


def test_nobody_is_called_out_of_bed_before_a_declaration() -> None:
    words = "Nobody is paged before an incident is declared."
    assert refused(Desk(history(), at="08:30:00")) == words


def test_the_author_says_what_the_archive_holds() -> None:
    desk = paged(history())
    assert "e22_archive" in desk.world.state.opened
    assert refused(desk) == "The author has been paged."


def test_one_who_cannot_be_reached_leaves_the_archive_to_be_searched() -> None:
    desk = paged(ABSENT)
    assert "e22_archive" not in desk.world.state.opened
    assert str(sim.view_for(desk.world, ("CHG",)).log[-1].text).startswith("Nobody answers")
    desk.order("search_archive")
    desk.until(desk.world.step + desk.world.latency(sim.ACTIONS["search_archive"]) + 2)
    assert "e22_archive" in desk.world.state.opened


def test_the_answer_takes_as_long_as_the_scenario_says() -> None:
    late = history(("desk", "expert_s", 600))
    wait = Desk(late).world.latency(sim.ACTIONS["page_expert"])
    assert 450 <= wait <= 750


def test_on_a_masters_desk_the_key_person_is_away() -> None:
    assert sim.load("knight", level="master")["desk"]["expert_absent"] == 1.0
