"""Questions from memory: what covers a player's page covers a player's program too."""

from __future__ import annotations

import asyncio
import json

import pytest

from game import clock, live, runtime
from game.live.consumers import PlayConsumer
from game.live.frames import encode
from game.models import Exercise, Participant, Team, User
from game.sim.clock import at
from tests.api.conftest import Program, of_seat

pytestmark = pytest.mark.django_db
FREEZE = at("09:25")


@pytest.fixture
def wall() -> dict[str, int]:
    """The wall's time, by hand."""
    return {"ms": 1_000_000}


@pytest.fixture
def frozen(
    exercise: Exercise,
    facilitator: User,
    ann: Participant,
    wall: dict[str, int],
    monkeypatch: pytest.MonkeyPatch,
) -> Exercise:
    """Just come to the first questions."""
    monkeypatch.setattr(clock, "now_ms", lambda: wall["ms"])
    Exercise.objects.filter(pk=exercise.pk).update(probes=True)
    exercise.refresh_from_db()
    runtime.start(exercise, facilitator)
    teams = list(exercise.team_set.values_list("pk", flat=True))
    for _ in range(88):
        wall["ms"] += 1_000
        list(runtime.advance_all(teams))
    return exercise


def test_a_view_has_the_questions_and_no_screen(frozen: Exercise, ann: Participant) -> None:
    seen = of_seat(ann).get("/seat/view").json()
    assert seen["probe"]["step"] == seen["step"] == FREEZE
    assert seen["probe"]["questions"]
    assert set(seen["numbers"].values()) == {-1}
    assert not any(seen[name] for name in ("fleet", "messages", "log", "evidence", "offers"))
    assert seen["incident"]["declared_step"] is None


def test_so_has_a_frame(frozen: Exercise, ann: Participant) -> None:
    frame = of_seat(ann).get("/seat/frame").json()
    assert frame["step"] == FREEZE
    assert set(frame["n"]) == {-1}
    assert list(frame["p"]) == ["probe"]


def test_what_a_socket_sends_to_a_program_is_covered_alike() -> None:
    open_ = {"t": "frame", "n": [1, 2], "p": {"log": 3, "probe": 0}}
    assert live.under_cover(open_) == open_
    shut = {"t": "frame", "n": [1, 2], "p": {"log": 3, "probe": FREEZE}}
    assert live.under_cover(shut) == {"t": "frame", "n": [-1, -1], "p": {"probe": FREEZE}}


@pytest.mark.parametrize("program", [True, False])
def test_a_programs_socket_is_covered_and_a_page_covers_itself(program: bool) -> None:
    shut = encode({"t": "frame", "n": [7], "p": {"log": 3, "probe": FREEZE}})

    async def waiting() -> str:
        socket = PlayConsumer()
        socket.program = program
        socket.pump = asyncio.get_running_loop().create_task(asyncio.sleep(60))
        socket.offer("frame", shut)
        socket.pump.cancel()
        return socket.waiting["frame"]

    assert json.loads(asyncio.run(waiting()))["n"] == ([-1] if program else [7])


def test_open_tools_see_the_clock_alone(
    frozen: Exercise, ann: Participant, blue: Team, desk: Program
) -> None:
    where = f"/teams/{blue.pk}"
    text = of_seat(ann).get(f"{where}/metrics").content.decode()
    assert "knight_simulated_seconds" in text
    assert "knight_pnl_cents" not in text
    assert "knight_router" not in text
    later = of_seat(ann).get(f"{where}/alerts")
    assert (later.status_code, "Retry-After" in later.headers) == (409, True)
    assert "knight_pnl_cents" in desk.get(f"{where}/metrics").content.decode()


def test_the_answer_is_given_and_the_screen_comes_back(
    frozen: Exercise, ann: Participant, wall: dict[str, int]
) -> None:
    program = of_seat(ann)
    question = program.get("/seat/view").json()["probe"]["questions"][0]
    given = program.order("probe_answer", question=question[0], answer=question[2][0][0])
    assert given.status_code == 200
    runtime.resume(frozen, frozen.owner)
    wall["ms"] += 3_000
    assert program.get("/seat/view").json()["fleet"]
