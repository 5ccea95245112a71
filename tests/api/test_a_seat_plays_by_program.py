"""What a browser player can do, a program with a seat's token can, by the same rules."""

from __future__ import annotations

from typing import Any

import pytest

from game import runtime, sim
from game.models import Exercise, LogEntry, Participant, Team
from tests.api.conftest import Program, of_seat

pytestmark = pytest.mark.django_db


def test_a_view_has_texts_as_id_params_and_words(seat: Program) -> None:
    view = seat.get("/seat/view").json()
    offer = next(row for row in view["offers"] if row["name"] == "isolate")
    assert offer["title"] == {"id": "Isolate a router", "params": {}, "words": "Isolate a router"}
    assert view["time"].startswith("08:0")
    assert view["numbers"]["r1_state"] == 0
    assert [person["name"] for person in view["people"]] == ["Ann"]


def test_an_order_is_accepted_once_for_one_key(seat: Program, ann: Participant) -> None:
    first = seat.order("sweep_hashes", key="the-same-key-01")
    again = seat.order("sweep_hashes", key="the-same-key-01")
    assert first.status_code == again.status_code == 200
    assert first.json() == again.json()
    assert first.json()["status"] == "accepted"
    rows = LogEntry.objects.filter(team=ann.team, key="the-same-key-01")
    assert [row.actor for row in rows] == [ann.token]


def test_the_same_key_with_another_order_is_a_conflict(seat: Program) -> None:
    seat.order("isolate", key="the-same-key-01", router=3)
    other = seat.order("isolate", key="the-same-key-01", router=4)
    assert other.status_code == 409
    assert other["Content-Type"] == "application/problem+json"
    assert other.json()["receipt"]["status"] == "conflict"


def test_a_refusal_says_why_in_words_and_by_id(seat: Program) -> None:
    refused = seat.order("restore", router=3)
    problem = refused.json()
    assert refused.status_code == 422
    assert problem["detail"] == "SMARS-3 is not isolated."
    assert problem["receipt"]["text"]["params"] == {"host": 3}


@pytest.mark.parametrize(
    ("body", "where"),
    [
        ({"action": "isolate", "args": {"router": 9}}, "router"),
        ({"action": "isolate", "args": {}}, "router"),
        ({"action": "isolate", "args": {"router": 1, "host": 2}}, "args.host"),
        ({"action": "isolate", "arguments": {}}, "arguments"),
        ({"action": 7}, "action"),
    ],
)
def test_what_the_schema_does_not_know_is_refused(seat: Program, body: Any, where: str) -> None:
    answer = seat.post("/seat/commands", body)
    assert answer.status_code == 422
    assert where in answer.json()["errors"][0]["where"]


def test_an_order_needs_a_key(seat: Program) -> None:
    body = {"action": "sweep_hashes"}
    missing = seat.post("/seat/commands", body, key=None)
    bad = seat.post("/seat/commands", body, key="no")
    assert [missing.status_code, bad.status_code] == [422, 422]
    assert "Idempotency-Key" in missing.json()["detail"]


def test_beliefs_notes_and_evidence(seat: Program, ann: Participant) -> None:
    assert seat.post("/seat/notes", {"text": "rates look odd"}).status_code == 200
    assert seat.order("believe", mechanism="stale_build").status_code in (200, 422)
    notes = seat.get("/seat/notes").json()
    assert [row["words"] for row in notes["items"]] == ["rates look odd"]
    assert seat.get("/seat/evidence").json() == {"items": [], "total": 0, "next": None}


def test_the_room_counts_the_alerts_that_no_program_has_in_hand(
    seat: Program, desk: Program, running: Exercise, ann: Participant
) -> None:
    runtime.lives.advance(ann.team_id, sim.at("09:40"))
    numbers = [row["id"] for row in seat.get("/seat/view").json()["messages"]]
    assert unacked(desk, ann) > 0
    sent = seat.send("PUT", "/seat/acknowledged", {"messages": numbers})
    assert sent.status_code == 204
    assert unacked(desk, ann) == 0


def unacked(desk: Program, person: Participant) -> int:
    rows = desk.get(f"/exercises/{person.exercise_id}/teams").json()["items"]
    return next(int(row["facts"]["unacked"]) for row in rows if row["id"] == person.team_id)


def test_a_seat_sees_what_its_person_sees(with_roles: Exercise) -> None:
    team = with_roles.team_set.get(name="Blue")
    people = [runtime.join(with_roles.code, name, team.pk) for name in ("Ann", "Ben", "Cho")]
    runtime.start(with_roles, with_roles.owner)
    for person in people:
        person = Participant.objects.get(pk=person.pk)
        view = of_seat(person).get("/seat/view").json()
        assert tuple(view["seats"]) == person.seats
    other = next(p for p in people if "TRD" not in p.seats)
    assert of_seat(other).order("block_symbols", symbol="X").status_code == 422


def test_the_frame_is_that_of_the_socket(seat: Program) -> None:
    frame = seat.get("/seat/frame").json()
    assert frame["t"] == "frame"
    assert len(frame["n"]) == len(frame["fields"])


def test_joining_by_code_gives_a_seat(exercise: Exercise, blue: Team) -> None:
    stranger = Program()
    teams = stranger.get(f"/join/{exercise.code.lower()}").json()["teams"]
    assert [team["name"] for team in teams] == ["Blue", "Green"]
    joined = stranger.post("/join", {"code": exercise.code, "name": "Bot", "team": blue.pk})
    assert joined.status_code == 201
    me = Program(joined.json()["bearer"]).get("/seat").json()
    assert me["person"]["name"] == "Bot"
    assert me["exercise"]["state"] == "lobby"
    assert Program(joined.json()["bearer"]).get("/seat/view").status_code == 409


def test_codes_cannot_be_probed(exercise: Exercise) -> None:
    stranger = Program()
    asked = [stranger.get("/join/22222222").status_code for _ in range(12)]
    assert asked[:10] == [404] * 10
    assert asked[-1] == 429
    assert stranger.get(f"/join/{exercise.code}").status_code == 200


def test_alone_a_program_starts_by_itself() -> None:
    given = Program().post("/solo", {"name": "Ada"})
    me = Program(given.json()["bearer"])
    assert me.post("/seat/begin").status_code == 204
    assert me.get("/seat/view").json()["seats"] == ["IC", "RTR", "TRD", "RSK", "COM", "CHG"]


def test_the_result_comes_after_the_end(seat: Program, running: Exercise) -> None:
    assert seat.get("/seat/result").status_code == 409
    assert seat.get("/seat/log.csv").status_code == 409
    runtime.end(running, running.owner)
    waiting = seat.get("/seat/result")
    assert waiting.status_code == 503
    assert waiting["Retry-After"] == "2"
    runtime.finish(running)
    result = seat.get("/seat/result").json()
    assert result["score"]["parts"][0]["title"].keys() == {"id", "params", "words"}


def test_who_was_removed_is_told(seat: Program, ann: Participant, running: Exercise) -> None:
    runtime.remove(ann, running.owner)
    answer = seat.get("/seat/view")
    assert answer.status_code == 403
    assert answer.json()["detail"] == "You are no longer in this exercise."


def test_a_seat_may_forget_its_own_token(seat: Program) -> None:
    assert seat.send("DELETE", "/seat/token").status_code == 204
    assert seat.get("/seat").status_code == 401


def test_what_is_no_json_or_too_much_is_a_problem(seat: Program) -> None:
    large = seat.post("/seat/notes", {"text": "x" * 100_000})
    broken = seat.http.post(
        "/api/v1/seat/notes",
        "{",
        content_type="application/json",
        headers=seat._headers() | {"Idempotency-Key": "key-of-nothing"},
    )
    assert [large.status_code, broken.status_code] == [413, 400]
    assert broken["Content-Type"] == "application/problem+json"
