"""A console has the panes of its seats and no other, and says who holds what."""

from __future__ import annotations

import re

import pytest

from game import runtime, sim
from game.models import Exercise, Participant
from game.runtime import lives
from game.views import regions
from tests.views.conftest import seated

pytestmark = pytest.mark.django_db

PANELS = {
    "IC": {"sources"},
    "RTR": {"fleet", "rates-panel"},
    "TRD": {"tape", "clients"},
    "RSK": {"positions", "rates-panel", "limits"},
    "COM": {"mail", "rules"},
    "CHG": {"sources"},
}
EVERY = set().union(*PANELS.values())
COMMON = {"inbox", "team", "incident"}


@pytest.fixture
def six(with_roles: Exercise) -> dict[str, Participant]:
    blue = with_roles.team_set.get(name="Blue")
    people = [runtime.join(with_roles.code, f"P-{seat}", blue.pk) for seat in sim.ALL_SEATS]
    runtime.start(with_roles, with_roles.owner)
    return {person.seats[0]: person for person in people}


def console(person: Participant) -> str:
    return seated(person).get("/play").content.decode()


def panels(page: str) -> set[str]:
    return set(re.findall(r'<section class="panel" id="([\w-]+)"', page))


@pytest.mark.parametrize("seat", sim.ALL_SEATS)
def test_a_seat_has_its_own_panels(six: dict[str, Participant], seat: str) -> None:
    assert panels(console(six[seat])) == PANELS[seat] | COMMON


@pytest.mark.parametrize("seat", sim.ALL_SEATS)
def test_what_a_seat_may_not_see_is_not_there_as_a_figure(
    six: dict[str, Participant], seat: str
) -> None:
    page = console(six[seat])
    assert ('id="k-pnl"' in page) is (seat in ("IC", "RSK"))
    assert ('id="k-out"' in page) is (seat in ("RTR", "RSK"))
    assert ('id="kpis"' in page) is (seat in ("IC", "RTR", "RSK"))
    assert not re.search(r">\s*-1\s*<", page)


def test_the_header_says_who_holds_what(six: dict[str, Participant]) -> None:
    page = console(six["RSK"])
    mine = re.search(r'class="chip mine".*?</span>\s*([^<]*)</span>', page)
    assert mine
    assert mine.group(1) == "RSK"
    assert re.findall(r'class="mate[^>]*>(P-\w+): (\w+)<', page) == [
        (f"P-{seat}", seat) for seat in sim.ALL_SEATS if seat != "RSK"
    ]


def test_who_holds_every_seat_has_two_instruments_open_of_nine(
    running: Exercise, ann: Participant
) -> None:
    page = console(ann)
    assert panels(page) == EVERY | COMMON
    pressed = dict(re.findall(r'data-toggle="(\w+)" aria-pressed="(\w+)"', page))
    assert [name for name, is_open in pressed.items() if is_open == "true"] == ["fleet", "mail"]
    assert len(pressed) == 9
    shut = re.findall(r'<section class="panel" id="([\w-]+)"[^>]* hidden>', page)
    assert set(shut) == EVERY - {"fleet", "mail"}


@pytest.mark.parametrize("seat", sim.ALL_SEATS)
def test_client_orders_by_feed_are_the_traders(six: dict[str, Participant], seat: str) -> None:
    fragment = seated(six[seat]).get("/play/pane/clients").content.decode()
    rows = re.findall(r'<tr id="client-\d">(.*?)</tr>', fragment)
    assert len(rows) == (4 if seat == "TRD" else 0)
    assert ("Feed 3, program" in fragment) is (seat == "TRD")
    for row in rows:
        received, *rest = [int(n) for n in re.findall(r'<td class="num">([\d,]+)</td>', row)]
        assert received == sum(rest)


@pytest.mark.parametrize("seat", sim.ALL_SEATS)
def test_limits_are_risks_and_rule_cards_compliances(
    six: dict[str, Participant], seat: str
) -> None:
    browser = seated(six[seat])
    bounds = browser.get("/play/pane/limits").content.decode()
    cards = browser.get("/play/pane/rules").content.decode()
    assert ("Limit of account 33, gross: $2.00M" in bounds) is (seat == "RSK")
    assert ('id="limit-account_33"' in bounds) is (seat == "RSK")
    assert ("Nobody has opened PMON yet" in bounds) is (seat == "RSK")
    assert ("rule 15c3-5" in cards) is (seat == "COM")
    assert ('class="rule"' in cards) is (seat == "COM")


def waits(person: Participant) -> int:
    """How many orders the page says wait for this person."""
    page = seated(person).get("/play/pane/pending").content.decode()
    found = re.search(r'data-mine="(\d+)"', page)
    assert found
    assert len(re.findall(r"<li [^>]*data-mine>", page)) == int(found.group(1))
    return int(found.group(1))


def test_who_has_to_approve_is_told(six: dict[str, Participant]) -> None:
    with lives.world_at(six["IC"].team_id, 0) as world:
        world.state.awaiting.append([120, 1, "flag_off", {}, six["CHG"].token, ["CHG"]])
    assert {seat for seat, person in six.items() if waits(person)} == {"IC"}


@pytest.fixture
def today(with_roles: Exercise) -> None:
    """The controls that came since: a kill switch."""
    with_roles.era = Exercise.Era.NOW
    with_roles.save()


@pytest.mark.usefixtures("today")
def test_nobody_is_asked_for_both_keys_of_the_kill_switch(six: dict[str, Participant]) -> None:
    assert not any(waits(person) for person in six.values())
    with lives.world_at(six["IC"].team_id, 0) as world:
        first = sim.ACTIONS["kill_switch"].title.row()
        world.state.keys |= {"kill": world.step, "kill_any": 1}
        world.state.log.append([world.step, 1, six["IC"].token, "ordered", first])
    assert {seat for seat, person in six.items() if waits(person)} == {*six} - {"IC"}


def test_only_the_commander_declares(six: dict[str, Participant]) -> None:
    for seat, person in six.items():
        page = console(person)
        assert ('data-open="declare-d"' in page) is (seat == "IC")
        assert ('id="declare-d"' in page) is (seat == "IC")


def test_no_merge_of_seats_has_more_than_two_instruments_open() -> None:
    scenario = sim.load("knight-2012")
    world = sim.start(scenario, seed=1)
    for people in range(1, 7):
        for seats in sim.merged(people):
            shown = regions.instruments(sim.view_for(world, seats))
            assert 1 <= sum(item["open"] for item in shown) <= 2


def test_a_seat_is_handed_over_from_the_board(six: dict[str, Participant]) -> None:
    page = console(six["COM"])
    form = page[page.index('id="form-hand_over"') :]
    assert '<option value="COM">' in form
    assert '<option value="RSK">' not in form
    assert f'<option value="{six["RTR"].pk}">P-RTR' in form
    assert f'<option value="{six["COM"].pk}">' not in form


def test_who_gives_an_order_of_two_keys_is_told_whom_it_waits_for(
    six: dict[str, Participant], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sim.ACTIONS["flag_off"], "check", lambda *_: None)
    sent = {"key": "two-keys-0001"}
    answer = seated(six["CHG"]).post("/play/act/flag_off", sent).content.decode()
    assert "Waits for the approval of Incident commander" in answer
    assert "takes effect" not in answer
