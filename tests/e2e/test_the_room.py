"""A facilitator's evening in real browsers: prepare, write, look over a shoulder, remove, note."""

from __future__ import annotations

import re
from typing import cast

import pytest
from playwright.sync_api import expect

from tests.browser import Facilitator, Player
from tests.e2e.conftest import Come
from tests.e2e.test_every_page import axe, sizes

pytestmark = pytest.mark.stack


def test_the_rooms_pages_can_be_used(facilitator: Facilitator, come: Come) -> None:
    fay, ann = facilitator, cast(Player, come(Player))
    found: list[str] = []

    def look(path: str, name: str) -> None:
        fay.page.goto(f"/ctl/{fay.exercise}{path}")
        for folded in fay.page.locator("details:not([open]) > summary").all()[:40]:
            if folded.is_visible():
                folded.click()
        fay.picture(f"room-{name}")
        found.extend(axe(fay.page, name) + sizes(fay.page, name))

    code = fay.create("Evening", ["Otter", "Heron"], seed="5")
    fay.page.goto(f"/ctl/{fay.exercise}/roster")
    fay.page.get_by_label("People, one a line").fill("Ada Park, Otter, IC\nBo, Heron")
    fay.page.get_by_role("button", name="Add to the roster").click()
    look("/roster", "roster")
    fay.page.goto(f"/ctl/{fay.exercise}/crew")
    fay.page.get_by_role("button", name="Make a link").click()
    expect(fay.page.get_by_text("Shown once:")).to_be_visible()
    look("/crew", "crew")
    look("/injects", "injects before")

    ann.join(code, "Ann", "Otter")
    ann.page.get_by_role("button", name="Play the sound").click()
    ann.page.get_by_role("button", name="I see and hear it").click()
    found.extend(axe(ann.page, "lobby"))
    look("", "room before")
    expect(fay.page.locator("#teams")).to_contain_text("confirmed")
    fay.start()
    ann.at_the_console()

    fay.page.goto(f"/ctl/{fay.exercise}/injects")
    fay.page.get_by_label("Channel").select_option("phone")
    fay.page.get_by_label("Words").fill("Who owns the mailbox?")
    fay.page.get_by_role("button", name="Send", exact=True).click()
    expect(fay.page.locator("#room-answer")).to_contain_text("in five seconds")
    expect(fay.page.locator("#acts")).to_contain_text("Your words go to all teams.")
    expect(ann.page.locator("#pane-messages")).to_contain_text(
        "Who owns the mailbox?", timeout=15_000
    )
    ann.picture("room-console")
    rows = fay.page.locator("#injects tr").filter(has_text="Who owns the mailbox?")
    seen = rows.filter(has_text="Otter")  # nobody sits at Heron's desk
    expect(seen.locator("td").last).to_have_text(re.compile(r"\d\d:\d\d"))
    look("/injects", "injects")

    ann.page.get_by_role("button", name="Hints…").click()
    expect(ann.page.locator("#rung-4")).to_contain_text("160 points")
    found.extend(axe(ann.page, "hints"))
    ann.page.locator("#hints-d").get_by_role("button", name="Close").click()

    look("", "room")
    look("/pad", "pad")
    fay.page.keyboard.press("c")
    expect(fay.page.locator("#room-answer")).to_contain_text("written down")
    expect(fay.page.locator("#written")).to_contain_text("Call-out")

    fay.page.goto(f"/ctl/{fay.exercise}")
    fay.page.locator("details summary").filter(has_text="Team Otter").click()
    fay.page.locator("details[open]").get_by_role("link", name="all seats").click()
    expect(fay.page.locator("#mirror")).to_contain_text("Who owns the mailbox?")
    assert fay.page.locator("#mirror fieldset button:enabled").count() == 0
    assert (
        fay.page.locator("#mirror form").count()
        == fay.page.locator("#mirror fieldset form").count()
    )
    expect(fay.page.locator("#rates canvas")).to_be_visible()
    found.extend(axe(fay.page, "mirror") + sizes(fay.page, "mirror"))
    fay.picture("room-mirror")

    fay.page.goto(f"/ctl/{fay.exercise}")
    fay.page.get_by_role("button", name="Remove", exact=True).click()
    fay.yes()
    ann.page.wait_for_url(re.compile("/$"))
    ann.page.get_by_role("button", name="Ask to come back").click()
    expect(fay.page.locator("#teams-t")).to_contain_text("asks to come back")
    fay.page.get_by_role("button", name="Let back in Ann").click()
    ann.page.get_by_role("link", name="Go on as Ann").click()
    ann.at_the_console()
    assert found == []
    assert fay.wrong + ann.wrong == []
