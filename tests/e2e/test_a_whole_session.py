"""A facilitator alone with a room: two people at a desk, three teams of bots, a projector.

From the empty list of exercises to the last place on the wall; nobody knows more than the pages.
"""

from __future__ import annotations

import csv
import re
from dataclasses import dataclass
from pathlib import Path
from typing import cast

import pytest
from playwright.sync_api import expect

from tests.browser import Facilitator, Player, Visitor
from tests.e2e.conftest import Come
from tests.e2e.desk import CUT, OPEN, Desk, result_of

pytestmark = pytest.mark.stack
PROJECTOR = (1920, 1080)
LEVELS = ("Novice", "Competent", "Expert")
WORDS = "The cafeteria closes at nine."


@dataclass
class Session:
    """Fay runs the room; Ann and Ben are Otter; the wall is on."""

    fay: Facilitator
    ann: Desk
    ben: Desk
    wall: Visitor
    room: str
    code: str

    def page(self, name: str) -> None:
        """Fay goes to one of the room's pages."""
        self.fay.page.goto(f"{self.room}/{name}" if name else self.room)

    def press(self, name: str, button: str) -> None:
        self.page(name)
        self.fay.page.get_by_role("button", name=button, exact=True).click()
        self.fay.page.wait_for_load_state()


@pytest.fixture
def session(facilitator: Facilitator, come: Come) -> Session:
    code = facilitator.create("Evening", ["Otter"], seed="5", seating="roles")
    room = facilitator.page.url
    facilitator.page.goto(f"{room}/bots")
    address = str(facilitator.page.locator(".tall-link").get_attribute("href"))
    wall = come(Visitor, size=PROJECTOR)
    wall.page.goto(address)
    ann, ben = cast(Desk, come(Desk)), cast(Desk, come(Desk))
    return Session(facilitator, ann, ben, wall, room, code)


def test_a_session_from_the_empty_room_to_the_last_place(session: Session, tmp_path: Path) -> None:
    three_teams_of_bots_are_added(session)
    two_people_join_and_are_seen(session)
    the_start_is_seen_on_the_wall(session)
    what_is_announced_reaches_the_people(session)
    a_pause_stops_everybody_and_the_wall_says_so(session)
    the_board_is_frozen_and_let_go(session)
    the_bots_work_while_the_people_do(session)
    the_room_tells_who_has_declared(session)
    the_session_ends_and_is_revealed(session)
    everybody_has_a_result_and_the_sheet_has_all(session, tmp_path)
    for visitor in (session.fay, session.ann, session.ben, session.wall):
        assert visitor.wrong == []


def three_teams_of_bots_are_added(session: Session) -> None:
    fay = session.fay
    for level in LEVELS:
        session.page("bots")
        fay.page.get_by_label("A team of bots").select_option(label=level)
        fay.page.get_by_role("button", name="Add", exact=True).click()
    rows = fay.page.locator("tbody tr").filter(has_text="bots:")
    expect(rows).to_have_count(len(LEVELS))
    expect(session.wall.page.locator("#wall-code")).to_have_text(session.code)


def two_people_join_and_are_seen(session: Session) -> None:
    for desk, name, seat in ((session.ann, "Ann", "IC"), (session.ben, "Ben", "RTR")):
        desk.join(session.code, name, "Otter")
        desk.wish(seat)
    session.page("")
    expect(session.fay.page.locator("#teams-t tr").filter(has_text="Otter")).to_contain_text(
        "2 / 2"
    )
    session.wall.picture("session-1-lobby")


def the_start_is_seen_on_the_wall(session: Session) -> None:
    session.fay.start()
    for desk in (session.ann, session.ben):
        desk.at_the_console()
    for size in (1, len(LEVELS)):  # desks of two and desks of bots take turns on the wall
        expect(session.wall.page.locator("#wall-rows tr")).to_have_count(size)


def what_is_announced_reaches_the_people(session: Session) -> None:
    """And is told to have been on a screen."""
    page = session.fay.page
    session.page("injects")
    page.get_by_label("Words").fill(WORDS)
    page.get_by_role("button", name="Send", exact=True).click()
    expect(page.locator("#room-answer")).to_contain_text("in five seconds")
    for desk in (session.ann, session.ben):
        expect(desk.page.locator("body")).to_contain_text(WORDS, timeout=15_000)
    session.page("")


def a_pause_stops_everybody_and_the_wall_says_so(session: Session) -> None:
    session.fay.pause("the coffee is here")
    for desk in (session.ann, session.ben):
        expect(desk.page.locator("#banner")).to_contain_text("Paused: the coffee is here")
    stood = session.ann.step()
    session.wall.page.wait_for_timeout(1500)
    assert session.ann.step() == stood
    session.fay.resume()
    for desk in (session.ann, session.ben):
        expect(desk.page.locator("#banner")).to_be_hidden()


def the_board_is_frozen_and_let_go(session: Session) -> None:
    session.press("bots", "Freeze it here")
    expect(session.wall.page.locator("body")).to_contain_text(re.compile("[Ff]rozen"))
    session.fay.page.get_by_role("button", name=re.compile("Let it go on")).click()
    expect(session.wall.page.locator("body")).not_to_contain_text(re.compile("[Ff]rozen"))
    session.page("")


def the_bots_work_while_the_people_do(session: Session) -> None:
    """Ann reads the headers; Ben takes out the router that they name, before the open."""
    mails = session.ann.mail("BNET reject")
    mails.wait_for()
    session.ann.done(session.ann.press(mails.locator("form")))
    expect(mails).to_contain_text("Power Peg disabled")
    session.ann.done(session.ann.press(mails.locator("form")))
    named = re.findall(r"SMARS-(\d)", session.ann.evidence("Raw headers"))
    assert len(set(named)) == 1
    assert session.ann.declare("The firm is at risk", ["Raw headers"]).startswith("Accepted")
    session.ben.done(session.ben.give("contain", "isolate", {"Router": f"SMARS-{named[0]}"}))
    session.fay.speed(300)
    session.ann.wait_for_step(OPEN + 1)
    session.fay.speed(60)
    session.ann.wait_for_step(OPEN + 600)


def the_room_tells_who_has_declared(session: Session) -> None:
    """Otter has, by hand; and no wall names a router."""
    row = session.fay.page.locator("#teams-t tr").filter(has_text="Otter")
    expect(row).to_contain_text(re.compile(r"\d\d:\d\d"))
    session.fay.picture("session-2-room")
    session.wall.picture("session-2-wall")
    assert "SMARS-" not in session.wall.page.locator("body").inner_text()


def the_session_ends_and_is_revealed(session: Session) -> None:
    session.fay.speed(300)
    session.ann.wait_for_step(CUT + 1)
    session.fay.skip()
    for desk in (session.ann, session.ben):
        desk.page.wait_for_url("**/result", timeout=60_000)
    session.page("bots")
    page = session.fay.page
    button = page.get_by_role("button", name="Reveal the next place")
    session.fay.reload_until(button.count, 240, "results")
    for place in range(1, 5):
        button.click()
        expect(session.wall.page.locator("#wall-places li")).to_have_count(place)
    expect(button).to_have_count(0)
    session.wall.picture("session-3-reveal")


def everybody_has_a_result_and_the_sheet_has_all(session: Session, tmp_path: Path) -> None:
    told = result_of(cast(Player, session.ann))
    assert told == result_of(cast(Player, session.ben))
    page = session.fay.page
    session.page("results")
    expect(page.locator("section table").first).to_contain_text("Otter")
    session.fay.picture("session-4-results")
    rows = sheet(session, tmp_path)
    assert len(rows) == 4
    mine = next(row for row in rows if "Otter" in row.values())
    assert str(told["total"]) in mine.values()


def sheet(session: Session, tmp_path: Path) -> list[dict[str, str]]:
    """The results as the CSV that Fay takes home."""
    session.page("exports")
    with session.fay.page.expect_download() as download:
        session.fay.page.locator('a[href*="results"][href*="csv"]').first.click()
    file = tmp_path / "results.csv"
    download.value.save_as(file)
    with file.open(encoding="utf-8-sig", newline="") as lines:
        return list(csv.DictReader(lines))
