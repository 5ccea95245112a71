"""What leaves the simulation: a seat's view, by shown numbers, with a version for each pane."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

import pytest

from game import sim
from game.sim.view import View
from tests.sim import hash_of_a_run
from tests.sim.desk import EVERYDAY, Desk, history

SEATS = sim.ALL_SEATS


def view(desk: Desk) -> View:
    return sim.view_for(desk.world, SEATS)


def test_a_frame_is_whole_numbers_in_a_fixed_order() -> None:
    desk = Desk(history(), at="09:35:00")
    glance = sim.glance(desk.world, SEATS)
    assert glance.numbers == view(desk).numbers
    assert len(glance.numbers) == len(sim.FRAME_FIELDS) == 12 + 8 * 5
    assert all(type(number) is int for number in glance.numbers)
    assert len(json.dumps(glance.numbers)) < 600


def test_per_router_figures_are_unknown_until_the_panel_is_built() -> None:
    desk = Desk(history(), at="09:35:00")
    assert {row.ratio for row in view(desk).fleet} == {None}
    desk.order("enable_ratio")
    rows = view(desk.until("09:38:00")).fleet
    assert max(rows, key=lambda row: row.ratio or 0).shown == 8
    assert rows[7].out_rate > 500


def test_the_profit_on_the_bar_is_what_pmon_makes_of_it() -> None:
    numbers = dict(zip(sim.FRAME_FIELDS, view(Desk(history(), at="09:45:00")).numbers, strict=True))
    assert numbers["pnl_asof"] < sim.at("09:44:00")
    assert numbers["gross_cents"] == numbers["long_cents"] + numbers["short_cents"]


def test_two_teams_see_the_same_morning_by_other_numbers() -> None:
    worlds = []
    for team in (0, 1):
        world = sim.start(sim.load(EVERYDAY), hash_of_a_run.SEED, team)
        sim.advance(world, hash_of_a_run.log(), sim.at("09:45:00"))
        worlds.append(world)
    seen = []
    for world in worlds:
        rows = {row.shown: row for row in sim.view_for(world, SEATS).fleet}
        seen.append([
            (rows[shown].state, rows[shown].beat, rows[shown].ratio, len(rows[shown].notes))
            for shown in world.shown
        ])  # fmt: skip
    assert worlds[0].shown != worlds[1].shown
    assert seen[0] == seen[1]


@pytest.mark.parametrize("team", [0, 1, 2])
def test_lines_about_hosts_stand_in_the_order_of_their_shown_numbers(team: int) -> None:
    world = sim.start(sim.load(EVERYDAY), hash_of_a_run.SEED, team)
    sim.advance(world, hash_of_a_run.log(), sim.at("09:31:30"))
    item = next(e for e in sim.view_for(world, SEATS).evidence if e.key == "e05_builds")
    assert [line.params["host"] for line in item.lines] == list(range(1, 9))


@pytest.mark.parametrize("seat", SEATS)
def test_a_seat_is_offered_its_own_powers_and_no_others(seat: str) -> None:
    desk = Desk(history(), at="09:35:00")
    offers = {offer.name for offer in sim.view_for(desk.world, (seat,)).offers}
    assert offers == {
        name for name, action in sim.ACTIONS.items() if seat in action.seats and not action.quiet
    }


def test_a_power_of_another_seat_is_refused() -> None:
    world = Desk(history(), at="09:35:00").world
    with pytest.raises(sim.Refused, match="Your seat does not have this power"):
        sim.check(world, "isolate", {"router": 3}, ("COM",))


def test_a_mail_is_read_only_when_it_was_opened() -> None:
    desk = Desk(history(), at="08:30:00")
    assert all(not group.latest and not group.opened for group in view(desk).mail)
    desk.order("open_mail", group="bnet")
    opened = {group.key: group for group in view(desk.until("08:31:00")).mail}
    assert opened["bnet"].latest
    assert not any(group.latest for key, group in opened.items() if key != "bnet")


PANES: dict[str, Callable[[View], Any]] = {
    "fleet": lambda seen: [(row.shown, row.state, row.notes) for row in seen.fleet],
    "messages": lambda seen: seen.messages,
    "mail": lambda seen: seen.mail,
    "positions": lambda seen: (seen.positions_asof, seen.positions),
    "tape": lambda seen: bool(seen.movers),  # prices move all the time: renewed every 30 s
    "clients": lambda seen: seen.clients,
    "limits": lambda seen: seen.limits,
    "rules": lambda seen: seen.rules,
    "incident": lambda seen: (seen.incident, seen.evidence),
    "actions": lambda seen: [(offer.name, offer.why_not, offer.latency_s) for offer in seen.offers],
    "log": lambda seen: (seen.log, seen.pending),
    "probe": lambda view: view.probe,
}  # fmt: skip


def test_a_pane_gets_another_version_whenever_what_it_shows_changes() -> None:
    desk = Desk(sim.load(EVERYDAY), at="09:28:00")
    orders = iter([
        ("open_mail", {"group": "bnet"}), ("read_header", {"group": "bnet"}),
        ("sweep_builds", {}), ("kill_switch", {}), ("isolate", {"router": 4}),
        ("declare", {"severity": "firm", "cited": ["e02_header"]}), ("verify_flow", {}),
        ("rollback", {"routers": [1, 2]}), ("read_pmon", {}),
        ("kill_switch", {}), ("confirm_kill", {}), ("claim_contained", {}), ("withdraw", {}),
    ])  # fmt: skip
    before, stale = view(desk), []
    for second in range(0, 1500, 3):
        if second % 90 == 0 and (order := next(orders, None)):
            desk.order(order[0], **order[1])
        desk.until(desk.world.step + 3)
        now = view(desk)
        for pane, shown in PANES.items():
            if shown(now) != shown(before) and now.panes[pane] == before.panes[pane]:
                stale.append((sim.reading(now.step), pane))
        before = now
    assert stale == []


def test_each_pane_has_a_version() -> None:
    assert set(view(Desk(history())).panes) == set(sim.PANES) == set(PANES)
