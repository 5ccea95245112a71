"""A program writes injects as a facilitator does on a page."""

from __future__ import annotations

from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from game import sim
from game.models import Exercise, OwnInject, Team
from tests.api.conftest import Program

pytestmark = pytest.mark.django_db


@pytest.fixture
def at(running: Exercise) -> str:
    return f"/exercises/{running.pk}/injects"


def test_it_is_written_changed_sent_and_seen_in_the_list(
    at: str, desk: Program, blue: Team
) -> None:
    sent = {"words": "Any news?", "channel": "phone", "teams": [blue.pk], "trigger": "09:40"}
    made = desk.send("POST", f"{at}/own", sent).json()
    assert made["teams"] == [blue.pk]
    assert made["title"] == "Any news?"
    one = f"{at}/own/{made['name']}"
    assert desk.send("PUT", one, sent | {"trigger": "hand"}).json()["trigger"] == "hand"
    assert desk.send("POST", f"{one}/fire", {}).json() == {"teams": [blue.pk]}
    assert desk.send("POST", f"{one}/fire", {}).status_code == 409
    assert desk.send("DELETE", one).status_code == 409
    line = desk.get(f"{at}/own").json()["items"][0]
    assert line["sent"] is True
    assert [told["team"] for told in line["told"]] == [blue.pk]


def test_a_wrong_part_is_named(at: str, desk: Program) -> None:
    for part, value in (("trigger", "17:00"), ("sender", "nobody"), ("teams", [0])):
        answer = desk.send("POST", f"{at}/own", {"words": "x", part: value})
        assert answer.status_code == 422
        assert answer.json()["errors"][0]["where"] == part
    assert not OwnInject.objects.exists()


def test_a_table_goes_round(at: str, desk: Program, running: Exercise) -> None:
    name = desk.send("POST", f"{at}/own", {"words": "=1+1", "trigger": "09:40"}).json()["name"]
    for kind in ("csv", "xlsx"):
        content = desk.get(f"{at}.{kind}").content
        assert desk.send("DELETE", f"{at}/own/{name}").status_code == 204
        assert upload(desk, at, content).json() == {"changed": 1}
        assert upload(desk, at, content).json() == {"changed": 0}
        kept = OwnInject.objects.get()
        assert (kept.body, kept.trigger, kept.name) == ("=1+1", "09:40", name)
    wrong = upload(desk, at, b"name,words,from\n,Hello,nobody\n")
    assert wrong.status_code == 422
    assert "Line 2, column from" in wrong.json()["detail"]


def upload(desk: Program, at: str, content: bytes) -> Any:
    sent = {"file": SimpleUploadedFile("injects", content)}
    return desk.http.post(f"/api/v1{at}/table", sent, headers=desk._headers())


def test_a_dry_run_tells_of_them(exercise: Exercise, desk: Program) -> None:
    at = f"/exercises/{exercise.pk}/injects"
    desk.send("POST", f"{at}/own", {"words": "At nine.", "trigger": "09:00"})
    line = desk.send("POST", f"{at}/dry-run").json()["items"][-1]
    assert line["words"] == "At nine."
    assert line["told"][0]["delivered"] == sim.at("09:00")
