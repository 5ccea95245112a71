"""What somebody meets who has never been here, and what the facilitator can do for people."""

from __future__ import annotations

import re
from typing import cast

import pytest
from playwright.sync_api import expect

from tests.browser import Facilitator, Player
from tests.e2e.conftest import Come
from tests.stack import Stack

pytestmark = pytest.mark.stack


@pytest.fixture
def guest(come: Come) -> Player:
    """Somebody on the front page."""
    player = cast(Player, come(Player))
    player.page.goto("/")
    return player


@pytest.fixture
def alone(guest: Player) -> Player:
    """Somebody who tries it alone and has begun."""
    guest.page.get_by_role("button", name="Try it alone").click()
    guest.page.get_by_role("button", name="Start the morning").click()
    guest.at_the_console()
    return guest


@pytest.fixture
def visit(facilitator: Facilitator, come: Come) -> tuple[Facilitator, Player, Player]:
    """A lobby with Ann and Ben at one desk of two."""
    code = facilitator.create("Thursday", ["Otter", "Heron"], seed="5")
    ann, ben = cast(Player, come(Player)), cast(Player, come(Player))
    ann.join(code, "Ann", "Otter")
    ben.join(code, "Ben", "Otter")
    return facilitator, ann, ben


def test_two_clicks_lead_a_guest_to_the_desk(guest: Player) -> None:
    guest.page.get_by_role("button", name="Try it alone").click()
    guest.page.wait_for_url("**/lobby")
    for title in (
        "Who you are",
        "A first step",
        "What you may do",
        "Words of the desk",
        "Who is in the room",
    ):
        expect(guest.page.get_by_role("heading", name=title)).to_be_visible()
    expect(guest.page.locator("#people")).to_contain_text("this is you")
    guest.page.get_by_role("button", name="Start the morning").click()
    guest.at_the_console()
    first = guest.step()
    guest.until(lambda: guest.step() > first, what="time passes")
    assert guest.wrong == []


def test_a_reload_and_a_second_tab_come_back_to_the_seat(alone: Player) -> None:
    alone.note("my seat")
    before = alone.step()
    alone.page.reload()
    expect(alone.page.locator("#pane-log")).to_contain_text("my seat")
    assert alone.step() >= before
    second = alone.tab()
    second.goto("/")
    second.get_by_role("link", name="Go on as").click()
    second.wait_for_url("**/play")
    expect(second.locator("#pane-log")).to_contain_text("my seat")
    assert alone.wrong == []


def test_a_grey_order_says_why_and_is_not_sent(alone: Player) -> None:
    sent: list[str] = []
    alone.page.on("request", lambda request: sent.append(request.url))
    alone.open_orders("tell")
    grey = alone.page.locator("#order-claim_contained")
    expect(grey.locator("summary")).to_contain_text("Not now: Declare an incident first.")
    form = alone.form("claim_contained")
    form.locator("[type=submit]").click(force=True)
    assert alone.answer(form) == "Declare an incident first."
    assert not [url for url in sent if url.endswith("/act/claim_contained")]


@pytest.mark.parametrize(
    ("action", "asked", "words"),
    [
        ("kill_switch", "", "Accepted"),
        ("rollback", "Roll back SMARS-1?", "Accepted"),
        (
            "deploy",
            "Deploy “RLP release of 27 July” to SMARS-1?",
            "Refused: Drain, isolate or stop SMARS-1 first.",
        ),
    ],
)
def test_what_cannot_be_undone_asks_first(
    alone: Player, action: str, asked: str, words: str
) -> None:
    group = alone.page.locator("[data-part]", has=alone.page.locator(f"#order-{action}"))
    alone.open_orders(str(group.get_attribute("data-part")))
    form = alone.form(action)
    for choice in form.get_by_label("SMARS-1").all():
        choice.check()
    for package in form.get_by_label("Package").all():
        package.select_option(label="RLP release of 27 July")
    form.locator("[type=submit]").click()
    question = alone.page.locator("#confirm")
    title = form.locator("[type=submit]").inner_text()
    expect(question).to_contain_text(asked or f"{title}?")
    question.get_by_role("button", name="Not now").click()
    expect(question).to_be_hidden()
    assert title not in alone.log()
    form.locator("[type=submit]").click()
    question.locator("[data-yes]").click()
    assert alone.answer(form).startswith(words)
    if words == "Accepted":
        expect(alone.page.locator("#pane-log")).to_contain_text(title)


def test_a_facilitator_plays_in_the_same_browser(facilitator: Facilitator, house: Stack) -> None:
    code = facilitator.create("Side by side", ["Otter"], seed="5")
    desk = facilitator.tab()
    desk.goto(f"/j/{code.replace('-', '')}")
    desk.get_by_label("Your name").fill("Fay")
    desk.get_by_role("button", name="Take a seat").click()
    desk.wait_for_url("**/lobby")
    expect(facilitator.page.locator("#teams")).to_contain_text("1 / 1")
    facilitator.start()
    desk.wait_for_url("**/play")
    expect(desk.locator("#console")).to_be_visible()
    facilitator.pause("both at once")
    expect(desk.locator("#banner")).to_contain_text("Paused: both at once")
    assert facilitator.wrong == []


def test_people_are_renamed_moved_and_removed(visit: tuple[Facilitator, Player, Player]) -> None:
    fay, ann, ben = visit
    people = fay.page.locator("#teams")
    people.get_by_label("New name for Ann").fill("Anna")
    people.locator("tr", has=fay.page.get_by_label("New name for Ann")).get_by_role(
        "button", name="Rename", exact=True
    ).click()
    expect(ben.page.locator("#people")).to_contain_text("Anna")
    people.get_by_label("Team of Ben").select_option(label="Heron")
    people.locator("tr", has=fay.page.get_by_label("Team of Ben")).get_by_role(
        "button", name="Move", exact=True
    ).click()
    mine = ben.page.locator("#people .stack-s").filter(has_text="your team")
    expect(mine).to_contain_text("Heron")
    expect(mine).to_contain_text("Ben")
    people.locator("tr", has=fay.page.get_by_label("Team of Anna")).get_by_role(
        "button", name="Remove", exact=True
    ).click()
    fay.yes()
    a_removed_player_is_told_and_stays_out(ann)
    expect(ben.page.locator("#people")).not_to_contain_text("Anna")
    assert fay.wrong + ben.wrong == []


def a_removed_player_is_told_and_stays_out(ann: Player) -> None:
    gone = ann.page.get_by_text("You are no longer in this exercise.")
    expect(gone).to_be_visible()
    for path in ("/lobby", "/play", "/result"):
        ann.page.goto(path)
        expect(ann.page.get_by_label("Exercise code")).to_be_visible()
    assert ann.page.request.get("/play/state", max_redirects=0).status == 302


def test_somebody_removed_in_play_is_shown_out(
    visit: tuple[Facilitator, Player, Player],
) -> None:
    fay, ann, ben = visit
    fay.start()
    for player in (ann, ben):
        player.at_the_console()
    people = fay.page.locator("#teams")
    people.locator("tr", has=fay.page.get_by_label("Team of Ann")).get_by_role(
        "button", name="Remove", exact=True
    ).click()
    fay.yes()
    a_removed_player_is_told_and_stays_out(ann)
    ben.note("still here")


def test_nobody_joins_late_when_the_door_is_shut(
    visit: tuple[Facilitator, Player, Player], come: Come
) -> None:
    fay, _ann, _ben = visit
    code = fay.page.locator(".code.huge").inner_text()
    fay.start()
    with fay.doing("late", "Nobody joins after the start."):
        fay.page.get_by_role("button", name="Stop late joining").click()
    late = cast(Player, come(Player))
    late.page.goto("/")
    late.page.get_by_label("Exercise code").fill(code)
    late.page.get_by_role("button", name="Join").click()
    expect(late.page.locator("#id_code_error")).to_contain_text("does not open an exercise")
    with fay.doing("late", "People may join late."):
        fay.page.get_by_role("button", name="Allow late joining").click()
    late.join(code, "Late", "Heron")
    late.at_the_console()


def test_on_the_phone_messages_count_while_another_tab_is_shown(
    facilitator: Facilitator, come: Come
) -> None:
    code = facilitator.create("Phones", ["Otter"], seed="5")
    ann = cast(Player, come(Player, size=(390, 844), is_mobile=True, has_touch=True))
    ann.join(code, "Ann", "Otter")
    facilitator.start()
    ann.at_the_console()
    alerts = ann.page.locator('[data-show="alerts"]')
    facilitator.speed(300)
    expect(alerts.locator(".count")).not_to_be_empty()
    alerts.click()
    expect(alerts.locator(".count")).to_be_empty()
    ann.page.locator('[data-show="desk"]').click()
    expect(alerts.locator(".count")).not_to_be_empty()
    expect(ann.page.locator("#banner")).to_contain_text(re.compile("WARN|CRIT"))
    facilitator.pause("tea")
    expect(ann.page.locator("#banner")).to_have_text(re.compile("^Paused: tea"))
    assert ann.wrong == []
    a_refusal_in_a_pause_goes_with_it(facilitator, ann)


def a_refusal_in_a_pause_goes_with_it(fay: Facilitator, ann: Player) -> None:
    ann.page.locator('[data-show="desk"]').click()
    refused = ann.page.locator(".mail .answer .no")
    ann.page.locator(".mail [data-opens]").first.click()
    expect(refused).to_contain_text("Refused: The exercise is paused")
    fay.resume()
    expect(refused).to_have_count(0)
