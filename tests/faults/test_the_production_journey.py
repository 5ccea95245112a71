"""A morning on two web processes and two clock workers, and what is done to them meanwhile."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass

import pytest
import redis as redis_client
from playwright.sync_api import expect

from tests.browser import Facilitator, Player, chromium, host_named
from tests.client import Client
from tests.faults.crowd import Person, log_of, nothing_was_lost_or_doubled
from tests.faults.watch import Watch
from tests.stack import Stack

pytestmark = pytest.mark.stack

OPEN, CUT = 5400, 8100
PERIOD_S = 0.5
LATE_S = 0.25  # what a busy machine may add to a gap
HEALED_S = 10.0
SLOW = 4


@dataclass
class Scene:
    """Two browsers at Otter's desk, two people there who never pause, one watch at Heron's."""

    stack: Stack
    fay: Facilitator
    ann: Player
    ben: Player
    crowd: list[Person]
    heron: Client
    flush: Callable[[], object]

    @property
    def browsers(self) -> tuple[Player, Player]:
        return self.ann, self.ben


@pytest.fixture
def scene(stack: Stack, redis_url: str) -> Iterator[Scene]:
    with chromium() as browser:
        fay = Facilitator(browser, stack.urls[0])
        fay.enter(stack.manage("facilitator_link").strip())
        code = fay.create("Two processes", ["Otter", "Heron"])
        ann, ben = (Player(browser, url) for url in stack.urls)
        ann.join(code, "Ann", "Otter")
        ben.join(code, "Ben", "Otter")
        crowd = [
            Person(name, by_http(stack, code, name, "Otter"), stack.urls, think_s=0.6)
            for name in ("Cy", "Di")
        ]
        heron = by_http(stack, code, "Eve", "Heron")
        flush = redis_client.Redis.from_url(redis_url).flushall
        yield Scene(stack, fay, ann, ben, crowd, heron, flush)


def by_http(stack: Stack, code: str, name: str, team: str) -> Client:
    client = Client(stack.urls[0])
    page = client.get(f"/j/{code.replace('-', '')}").text
    choice = re.search(rf'value="(\d+)"[^>]*>\s*{team}', page)
    assert choice, page
    client.post(f"/j/{code.replace('-', '')}", name=name, team=choice.group(1))
    return client


def test_a_morning_goes_on_whatever_dies(scene: Scene) -> None:
    scene.fay.start()
    for player in scene.browsers:
        player.at_the_console()
    each_browser_has_a_process_of_its_own(scene)
    number = the_header_names_a_router(scene.ann)
    the_runaway_begins(scene)
    for person in scene.crowd:
        person.begin()
    a_killed_clock_worker_is_not_missed(scene)
    a_flushed_redis_heals(scene)
    eight_presses_under_one_key_have_one_effect(scene)
    an_isolation_by_one_stops_the_flow_in_both(scene, number)
    for person in scene.crowd:
        person.end()
    the_log_holds_every_answer_once(scene)
    both_read_the_result(scene)
    assert scene.ann.wrong + scene.ben.wrong + scene.fay.wrong == []


def each_browser_has_a_process_of_its_own(scene: Scene) -> None:
    assert (scene.ann.processes, scene.ben.processes) == ({"web-1"}, {"web-2"})


def the_header_names_a_router(ann: Player) -> int:
    mails = ann.mail("BNET reject")
    mails.wait_for()
    ann.press(mails.locator("form"))
    mails.get_by_role("button", name="Header").click()
    return host_named(ann.evidence("Raw headers"))


def the_runaway_begins(scene: Scene) -> None:
    scene.fay.speed(300)
    for player in scene.browsers:
        player.wait_for_step(OPEN + 30)
    scene.fay.speed(SLOW)
    for player in scene.browsers:
        player.until(lambda p=player: p.number("k-out") > 500, what="the flow")  # type: ignore[misc]
        player.until(lambda p=player: p.frames[-1]["speed"] == SLOW, what="the speed")  # type: ignore[misc]


def a_killed_clock_worker_is_not_missed(scene: Scene) -> None:
    """At Heron's desk nobody orders anything: only the clock moves it."""
    with Watch(scene.heron, scene.stack.urls[1]) as watch:
        scene.ben.until(lambda: len(watch.frames) >= 4, what="frames")
        scene.stack.kill("clock-1")
        killed = len(watch.frames)
        scene.ben.until(lambda: len(watch.frames) >= killed + 10, what="frames after the kill")
    scene.stack.start("clock-1")
    print("gaps", [round(gap, 2) for gap in watch.gaps_s()], "lost", watch.lost())
    assert max(watch.gaps_s()) <= 2 * PERIOD_S + LATE_S
    assert abs(watch.lost()) <= 1  # a step is a whole second


def a_flushed_redis_heals(scene: Scene) -> None:
    scene.flush()
    for player in scene.browsers:
        state = player.page.request.get("/play/state").json()
        player.wait_for_step(state["step"] + SLOW, HEALED_S)
        expect(player.page.locator("#conn")).to_have_attribute("data-conn", "live")
        the_page_shows_the_servers_numbers(player)


def the_page_shows_the_servers_numbers(player: Player) -> None:
    """What was asked for over HTTP is drawn too, so look until it is a frame's turn."""
    fields = str(player.page.locator("#console").get_attribute("data-fields")).split()

    def drawn_from_a_frame() -> bool:
        step, out, into = player.drawn()
        frames = [frame for frame in player.frames if frame["step"] == step]
        numbers = dict(zip(fields, frames[-1]["n"], strict=True)) if frames else {}
        return (numbers.get("out_rate"), numbers.get("in_rate")) == (out, into)

    player.until(drawn_from_a_frame, 10, "the numbers of a frame")


def eight_presses_under_one_key_have_one_effect(scene: Scene) -> None:
    eve = scene.heron
    with ThreadPoolExecutor(8) as pool:
        path, urls = "/play/act/sweep_hashes", scene.stack.urls * 4
        answers = list(pool.map(lambda url: eve.post(path, url, key="all-at-once"), urls))
    assert {answer.status for answer in answers} == {200}, answers
    assert len({answer.text for answer in answers}) == 1
    assert {answer.process for answer in answers} == {"web-1", "web-2"}
    scene.ben.until(lambda: times_ordered(eve), what="the order in the log")
    assert times_ordered(eve) == 1


def times_ordered(eve: Client) -> int:
    """How often Heron's log says that Eve ordered something."""
    return len(re.findall(r"Eve</span>[^<]*ordered", eve.get("/play/pane/log").text))


def an_isolation_by_one_stops_the_flow_in_both(scene: Scene, number: int) -> None:
    scene.ann.isolate(number)
    for player in scene.browsers:
        expect(player.page.locator("#pane-log")).to_contain_text(
            re.compile(rf"Ann\b.{{0,20}}Isolate a router: SMARS-{number}", re.DOTALL)
        )
        player.until(lambda p=player: p.number("k-out") < 100, 60, "the stop")  # type: ignore[misc]
    scene.ben.picture("production-stopped")


def the_log_holds_every_answer_once(scene: Scene) -> None:
    """The two browsers' own orders are not the crowd's."""
    rows = log_of(scene.stack, scene.ann.frames[-1]["team"])
    mine = [row for row in rows if re.match(r"(Cy|Di)-\d+-key", str(row["key"]))]
    nothing_was_lost_or_doubled(scene.crowd, mine)


def both_read_the_result(scene: Scene) -> None:
    scene.fay.speed(300)
    scene.ann.wait_for_step(CUT + 1, 90)
    scene.fay.skip()
    for player in scene.browsers:
        player.page.wait_for_url("**/result", timeout=90_000)
        expect(player.page.locator("h1")).to_contain_text("Team Otter", timeout=90_000)
