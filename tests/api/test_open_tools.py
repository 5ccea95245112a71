"""Prometheus and Alertmanager's form: what the token's seats see of the fleet, and nothing else."""

from __future__ import annotations

from typing import Any

import pytest
from prometheus_client.parser import text_string_to_metric_families

from game import clock, runtime
from game.models import Exercise, Participant
from tests.api.conftest import Program, of_seat

pytestmark = pytest.mark.django_db


def series(program: Program, team: int) -> dict[str, list[Any]]:
    text = program.get(f"/teams/{team}/metrics").content.decode()
    return {family.name: family.samples for family in text_string_to_metric_families(text)}


@pytest.fixture
def crew(with_roles: Exercise) -> dict[str, Participant]:
    """Six people with one seat each."""
    team = with_roles.team_set.get(name="Blue")
    for n in range(6):
        runtime.join(with_roles.code, f"P{n}", team.pk)
    runtime.start(with_roles, with_roles.owner)
    return {person.seats[0]: person for person in team.participant_set.all()}


def test_a_seat_scrapes_what_it_sees(crew: dict[str, Participant]) -> None:
    team = crew["RTR"].team_id
    routers, risk = series(of_seat(crew["RTR"]), team), series(of_seat(crew["RSK"]), team)
    states = [sample for sample in routers["knight_router_state"] if sample.value]
    assert [sample.labels for sample in states] == [
        {"router": str(n), "state": "up"} for n in range(1, 9)
    ]
    assert "knight_pnl_cents" not in routers
    assert "knight_pnl_cents" in risk
    assert "knight_router_state" not in risk


def test_columns_that_are_not_enabled_are_no_series(crew: dict[str, Participant]) -> None:
    found = series(of_seat(crew["RTR"]), crew["RTR"].team_id)
    assert found["knight_router_out"] == []
    assert len(found["knight_router_beat"]) == 8


def test_another_teams_fleet_is_not_there(seat: Program, running: Exercise) -> None:
    other = running.team_set.get(name="Green").pk
    assert seat.get(f"/teams/{other}/metrics").status_code == 404
    assert seat.get(f"/teams/{other}/alerts").status_code == 404


def test_alerts_come_in_alertmanagers_form(
    seat: Program, running: Exercise, ann: Participant, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(clock, "_offset_ms", 0)
    runtime.set_speed(running, running.owner, 600)
    clock.shift(4_000)
    feed = seat.get(f"/teams/{ann.team_id}/alerts").json()
    view = seat.get("/seat/view").json()
    assert feed["version"] == "4"
    assert feed.keys() == {
        "version", "groupKey", "truncatedAlerts", "status", "receiver", "groupLabels",
        "commonLabels", "commonAnnotations", "externalURL", "alerts",
    }  # fmt: skip
    assert 0 < len(feed["alerts"]) <= len(view["messages"])
    first = feed["alerts"][0]
    assert first["status"] == "firing"
    assert first["startsAt"].startswith("2012-08-01T08:")
    assert first["startsAt"].endswith("-04:00")
    assert first["annotations"]["summary"] == view["messages"][0]["subject"]["words"]
    assert len({row["fingerprint"] for row in feed["alerts"]}) == len(feed["alerts"])
