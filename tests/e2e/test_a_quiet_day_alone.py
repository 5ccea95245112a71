"""Somebody alone on a morning with odd signs and no fault: looks, asks, closes, and trades on."""

from __future__ import annotations

import re
from typing import cast

import pytest
from playwright.sync_api import expect

from tests.browser import Facilitator, hosts_with
from tests.e2e.conftest import Come
from tests.e2e.desk import CUT, OPEN, Desk, result_of, the_calm_is_proven

pytestmark = pytest.mark.stack

REJECTS, RELEASE = "BNET reject", "2012.07.27-RLP"
AFTER_THE_LAST_SIGN = OPEN + 20 * 60
# What is looked at for each sign, and what it has to say for the sign to mean no harm.
SETTLES = {
    "Disk usage": ("Host metrics", "log disk 85 %"),
    "Clock offset": ("Host metrics", "clock 4 ms off"),
    "Processor load": ("Host metrics", "processor"),
    "Out rate above usual": ("Parent orders", "Every parent that sends children is open here."),
    "A line missing in the copy log": ("Build manifests", RELEASE),
    "Rejects in the mailbox": ("Raw headers", "X-Originating-Host: UAT-SMARS"),
}


@pytest.fixture
def alone(facilitator: Facilitator, come: Come) -> Desk:
    """The only one of a team: all six seats are his, and colleagues answer."""
    code = facilitator.create("Quiet", ["Otter"], variant="v4", seating="roles")
    one = cast(Desk, come(Desk))
    one.join(code, "Ann", "Otter")
    facilitator.start()
    one.at_the_console()
    assert one.seats() == "all six seats"
    return one


def test_a_quiet_day_is_cleared_without_touching_anything(
    alone: Desk, facilitator: Facilitator
) -> None:
    a_colleague_tells_what_she_sees(alone)
    facilitator.speed(300)
    alone.mail(REJECTS).wait_for()
    facilitator.speed(60)
    the_rejects_come_from_a_test(alone)
    all_routers_have_and_run_the_release(alone)
    alone.believe(dict.fromkeys(range(1, 9), 1), "Nothing is wrong")
    facilitator.speed(300)
    alone.wait_for_step(OPEN + 1)
    facilitator.speed(300)
    alone.wait_for_step(AFTER_THE_LAST_SIGN)
    facilitator.speed(20)
    the_fills_match(alone)
    every_sign_is_looked_into_and_closed(alone)
    nothing_was_touched(alone)
    facilitator.speed(300)
    alone.wait_for_step(CUT + 1)
    facilitator.skip()
    points = result_of(alone)
    alone.picture("quiet-3-result")
    assert points["total"] > 800, points
    assert points["Containment"] == 200, "what was cited is not what was ticked"
    assert alone.wrong + facilitator.wrong == []


def a_colleague_tells_what_she_sees(alone: Desk) -> None:
    alone.leaf("people")
    asked = {"Whom, and what?": "Release desk: how did the release go?"}
    assert alone.fill_in(alone.form("ask_colleague"), asked).startswith("Accepted")
    answered = alone.page.locator("#pane-messages li").filter(has_text="Release desk")
    expect(answered).to_have_count(1)
    alone.picture("quiet-1-asked")


def the_rejects_come_from_a_test(alone: Desk) -> None:
    """They look like those of a bad morning until somebody reads their headers."""
    mails = alone.mail(REJECTS)
    alone.done(alone.press(mails.locator("form")))
    expect(mails).to_contain_text("Power Peg disabled")
    alone.done(alone.press(mails.locator("form")))
    words = alone.reads("Raw headers", "UAT-SMARS")
    assert re.findall(r"SMARS-\d", words) == []


def all_routers_have_and_run_the_release(alone: Desk) -> None:
    looks = ("sweep_builds", "sweep_processes", "check_ticket", "check_metrics")
    for answer in [alone.order("observe", look) for look in looks]:
        alone.done(answer)
    for title in ("Build manifests", "Processes"):
        assert hosts_with(alone.evidence(title), RELEASE) == set(range(1, 9))


def the_fills_match(alone: Desk) -> None:
    the_calm_is_proven(alone, "every execution on the drop copy matches an open parent")
    for look in ("look_at_orders", "check_metrics"):
        alone.done(alone.order("observe", look))


def every_sign_is_looked_into_and_closed(alone: Desk) -> None:
    """Each by what settles it; the count on the tab goes to nothing."""
    signs = alone.leaf("checks").locator("ul.items li").filter(has_text="Close…")
    assert signs.count() >= 2
    for sign in [row.locator("> span").inner_text() for row in signs.all()]:
        title, words = SETTLES[sign]
        alone.reads(title, words)
        alone.close_sign(sign, title)
    expect(signs).to_have_count(0)
    expect(alone.page.locator("#leaf-checks .count")).to_be_empty()
    alone.picture("quiet-2-closed")


def nothing_was_touched(alone: Desk) -> None:
    expect(alone.page.locator("#pane-incident")).to_contain_text("Not declared")
    expect(alone.page.locator("#fleet .state")).to_have_text(["Up"] * 8)
