"""The week before, in real browsers: a plan is made, and the morning has what was bought."""

from __future__ import annotations

import functools
import re
from typing import cast

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser import Facilitator, Player
from tests.e2e.conftest import Come
from tests.e2e.test_every_page import look
from tests.stack import Stack

pytestmark = pytest.mark.stack

DAYS = ("Friday 27 July", "Saturday 28 July", "Sunday 29 July", "Monday 30 July", "Tuesday 31 July")


def buy(page: Page, card: str, day: str) -> None:
    form = page.locator(f"#buy-{card}")
    form.locator("select").select_option(label=day)
    form.get_by_role("button").click()
    expect(page.locator(f"#back-{card}")).to_contain_text(day)


def close_the_day(page: Page, day: str) -> None:
    expect(page.locator("#now-h")).to_have_text(day)
    page.get_by_role("button", name="Close the day", exact=True).click()
    expect(page.locator("#confirm")).to_contain_text(f"Close {day}?")
    page.locator("#confirm [data-yes]").click()


def test_somebody_alone_plans_a_week_and_plays_its_morning(
    come: Come, chrome: Browser, house: Stack
) -> None:
    ann, found = cast(Player, come(Player)), list[str]()
    seen = functools.partial(look, chrome, house.urls[0], found, ann)
    page = ann.page
    page.goto("/")
    page.get_by_role("button", name="Plan the week alone").click()
    page.wait_for_url("**/week")
    buy(page, "bnet_alert", DAYS[0])
    buy(page, "breaker", DAYS[0])
    expect(page.locator("#none-breaker, #buy-hash_sweep option").first).not_to_have_text(DAYS[0])
    buy(page, "build_dashboard", DAYS[1])
    page.locator("#back-breaker button").click()
    expect(page.locator("#buy-breaker")).to_be_visible()
    seen("week-plan")
    for day in DAYS:
        close_the_day(page, day)
    expect(page.get_by_role("heading", name="The week is over")).to_be_visible()
    expect(page.locator("#had-0")).to_contain_text("Tiered alert for BNET rejects")
    expect(page.locator("#week-worth")).to_contain_text(re.compile(r"Estimated from \d+ of 200"))
    seen("week-over")
    page.get_by_role("button", name="Play 1 August with this plan").click()
    ann.at_the_console()
    expect(page.locator("#pane-log")).to_contain_text("BNET rejects in the shared mailbox raise")
    assert "SMARS-8" in ann.evidence("Build manifests")
    assert ann.wrong + found == []


def test_a_team_plans_together_and_is_warned_on_the_day(
    facilitator: Facilitator, come: Come, chrome: Browser, house: Stack
) -> None:
    fay, ann, ben = facilitator, cast(Player, come(Player)), cast(Player, come(Player))
    fay.page.goto("/ctl")
    fay.page.get_by_label("Name", exact=True).fill("Week")
    fay.page.get_by_label("Teams, one per line").fill("Otter")
    fay.page.get_by_label("Scenario").select_option("knight-week")
    fay.page.get_by_label("What is wrong").select_option("v1")
    fay.page.get_by_label("Seats").select_option("open")
    fay.page.get_by_label("Pace").select_option("sprint")
    fay.page.get_by_role("button", name="Make exercise").click()
    fay.page.wait_for_url(re.compile(r"/ctl/\d+$"))
    code = fay.page.locator(".code.huge").inner_text()
    ann.join(code, "Ann", "Otter")
    ben.join(code, "Ben", "Otter")
    with fay.doing("week", "The week has begun."):
        fay.page.get_by_role("button", name="Begin the week").click()
        fay.yes()
    for player in (ann, ben):
        player.page.wait_for_url("**/week")
    buy(ann.page, "bnet_alert", DAYS[0])
    expect(ben.page.locator("#back-bnet_alert")).to_contain_text(DAYS[0])
    expect(ben.page.locator("#week-log")).to_contain_text("Ann: Tiered alert for BNET rejects")
    close_the_day(ann.page, DAYS[0])
    expect(ann.page.locator("#f-close")).to_contain_text("waiting for Ben")
    close_the_day(ben.page, DAYS[0])
    expect(ann.page.locator("#now-h")).to_have_text(DAYS[1])
    found: list[str] = []
    fay.page.get_by_role("link", name="Plans of the week").click()
    expect(fay.page.locator("#plans")).to_contain_text("Tiered alert for BNET rejects (1 h)")
    look(chrome, house.urls[0], found, fay, "week-room")
    fay.page.get_by_role("link", name="Control room").click()
    fay.start()
    ann.at_the_console()
    fay.speed(60)
    expect(ann.page.locator("#pane-messages")).to_contain_text("BNET rejects, tier 1 of 2")
    assert fay.wrong + ann.wrong + ben.wrong + found == []
