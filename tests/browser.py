"""Real browsers for tests: one Chromium, the people in front of it, and all that they were sent.

chromium()            a running Chromium, for a `with`
Visitor(...)          a browser of its own (cookies, page) that records every message and error
Player, Facilitator   visitors who do what these people do, by what the page shows
"""

from __future__ import annotations

import json
import re
import shutil
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, TypeVar

from playwright.sync_api import (
    Browser,
    ConsoleMessage,
    Locator,
    Page,
    Response,
    WebSocket,
    expect,
    sync_playwright,
)

# The shell is Chromium without the window that nobody sees here: a tenth less to compute.
PROGRAMS = ("chromium-headless-shell", "chromium", "chromium-browser", "google-chrome")
SWITCHES = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
DESKTOP = (1366, 768)
PATIENCE_S = 30.0
ARTIFACTS = Path(__file__).resolve().parent.parent / "artifacts"
Found = TypeVar("Found")

expect.set_options(timeout=PATIENCE_S * 1000)


@contextmanager
def chromium() -> Iterator[Browser]:
    """The system's Chromium. Its event loop ends with the block: Django refuses to work beside."""
    program = next(path for name in PROGRAMS if (path := shutil.which(name)))
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=program, args=SWITCHES)
        yield browser
        browser.close()


class Visitor:
    """A browser with cookies of its own."""

    def __init__(
        self,
        browser: Browser,
        url: str,
        *,
        size: tuple[int, int] = DESKTOP,
        har: Path | None = None,
        **more: Any,
    ) -> None:
        """`more`: Playwright's options of a context."""
        kept: dict[str, Any] = {"record_har_path": har, "record_har_content": "embed"}
        self.context = browser.new_context(
            base_url=url,
            viewport={"width": size[0], "height": size[1]},
            **(kept if har else {}),
            **more,
        )
        self.context.set_default_timeout(PATIENCE_S * 1000)
        self.har = har
        self.told: list[str] = []  # messages of sockets, as they came
        self.wrong: list[str] = []  # errors and violations that the browser noted
        self.processes: set[str] = set()
        self.page = self.tab()

    def tab(self) -> Page:
        """One more tab; it is recorded too."""
        page = self.context.new_page()
        page.on("websocket", self._listen)
        page.on("console", self._note)
        page.on("pageerror", lambda error: self.wrong.append(str(error)))
        page.on("response", self._answered)
        return page

    def close(self) -> None:
        """Also writes the record of everything that came."""
        self.context.close()

    @property
    def frames(self) -> list[dict[str, Any]]:
        """The frames so far, oldest first."""
        messages = [json.loads(text) for text in self.told if '"frame"' in text]
        return [message for message in messages if message["t"] == "frame"]

    def until(
        self, condition: Callable[[], Found], seconds: float = PATIENCE_S, what: str = ""
    ) -> Found:
        """Wait until the condition gives something true, and return that."""
        deadline = time.monotonic() + seconds
        while not (found := condition()):
            if time.monotonic() > deadline:
                raise AssertionError(f"not within {seconds} s: {what or condition}")
            self.page.wait_for_timeout(50)
        return found

    def reload_until(self, condition: Callable[[], Found], seconds: float, what: str) -> Found:
        """The same for a page that does not follow by itself; a second between two loads."""

        def reloaded() -> Found:
            self.page.wait_for_timeout(1000)
            self.page.reload()
            return condition()

        return self.until(reloaded, seconds, what)

    def picture(self, name: str) -> None:
        """Keep what the page looks like now as an artefact of the run."""
        ARTIFACTS.mkdir(exist_ok=True)
        self.page.screenshot(path=ARTIFACTS / f"{name}.png")

    def _listen(self, socket: WebSocket) -> None:
        socket.on("framereceived", self._hear)

    def _hear(self, payload: str | bytes) -> None:
        self.told.append(payload if isinstance(payload, str) else payload.decode())

    def _note(self, message: ConsoleMessage) -> None:
        if message.type == "error":
            self.wrong.append(f"{message.text} ({message.location.get('url', '')})")

    def _answered(self, response: Response) -> None:
        if process := response.headers.get("x-process"):
            self.processes.add(process)


class Player(Visitor):
    """Somebody at a desk, who knows what the page shows and nothing else."""

    def join(self, code: str, name: str, team: str) -> None:
        """From the front page to the seat."""
        self.page.goto("/")
        self.page.get_by_label("Exercise code").fill(code)
        self.page.get_by_role("button", name="Join").click()
        self.page.get_by_label("Your name").fill(name)
        self.page.get_by_label(team, exact=True).check()
        self.page.get_by_role("button", name="Take a seat").click()
        self.page.wait_for_url(re.compile("/(lobby|play)$"))

    def at_the_console(self) -> None:
        """The start has moved this page by itself, and numbers come in."""
        self.page.wait_for_url("**/play")
        self.page.locator("#console[data-step]").wait_for()
        self.until(lambda: self.frames, what="a frame")

    def step(self) -> int:
        """The step that the page shows."""
        return int(self.page.locator("#console").get_attribute("data-step") or 0)

    def wait_for_step(self, step: int, seconds: float = 60) -> None:
        self.until(lambda: self.step() >= step, seconds, f"step {step}")

    def number(self, key: str) -> int:
        """A whole number as shown: orders per second, counts."""
        shown = self.page.locator(f"#{key}").inner_text()
        return int(shown.replace(",", "").replace("\u2212", "-").replace("?", "-1"))

    def drawn(self) -> tuple[int, int, int]:
        """Step, out and in of the newest point that the rates chart has drawn."""
        self.show("rates")
        self.page.locator("#rates[data-step]").wait_for()
        shown = self.page.locator("#rates").evaluate("e => ({...e.dataset})")
        return int(shown["step"]), int(shown["out"]), int(shown["in"])

    def show(self, pane: str) -> None:
        """Open an instrument, if this desk has so many that some are closed."""
        closed = self.page.locator(f'[data-toggle="{pane}"][aria-pressed="false"]')
        if closed.count():
            closed.click()

    def open_orders(self, group: str) -> None:
        """Show the drawer of orders of that kind."""
        self.page.locator(f'.acts [data-open="orders"][data-group="{group}"]').click()

    def form(self, action: str) -> Locator:
        """The form of an order in the open drawer."""
        order = self.page.locator(f"#order-{action}")
        if order.get_attribute("open") is None:
            order.locator("summary").click()
        return order.locator("form")

    def order(self, group: str, action: str) -> str:
        """Give an order that needs nothing more than a press; the answer."""
        self.open_orders(group)
        answer = self.press(self.form(action))
        self.close_drawers()
        return answer

    def press(self, form: Locator) -> str:
        """Press the form's button; the server's words."""
        form.locator("[type=submit]").first.click()
        return self.answer(form)

    def answer(self, form: Locator) -> str:
        told = form.locator(".answer .ok, .answer .no")
        told.first.wait_for()
        return told.first.inner_text()

    def close_drawers(self) -> None:
        self.page.keyboard.press("Escape")

    def mail(self, subject: str) -> Locator:
        """The mails of a subject, as a group."""
        self.show("mail")
        return self.page.locator(".mail").filter(has_text=subject)

    def evidence(self, title: str) -> str:
        """The words of an opened piece of evidence."""
        self.page.get_by_role("button", name="Evidence", exact=True).click()
        item = self.page.locator(".evi").filter(has_text=title).first
        item.wait_for()
        words = item.inner_text()
        self.close_drawers()
        return words

    def isolate(self, number: int) -> str:
        """By the orders of that router's row."""
        self.show("fleet")
        self.page.locator(f"#router-{number} button").click()
        form = self.form("isolate")
        expect(form.locator("select")).to_have_value(str(number))
        answer = self.press(form)
        self.close_drawers()
        return answer

    def declare(self, severity: str, titles: list[str]) -> str:
        """Say that something is wrong, and cite the evidence of these titles."""
        self.page.get_by_role("button", name="Declare…").click()
        dialog = self.page.locator("#declare-d")
        dialog.locator("select").first.select_option(label=severity)
        for title in titles:
            dialog.locator("label.pick").filter(has_text=title).locator("input").check()
        answer = self.press(dialog.locator("form").first)
        expect(dialog).to_be_hidden()
        return answer

    def note(self, words: str) -> None:
        form = self.page.locator("form.noteline")
        form.locator("input[name=text]").fill(words)
        form.locator("[type=submit]").first.click()
        expect(self.page.locator("#pane-log")).to_contain_text(words)

    def log(self) -> str:
        return self.page.locator("#pane-log").inner_text()


class Facilitator(Visitor):
    """Who runs the room. `exercise` is the number of the one created last."""

    exercise: int

    def enter(self, link: str) -> None:
        """By a one-time link, on this visitor's own server."""
        self.page.goto(re.sub(r"^https?://[^/]+", "", link))
        self.page.wait_for_url("**/ctl")

    def create(
        self,
        name: str,
        teams: list[str],
        *,
        pace: str = "sprint",
        seed: str = "",
        seating: str = "open",
        variant: str = "",
    ) -> str:
        """An exercise with one stale router, or of that variant; its code."""
        self.page.goto("/ctl")
        self.page.get_by_label("Name", exact=True).fill(name)
        self.page.get_by_label("Teams, one per line").fill("\n".join(teams))
        self.page.get_by_label("Scenario").select_option("knight" if variant else "knight-shuffled")
        self.page.get_by_label("What is wrong").select_option(variant)
        self.page.get_by_label("Seats").select_option(seating)
        self.page.get_by_label("Pace").select_option(pace)
        self.page.get_by_label("Seed").fill(seed)
        self.page.get_by_role("button", name="Make exercise").click()
        self.page.wait_for_url(re.compile(r"/ctl/\d+$"))
        self.exercise = int(self.page.url.rsplit("/", 1)[1])
        return self.page.locator(".code.huge").inner_text()

    def start(self) -> None:
        with self.doing("start", "Started."):
            self.page.get_by_role("button", name="Start", exact=True).click()
            self.yes()

    def speed(self, factor: int) -> None:
        self.page.locator("#speed").select_option(str(factor))
        with self.doing("speed", "The speed holds until the next phase begins."):
            self.page.locator("#f-speed").get_by_role("button", name="Set").click()

    def pause(self, reason: str) -> None:
        self.page.locator("#why-pause").fill(reason)
        with self.doing("pause", "Paused for everyone."):
            self.page.get_by_role("button", name="Pause all").click()

    def resume(self) -> None:
        with self.doing("resume", "It goes on."):
            self.page.get_by_role("button", name="Resume all").click()

    def skip(self) -> None:
        with self.doing("skip", "The afternoon is skipped."):
            self.page.get_by_role("button", name="Skip the afternoon").click()
            self.yes()

    @contextmanager
    def doing(self, verb: str, words: str) -> Iterator[None]:
        """What is pressed inside must be answered with these words, and the page must show them."""
        with self.page.expect_response(re.compile(rf"/ctl/\d+/{verb}$")) as answer:
            yield
        assert words in answer.value.text()
        expect(self.page.locator("#room-answer")).to_contain_text(words)

    def yes(self) -> None:
        """Confirm the question that has come up."""
        self.page.locator("#confirm [data-yes]").click()


def host_named(words: str) -> int:
    """The one router that an evidence's lines name. Fails when they name several or none."""
    named = {int(number) for number in re.findall(r"SMARS-(\d)", words)}
    assert len(named) == 1, words
    return named.pop()


def hosts_with(words: str, mark: str) -> set[int]:
    """The routers in whose lines the mark stands."""
    lines = [line for line in words.splitlines() if mark in line]
    return {int(number) for line in lines for number in re.findall(r"SMARS-(\d)", line)}
