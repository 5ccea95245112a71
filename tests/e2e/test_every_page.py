"""Every page in both themes and three sizes: axe, no scrolling, no errors."""

from __future__ import annotations

import functools
import re
from collections.abc import Callable, Iterator
from typing import cast

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, expect

from tests.browser import Facilitator, Player, Visitor
from tests.e2e.conftest import Come
from tests.stack import Stack

pytestmark = pytest.mark.stack

TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
SIZES = [(1366, 768), (1920, 1080), (390, 844)]
COLOURS = ["color-contrast", "link-in-text-block"]
THEMES: dict[str, dict[str, object]] = {
    "dark": {"type": "tag", "values": TAGS},
    "light": {"type": "rule", "values": COLOURS},
}
Look = Callable[..., None]


def test_every_page_can_be_used_by_everybody(
    facilitator: Facilitator, come: Come, the_look: Look
) -> None:
    """One walk through all pages; whatever is wrong anywhere is listed at the end."""
    fay, ann = facilitator, cast(Player, come(Player))
    before_the_start(fay, ann, the_look)
    at_the_desk(fay, ann, the_look)
    after_the_end(fay, ann, the_look)
    assert fay.wrong + ann.wrong == []


@pytest.fixture
def the_look(chrome: Browser, house: Stack) -> Iterator[Look]:
    """Look at a page in every theme and size; fails at the end with all that was found."""
    found: list[str] = []
    yield functools.partial(look, chrome, house.urls[0], found)
    assert found == []


def look(
    chrome: Browser, url: str, found: list[str], visitor: Visitor, name: str, *, small: bool = True
) -> None:
    """`small`: look at it in the other sizes too, a telephone's among them."""
    found += axe(visitor.page, name)
    if small:
        found += sizes(visitor.page, name)
        found += phone(chrome, url, visitor, name)


def before_the_start(fay: Facilitator, ann: Player, look: Look) -> None:
    ann.page.goto("/")
    look(ann, "front")
    ann.page.goto("/sign-in")
    look(ann, "sign-in")
    for name, page in (("account", "/account"), ("second-factor", "/accounts/2fa/app/")):
        fay.page.goto(page)
        look(fay, name)
    code = fay.create("Friday", ["Otter", "Heron"], seed="5", seating="roles")
    ann.page.goto(f"/j/{code.replace('-', '')}")
    look(ann, "join")
    ann.join(code, "Ann", "Otter")
    look(ann, "lobby")
    look(fay, "room-before")


def at_the_desk(fay: Facilitator, ann: Player, look: Look) -> None:
    fay.start()
    ann.at_the_console()
    fay.speed(300)
    ann.wait_for_step(5500)
    fay.speed(1)
    look(fay, "room")
    look(ann, "console")
    for group in ("contain", "observe"):
        ann.open_orders(group)
        look(ann, f"console-{group}")
        ann.close_drawers()
    ann.page.get_by_role("button", name="Declare…").click()
    look(ann, "console-declare")
    ann.page.keyboard.press("Escape")
    ann.page.keyboard.press("?")
    look(ann, "console-help", small=False)
    ann.page.keyboard.press("Escape")


@pytest.mark.slow
def test_every_seat_has_a_screen_that_can_be_used(
    facilitator: Facilitator, come: Come, the_look: Look
) -> None:
    """Six people, a seat each, a minute after the open; everybody has looked and said something."""
    fay = facilitator
    code = fay.create("Seats", ["Otter"], seed="5", seating="roles")
    six = [cast(Player, come(Player)) for _ in range(6)]
    for player, name in zip(six, ("Ann", "Ben", "Cid", "Dot", "Eve", "Flo"), strict=True):
        player.join(code, name, "Otter")
    fay.start()
    for player in six:
        player.at_the_console()
        player.note("here")
    six[1].order("observe", "sweep_builds")
    fay.speed(300)
    six[0].wait_for_step(5460)
    fay.pause("a look round")
    for player in six:
        seat = player.page.locator("#console").get_attribute("data-seats")
        the_look(player, f"seat-{seat}")
        each_page_of_the_board(player, str(seat), the_look)
    assert [wrong for player in six for wrong in player.wrong] + fay.wrong == []


def each_page_of_the_board(player: Player, seat: str, look: Look) -> None:
    """The other pages of the team's board, once, and the drawer of what was opened."""
    if seat != "RTR":
        return
    for page in ("tasks", "checks", "decisions", "people"):
        player.page.locator(f"#leaf-{page}").click()
        look(player, f"board-{page}", small=False)
    player.page.keyboard.press("e")
    look(player, "console-evidence", small=False)
    player.close_drawers()


def after_the_end(fay: Facilitator, ann: Player, look: Look) -> None:
    fay.page.get_by_role("button", name="End", exact=True).click()
    fay.yes()
    ann.page.wait_for_url("**/result")
    expect(ann.page.locator("h1")).to_contain_text("Team Otter", timeout=90_000)
    look(ann, "result")
    fay.page.goto("/ctl")
    look(fay, "exercises")


def axe(page: Page, name: str) -> list[str]:
    """Violations: of every rule in the dark, of those about colours in the light."""
    found = []
    for theme, rules in THEMES.items():
        page.emulate_media(color_scheme=theme)  # type: ignore[arg-type]
        results = Axe().run(page, options={"runOnly": rules})
        assert results.response["passes"], "axe looked at nothing"
        found += [
            f"{name}, {theme}: {one['id']}: {[node['target'] for node in one['nodes'][:3]]}"
            for one in results.response["violations"]
        ]
    return found


def sizes(page: Page, name: str) -> list[str]:
    """Where the page would scroll on a desk. A console never does, others never sideways."""
    found = []
    for width, height in SIZES[:2]:
        page.set_viewport_size({"width": width, "height": height})
        found += scrolls(page, f"{name} at {width}x{height}", width)
    page.set_viewport_size({"width": SIZES[0][0], "height": SIZES[0][1]})
    return found


def phone(chrome: Browser, url: str, visitor: Visitor, name: str) -> list[str]:
    """The same page on a phone: the same cookies, a viewport that may grow."""
    width, height = SIZES[2]
    state = visitor.context.storage_state()
    small = Visitor(
        chrome, url, size=(width, height), is_mobile=True, has_touch=True, storage_state=state
    )
    small.page.goto(visitor.page.url, wait_until="load")
    small.page.wait_for_timeout(200)
    small.picture(f"phone-{name}")
    found = scrolls(small.page, f"{name} on a phone", width) + small.wrong
    small.close()
    return found


def scrolls(page: Page, where: str, width: int) -> list[str]:
    now = page.evaluate(
        "() => ({inner: innerWidth, high: innerHeight, wide: document.documentElement.scrollWidth,"
        " tall: document.documentElement.scrollHeight})"
    )
    found = [] if now["inner"] == width else [f"{where}: innerWidth is {now['inner']}"]
    found += [f"{where}: {now['wide']} wide"] if now["wide"] > now["inner"] else []
    is_console = re.search(r"/play$", page.url)
    return found + ([f"{where}: {now}"] if is_console and now["tall"] > now["high"] else [])
