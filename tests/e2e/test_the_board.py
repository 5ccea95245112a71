"""The board on a projector: read from ten metres, usable by everybody, without an account."""

from __future__ import annotations

import re
from typing import cast

import pytest
from playwright.sync_api import Page, expect

from tests.browser import Facilitator, Player, Visitor
from tests.e2e.conftest import Come
from tests.e2e.test_every_page import axe

pytestmark = pytest.mark.stack
PROJECTOR = (1920, 1080)
LEAST_PX = 32  # read from ten metres
SMALL = """(least) => [...document.querySelectorAll("body *")].filter((e) =>
  !e.closest(".hide, .skip, script, button") && e.getClientRects().length &&
  [...e.childNodes].some((n) => n.nodeType === 3 && n.nodeValue.trim()) &&
  parseFloat(getComputedStyle(e).fontSize) < least).map((e) => e.outerHTML.slice(0, 80))"""


def readable(page: Page, name: str) -> list[str]:
    """What is too small for the last row, scrolls, or stands in axe's way."""
    found = [f"{name}: small: {one}" for one in page.evaluate(SMALL, LEAST_PX)]
    size = page.evaluate(
        "() => [document.documentElement.scrollWidth, innerWidth,"
        " document.documentElement.scrollHeight, innerHeight]"
    )
    found += [] if size[0] <= size[1] and size[2] <= size[3] else [f"{name}: {size}"]
    return found + axe(page, name)


def test_the_wall_shows_the_room_from_the_lobby_to_the_last_place(
    facilitator: Facilitator, come: Come
) -> None:
    fay, found = facilitator, []
    code = fay.create("Friday", ["Otter", "Heron"], seed="5", seating="open")
    room = fay.page.url
    fay.page.goto(f"{room}/bots")
    address = fay.page.locator(".tall-link").get_attribute("href")
    found += axe(fay.page, "bots")
    wall = come(Visitor, size=PROJECTOR)
    wall.page.goto(str(address))
    expect(wall.page.locator("#wall-code")).to_have_text(code)
    ann = cast(Player, come(Player))
    ann.join(code, "Ann", "Otter")
    expect(wall.page.locator("#wall-teams li").first).to_contain_text("●")
    found += readable(wall.page, "board-lobby")
    wall.picture("board-lobby")
    fay.page.goto(room)
    fay.start()
    expect(wall.page.locator("#wall-rows tr")).to_have_count(1)
    fay.speed(300)
    ann.wait_for_step(5600)
    found += readable(wall.page, "board-live")
    wall.picture("board-live")
    fay.page.get_by_role("button", name="End", exact=True).click()
    fay.yes()
    fay.page.goto(f"{room}/bots")
    button = fay.page.get_by_role("button", name="Reveal the next place")
    fay.reload_until(button.count, 240, "results")
    button.click()
    expect(wall.page.locator("#wall-places li")).to_have_text(re.compile("Otter"))
    found += readable(wall.page, "board-reveal")
    wall.picture("board-reveal")
    fay.page.goto("/boards")
    found += axe(fay.page, "leaderboards")
    assert found + wall.wrong + fay.wrong == []
