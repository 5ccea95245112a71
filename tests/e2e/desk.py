"""What the people of a team do at their seats, by the words that stand on their pages."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping

from playwright.sync_api import Locator, expect

from tests.browser import Facilitator, Player

OPEN, CUT = 5400, 8100  # steps: seconds since 08:00
NOTHING: Mapping[str, str] = {}


class Desk(Player):
    """A seat of a team with roles."""

    def wish(self, seat: str) -> None:
        """Hope for a seat, in the waiting room."""
        self.page.locator(f"#seat-{seat}").get_by_role("button").click()
        expect(self.page.locator(f"#seat-{seat}")).to_contain_text("You hope for it")

    def seats(self) -> str:
        """The seats that the page says are one's own."""
        return self.page.locator("#pane-crew .mine").inner_text().rpartition(":")[2].strip()

    def has_order(self, action: str) -> bool:
        """Does any drawer or board of this page hold a form for it?"""
        return self.page.locator(f"#form-{action}").count() > 0

    def give(
        self,
        group: str,
        action: str,
        choose: Mapping[str, str] = NOTHING,
        tick: Collection[str] = (),
    ) -> str:
        """Fill in an order's form by its labels and press; the server's words."""
        self.open_orders(group)
        answer = self.fill_in(self.form(action), choose, tick)
        self.close_drawers()
        return answer

    def fill_in(
        self, form: Locator, choose: Mapping[str, str] = NOTHING, tick: Collection[str] = ()
    ) -> str:
        """`choose` answers labels, `tick` marks what has these words; says yes when asked."""
        for label, value in choose.items():
            field = form.get_by_label(label, exact=True)
            if field.evaluate("field => field.tagName") == "SELECT":
                field.select_option(label=value)
            else:
                field.fill(value)
        for pick in form.locator("label.pick").all():
            words = pick.inner_text()
            pick.locator("input").set_checked(any(word in words for word in tick))
        form.locator("[type=submit]").first.click()
        if form.get_attribute("data-confirm"):
            self.yes()
        return self.answer(form)

    def yes(self) -> None:
        """Confirm the question that has come up."""
        self.page.locator("#confirm [data-yes]").click()

    def done(self, answer: str) -> None:
        """Wait until what was accepted has taken effect."""
        assert answer.startswith("Accepted"), answer
        due = re.findall(r"(\d\d):(\d\d):(\d\d)", answer)[-1]
        hours, minutes, seconds = map(int, due)
        self.wait_for_step((hours - 8) * 3600 + minutes * 60 + seconds + 1)

    def why_not(self, action: str) -> str:
        """What stands beside an order that is grey."""
        return self.page.locator(f"#order-{action} summary .why").first.inner_text()

    def share(self, title: str) -> None:
        """Lay opened evidence on the team's table."""
        self.page.get_by_role("button", name="Evidence", exact=True).click()
        item = self.page.locator(".evi").filter(has_text=title).first
        item.get_by_role("button", name="Share to the board").click()
        expect(item).to_contain_text("On the team's board")
        self.close_drawers()

    def reads(self, title: str, words: str) -> str:
        """Open the evidence and wait until that item holds these words; all that it says."""
        self.page.get_by_role("button", name="Evidence", exact=True).click()
        item = self.page.locator(".evi").filter(has_text=title).filter(has_text=words).first
        item.wait_for()
        told = item.inner_text()
        self.close_drawers()
        return told

    def leaf(self, name: str) -> Locator:
        """A page of the team's board."""
        self.page.locator(f"#leaf-{name}").click()
        return self.page.locator(f"#part-{name}")

    def believe(self, percent: Mapping[int, int], mechanism: str) -> None:
        """Move the sliders of these routers, say what it is, save."""
        board = self.leaf("beliefs")
        for number, part in percent.items():
            board.get_by_label(f"SMARS-{number}", exact=True).fill(str(part))
        board.get_by_label("What is it?").select_option(label=mechanism)
        assert self.press(board.locator("form")).startswith("Accepted")

    def assign(self, task: str, seat: str, minutes: int) -> None:
        self.leaf("tasks")
        answers = {"Task": task, "Seat": seat, "Minutes": str(minutes)}
        assert self.fill_in(self.form("assign"), answers).startswith("Accepted")

    def read_back(self, task: str) -> None:
        """Say the task back once it stands on one's own board."""
        item = self.leaf("tasks").locator("li").filter(has_text=task)
        item.get_by_role("button", name="Read back").click()
        expect(item).to_contain_text("✓ read back")

    def write_down(self, what: str, expects: str, abort: str) -> None:
        """A decision, before it is ordered."""
        self.leaf("decisions")
        answers = {"We will": what, "We expect": expects, "We stop if": abort}
        assert self.fill_in(self.form("decision_record"), answers).startswith("Accepted")

    def close_sign(self, sign: str, title: str) -> None:
        """Say that a sign means no harm, and which evidence shows it."""
        row = self.leaf("checks").locator("li").filter(has_text=sign)
        row.get_by_role("button", name="Close…").click()
        form = self.page.locator("#form-close_check")
        assert self.fill_in(form, tick=[title]).startswith("Accepted")
        expect(row).to_contain_text("✓ closed")

    def approve(self, what: str) -> None:
        """Turn the second key of an order that waits."""
        waiting = self.page.locator("#pane-pending li[data-waits]").filter(has_text=what)
        waiting.get_by_role("button", name="Approve").click()
        self.yes()
        expect(waiting).to_have_count(0)


def the_calm_is_proven(risk: Desk, words: str) -> None:
    """Check fills against open orders, once three minutes can be looked back on."""
    risk.done(risk.order("observe", "verify_flow"))
    risk.reads("Flow check", words)


def result_of(player: Player) -> dict[str, int]:
    """Points of each part and the total, as the page of the result says."""
    player.page.wait_for_url("**/result", timeout=60_000)
    expect(player.page.locator(".score .part").first).to_be_visible(timeout=90_000)
    card = player.page.locator(".card").filter(has=player.page.locator(".score"))
    parts = card.locator(".part").all()
    points = {
        part.locator("h3").inner_text(): part.locator(".nowrap").inner_text() for part in parts
    }
    total = card.locator("p.big").inner_text()
    shown = {
        title: int(told.split("/")[0].replace("\u2212", "-")) for title, told in points.items()
    }
    return shown | {"total": int(total.split()[0])}


def until_the_result(fay: Facilitator, player: Player) -> None:
    """The rest of the morning at speed, and no afternoon."""
    fay.speed(300)
    player.wait_for_step(CUT + 1)
    fay.skip()
