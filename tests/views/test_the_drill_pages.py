"""Learning the console: a desk of one's own beside the seat, coached, left at any time."""

from __future__ import annotations

import re

import pytest
from django.test import Client

from game import clock as wall
from game import live, runtime
from game.models import Exercise, LogEntry, Participant, Result
from game.runtime import drills
from project import embedded
from tests.views.conftest import seated

pytestmark = pytest.mark.django_db


@pytest.fixture
def driller() -> Client:
    """Somebody who has just pressed "Learn the console"."""
    one = Client()
    assert one.post("/drill").url == "/drill/play"
    return one


def page(driller: Client, address: str = "/drill/play") -> str:
    answer = driller.get(address)
    assert answer.status_code == 200
    return str(answer.content.decode())


def order(driller: Client, action: str, **sent: object) -> str:
    key = f"press-{LogEntry.objects.count():04d}"
    answer = driller.post(f"/drill/play/act/{action}", {"key": key, **sent})
    return f"{answer.status_code} {answer.content.decode()}"


def done(driller: Client) -> list[str]:
    panel = page(driller, "/drill/play/pane/coach")
    return re.findall(r'data-step="(\w+)"[^>]* data-done', panel)


def pass_by(seconds: float) -> None:
    """Let real time go by, as the clock drives it; over five seconds at once are an outage."""
    for _ in range(round(seconds / 4)):
        wall.shift(4000)
        embedded.tick()


@pytest.fixture(autouse=True)
def _time_comes_back() -> object:
    before = wall._offset_ms
    yield
    wall._offset_ms = before


def test_the_front_page_and_the_waiting_room_lead_to_it(ann: Participant) -> None:
    for there in ("/", "/lobby"):
        assert 'action="/drill"' in page(seated(ann), there)
    assert "Begin the drill" in page(Client(), "/drill")


def test_two_routers_are_on_the_console_and_no_third(driller: Client) -> None:
    console = page(driller)
    assert set(re.findall(r'id="router-(\d)"', console)) == {"1", "2"}
    assert set(re.findall(r"SMARS-(\d)", console)) == {"1", "2"}
    assert set(re.findall(r'id="belief-(\d)"', console)) == {"1", "2"}


def test_all_addresses_of_its_page_are_its_own(driller: Client) -> None:
    console = page(driller)
    asked = re.findall(r'(?:hx-get|hx-post|action|data-[\w-]*url|data-ws)="([^"]+)"', console)
    assert len(asked) > 15
    assert all(one.startswith(("/drill/", "/ws/drill")) for one in asked)


def test_it_begins_shortly_before_the_fault(driller: Client) -> None:
    page(driller)
    team = Exercise.objects.get().team_set.get()
    assert 5400 <= runtime.look(team).view.step < 5420


def test_the_steps_tick_themselves_off(driller: Client) -> None:
    assert done(driller) == []
    pass_by(12)
    assert order(driller, "sweep_hashes").startswith("200")
    assert order(driller, "declare", severity="system").startswith("200")
    pass_by(14)
    assert done(driller) == ["look", "say"]
    loud = faulty(driller)
    assert order(driller, "isolate", router=3 - loud).startswith("200")
    pass_by(8)
    assert done(driller) == ["look", "say"]
    assert "That router was sound" in page(driller, "/drill/play/pane/coach")
    assert order(driller, "isolate", router=loud).startswith("200")
    pass_by(8)
    assert order(driller, "verify_flow").startswith("200")
    pass_by(5)
    assert done(driller) == ["look", "say", "contain"]
    assert "Not three quiet minutes yet" in page(driller, "/drill/play/pane/coach")
    pass_by(25)
    assert order(driller, "verify_flow").startswith("200")
    pass_by(5)
    assert done(driller) == ["look", "say", "contain", "prove"]


def faulty(driller: Client) -> int:
    """The router whose ratio stands out, as the page shows it."""
    view = runtime.look(Exercise.objects.get().team_set.get()).view
    return max(view.fleet, key=lambda row: row.ratio or 0).shown


def test_its_belief_board_is_of_two(driller: Client) -> None:
    assert order(driller, "believe", p1=20, p2=80).startswith("200")
    assert order(driller, "believe", p1=20).startswith("422")


def test_the_seat_in_the_exercise_is_not_touched(ann: Participant) -> None:
    driller = seated(ann)
    before = driller.cookies[live.COOKIE].value
    driller.post("/drill")
    assert driller.cookies[live.COOKIE].value == before
    assert ann.name in page(driller, "/lobby")
    assert ann.team.name not in page(driller)
    assert driller.post("/drill/leave").url == "/lobby"
    assert driller.get("/drill/play").url == "/"
    assert driller.get("/lobby").status_code == 200


def test_the_console_is_told_of_the_exercise(ann: Participant) -> None:
    driller = seated(ann)
    driller.post("/drill")
    console = page(driller)
    assert 'data-real="/ws/play"' in console
    assert "Take my seat now" in console
    alone = Client()
    alone.post("/drill")
    assert "data-real" not in page(alone)


def test_whoever_leaves_while_the_exercise_runs_goes_to_it(
    ann: Participant, exercise: Exercise
) -> None:
    driller = seated(ann)
    driller.post("/drill")
    runtime.start(exercise, exercise.owner)
    left = driller.post("/drill/leave", follow=True)
    assert left.redirect_chain[-1][0] == "/play"


def test_it_has_no_result_and_stands_in_no_list(driller: Client) -> None:
    driller.post("/drill/leave")
    drilled = Exercise.objects.get()
    assert drilled.state == Exercise.State.ENDED
    assert not drilled.ranked
    assert not Exercise.objects.unfinished().exists()
    embedded.finish()
    assert not Result.objects.exists()


def test_it_ends_by_itself_when_the_page_is_left_behind(driller: Client) -> None:
    page(driller)
    pass_by(12 * 60)
    assert Exercise.objects.get().state == Exercise.State.ENDED
    assert driller.get("/drill/play").url == "/drill/over"
    assert "The drill is over" in page(driller, "/drill/over")


def test_pressing_again_begins_another_and_ends_the_last(driller: Client) -> None:
    driller.post("/drill")
    states = list(Exercise.objects.order_by("pk").values_list("state", flat=True))
    assert states == [Exercise.State.ENDED, Exercise.State.RUNNING]


def test_a_drills_seat_opens_no_page_of_an_exercise(driller: Client) -> None:
    person = Participant.objects.get()
    assert seated(person).get("/drill/play").url == "/"
    outside = Client()
    outside.cookies[live.DRILL] = "nonsense"
    assert outside.get("/drill/play").url == "/"


def test_nobody_finds_it_by_its_code(driller: Client) -> None:
    code = Exercise.objects.get().code
    assert Client().get(f"/j/{code}").status_code == 422


def test_a_facilitator_does_not_make_one(exercise: Exercise) -> None:
    form = {"name": "D", "teams": "A", "scenario": drills.SCENARIO, "pace": "default"}
    driller = Client()
    driller.force_login(exercise.owner)
    sent = form | {"level": "officer", "seating": "open"}
    assert driller.post("/ctl", sent).status_code == 422
