"""kill -9 of the embedded server during the runaway, with orders of two people in flight."""

from __future__ import annotations

import json
import time
from pathlib import Path

import pytest

from tests.client import is_frame
from tests.faults.conftest import Room, join, open_room
from tests.faults.crowd import Person, log_of, nothing_was_lost_or_doubled
from tests.stack import Stack

pytestmark = pytest.mark.stack

OPEN = 5400
RUNAWAY = OPEN + 90
SPEED = 20  # of a sprint's open
OUTAGE_S = 5.0
# The team's log as a file of orders, and what the server's own world and view are at a step.
EXPORT = """
import json
from game import sim
from game.management import orders_file
from game.models import Exercise, Team
from game.runtime import lives
team = Team.objects.get(pk={team})
with lives.world_at(team.pk, {step}) as world:
    print(json.dumps({{
        "step": world.step,
        "hash": sim.state_hash(world),
        "numbers": sim.glance(world, sim.ALL_SEATS).numbers,
        "scenario": team.exercise.scenario,
        "seed": str(team.exercise.seed),
        "index": team.index,
        "lines": [orders_file.line(entry) for entry in lives.orders_of(team.pk)],
    }}))
"""


def test_it_waits_paused_loses_nothing_and_equals_its_log(server: Stack, tmp_path: Path) -> None:
    room = open_room(server, "Otter")
    people = two_people_in_the_runaway(server, room)
    last, away_s = kill_in_mid_order(server, people)
    assert away_s > OUTAGE_S
    it_waits_where_it_was(server, people[0], last)
    room.do("resume")
    it_goes_on(people[0])
    for person in people:
        person.end()
    room.do("pause")
    retried = [press for person in people for press in person.pressed if press.tries > 1]
    assert retried, "no order was in flight"
    nothing_was_lost_or_doubled(people, log_of(server, room.teams[0]))
    every_number_equals_the_log(server, room, people, tmp_path)


def two_people_in_the_runaway(server: Stack, room: Room) -> list[Person]:
    people = [
        Person(name, join(server, room, name, room.teams[0]), server.urls)
        for name in ("Ann", "Ben")
    ]
    room.do("start")
    room.do("speed", speed="300")
    with people[0].client.socket() as page:
        page.until(lambda message: is_frame(message) and message["step"] >= RUNAWAY, 90)
    for person in people:
        person.begin()
    return people


def kill_in_mid_order(server: Stack, people: list[Person]) -> tuple[int, float]:
    """The last step that a page was shown, and how long nobody was there."""
    with people[1].client.socket() as page:
        page.until(lambda _: all(len(person.pressed) >= 6 for person in people), 30)
        last = page.until(is_frame)["step"]
        server.kill("web")
        killed = time.monotonic()
    time.sleep(OUTAGE_S + 0.5)
    server.start("web")
    server.ready()
    return last, time.monotonic() - killed


def it_waits_where_it_was(server: Stack, person: Person, last: int) -> None:
    """At the last second reached; nothing moves it but the facilitator."""
    with person.client.socket() as page:
        beat = page.until(lambda message: message["t"] == "beat")
        assert (beat["paused"], beat["reason"]) == (True, "outage")
        first = page.until(is_frame)["step"]
        steps = {message["step"] for message in page.listen(2) if "step" in message}
    assert last <= first <= last + 2 * SPEED
    assert steps == {first}


def it_goes_on(person: Person) -> None:
    with person.client.socket() as page:
        first = page.until(is_frame)["step"]
        before = len(person.pressed)
        page.until(lambda message: is_frame(message) and message["step"] >= first + 100, 60)
        page.until(lambda _: len(person.pressed) >= before + 3, 30)


def every_number_equals_the_log(
    server: Stack, room: Room, people: list[Person], tmp_path: Path
) -> None:
    """Both pages' frames, the server's world, and the simulation of the log, at one step."""
    frames = [json.loads(person.client.get("/play/state").text) for person in people]
    assert frames[0]["n"] == frames[1]["n"]
    step = frames[0]["step"]
    script = EXPORT.format(team=room.teams[0], step=step)
    told = json.loads(server.manage("shell", "-v", "0", "-c", script))
    assert (told["step"], told["numbers"]) == (step, frames[0]["n"])
    file = tmp_path / "orders.jsonl"
    file.write_text("\n".join(told["lines"]))
    command = ["simulate", told["scenario"], "--seed", told["seed"], "--commands", str(file)]
    until = ["--team-index", str(told["index"]), "--until", reading(step), "--json"]
    replayed = json.loads(server.manage(*command, *until))
    assert replayed["state_hash"] == told["hash"]


def reading(step: int) -> str:
    second = 8 * 3600 + step
    return f"{second // 3600:02d}:{second // 60 % 60:02d}:{second % 60:02d}"
