"""A facilitator writes injects on a page, changes them, sends them, and takes them with a table."""

from __future__ import annotations

import re
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from game.models import Act, Exercise, OwnInject, Team
from game.runtime import own
from game.runtime.own import Draft
from game.sim import injects, milestones
from tests.views.conftest import signed_in

pytestmark = pytest.mark.django_db
SENT: dict[str, Any] = {"channel": "mail", "sender": "press", "body": "Words.", "comes": "hand"}
HOSTILE = '"><script>alert(1)</script><img src=x onerror=alert(2)>'


@pytest.fixture
def room(running: Exercise) -> Client:
    return signed_in(running.owner)


def at(exercise: Exercise, rest: str = "") -> str:
    return f"/ctl/{exercise.pk}/injects/own{rest}"


def only() -> OwnInject:
    return OwnInject.objects.get()


@pytest.mark.parametrize(
    ("sent", "trigger"),
    [
        ({"comes": "hand", "only_if": "while:flow"}, "hand"),
        ({"comes": "time", "at": "09:40"}, "09:40"),
        ({"comes": "time", "at": "09:40:30", "only_if": "while:flow"}, "09:40:30 while:flow"),
        (
            {"comes": "after", "after": "rollback", "delay": "120",
             "only_if": "without:cancel_orders", "and_if": "unopened:e01_rejects"},
            "after:rollback+120 without:cancel_orders unopened:e01_rejects",
        ),
        ({"comes": "after", "after": "flow"}, "after:flow"),
        ({"comes": "written", "written": "while:position @x"}, None),
        ({"comes": "written", "written": "while:position@09:00 while:flow"},
         "while:position@09:00 while:flow"),
        ({"comes": "time", "at": ""}, None),
        ({"comes": "time", "at": "late"}, None),
        ({"comes": "after"}, None),
        ({"comes": "after", "after": "nonsense"}, None),
    ],
)  # fmt: skip
def test_when_it_comes_is_put_together_and_taken_apart(
    sent: dict[str, str], trigger: str | None, running: Exercise, room: Client
) -> None:
    answer = room.post(at(running), SENT | {"body": "Typed."} | sent)
    if trigger is None:
        assert answer.status_code == 422
        assert "Typed." in answer.content.decode()
        assert not OwnInject.objects.exists()
        return
    assert answer.status_code == 302
    assert only().trigger == trigger
    page = room.get(at(running, f"/{only().name}"))
    form = {name: value for name, value in page.context["form"].initial.items() if value}
    assert room.post(at(running, f"/{only().name}"), form).status_code == 302
    kept = only()
    assert kept.trigger in (trigger, trigger.replace("09:40 ", "09:40:00 "), trigger + ":00")


def test_what_was_written_stands_in_the_table_as_text(running: Exercise, room: Client) -> None:
    sent = SENT | {"title": HOSTILE[:80], "body": HOSTILE, "expected": HOSTILE}
    assert room.post(at(running), sent).status_code == 302
    for path in (f"/ctl/{running.pk}/injects", at(running, f"/{only().name}")):
        page = room.get(path).content.decode()
        assert "<script>alert" not in page
        assert "<img src=x" not in page
        assert "&lt;script&gt;alert(1)" in page


def test_it_is_sent_by_hand_and_then_cannot_be_changed(
    running: Exercise, room: Client, blue: Team
) -> None:
    room.post(at(running), SENT)
    name = only().name
    assert f'id="shelf-{name}"' in room.get(f"/ctl/{running.pk}/injects/table").content.decode()
    assert room.post(at(running, f"/{name}/fire"), {"team": blue.pk}).status_code == 200
    assert room.post(at(running, f"/{name}/fire")).status_code == 200
    assert room.post(at(running, f"/{name}/fire")).status_code == 409
    assert room.post(at(running, f"/{name}/remove")).status_code == 409
    answer = room.post(at(running, f"/{name}"), SENT | {"body": "Other words."})
    assert answer.status_code == 422
    assert "Other words." in answer.content.decode()
    assert room.post(at(running, f"/{name}/paint")).status_code == 404
    assert room.post(at(running, "/own-none/fire")).status_code == 404
    assert f'id="shelf-{name}"' not in room.get(f"/ctl/{running.pk}/injects").content.decode()


def test_what_was_taken_out_comes_back_within_five_seconds(running: Exercise, room: Client) -> None:
    room.post(at(running), SENT | {"comes": "time", "at": "09:40"})
    made = own.draft_of(only())
    assert room.post(at(running, f"/{only().name}/remove")).status_code == 200
    assert not OwnInject.objects.exists()
    undo = {"act": Act.objects.latest("pk").pk}
    assert room.post(f"/ctl/{running.pk}/undo", undo).status_code == 200
    assert own.draft_of(only()) == made
    room.post(at(running, f"/{only().name}"), SENT | {"body": "Other words."})
    assert only().body == "Other words."
    undo = {"act": Act.objects.latest("pk").pk}
    assert room.post(f"/ctl/{running.pk}/undo", undo).status_code == 200
    assert own.draft_of(only()) == made
    room.post(at(running, f"/{only().name}/shelve"))
    assert only().trigger == "hand"


def test_a_dry_run_shows_them_too(exercise: Exercise) -> None:
    own.add(exercise, exercise.owner, Draft("Words.", title="At nine", trigger="09:00"))
    page = signed_in(exercise.owner).post(f"/ctl/{exercise.pk}/injects/dry-run").content.decode()
    assert re.search(r"At nine.*?09:00:00</td><td>–", page, re.S)


@pytest.mark.parametrize("kind", ["csv", "xlsx"])
def test_a_table_goes_out_and_comes_in(kind: str, running: Exercise, room: Client) -> None:
    room.post(at(running), SENT | {"body": "=1+1; a, b\n<b>c</b>"})
    made, name = own.draft_of(only()), only().name
    sheet = room.get(f"/ctl/{running.pk}/injects.{kind}").content
    own.remove(running, running.owner, name)

    def bring(content: bytes) -> Any:
        file = SimpleUploadedFile(f"injects.{kind}", content)
        return room.post(f"/ctl/{running.pk}/injects/in", {"sheet": file})

    assert bring(sheet).content.decode().startswith("1 line")
    assert own.draft_of(only()) == made
    assert only().name == name
    wrong = bring(b"name,words,channel\n,Hello,mail\n,Hello,pigeon\n")
    assert wrong.status_code == 409
    assert "Line 3, column channel" in wrong.content.decode()
    assert OwnInject.objects.count() == 1


def test_every_line_of_the_list_can_be_written_anew(exercise: Exercise) -> None:
    room = signed_in(exercise.owner)
    for name, inject in injects.injects().items():
        form = room.get(at(exercise, f"?like={name}")).context["form"]
        if not inject.movable:
            assert not form.initial
            continue
        sent = {key: value for key, value in form.initial.items() if value}
        assert room.post(at(exercise), sent).status_code == 302
        made = OwnInject.objects.latest("number")
        assert made.body == (str(inject.body) or str(inject.subject))
        assert milestones.read(made.trigger) == milestones.read(inject.trigger)
