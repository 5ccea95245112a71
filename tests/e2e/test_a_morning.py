"""A morning from the code to the result: two browsers of one team, one of another.

The desks know what their pages show. Only the search for leaks, at the end, knows the database.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path

import pytest
from playwright.sync_api import expect

from tests import canaries
from tests.browser import Facilitator, Player, host_named, hosts_with
from tests.e2e.conftest import Come
from tests.stack import Stack

pytestmark = pytest.mark.stack

REJECTS = "BNET reject"
OPEN, CUT = 5400, 8100
OTTER_NOTE, HERON_NOTE = "note4711otter", "note0815heron"


@dataclass
class Room:
    """Who is there: two at Otter's desk, one at Heron's."""

    fay: Facilitator
    ann: Player
    ben: Player
    cid: Player

    @property
    def players(self) -> tuple[Player, Player, Player]:
        return self.ann, self.ben, self.cid


@pytest.fixture
def room(facilitator: Facilitator, come: Come, house: Stack, tmp_path: Path) -> Room:
    """An exercise that shows its faulty host to each team under another number."""
    while True:
        code = facilitator.create("Wednesday", ["Otter", "Heron"])
        known = canaries.hidden(house, facilitator.exercise)
        if len(set(known["shown"])) == 2:  # type: ignore[call-overload]
            break
    people = [come(Player, har=tmp_path / f"{name}.har") for name in ("ann", "ben", "cid")]
    room = Room(facilitator, *people)  # type: ignore[arg-type]
    for player, name, team in zip(
        room.players, ("Ann", "Ben", "Cid"), ("Otter", "Otter", "Heron"), strict=True
    ):
        player.join(code, name, team)
    return room


def test_a_morning_from_the_code_to_the_result(room: Room, house: Stack) -> None:
    planted = canaries.plant(house, room.fay.exercise)
    the_start_moves_everybody_to_the_console(room)
    otters = the_evidence_on_the_page_names_one_router(room.ann)
    herons = the_header_names_one_router(room.cid)
    assert otters != herons
    notes_stay_within_the_team(room)
    at_the_open_the_flow_is_plain_to_see(room)
    a_pause_reaches_everyone_and_the_chart_ends_at_the_frame(room)
    an_isolation_stops_the_flow_in_both_browsers(room, otters)
    a_declaration_cites_what_was_seen(room)
    the_other_team_sees_nothing_of_it(room)
    the_calm_is_verified(room)
    the_afternoon_is_skipped(room)
    each_team_reads_its_own_result(room)
    nothing_went_wrong_in_any_browser(room)
    nothing_hidden_was_sent(room, canaries.hidden(house, room.fay.exercise), planted)


def the_start_moves_everybody_to_the_console(room: Room) -> None:
    lobby = room.ann.page.locator("#people")
    for name in ("Ann", "Ben", "Cid"):
        expect(lobby).to_contain_text(name)
    room.ann.picture("1-lobby")
    room.fay.start()
    for player in room.players:
        player.at_the_console()


def the_evidence_on_the_page_names_one_router(ann: Player) -> int:
    """By three ways: who sent the mails, what is on the disks, and that router's own log."""
    number = the_header_names_one_router(ann)
    ann.picture("2-mail")
    ann.order("observe", "sweep_builds")
    assert hosts_with(ann.evidence("Build manifests"), "PowerPeg present") == {number}
    ann.open_orders("observe")
    form = ann.form("read_logs")
    form.locator("select").select_option(label=f"SMARS-{number}")
    assert ann.press(form).startswith("Accepted")
    ann.close_drawers()
    ann.evidence("Router log")
    logs = ann.page.locator('.evi[data-evidence^="e11_log"]')
    assert str(logs.get_attribute("data-evidence")).endswith(f"-{number}")
    return number


def the_header_names_one_router(player: Player) -> int:
    mails = player.mail(REJECTS)
    mails.wait_for()
    assert player.press(mails.locator("form")).startswith("Accepted")
    expect(mails).to_contain_text("Power Peg disabled")
    mails.get_by_role("button", name="Header").click()
    return host_named(player.evidence("Raw headers"))


def notes_stay_within_the_team(room: Room) -> None:
    room.ann.note(OTTER_NOTE)
    room.cid.note(HERON_NOTE)
    expect(room.ben.page.locator("#pane-log")).to_contain_text(OTTER_NOTE)


def at_the_open_the_flow_is_plain_to_see(room: Room) -> None:
    room.fay.speed(300)
    for player in room.players:
        player.wait_for_step(OPEN + 60)
        player.until(lambda player=player: player.number("k-out") > 500, what="the flow")  # type: ignore[misc]
    room.ann.picture("3-flow")
    room.fay.picture("3-room")


def a_pause_reaches_everyone_and_the_chart_ends_at_the_frame(room: Room) -> None:
    room.fay.pause("coffee")
    for player in room.players:
        expect(player.page.locator("#banner")).to_contain_text("Paused: coffee")
        the_chart_ends_at_the_newest_frame(player)
    room.fay.resume()
    for player in room.players:
        expect(player.page.locator("#banner")).to_be_hidden()
        the_newest_point_is_a_frames(player)


def the_chart_ends_at_the_newest_frame(player: Player) -> None:
    """While it stands, the newest of all."""
    player.until(lambda: player.drawn() == point_of(player, player.frames[-1]), 5, "the chart")
    assert player.step() == player.frames[-1]["step"]


def the_newest_point_is_a_frames(player: Player) -> None:
    """While it runs, that of its own step, and not an old one."""
    drawn = player.drawn()
    frames = [frame for frame in player.frames if frame["step"] == drawn[0]]
    assert drawn == point_of(player, frames[-1])
    player.until(lambda: player.drawn()[0] > drawn[0], 5, "a newer point")


def point_of(player: Player, frame: dict[str, object]) -> tuple[int, int, int]:
    """Step, out and in of a frame, by the names that the page gives to its numbers."""
    fields = str(player.page.locator("#console").get_attribute("data-fields")).split()
    numbers = dict(zip(fields, frame["n"], strict=True))  # type: ignore[call-overload]
    return int(frame["step"]), numbers["out_rate"], numbers["in_rate"]  # type: ignore[call-overload]


def an_isolation_stops_the_flow_in_both_browsers(room: Room, number: int) -> None:
    before = [player.number("k-out") for player in (room.ann, room.ben)]
    answer = room.ann.isolate(number)
    effect = re.search(r"takes effect (\d\d:\d\d:\d\d)", answer)
    assert effect, answer
    for player in (room.ann, room.ben):
        waiting = player.page.locator("#pane-pending li").filter(has_text=f"SMARS-{number}")
        expect(waiting).to_contain_text("Ann")
        expect(waiting.locator(f'[title="{effect.group(1)}"] [data-effect]')).to_have_count(1)
        expect(player.page.locator("#pane-log")).to_contain_text(
            re.compile(rf"Ann\b.{{0,20}}Isolate a router: SMARS-{number}", re.DOTALL)
        )
    room.ben.picture("4-ordered")
    for player, rate in zip((room.ann, room.ben), before, strict=True):
        player.until(lambda p=player, r=rate: p.number("k-out") < r / 10, 30, "the stop")  # type: ignore[misc]
        expect(player.page.locator(f"#router-{number} .state")).to_have_text("Isolated")
        expect(player.page.locator("#pane-pending")).not_to_contain_text("SMARS")
        the_newest_point_is_a_frames(player)
    room.ben.picture("5-stopped")


def a_declaration_cites_what_was_seen(room: Room) -> None:
    answer = room.ann.declare("The firm is at risk", ["Raw headers", "Build manifests"])
    assert answer.startswith("Accepted")
    for player in (room.ann, room.ben):
        expect(player.page.locator("#pane-incident")).to_contain_text("Declared")
        expect(player.page.locator("#pane-incident")).to_contain_text("by Ann")


def the_other_team_sees_nothing_of_it(room: Room) -> None:
    page = room.cid.page
    assert room.cid.number("k-out") > 500
    expect(page.locator("#pane-incident")).to_contain_text("Not declared")
    expect(page.locator("#pane-fleet .state")).to_have_text(["Up"] * 8)
    assert "Ann" not in page.locator("body").inner_text()
    assert "Isolate" not in room.cid.log()


def the_calm_is_verified(room: Room) -> None:
    stopped = room.ann.step()
    room.ann.wait_for_step(stopped + 240)
    assert room.ann.order("observe", "verify_flow").startswith("Accepted")
    assert "matches an open parent" in room.ann.evidence("Flow check")
    assert room.ann.order("tell", "claim_contained").startswith("Accepted")
    expect(room.ben.page.locator("#pane-incident")).to_contain_text("Reported contained")
    row = room.fay.page.locator("#teams-t tr").filter(has_text="Otter")
    expect(row.get_by_text("yes", exact=True)).to_be_visible()
    room.ben.picture("6-contained")


def the_afternoon_is_skipped(room: Room) -> None:
    room.fay.speed(300)
    room.cid.wait_for_step(CUT + 1)
    room.fay.picture("7-room")
    room.fay.skip()


def each_team_reads_its_own_result(room: Room) -> None:
    for player, mine, other in (
        (room.ann, "Otter", "Heron"),
        (room.ben, "Otter", "Heron"),
        (room.cid, "Heron", "Otter"),
    ):
        player.page.wait_for_url("**/result", timeout=60_000)
        expect(player.page.locator("h1")).to_contain_text(f"Team {mine}", timeout=90_000)
        assert other not in player.page.content()
        player.picture(f"8-result-{mine}")
    otter, heron = figures(room.ann), figures(room.cid)
    assert otter == figures(room.ben)
    assert heron["Your team"] == heron["Nobody acts"] == otter["Nobody acts"]
    assert otter["As the firm did in 2012"] == heron["As the firm did in 2012"]
    assert otter["Your team"] != heron["Your team"]
    room.fay.page.get_by_role("link", name="All results").click()
    for team in (otter, heron):
        expect(room.fay.page.locator("section table").first).to_contain_text(team["Your team"])


def figures(player: Player) -> dict[str, str]:
    """The table of the same morning, otherwise."""
    rows = (
        player.page.locator(".card", has_text="The same morning, otherwise")
        .locator("tr:has(td)")
        .all()
    )
    return {row.locator("th").inner_text(): row.locator("td").first.inner_text() for row in rows}


def nothing_went_wrong_in_any_browser(room: Room) -> None:
    for visitor in (room.fay, *room.players):
        assert visitor.wrong == []


def nothing_hidden_was_sent(room: Room, known: dict, planted: list[str]) -> None:  # type: ignore[type-arg]
    people: dict[str, str] = known["people"]
    notes = (OTTER_NOTE, OTTER_NOTE, HERON_NOTE)
    for player, name, own in zip(room.players, people, notes, strict=True):
        player.close()
        assert player.har is not None
        answers = canaries.received(player.har, own_secret=people[name])
        sockets = [("the socket", text) for text in player.told]
        others = [secret for other, secret in people.items() if other != name]
        heads = list(known["heads"].values())
        note = HERON_NOTE if own == OTTER_NOTE else OTTER_NOTE
        words = [known["secret"], *others, *heads, note, *planted]
        assert len(sockets) > 20
        assert canaries.leaks(answers, [own]), "the record does not even hold what was shown"
        assert canaries.leaks(answers + sockets, words) == []
        desk = [(where, text) for where, text in answers if re.search(r"/(play|lobby)", where)]
        assert canaries.truths(desk + sockets) == []
