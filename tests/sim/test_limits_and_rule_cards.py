"""Risk sees what would stop an order and what PMON makes of it; compliance holds the rule cards."""

from __future__ import annotations

import re
from dataclasses import replace

import pytest

from game import sim
from game.sim import ledger, rules
from game.sim.view import Limit, Limits
from tests.sim.desk import EVERYDAY, HISTORY, Desk

RSK, COM = ("RSK",), ("COM",)
CAUSES = re.compile(
    r"(?i)power peg|bnet|rlp|flag|builds|deploy|feed|basket|knight|smars|loop"
    r"|(?<!form )\b(8|eight)\b"
)


def today() -> sim.Scenario:
    """The firm with the controls that came since."""
    return replace(sim.load(HISTORY), era="today")


def bounds(desk: Desk) -> Limits:
    found = sim.view_for(desk.world, RSK).limits
    assert found is not None
    return found


def row(desk: Desk, key: str) -> Limit:
    return next(row for row in bounds(desk).rows if row.key == key)


def tie(desk: Desk, **args: int) -> None:
    """Risk orders it and the commander approves."""
    desk.order("link_account_33", RSK, **args)
    desk.until(desk.world.step + 2)
    desk.order("approve", ("IC",), what="link_account_33")


@pytest.mark.parametrize("people", range(1, 7))
def test_limits_come_with_risks_seat_and_cards_with_compliances(people: int) -> None:
    world = Desk(sim.load(EVERYDAY)).world
    for seats in sim.merged(people):
        view = sim.view_for(world, seats)
        assert (view.limits is not None) is ("RSK" in seats), seats
        assert bool(view.rules) is ("COM" in seats), seats
        assert ("limits" in view.panes, "rules" in view.panes) == ("RSK" in seats, "COM" in seats)


def test_nothing_is_in_force_on_a_morning_that_nobody_touched() -> None:
    desk = Desk(sim.load(EVERYDAY), at="09:35:00")
    assert not any(row.on for row in bounds(desk).rows)
    assert "Not tied" in str(row(desk, "account_33").state)
    assert bounds(desk).account_cents == 2_000_000 * 100


def test_the_account_is_tied_when_the_order_has_taken_effect() -> None:
    desk = Desk(today(), at="08:30:00")
    before = sim.view_for(desk.world, RSK).panes["limits"]
    tie(desk, dollars=5_000_000)
    assert not row(desk.until("08:31:00"), "account_33").on
    desk.until("08:36:00")
    assert row(desk, "account_33").on
    assert row(desk, "account_33").state.params == {"dollars": 5_000_000}
    assert sim.view_for(desk.world, RSK).panes["limits"] != before


def test_a_threshold_that_has_fired_is_seen_as_a_block() -> None:
    desk = Desk(today(), at="08:30:00")
    tie(desk)
    desk.until("09:31:00")
    assert row(desk, "entry").on
    assert "Blocked for the whole firm" in str(row(desk, "entry").state)
    assert not row(desk, "account_33").on


def test_each_control_that_is_set_shows_that_it_is_in_force() -> None:
    desk = Desk(today(), at="08:30:00")
    desk.order("arm_breaker", ratio=40)
    desk.effect("09:40:00", "throttle", router=3).effect("09:42:00", "stop_feed", feed="1")
    assert {row.key for row in bounds(desk).rows if row.on} == {"breaker", "throttle", "entry"}
    assert str(row(desk, "throttle").state) == "Held to a tenth: SMARS-3."
    desk.effect("09:44:00", "disconnect_venue")
    assert str(row(desk, "sessions").state) == "Disconnected."


def test_the_limit_is_passed_when_pmon_says_so_and_not_sooner() -> None:
    """The truth is ahead of the screen: the pane goes by the screen."""
    desk, cents = Desk(sim.load(HISTORY), at="09:30:00"), 2_000_000 * 100
    late = 0
    for _ in range(120):
        desk.until(desk.world.step + 1)
        truth, shown = (
            int(t[ledger.GROSS]) for t in (ledger.totals(desk.world), ledger.shown(desk.world))
        )
        assert bounds(desk).passed is (shown > cents)
        late += truth > cents >= shown
    assert bounds(desk).passed
    assert late >= 5


def test_it_says_whether_pmon_was_opened() -> None:
    desk = Desk(sim.load(EVERYDAY), at="09:35:00")
    assert not bounds(desk).opened
    desk.order("read_pmon")
    assert bounds(desk.until("09:36:00")).opened


def test_limits_say_the_same_whatever_is_wrong_before_anything_happens() -> None:
    seen = {
        repr(bounds(Desk(sim.load("knight", variant=name), seed=11, at="09:29:00")))
        for name in sim.load("knight").variants
    }
    assert len(seen) == 1


@pytest.mark.parametrize("era", ["2012", "today"])
def test_rule_cards_name_no_cause_and_no_host_and_are_short(era: str) -> None:
    cards = rules.cards(era)
    assert 6 <= len(cards) <= 10
    for card in cards:
        said = " ".join(str(line) for line in card.lines)
        assert len(said) < 520, card.key
        assert not re.search(CAUSES, said), card.key


def test_rule_cards_are_the_same_on_every_morning_of_an_era_and_differ_between_eras() -> None:
    variants = sim.load("knight").variants
    mornings = [Desk(sim.load("knight", variant=name), seed=11).world for name in variants]
    assert len({repr(sim.view_for(world, COM).rules) for world in mornings}) == 1
    assert rules.cards("2012") != rules.cards("today")
    assert {c.key for c in rules.cards("2012")} == {c.key for c in rules.cards("today")}
    assert "kill switch" not in " ".join(str(x) for c in rules.cards("2012") for x in c.lines)
