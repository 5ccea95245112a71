"""Three people at three browsers share six seats, and each alone could not have done it.

What they know is on their pages: a router that has the release on disk and not in memory, and a
release that no router should run.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

import pytest
from playwright.sync_api import expect

from tests.browser import Facilitator, Visitor, hosts_with
from tests.e2e.conftest import Come
from tests.e2e.desk import OPEN, Desk, result_of, the_calm_is_proven, until_the_result

pytestmark = pytest.mark.stack

ROUTERS = range(1, 9)
REJECTS = "BNET reject"
RELEASE, FORMER = "2012.07.27-RLP", "2011.11.04"
PARTS = {
    "Financial",
    "Detection",
    "Diagnosis",
    "Containment",
    "Process and communication",
}
MECHANISM = "A router has the release and runs the former build"
ALL = ("SMARS",)  # every router
LOUD = 100  # orders a second: a healthy router sends 49 at most, one that runs dead code 156
SHARED = "On the team's board"
MATCHES = "every execution on the drop copy matches an open parent"
SECOND_KEY = "Waits for the approval of Incident commander"
COMMANDER = {
    "mail",
    "rules",
    "form-declare",
    "form-evidence_hold",
    "form-assign",
    "form-notify_clients",
}
ENGINEER = {"fleet", "rates-panel", "sources", "form-isolate", "form-restart", "form-flag_off"}
TRADER = {
    "positions",
    "limits",
    "tape",
    "rates-panel",
    "form-block_symbols",
    "form-check_drop_copy",
}


@dataclass
class Three:
    """Ann commands and speaks, Ben works on routers and releases, Cid watches risk and trades."""

    fay: Facilitator
    ann: Desk
    ben: Desk
    cid: Desk

    @property
    def all(self) -> tuple[Desk, Desk, Desk]:
        return self.ann, self.ben, self.cid


def gathered(fay: Facilitator, come: Come, variant: str) -> Three:
    """A morning with that fault, and three people in its waiting room who have chosen seats."""
    code = fay.create(f"Three {variant}", ["Otter"], variant=variant, seating="roles")
    people = [come(Desk) for _ in range(3)]
    three = Three(fay, *people)  # type: ignore[arg-type]
    for desk, name, seat in zip(
        three.all, ("Ann", "Ben", "Cid"), ("IC", "RTR", "RSK"), strict=True
    ):
        desk.join(code, name, "Otter")
        desk.wish(seat)
    return three


def begun(three: Three, tag: str) -> None:
    """The start deals the seats that were hoped for."""
    expect(three.ann.page.locator("#seat-TRD")).to_contain_text("as things are: Cid")
    three.ann.picture(f"{tag}-1-lobby")
    three.fay.start()
    for desk, seats in zip(three.all, ("IC, COM", "RTR, CHG", "TRD, RSK"), strict=True):
        desk.at_the_console()
        assert desk.seats() == seats


@pytest.mark.slow
def test_a_router_that_was_copied_and_not_restarted(facilitator: Facilitator, come: Come) -> None:
    three = gathered(facilitator, come, "v2")
    begun(three, "v2")
    each_page_has_its_own_panes_and_powers(three)
    a_grey_power_says_why(three)
    named = the_headers_name_a_router(three)
    three.fay.speed(20)
    the_file_is_new_and_the_process_old(three, named)
    the_incident_is_declared_on_what_others_have_shown(three, named)
    the_router_is_cured(three, named)
    three.fay.speed(300)
    after_the_open_it_is_proven(three)
    until_the_result(three.fay, three.ann)
    all_read_the_same_score(three, least=600)


def each_page_has_its_own_panes_and_powers(three: Three) -> None:
    own = (COMMANDER, ENGINEER, TRADER)
    for desk, mine in zip(three.all, own, strict=True):
        for place in COMMANDER | ENGINEER | TRADER:
            found = desk.page.locator(f"#{place}").count()
            assert (found > 0) == (place in mine), (desk.seats(), place)
    assert three.ann.page.locator("#kpis").inner_text().count("per second") == 0
    assert three.ben.page.locator("#k-pnl").count() == 0
    assert three.ben.page.get_by_role("button", name="Declare…").count() == 0


def a_grey_power_says_why(three: Three) -> None:
    three.cid.open_orders("contain")
    grey = three.cid.form("confirm_kill")
    grey.locator("[type=submit]").click(force=True)
    assert three.cid.answer(grey) == "The first key is not turned."
    three.cid.close_drawers()
    assert three.ann.why_not("claim_contained") == "Not now: Declare an incident first."
    refused = three.ben.give(
        "recover", "deploy", {"Router": "SMARS-1", "Package": "RLP release of 27 July"}
    )
    assert refused == "Refused: Drain, isolate or stop SMARS-1 first."


def the_headers_name_a_router(three: Three) -> int:
    """Ann reads what nobody reads, and lays it on the table."""
    ann = three.ann
    mails = ann.mail(REJECTS)
    mails.wait_for()
    ann.until(lambda: int(re.findall(r"×(\d+)", mails.inner_text())[0]) >= 10, what="ten rejects")
    ann.done(ann.press(mails.locator("form")))
    expect(mails).to_contain_text("Power Peg disabled")
    ann.done(ann.press(mails.locator("form")))
    names = set(re.findall(r"SMARS-(\d)", ann.evidence("Raw headers")))
    assert len(names) == 1
    ann.share("Raw headers")
    ann.picture("v2-2-mail")
    return int(names.pop())


def the_file_is_new_and_the_process_old(three: Three, named: int) -> None:
    """Ben reads the headers that he could not open, and compares disk and memory."""
    ben = three.ben
    assert f"SMARS-{named}" in ben.reads("Raw headers", SHARED)
    answers = [ben.order("observe", look) for look in ("sweep_builds", "sweep_processes")]
    for answer in answers:
        ben.done(answer)
    assert hosts_with(ben.evidence("Build manifests"), RELEASE) == set(ROUTERS)
    assert hosts_with(ben.evidence("Processes"), FORMER) == {named}
    ben.share("Processes")
    ben.picture("v2-3-processes")


def the_incident_is_declared_on_what_others_have_shown(three: Three, named: int) -> None:
    assert FORMER in three.ann.reads("Processes", SHARED)
    three.cid.believe({number: 97 if number == named else 2 for number in ROUTERS}, MECHANISM)
    said = three.ann.declare("The firm is at risk", ["Raw headers", "Processes"])
    assert said.startswith("Accepted")
    three.ann.assign("Stop the flow", "Router engineer", 10)
    three.ben.read_back("Stop the flow")
    for desk in three.all:
        expect(desk.page.locator("#pane-incident")).to_contain_text("by Ann")
        expect(desk.page.locator("#pane-log")).to_contain_text("read back: Stop the flow")
    three.ann.picture("v2-4-declared")


def the_router_is_cured(three: Three, named: int) -> None:
    """Out of the pool, started anew, looked at again, back into the pool."""
    ben, where = three.ben, {"Router": f"SMARS-{named}"}
    ben.write_down("Isolate a router", "Nothing changes for clients", "Clients are harmed")
    ben.done(ben.give("contain", "isolate", where))
    state = ben.page.locator(f"#router-{named} .state")
    expect(state).to_have_text("Isolated")
    ben.done(ben.give("contain", "restart", where))
    ben.done(ben.order("observe", "sweep_processes"))
    again = ben.reads("Processes", f"SMARS-{named}: started 08")
    assert hosts_with(again, RELEASE) == set(ROUTERS)
    ben.done(ben.give("recover", "restore", where))
    expect(state).to_have_text("Up")
    three.cid.believe({named: 2}, MECHANISM)
    ben.picture("v2-5-restored")


def after_the_open_it_is_proven(three: Three) -> None:
    three.cid.wait_for_step(OPEN + 1)
    three.fay.speed(60)
    three.cid.wait_for_step(OPEN + 200)
    it_is_proven_and_said(three)
    three.cid.picture("v2-6-contained")


def it_is_proven_and_said(three: Three) -> None:
    """By whom risk is: three minutes without an execution that nobody ordered."""
    the_calm_is_proven(three.cid, MATCHES)
    assert three.cid.order("tell", "claim_contained").startswith("Accepted")
    for desk in three.all:
        expect(desk.page.locator("#pane-incident")).to_contain_text("Reported contained")


def all_read_the_same_score(three: Three, least: int) -> None:
    """Parts, their sum, and nothing that went wrong in any browser on the way."""
    told = [result_of(desk) for desk in three.all]
    assert told[0] == told[1] == told[2]
    points = dict(told[0])
    total = points.pop("total")
    assert set(points) == PARTS
    assert sum(points.values()) == total
    assert total > least, told[0]
    for visitor in (three.fay, *three.all):
        assert unexpected(visitor) == []


def unexpected(visitor: Visitor) -> list[str]:
    """What a browser noted; an order that was refused is a note too."""
    return [words for words in visitor.wrong if "422 (Unprocessable" not in words]


def test_a_release_that_no_router_should_run(facilitator: Facilitator, come: Come) -> None:
    three = gathered(facilitator, come, "v5")
    begun(three, "v5")
    before_the_open_nothing_speaks_for_switching_off(three)
    three.fay.speed(300)
    all_routers_send_for_orders_that_are_full(three)
    the_incident_is_declared_on_what_the_order_system_says(three)
    the_flag_goes_off_with_two_keys(three)
    what_still_runs_is_dropped(three)
    the_former_build_is_put_back_where_no_flag_wakes_it(three)
    it_is_proven_and_said(three)
    three.ann.picture("v5-4-contained")
    until_the_result(three.fay, three.ann)
    all_read_the_same_score(three, least=400)


def before_the_open_nothing_speaks_for_switching_off(three: Three) -> None:
    """It is refused without a case; the archive tells what a roll-back would bring back."""
    ben = three.ben
    refused = ben.give("contain", "flag_off")
    assert refused.startswith("Refused: No error is seen yet: cite what you have opened")
    ben.done(ben.order("observe", "search_archive"))
    ben.reads("Code archive", "Code before the RLP release still has Power Peg")
    ben.share("Code archive")


def all_routers_send_for_orders_that_are_full(three: Three) -> None:
    """Every row of the fleet is loud; the order system says that no client asked for it."""
    three.ben.wait_for_step(OPEN + 1)
    three.fay.speed(7)
    three.ben.show("fleet")
    three.ben.until(lambda: min(rates(three.ben)) > LOUD, what="eight loud rows")
    three.ben.picture("v5-2-fleet")
    three.cid.done(three.cid.order("observe", "look_at_orders"))
    three.cid.reads("Parent orders", "No client order explains those children.")
    three.cid.share("Parent orders")


def rates(ben: Desk) -> list[int]:
    """Orders out per second, row by row of the fleet."""
    cells = ben.page.locator("#fleet [data-n$=_out]").all_inner_texts()
    return [int(cell.replace(",", "")) for cell in cells]


def the_incident_is_declared_on_what_the_order_system_says(three: Three) -> None:
    three.ann.reads("Parent orders", SHARED)
    three.ann.reads("Code archive", SHARED)
    said = three.ann.declare("The firm is at risk", ["Parent orders"])
    assert said.startswith("Accepted")
    three.ann.assign("Stop the flow", "Change and release", 5)
    three.ben.read_back("Stop the flow")
    three.cid.believe(dict.fromkeys(ROUTERS, 97), "The new release itself")


def the_flag_goes_off_with_two_keys(three: Three) -> None:
    """Ben asks, Ann approves; what runs already runs on."""
    three.ben.write_down("Switch the RLP flag off", "The flow falls", "It spreads to other routers")
    assert three.ben.give("contain", "flag_off").startswith(SECOND_KEY)
    waits = three.ben.page.locator("#pane-pending li[data-waits]")
    expect(waits).to_contain_text(SECOND_KEY)
    expect(waits.get_by_role("button")).to_have_count(0)
    three.ann.approve("Switch the RLP flag off")
    for desk in three.all:
        expect(desk.page.locator("#pane-log")).to_contain_text("The RLP flag is off.")
    assert min(rates(three.ben)) > LOUD
    three.ben.picture("v5-3-flag-off")


def what_still_runs_is_dropped(three: Three) -> None:
    three.ben.write_down("Purge active parent orders", "The flow stops", "Clients are harmed")
    three.ben.done(three.ben.give("contain", "purge", tick=ALL))
    three.ben.until(lambda: max(rates(three.ben)) < LOUD, what="eight quiet rows")


def the_former_build_is_put_back_where_no_flag_wakes_it(three: Three) -> None:
    three.fay.speed(20)
    assert three.ben.give("contain", "rollback", tick=ALL).startswith(SECOND_KEY)
    three.ann.approve("Roll back routers")
    expect(three.cid.page.locator("#pane-log")).to_contain_text("Rolled back: SMARS-1")
    three.ben.done(three.ben.order("observe", "sweep_processes"))
    assert hosts_with(three.ben.reads("Processes", FORMER), FORMER) == set(ROUTERS)
    assert max(rates(three.ben)) < LOUD
