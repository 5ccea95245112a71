"""Look, declare and contain without a mouse; two instruments open of nine; drafts are kept."""

from __future__ import annotations

import re
from typing import cast

import pytest
from playwright.sync_api import expect

from tests.browser import Player
from tests.e2e.conftest import Come
from tests.stack import Stack

pytestmark = pytest.mark.stack

COUNT_SOUNDS = """
    window.sounds = 0;
    const Made = window.AudioContext;
    window.AudioContext = class extends Made { constructor() { super(); window.sounds += 1; } };
"""
ALARM = """
    const row = document.createElement("li");
    row.innerHTML = "<span class='sev crit'></span>";
    document.dispatchEvent(new CustomEvent("news", { detail: [row] }));
"""


@pytest.fixture
def alone(come: Come, house: Stack) -> Player:
    """Somebody alone at the desk, who holds every seat."""
    player = cast(Player, come(Player))
    player.page.goto("/")
    player.page.get_by_role("button", name="Try it alone").click()
    player.page.get_by_role("button", name="Start the morning").click()
    player.at_the_console()
    return player


def keys(player: Player, *pressed: str) -> None:
    for key in pressed:
        player.page.keyboard.press(key)


def focused(player: Player) -> str:
    """The id of what has the focus, or else the start of its words."""
    return str(
        player.page.evaluate(
            "document.activeElement.id || document.activeElement.textContent.trim().slice(0, 40)"
        )
    )


def test_look_declare_and_contain_are_a_key_away(alone: Player) -> None:
    page = alone.page
    for key, dialog, group in (("l", "#orders", "observe"), ("c", "#orders", "contain")):
        keys(alone, key)
        expect(page.locator(dialog)).to_be_visible()
        expect(page.locator(f'#orders [data-part="{group}"]')).to_be_visible()
        assert page.locator("#orders .order > summary:focus").count() == 1
        keys(alone, "Escape")
        expect(page.locator(dialog)).to_be_hidden()
    keys(alone, "d")
    expect(page.locator("#declare-d")).to_be_visible()
    assert page.locator("#declare-d select:focus").count() == 1
    keys(alone, "Escape")
    assert alone.wrong == []


def test_letters_in_a_field_are_letters(alone: Player) -> None:
    keys(alone, "n")
    assert focused(alone) == "note-text"
    alone.page.keyboard.type("declare? h c l 1")
    assert alone.page.locator("dialog[open]").count() == 0
    assert alone.page.locator("#note-text").input_value() == "declare? h c l 1"


def test_single_keys_can_be_switched_off(alone: Player) -> None:
    keys(alone, "?")
    expect(alone.page.locator("#help-d")).to_be_visible()
    alone.page.locator("#keys-on").uncheck()
    keys(alone, "Escape", "c", "l", "d")
    assert alone.page.locator("dialog[open]").count() == 0


def test_an_alert_is_acknowledged_and_goes_into_a_note(alone: Player) -> None:
    page = alone.page
    expect(page.locator("#unseen")).to_have_text(re.compile(r"^\d+$"))
    new = page.locator("#pane-messages li[data-new]")
    told = page.locator("#pane-messages li").filter(has_text="Hand-over")
    keys(alone, "g", "a")
    told.locator("[data-ack]").focus()
    keys(alone, "a")
    expect(told.locator("[data-ack]")).to_have_attribute("aria-pressed", "true")
    expect(new.filter(has_text="Hand-over")).to_have_count(0)
    page.reload()
    alone.at_the_console()
    expect(new.filter(has_text="Hand-over")).to_have_count(0)
    told.locator("[data-ack]").focus()
    keys(alone, "p")
    assert focused(alone) == "note-text"
    expect(page.locator("#note-text")).to_have_value(re.compile("Night shift: Hand-over$"))
    assert "Hand-over" not in alone.log()


def test_the_alarm_is_silent_until_somebody_presses_and_remembers_it(alone: Player) -> None:
    page, sound = alone.page, alone.page.locator("#sound")
    alone.context.add_init_script(COUNT_SOUNDS)
    page.reload()
    alone.at_the_console()
    page.evaluate(ALARM)
    assert page.evaluate("window.sounds") == 0
    expect(sound).not_to_have_attribute("data-played", "alarm")
    keys(alone, "m")
    expect(sound).to_have_attribute("aria-pressed", "true")
    assert page.evaluate("window.sounds") == 1
    page.reload()
    alone.at_the_console()
    expect(sound).to_have_attribute("aria-pressed", "true")
    assert page.evaluate("window.sounds") == 0
    page.evaluate(ALARM)
    expect(sound).to_have_attribute("data-played", "alarm")
    keys(alone, "m")
    expect(sound).to_have_attribute("aria-pressed", "false")
    assert alone.wrong == []


def test_the_chart_shows_less_or_more_of_the_past(alone: Player) -> None:
    span = alone.page.locator("#span")
    keys(alone, "g", "r", "[")
    expect(span).to_have_text("2 min")
    keys(alone, "[", "]", "]", "]")
    expect(span).to_have_text("30 min")
    span.click()
    expect(span).to_have_text("2 min")


def test_orders_are_searched_from_a_field_too(alone: Player) -> None:
    keys(alone, "n")
    keys(alone, "Control+k")
    assert focused(alone) == "find"


def test_the_help_names_every_key(alone: Player) -> None:
    keys(alone, "?")
    named = set(" ".join(alone.page.locator("#help-d kbd").all_inner_texts()).split())
    assert {*"ldc/eapbnsmhg[]jk?18", "Esc"} <= named


def test_an_order_is_found_by_its_words_and_given_from_the_keyboard(alone: Player) -> None:
    keys(alone, "/")
    assert focused(alone) == "find"
    alone.page.keyboard.type("build manifests")
    shown = alone.page.locator("#orders .order:visible")
    expect(shown).to_have_count(1)
    keys(alone, "Enter", "Tab", "Enter")
    assert alone.answer(alone.page.locator("#form-sweep_builds")).startswith("Accepted")
    keys(alone, "Escape")
    keys(alone, "/")
    alone.page.keyboard.type("no such words")
    expect(alone.page.locator("#orders .nothing")).to_be_visible()
    keys(alone, "Escape")
    expect(alone.page.locator("#find")).to_have_value("")


def test_the_routers_are_one_stop_and_the_arrows_walk_them(alone: Player) -> None:
    keys(alone, "g", "f")
    rows = alone.page.locator("#fleet tbody button")
    assert rows.evaluate_all("all => all.filter((one) => one.tabIndex === 0).length") == 1
    keys(alone, "ArrowDown", "j", "ArrowUp")
    assert alone.page.locator("#router-2 button:focus").count() == 1
    keys(alone, "Enter")
    expect(alone.page.locator("#orders")).to_be_visible()
    expect(alone.page.locator("#f-isolate-router")).to_have_value("2")


def test_two_instruments_are_open_and_the_oldest_makes_room(alone: Player) -> None:
    shown = alone.page.locator("#desk > .panel:visible")

    def names() -> list[str]:
        return [str(one.get_attribute("id")) for one in shown.all()]

    assert names() == ["fleet", "mail"]
    keys(alone, "g", "p")
    assert names() == ["mail", "positions"]
    count = alone.page.locator('[data-toggle="mail"] .count')
    alone.page.locator('[data-toggle="rates"]').click()
    assert names() == ["positions", "rates-panel"]
    expect(count).to_have_text(re.compile(r"^\d+$"))
    alone.page.reload()
    alone.at_the_console()
    assert names() == ["positions", "rates-panel"]
    alone.show("mail")
    expect(count).to_be_empty()


def test_what_nobody_saved_stays_when_the_board_is_renewed(alone: Player) -> None:
    keys(alone, "b")
    assert focused(alone) == "belief-1"
    keys(alone, "End", "Tab", "PageUp")
    form = alone.page.locator("#form-believe")
    expect(form.get_by_text("Yours is not saved.")).to_be_visible()
    second = alone.page.locator("#belief-2").input_value()
    alone.order("observe", "check_flag")
    expect(alone.page.locator("#pane-log")).to_contain_text(re.compile("done", re.IGNORECASE))
    assert alone.page.locator("#belief-1").input_value() == "100"
    assert alone.page.locator("#belief-2").input_value() == second
    assert alone.press(form).startswith("Accepted")
    expect(form.get_by_text(re.compile(r"Saved \d\d:\d\d:\d\d by"))).to_be_visible()
    expect(form.get_by_text("Yours is not saved.")).to_be_hidden()


def test_evidence_is_pinned_cited_and_shared(alone: Player) -> None:
    alone.order("observe", "check_flag")
    alone.order("observe", "sweep_builds")
    assert "PowerPeg" in alone.evidence("Build manifests")
    keys(alone, "e")
    items = alone.page.locator(".evi")
    last = items.filter(has_text="flag").last
    last.get_by_role("button", name="Pin").click()
    tops = items.evaluate_all("all => all.map((one) => one.getBoundingClientRect().top)")
    pinned = last.evaluate("one => one.getBoundingClientRect().top")
    assert pinned == min(tops)
    last.get_by_role("button", name="Cite").click()
    last.get_by_role("button", name="Share to the board").click()
    expect(last).to_contain_text("On the team's board")
    keys(alone, "Escape", "d")
    expect(alone.page.locator("#declare-d [data-cites] input:checked")).to_have_count(1)


def test_held_numbers_stand_still_and_say_how_old_they_are(alone: Player) -> None:
    keys(alone, "h")
    hold = alone.page.locator("#hold")
    expect(hold).to_have_text(re.compile(r"Held at \d\d:\d\d:\d\d · \d+:\d\d behind"))
    mails, step = alone.page.locator("#mail .chip").inner_text(), alone.step()
    alone.page.wait_for_timeout(3000)
    assert alone.page.locator("#mail .chip").inner_text() == mails
    assert alone.step() == step
    keys(alone, "h")
    alone.until(lambda: alone.step() > step, 5, "it goes on")
    expect(hold).to_have_text("Hold")


def test_the_chart_has_a_table_with_the_same_points(alone: Player) -> None:
    alone.show("rates")
    alone.until(lambda: alone.drawn()[0] > 60, 30, "some points")
    alone.page.locator("#twin").click()
    rows = alone.page.locator("#rates-table tbody tr")
    assert rows.count() > 1
    expect(alone.page.locator("#rates")).to_be_hidden()
    alone.page.locator("#twin").click()
    expect(alone.page.locator("#rates")).to_be_visible()


def test_the_log_shows_orders_or_what_was_said(alone: Player) -> None:
    alone.note("odd rejects")
    alone.order("observe", "check_flag")
    log = alone.page.locator("#pane-log")
    expect(log).to_contain_text("Look up the RLP flag")
    alone.page.get_by_role("button", name="Said", exact=True).click()
    expect(log.get_by_text("odd rejects")).to_be_visible()
    expect(log.locator("li:visible", has_text="RLP flag")).to_have_count(0)
    alone.page.get_by_role("button", name="Orders", exact=True).click()
    expect(log.get_by_text("odd rejects")).to_be_hidden()
    expect(log.locator("li:visible", has_text="RLP flag")).not_to_have_count(0)
