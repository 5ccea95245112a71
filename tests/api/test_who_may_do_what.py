"""For every operation of the schema: who gets what.

The table is held against the OpenAPI schema, and the schema against the routes: a new operation
without a line fails, in the schema or not (tests/test_every_door_has_its_entry.py).
"""

from __future__ import annotations

import json
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from game import runtime
from game.api.v1 import schema
from game.models import ApiToken, Crew, Exercise, Participant, Team, User, Webhook
from game.runtime import tokens
from tests.api.conftest import Program, of_seat, of_user
from tests.kinds import EVERYBODY, PLAYERS, Outcomes, Table, differences, undone

pytestmark = pytest.mark.django_db

WHO = (
    *EVERYBODY, "revoked", "without scopes",
)  # fmt: skip
SEATS = (*PLAYERS, "removed")
STRANGERS = ("nobody", "revoked")


def table(**codes: int) -> Outcomes:
    return {who.replace("_", " "): code for who, code in codes.items()}


def open_to_all(code: int) -> Outcomes:
    return dict.fromkeys(WHO, code)


def reads(code: int) -> Outcomes:
    """A facilitator's reading: the crew may, seats may not, others find nothing."""
    few = dict.fromkeys(WHO, 404) | dict.fromkeys(STRANGERS, 401) | dict.fromkeys(SEATS, 403)
    mine = dict.fromkeys(("owner", "administrator", "co-host", "observer"), code)
    return few | mine | {"without scopes": 403}


def runs(code: int) -> Outcomes:
    """What changes an exercise: an observer finds nothing to change."""
    return reads(code) | {"observer": 404}


def owned(code: int) -> Outcomes:
    """The owner's: the crew is told that this is not their part."""
    return reads(code) | {"co-host": 403, "observer": 403}


def any_facilitator(code: int) -> Outcomes:
    few = dict.fromkeys(WHO, code) | dict.fromkeys(STRANGERS, 401) | dict.fromkeys(SEATS, 403)
    return few | {"without scopes": 403}


def any_host(code: int) -> Outcomes:
    """What makes an exercise: not for accounts that only help."""
    return any_facilitator(code) | {"co-host": 403, "observer": 403}


def plays(code: int) -> Outcomes:
    """A seat's: facilitators have none."""
    few = dict.fromkeys(WHO, 403) | dict.fromkeys(STRANGERS, 401)
    return few | dict.fromkeys(PLAYERS, code)


def nobodys_but(*mine: str, code: int, others: int) -> Outcomes:
    """Of one account: other facilitators find nothing."""
    return any_facilitator(others) | dict.fromkeys(mine, code)


def of_team(code: int) -> Outcomes:
    """The team's own tools: another team finds nothing."""
    mine = ("owner", "administrator", "co-host", "observer", "player", "other seat")
    others = table(other_team=404, removed=403, other_facilitator=404, without_scopes=403)
    return dict.fromkeys(STRANGERS, 401) | dict.fromkeys(mine, code) | others


E, S, H = "/exercises/{pk}", "/seat", "/hooks/{hook}"
R = f"{E}/teams/{{team}}/ratings"
# While the exercise runs. 422: the body of the test says nothing that can be done.
TABLE: Table = {
    "GET /join/{code}": open_to_all(200),
    "POST /join": open_to_all(404),
    "POST /solo": open_to_all(422),
    "GET /scenarios": any_facilitator(200),
    "GET /exercises": any_facilitator(200),
    "POST /exercises": any_host(422),
    "POST /exercises/imports": any_host(409),
    f"GET {E}": reads(200),
    f"PATCH {E}": runs(200),
    f"POST {E}/clone": owned(201),
    f"GET {E}/crew": owned(200),
    f"DELETE {E}/crew/{{member}}": owned(404),
    f"GET {E}/invitations": owned(200),
    f"POST {E}/invitations": owned(201),
    f"DELETE {E}/invitations/{{invitation}}": owned(404),
    "POST /invitations/{token}": any_facilitator(404),
    f"GET {E}/roster": runs(200),
    f"POST {E}/roster": runs(200),
    f"DELETE {E}/roster/{{line}}": runs(404),
    "GET /links/{ticket}": open_to_all(404),
    "POST /links/{ticket}": open_to_all(404),
    f"GET {E}/bots": reads(200),
    f"POST {E}/bots": runs(200),
    f"DELETE {E}/bots/{{team}}": runs(409),
    "GET /pad": any_facilitator(200),
    f"GET {E}/observations": reads(200),
    f"POST {E}/observations": reads(201),
    f"GET {E}/awards": reads(409),
    f"POST {E}/awards": runs(409),
    f"DELETE {E}/awards/{{award}}": runs(409),
    f"GET {E}/ratings": runs(200),  # everybody's
    f"GET {E}/probes": runs(409),
    f"GET {R}": reads(200),
    f"PUT {R}/{{task}}": reads(200),
    f"GET {E}/plans": reads(404),
    f"POST {E}/start": runs(409),
    f"POST {E}/week": runs(409),
    f"POST {E}/pause": runs(200),
    f"POST {E}/resume": runs(200),
    f"POST {E}/speed": runs(200),
    f"POST {E}/jump": runs(200),
    f"POST {E}/skip": runs(409),
    f"POST {E}/end": runs(200),
    f"GET {E}/teams": reads(200),
    f"POST {E}/teams": runs(409),
    f"PATCH {E}/teams/{{team}}": runs(200),
    f"DELETE {E}/teams/{{team}}": runs(409),
    f"GET {E}/teams/{{team}}/view": reads(200),
    f"GET {E}/people": reads(200),
    f"POST {E}/people": runs(409) | {"observer": 403},
    f"POST {E}/people/{{person}}/token": runs(201) | {"observer": 403},
    f"POST {E}/people/{{person}}/readmit": runs(200),
    f"PATCH {E}/people/{{person}}": runs(200),
    f"DELETE {E}/people/{{person}}": runs(404),
    f"GET {E}/injects": reads(200),
    f"POST {E}/injects": runs(200),
    f"GET {E}/acts": runs(200),
    f"POST {E}/acts/{{act}}/undo": runs(409),
    f"POST {E}/hints": runs(200),
    f"GET {E}/injects/said": reads(200),
    f"PUT {E}/injects/plan": runs(200),
    f"GET {E}/injects/own": reads(200),
    f"POST {E}/injects/own": runs(201),
    f"PUT {E}/injects/own/{{name}}": runs(404),
    f"DELETE {E}/injects/own/{{name}}": runs(404),
    f"POST {E}/injects/own/{{name}}/fire": runs(404),
    f"POST {E}/injects/own/{{name}}/shelve": runs(404),
    f"POST {E}/injects/table": runs(422),
    f"POST {E}/injects/dry-run": runs(200),
    f"GET {E}/injects.{{form}}": reads(200),
    f"GET {E}/board": reads(200),
    f"POST {E}/board": runs(200),
    "GET /boards/{pk}/{signature}": open_to_all(404),
    "GET /leaderboards": any_facilitator(200),
    "GET /hooks": any_facilitator(200),
    "POST /hooks": any_facilitator(201),
    f"GET {H}": nobodys_but("owner", code=200, others=404),
    f"PATCH {H}": nobodys_but("owner", code=200, others=404),
    f"DELETE {H}": nobodys_but("owner", code=204, others=404),
    f"POST {H}/test": nobodys_but("owner", code=202, others=404),
    f"GET {H}/deliveries": nobodys_but("owner", code=200, others=404),
    f"GET {E}/results": reads(409),
    f"GET {E}/exports/{{table}}.{{form}}": reads(409) | {"observer": 403},  # of the log
    f"GET {E}/exports/exercise": owned(409),
    f"GET {S}": plays(200),
    f"GET {S}/view": plays(200),
    f"GET {S}/frame": plays(200),
    f"GET {S}/evidence": plays(200),
    f"GET {S}/notes": plays(200),
    f"POST {S}/notes": plays(200),
    f"PUT {S}/acknowledged": plays(204),
    f"POST {S}/commands": plays(200) | {"player": 422},  # the routers' seat's
    f"POST {S}/hand-over": plays(404),
    f"GET {S}/lobby": plays(200),
    f"POST {S}/ask-back": plays(409) | {"removed": 204},
    f"POST {S}/preference": plays(409),
    f"POST {S}/check": plays(204),
    f"POST {S}/consent": plays(204),
    f"POST {S}/begin": plays(403),
    f"GET {S}/week": plays(404),
    f"POST {S}/week": plays(422),
    f"POST {S}/ticket": plays(200),
    f"GET {S}/result": plays(409),
    f"GET {S}/log.csv": plays(409),
    f"GET {S}/probes": plays(409),
    f"GET {S}/observations": plays(409),
    f"GET {S}/awards": plays(409),
    f"DELETE {S}/token": plays(204),
    "GET /teams/{pk}/metrics": of_team(200),
    "GET /teams/{pk}/alerts": of_team(200),
}
BODIES: dict[str, Any] = {
    f"POST {E}/awards": {"team": 4, "points": 5, "reason": "Calm."},
    "POST /join": {"code": "22222222", "name": "Bot"},
    "POST /solo": {"scenario": "none"},
    "POST /exercises": {"name": "X", "teams": ["A"], "scenario": "none"},
    f"PATCH {E}": {"late_joining": True, "locked": False, "name": "Thursday"},
    f"POST {E}/teams": {"name": "Egret"},
    f"PATCH {E}/teams/{{team}}": {"locked": False},
    f"POST {E}/speed": {"speed": 2},
    f"POST {E}/bots": {"do": "home"},
    f"POST {S}/consent": {"agrees": True},
    f"POST {E}/jump": {"seconds": 5},
    f"POST {E}/people": {"name": "Bot", "team": 0},
    f"POST {E}/hints": {"cost": "free"},
    f"POST {E}/invitations": {"role": "observer"},
    f"POST {E}/roster": {"csv": "Ada Park, Blue, IC"},
    f"PUT {R}/{{task}}": {"mark": "S"},
    f"PUT {E}/injects/plan": {"plan": {"go_no_go": "hold"}},
    f"POST {E}/injects/own": {"words": "Any news?"},
    f"PUT {E}/injects/own/{{name}}": {"words": "Any news?"},
    f"POST {E}/injects/own/{{name}}/fire": {},
    f"POST {E}/board": {"do": "hide"},
    "POST /hooks": {"url": "https://example.org/hook", "events": ["result.ready"]},
    f"PATCH {H}": {"active": False},
    f"POST {E}/injects": {"what": "go_no_go", "do": "skip"},
    f"POST {S}/notes": {"text": "hello"},
    f"PUT {S}/acknowledged": {"messages": [1]},
    f"POST {S}/commands": {"action": "sweep_hashes"},
    f"POST {S}/hand-over": {"seat": "IC", "to": 0},
    f"POST {S}/preference": {"seat": "IC"},
    f"POST {S}/week": {"kind": "agree"},
}


@pytest.fixture
def exercise(with_roles: Exercise) -> Exercise:
    """With roles: player and other seat of one desk hold different seats."""
    return with_roles


@pytest.fixture
def programs(
    running: Exercise, ann: Participant, uma: Participant, ben: Participant, gus: Participant
) -> dict[str, Program]:
    """One program for each kind of owner."""
    removed = of_seat(ben)
    runtime.remove(ben, running.owner)
    people = {"eve": User.objects.create_user("eve")}
    for name, role in (("cara", Crew.Role.COHOST), ("olga", Crew.Role.OBSERVER)):
        people[name] = User.objects.create_user(name, may_host=False)
        Crew.objects.create(exercise=running, user=people[name], role=role)
    Webhook.objects.create(user=running.owner, url="https://example.org", secret="5eed5eed")
    token, plain = tokens.issue(running.owner, "old", tokens.FACILITATORS)
    tokens.revoke(token)
    bare, empty = tokens.issue(running.owner, "bare", [tokens.READ])
    ApiToken.objects.filter(pk=bare.pk).update(scopes=[])
    return {
        "nobody": Program(),
        "revoked": Program(plain),
        "player": of_seat(ann),
        "other seat": of_seat(uma),
        "other team": of_seat(gus),
        "removed": removed,
        "owner": of_user(running.owner),
        "administrator": of_user(User.objects.create_superuser("root")),
        "co-host": of_user(people["cara"]),
        "observer": of_user(people["olga"]),
        "other facilitator": of_user(people["eve"]),
        "without scopes": Program(empty),
    }


def operations() -> set[str]:
    return {
        f"{method.upper()} {path.removeprefix('/api/v1')}"
        for path, methods in schema()["paths"].items()
        for method in methods
    }


def test_every_operation_is_in_the_table() -> None:
    assert operations() == TABLE.keys()


def test_every_operation_is_for_whom_the_table_says(
    still: Exercise, programs: dict[str, Program], blue: Team
) -> None:
    got: Table = {operation: {} for operation in TABLE}
    for operation in TABLE:
        for who in WHO:
            with undone():
                got[operation][who] = ask(operation, still, programs[who], blue)
    assert differences(got, TABLE) == {}


def ask(operation: str, exercise: Exercise, program: Program, blue: Team) -> int:
    method, _, path = operation.partition(" ")
    person = 0 if method == "DELETE" else blue.participant_set.first().pk
    path = path.replace("{pk}", str(blue.pk if path.startswith("/teams") else exercise.pk))
    named = {"team": blue.pk, "person": person, "code": exercise.code, "table": "log", "task": 1}
    hook = Webhook.objects.first()
    named |= {"form": "csv", "hook": hook.pk if hook else 0}
    named |= dict.fromkeys(("member", "invitation", "line", "act", "award"), 0)
    named |= dict.fromkeys(("token", "ticket", "signature", "name"), "nonsense")
    for name, value in named.items():
        path = path.replace(f"{{{name}}}", str(value))
    if method == "GET":
        return int(program.get(path).status_code)
    if path.endswith(("/exercises/imports", "/injects/table")):
        return int(upload(program, b"{}", path).status_code)
    body = BODIES.get(operation)
    if operation == f"POST {E}/observations":
        body = {"team": blue.pk, "behaviour": "call_out"}
    return int(program.send(method, path, body).status_code)


def upload(program: Program, body: bytes, path: str = "/exercises/imports") -> Any:
    sent = {"file": SimpleUploadedFile("exercise.json", body)}
    return program.http.post(f"/api/v1{path}", sent, headers=program._headers())


def test_the_schema_names_the_scope_of_every_operation() -> None:
    free = {
        "GET /join/{code}", "POST /join", "POST /solo", "GET /links/{ticket}",
        "POST /links/{ticket}", "GET /boards/{pk}/{signature}",
    }  # fmt: skip
    for path, methods in schema()["paths"].items():
        for method, operation in methods.items():
            name = f"{method.upper()} {path.removeprefix('/api/v1')}"
            assert (operation["x-scope"] == "") == (name in free)
            assert ("security" in operation) == (name not in free)


def test_one_scope_opens_nothing_of_another(running: Exercise) -> None:
    reader = of_user(running.owner, tokens.READ)
    assert reader.get(f"/exercises/{running.pk}").status_code == 200
    assert reader.post(f"/exercises/{running.pk}/pause").status_code == 403
    assert reader.get(f"/exercises/{running.pk}/results").status_code == 403
    assert "exercises:write" in reader.post(f"/exercises/{running.pk}/end").json()["detail"]


def test_nothing_tells_the_secret_or_what_is_wrong(
    facilitator: User, running: Exercise, programs: dict[str, Program], blue: Team
) -> None:
    secrets = {str(one.secret) for one in Participant.objects.all()}
    Exercise.objects.filter(pk=running.pk).update(secret="5eed" * 8, practice=False, variant="")
    for operation in TABLE:
        if not operation.startswith("GET"):
            continue
        for who in ("player", "owner"):
            path = operation.partition(" ")[2]
            path = path.replace("{pk}", str(blue.pk if "/teams/{pk}" in path else running.pk))
            hook = Webhook.objects.get().pk
            for name, value in (("team", blue.pk), ("code", running.code), ("hook", hook)):
                path = path.replace(f"{{{name}}}", str(value))
            said = programs[who].get(path).content.decode()
            assert "5eed5eed" not in said
            assert not any(secret in said for secret in secrets)
            assert '"variant"' not in said
            assert '"seed"' not in said
            assert '"truth"' not in said
            assert '"fault"' not in said


def test_a_control_rooms_line_has_no_truth_in_it(running: Exercise, desk: Program) -> None:
    """The facilitator's page knows what is wrong; a program is told what the desk shows."""
    line = desk.get(f"/exercises/{running.pk}/teams").json()["items"][0]
    flat = json.dumps(line)
    mechanisms = ("stale_build", "not_restarted", "new_build", "upstream", "false_position")
    assert line["facts"]["phase"] == "preopen"
    assert not any(mechanism in flat for mechanism in mechanisms)


def test_an_unknown_address_is_a_problem_too() -> None:
    answer = Program().get("/nonsense")
    assert answer.status_code == 404
    assert answer["Content-Type"] == "application/problem+json"


def test_a_program_that_asks_too_often_waits(seat: Program, monkeypatch: Any) -> None:
    monkeypatch.setattr("game.api.keys.PER_MINUTE", 3)
    answers = [seat.get("/seat") for _ in range(5)]
    assert [one.status_code for one in answers[:3]] == [200, 200, 200]
    assert answers[-1].status_code == 429
    assert 0 < int(answers[-1]["Retry-After"]) <= 61


def test_guessing_tokens_is_slowed_down(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("game.clock.now_ms", lambda: 1_800_000_000_000)  # all within a minute
    answers = [Program(f"es_{n}").get("/seat").status_code for n in range(40)]
    assert answers[0] == 401
    assert answers[-1] == 429


def test_the_page_of_the_schema_needs_no_script_and_no_network() -> None:
    shown = Client().get("/api/v1/docs").content.decode()
    assert all(operation.partition(" ")[2] in shown for operation in operations())
    assert "cdn" not in shown
    assert "https://" not in shown.replace("https://example", "")
    assert shown.count("<script") == 1  # the theme's own
    assert json.loads(Client().get("/api/v1/openapi.json").content)["openapi"] == "3.1.0"
