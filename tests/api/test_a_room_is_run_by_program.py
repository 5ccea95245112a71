"""A facilitator's program does what the pages of the room do: crew, roster, pad, plan, board."""

from __future__ import annotations

from typing import Any

import pytest

from game import clock, runtime
from game.models import Crew, Exercise, Expected, Invitation, Observation, Participant, Team, User
from game.runtime import acts, standings, tokens
from game.runtime.acts import Meant
from tests.api.conftest import Program, of_seat, of_user

pytestmark = pytest.mark.django_db
NINE = "2030-05-07T09:00:00+00:00"


@pytest.fixture
def eve() -> Program:
    """Another facilitator's program."""
    return of_user(User.objects.create_user("eve"))


def test_who_follows_an_invitation_runs_the_room(
    desk: Program, eve: Program, exercise: Exercise
) -> None:
    made = desk.post(f"/exercises/{exercise.pk}/invitations", {"role": "cohost"}).json()
    token = made["link"].rpartition("/")[2]
    assert eve.get(f"/exercises/{exercise.pk}").status_code == 404
    assert eve.post(f"/invitations/{token}").json()["id"] == exercise.pk
    assert eve.post(f"/exercises/{exercise.pk}/start").status_code == 200
    assert eve.post(f"/invitations/{token}").status_code == 404  # good once
    members = desk.get(f"/exercises/{exercise.pk}/crew").json()["items"]
    assert [(row["name"], row["role"]) for row in members] == [("eve", "cohost")]
    path = f"/exercises/{exercise.pk}/crew/{members[0]['id']}"
    assert desk.send("DELETE", path).status_code == 204
    assert eve.get(f"/exercises/{exercise.pk}").status_code == 404
    assert not Crew.objects.exists()


def test_an_invitation_that_was_withdrawn_opens_nothing(
    desk: Program, eve: Program, exercise: Exercise
) -> None:
    where = f"/exercises/{exercise.pk}/invitations"
    made = desk.post(where, {"role": "observer"}).json()
    listed = desk.get(where).json()["items"]
    assert [(row["id"], row["link"]) for row in listed] == [(made["id"], None)]
    assert desk.send("DELETE", f"{where}/{made['id']}").status_code == 204
    assert eve.post(f"/invitations/{made['link'].rpartition('/')[2]}").status_code == 404
    assert desk.get(where).json()["total"] == 0


def test_a_key_makes_one_invitation_and_shows_its_link_once(
    desk: Program, exercise: Exercise
) -> None:
    where = f"/exercises/{exercise.pk}/invitations"
    first = desk.post(where, {"role": "cohost"}, key="key-invite-01")
    again = desk.post(where, {"role": "cohost"}, key="key-invite-01")
    other = desk.post(where, {"role": "observer"}, key="key-invite-01")
    assert Invitation.objects.count() == 1
    assert first.json()["link"]
    assert again.json() == first.json() | {"link": None}
    assert other.status_code == 409


def test_a_roster_comes_as_rows_or_csv_and_a_link_takes_its_seat(
    desk: Program, exercise: Exercise
) -> None:
    where = f"/exercises/{exercise.pk}/roster"
    rows = [{"name": "Ada Park", "team": "Blue", "role": "IC"}, {"name": "Bo"}]
    assert desk.post(where, {"people": rows}).json() == {"added": 2, "total": 2}
    csv = "name;team;role\nAda Park;Blue;IC\nCy Lund;Red;rtr\n"
    assert desk.post(where, {"csv": csv}).json() == {"added": 1, "total": 3}
    assert exercise.team_set.filter(name="Red").exists()
    lines = desk.get(where).json()["items"]
    ticket = lines[0]["link"].rpartition("/")[2]
    nobody = Program()
    assert nobody.get(f"/links/{ticket}").json()["team"] == "Blue"
    given = nobody.post(f"/links/{ticket}", {}).json()
    assert Program(given["bearer"]).get("/seat").json()["team"]["name"] == "Blue"
    again = nobody.post(f"/links/{ticket}", {}).json()
    assert again["person"]["id"] == given["person"]["id"]
    assert desk.get(where).json()["items"][0]["person"] == given["person"]["id"]
    assert desk.send("DELETE", f"{where}/{lines[1]['id']}").status_code == 204
    assert Expected.objects.count() == 2


def test_a_link_without_a_team_lets_choose(desk: Program, exercise: Exercise, blue: Team) -> None:
    desk.post(f"/exercises/{exercise.pk}/roster", {"people": [{"name": "Bo"}]})
    ticket = Expected.objects.get().ticket
    teams = Program().get(f"/links/{ticket}").json()["teams"]
    assert [team["name"] for team in teams] == ["Blue", "Green"]
    assert Program().post(f"/links/{ticket}", {}).status_code == 409
    chosen = Program().post(f"/links/{ticket}", {"team": blue.pk})
    assert chosen.json()["person"]["team"] == blue.pk


def test_a_wrong_line_adds_nobody(desk: Program, exercise: Exercise) -> None:
    answer = desk.post(f"/exercises/{exercise.pk}/roster", {"csv": "Ada,Blue,IC\nBo,Blue,BOSS"})
    assert answer.status_code == 422
    assert "Line 2" in answer.json()["detail"]
    assert not Expected.objects.exists()


def test_an_observers_program_presses_and_rates(running: Exercise, blue: Team) -> None:
    olga = User.objects.create_user("olga")
    Crew.objects.create(exercise=running, user=olga, role=Crew.Role.OBSERVER)
    pad = of_user(olga)
    keys = [row["key"] for row in pad.get("/pad").json()["behaviours"]]
    body = {"team": blue.pk, "behaviour": keys[0], "role": "RTR", "note": "Loud and clear."}
    where = f"/exercises/{running.pk}/observations"
    made = pad.post(where, body, key="key-press-001")
    pad.post(where, body, key="key-press-001")
    assert made.status_code == 201
    assert Observation.objects.count() == 1
    seen = pad.get(where, team=blue.pk).json()["items"][0]
    assert (seen["words"], seen["by"], seen["role"]) == ("Loud and clear.", "olga", "RTR")
    mark = f"/exercises/{running.pk}/teams/{blue.pk}/ratings"
    assert pad.send("PUT", f"{mark}/2", {"mark": "M", "note": "late"}).json()["mark"] == "M"
    assert [row["mark"] for row in pad.get(mark).json()["items"]][:3] == ["", "M", ""]
    assert pad.send("PUT", f"{mark}/9", {"mark": "M"}).status_code == 422
    assert pad.post(where, body | {"behaviour": "humming"}).status_code == 422


def test_an_exercise_is_planned_for_a_time_and_taken_off_again(
    desk: Program, exercise: Exercise
) -> None:
    where = f"/exercises/{exercise.pk}"
    body = {"scheduled": "2030-05-07T11:00:00+02:00"}
    assert desk.send("PATCH", where, body).json()["scheduled"] == NINE
    assert desk.send("PATCH", where, {"name": "Later"}).json()["scheduled"] is not None
    assert desk.send("PATCH", where, {"scheduled": None}).json()["scheduled"] is None
    made = {"name": "X", "teams": ["A"], "scheduled": NINE}
    assert desk.post("/exercises", made).json()["scheduled"] == NINE
    assert desk.post("/exercises", made | {"scheduled": "soon"}).status_code == 422


def test_one_key_makes_one_exercise(desk: Program) -> None:
    body = {"name": "X", "teams": ["A"]}
    first = desk.post("/exercises", body, key="key-exercise").json()
    assert desk.post("/exercises", body, key="key-exercise").json() == first
    assert Exercise.objects.count() == 1


def test_one_teams_morning_is_ended_alone(desk: Program, running: Exercise, blue: Team) -> None:
    answer = desk.post(f"/exercises/{running.pk}/end", {"team": blue.pk})
    assert answer.json()["state"] == "running"
    rows = desk.get(f"/exercises/{running.pk}/teams").json()["items"]
    assert {row["name"]: row["clock"]["reason"] for row in rows} == {"Blue": "end", "Green": ""}


def test_injects_are_planned_at_once_and_listed_as_a_table(
    desk: Program, exercise: Exercise
) -> None:
    where = f"/exercises/{exercise.pk}/injects"
    plan = {"go_no_go": "09:12"}
    items = desk.send("PUT", f"{where}/plan", {"plan": plan}).json()["items"]
    assert next(row for row in items if row["name"] == "go_no_go")["planned"] == 4320
    assert "go_no_go" in desk.get(f"{where}.csv").content.decode()
    wrong = desk.send("PUT", f"{where}/plan", {"plan": {"go_no_go": "sometime"}})
    assert wrong.status_code == 422


def test_words_of_ones_own_are_listed_with_who_has_seen_them(
    desk: Program, running: Exercise
) -> None:
    where = f"/exercises/{running.pk}/injects"
    body = {"what": "adhoc", "channel": "mail", "words": "First line.\nSecond line."}
    assert desk.post(where, body).status_code == 200
    assert desk.get(f"{where}/said").status_code == 200


def test_bots_come_and_go(desk: Program, exercise: Exercise) -> None:
    where = f"/exercises/{exercise.pk}/bots"
    desk.post(where, {"do": "team", "level": "expert"}, key="key-bots-001")
    desk.post(where, {"do": "team", "level": "expert"}, key="key-bots-001")
    rows = desk.get(where).json()["items"]
    assert [(row["name"], row["level"]) for row in rows][2:] == [("Experts 1", "expert")]
    assert desk.send("DELETE", f"{where}/{rows[2]['team']}").status_code == 204
    assert desk.send("DELETE", f"{where}/{rows[0]['team']}").status_code == 409
    assert desk.get(where).json()["total"] == 2


def test_the_board_is_hidden_and_its_address_renewed(desk: Program, running: Exercise) -> None:
    where = f"/exercises/{running.pk}/board"
    old = desk.get(where).json()["path"]
    assert desk.post(where, {"do": "hide"}).json()["hidden"] is True
    assert Program().get(old.replace("/board/", "/boards/")).status_code == 200
    new = desk.post(where, {"do": "renew"}).json()["path"]
    assert Program().get(old.replace("/board/", "/boards/")).status_code == 404
    assert Program().get(new.replace("/board/", "/boards/")).json()["name"] == running.name
    assert desk.post(where, {"do": "reveal", "places": 1}).status_code == 409


def test_what_somebody_pressed_can_be_taken_back(
    desk: Program, running: Exercise, blue: Team
) -> None:
    meant = Meant("end", {"team": blue.pk}, "The morning of Blue ends.")
    acts.wait(running, running.owner, meant)
    row = desk.get(f"/exercises/{running.pk}/acts").json()["items"][0]
    assert (row["what"], row["state"]) == ("end", "waits")
    undone = desk.post(f"/exercises/{running.pk}/acts/{row['id']}/undo").json()
    assert undone["state"] == "undone"
    assert desk.post(f"/exercises/{running.pk}/acts/{row['id']}/undo").status_code == 409


def test_who_was_removed_asks_to_come_back_with_the_old_token(
    desk: Program, running: Exercise, ann: Participant, seat: Program, blue: Team
) -> None:
    runtime.remove(ann, running.owner)
    assert seat.get("/seat").status_code == 403
    join = {"code": running.code, "name": "Another", "team": blue.pk}
    assert seat.post("/join", join).status_code == 409
    assert seat.post("/seat/ask-back").status_code == 204
    where = f"/exercises/{running.pk}/people"
    asks = [row["id"] for row in desk.get(where).json()["items"] if row["asks_back"]]
    assert asks == [ann.pk]
    assert desk.post(f"{where}/{ann.pk}/readmit").status_code == 200
    assert seat.get("/seat").status_code == 200


def test_a_locked_door_sounds_like_a_wrong_code(desk: Program, exercise: Exercise) -> None:
    desk.send("PATCH", f"/exercises/{exercise.pk}", {"locked": True})
    answer, wrong = Program().get(f"/join/{exercise.code}"), Program().get("/join/22222222")
    assert answer.status_code == wrong.status_code == 404
    assert answer.json()["detail"] == wrong.json()["detail"]


def test_the_waiting_room_says_who_hopes_for_what(facilitator: User, with_roles: Exercise) -> None:
    team = with_roles.team_set.get(name="Blue")
    ann = runtime.join(with_roles.code, "Ann", team.pk)
    seat = Program(tokens.seat(ann, "test")[1])
    assert seat.post("/seat/preference", {"seat": "RTR"}).status_code == 204
    seen: dict[str, Any] = seat.get("/seat/lobby").json()
    rows = {row["seat"]: row for row in seen["seats"]}
    assert rows["RTR"]["wished_by"] == [ann.pk]
    assert seen["teams"][0]["people"] == ["Ann"]
    assert seen["briefing"]


def test_what_a_team_opened_and_believes_is_there_and_its_score_once_it_is_known(
    desk: Program, running: Exercise, ann: Participant, monkeypatch: pytest.MonkeyPatch
) -> None:
    found = standings.Standing(1, 60, 0, 417, 20, {"D": (80, 150)})
    monkeypatch.setattr(standings, "known", lambda _exercise: {ann.team_id: found})
    monkeypatch.setattr(clock, "_offset_ms", 0)
    percents = {f"p{number}": 90 if number == 8 else 0 for number in range(1, 9)}
    believes = {**percents, "mechanism": "stale_build"}
    assert of_seat(ann).order("believe", **believes).status_code == 200
    runtime.set_speed(running, running.owner, 600)
    clock.shift(1_000)
    rows = desk.get(f"/exercises/{running.pk}/teams").json()["items"]
    blue, green = sorted(rows, key=lambda row: str(row["name"]))
    assert blue["facts"]["belief"]["mechanism"] == "stale_build"
    assert len(blue["facts"]["belief"]["p"]) == 8
    assert (blue["facts"]["opened"], blue["facts"]["newest"]) == (0, None)
    assert blue["score"]["total"] == 417
    assert blue["score"]["parts"] == {"D": {"points": 80, "max": 150}}
    assert green["score"] is None
    assert "truth" not in blue["facts"]
