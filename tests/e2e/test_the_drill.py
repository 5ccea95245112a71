"""Somebody who waits learns the console, loses the line on purpose, and is called to the seat."""

from __future__ import annotations

import re
from typing import cast

import pytest
from playwright.sync_api import Locator, expect

from tests.browser import Facilitator, Player
from tests.e2e.conftest import Come
from tests.e2e.test_every_page import axe, scrolls

pytestmark = pytest.mark.stack


class Learner(Player):
    """Somebody in the drill, who does what the coach says."""

    def step_of(self, key: str) -> Locator:
        return self.page.locator(f"#step-{key}")

    def has_done(self, key: str) -> None:
        expect(self.step_of(key)).to_have_attribute("data-done", "")

    def loud(self) -> int:
        """The router whose Out/in stands out."""
        rates = [self.page.locator(f'[data-n="r{n}_out"]') for n in (1, 2)]
        self.until(lambda: any(int(one.inner_text()) > 100 for one in rates), what="the fault")
        return 1 + max((0, 1), key=lambda place: int(rates[place].inner_text()))

    def rehearse(self) -> None:
        """Off line for eight seconds: the banner comes, and the page catches up."""
        before = len(self.frames)
        self.page.get_by_role("button", name="Meanwhile: rehearse").click()
        banner = self.page.locator("#banner")
        expect(banner).to_contain_text("Reconnecting… Connection lost at")
        expect(self.page.locator("#conn")).to_have_attribute("data-conn", "lost")
        assert len(self.frames) <= before + 1
        expect(banner).to_be_hidden()
        expect(self.page.locator("#conn")).to_have_attribute("data-conn", "live")
        self.until(lambda: len(self.frames) > before + 1, what="frames again")


def test_three_minutes_at_a_training_desk(facilitator: Facilitator, come: Come) -> None:
    code = facilitator.create("Thursday", ["Otter"], seed="5")
    ann = cast(Learner, come(Learner))
    ann.join(code, "Ann", "Otter")
    ann.page.get_by_role("button", name="Learn the console").click()
    ann.page.wait_for_url("**/drill/play")
    expect(ann.page.locator("[id^=router-]")).to_have_count(2)
    loud = ann.loud()
    assert "Accepted" in ann.order("observe", "sweep_hashes")
    assert "Accepted" in ann.declare("One system", [])
    ann.has_done("say")
    assert "Accepted" in ann.isolate(loud)
    ann.has_done("contain")
    ann.has_done("look")
    ann.rehearse()
    ann.has_done("line")
    problems = axe(ann.page, "drill") + scrolls(ann.page, "drill", 1366)
    facilitator.start()
    taken = ann.page.get_by_role("button", name="Take my seat now")
    expect(taken).to_be_visible()
    ann.until(lambda: ann.step() >= 5400 + 300, what="three quiet minutes")
    assert "Accepted" in ann.order("observe", "verify_flow")
    ann.has_done("prove")
    taken.click()
    ann.page.wait_for_url(re.compile(r"(?<!drill)/play$"))
    expect(ann.page.locator("[id^=router-]")).to_have_count(8)
    assert problems + ann.wrong == []
