"""Webhooks: each event once, signed, again and again until it is taken, and never inwards."""

from __future__ import annotations

import hashlib
import hmac
import json
import threading
from collections.abc import Iterator
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, HTTPServer
from typing import Any

import pytest

from game import clock, runtime
from game.models import Delivery, Exercise, Participant, User, Webhook
from game.runtime import hooks, posting

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _time_goes_back(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(clock, "_offset_ms", 0)


@dataclass
class Ear:
    """A server that takes webhooks; `says` are the statuses of its next answers."""

    url: str = ""
    says: list[int] = field(default_factory=list)
    heard: list[tuple[dict[str, str], bytes]] = field(default_factory=list)


@pytest.fixture
def ear(settings: Any) -> Iterator[Ear]:
    settings.ALLOW_PRIVATE_HOOKS = True
    found = Ear()

    class Door(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers["Content-Length"]))
            found.heard.append((dict(self.headers), body))
            self.send_response(found.says.pop(0) if found.says else 204)
            self.send_header("Location", "/elsewhere")
            self.end_headers()

        def log_message(self, *args: Any) -> None:
            """Tests are quiet."""

    server = HTTPServer(("127.0.0.1", 0), Door)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    found.url = f"http://127.0.0.1:{server.server_port}/hook?x=1"
    yield found
    server.shutdown()
    server.server_close()


@pytest.fixture
def hook(ear: Ear, facilitator: User) -> Webhook:
    return hooks.add(facilitator, ear.url, hooks.EVENTS)


def told(ear: Ear) -> list[tuple[str, str]]:
    bodies = [json.loads(body) for _headers, body in ear.heard]
    return [(body["event"], body["subject"]) for body in bodies]


def test_a_morning_is_told_once(
    hook: Webhook, ear: Ear, exercise: Exercise, ann: Participant
) -> None:
    runtime.start(exercise, exercise.owner)
    runtime.set_speed(exercise, exercise.owner, 600)
    receipt = runtime.submit(ann.team, ann, "declare", {"severity": "firm"}, "key-declare-01")
    assert receipt.status == "accepted"
    clock.shift(2_000)
    hooks.tell(5)
    hooks.tell(5)
    runtime.end(exercise, exercise.owner)
    runtime.finish(exercise)
    for _ in range(3):
        hooks.tell(5)
    teams = {team.name: f"team:{team.pk}" for team in exercise.team_set.all()}
    assert sorted(told(ear)) == sorted(
        [
            ("exercise.started", f"exercise:{exercise.pk}"),
            ("team.declared", teams["Blue"]),
            ("exercise.ended", f"exercise:{exercise.pk}"),
            ("result.ready", teams["Blue"]),
            ("result.ready", teams["Green"]),
        ]
    )


def test_nothing_is_lost_when_nobody_worked_for_a_day(
    hook: Webhook, ear: Ear, exercise: Exercise, ann: Participant
) -> None:
    """What was told, and is over, stays told; what nobody looked at is told late."""
    runtime.start(exercise, exercise.owner)
    hooks.tell(5)
    runtime.end(exercise, exercise.owner)
    clock.shift(24 * 3600 * 1000)
    runtime.finish(exercise)
    clock.shift(24 * 3600 * 1000)
    hooks.tell(5)
    assert sorted(event for event, _subject in told(ear)) == [
        "exercise.ended",
        "exercise.started",
        "result.ready",
        "result.ready",
    ]
    clock.shift(24 * 3600 * 1000)
    Delivery.objects.all().delete()
    hooks.tell(5)
    assert len(ear.heard) == 4


def test_what_came_while_it_rested_stays_untold(
    hook: Webhook, ear: Ear, exercise: Exercise, ann: Participant
) -> None:
    hooks.switch(hook, hook.user)
    runtime.start(exercise, exercise.owner)
    runtime.end(exercise, exercise.owner)
    clock.shift(24 * 3600 * 1000)
    hook.refresh_from_db()
    hooks.switch(hook, hook.user)
    hooks.tell(5)
    assert ear.heard == []


def test_it_is_signed_with_its_time(hook: Webhook, ear: Ear) -> None:
    hooks.test(hook)
    hooks.deliver(5)
    headers, body = ear.heard[0]
    stamp, mark = (part.partition("=")[2] for part in headers["X-Eighth-Signature"].split(","))
    signed = hmac.new(hook.secret.encode(), f"{stamp}.".encode() + body, hashlib.sha256)
    assert mark == signed.hexdigest()
    assert abs(int(stamp) - clock.now_ms() // 1000) < 60
    assert headers["X-Eighth-Event"] == "test"


def test_it_is_tried_again_with_growing_pauses_and_given_up(hook: Webhook, ear: Ear) -> None:
    ear.says = [500, 302, 404, 503, 500, 500, 500]
    row = hooks.test(hook)
    pauses = []
    for _ in range(hooks.ATTEMPTS):
        before = clock.now_ms()
        hooks.deliver(5)
        row.refresh_from_db()
        pauses.append((row.next_ms - before) // 1000)
        hooks.deliver(5)  # not due yet: nothing is sent
        clock.shift(row.next_ms - before)
    assert pauses[:4] == [5, 20, 80, 320]
    assert row.state == Delivery.State.GIVEN_UP
    assert len(ear.heard) == row.attempts == hooks.ATTEMPTS


def test_what_was_refused_once_arrives(hook: Webhook, ear: Ear) -> None:
    ear.says = [500]
    row = hooks.test(hook)
    hooks.deliver(5)
    clock.shift(6_000)
    assert hooks.deliver(5) == 1
    row.refresh_from_db()
    assert (row.state, row.attempts, row.answer) == (Delivery.State.TAKEN, 2, "HTTP 204")


def test_two_workers_send_it_once(hook: Webhook, ear: Ear) -> None:
    row = hooks.test(hook)
    stale = Delivery.objects.select_related("webhook").get(pk=row.pk)
    assert hooks._claimed(row)
    assert not hooks._claimed(stale)


def test_another_facilitators_exercise_is_not_told(ear: Ear, exercise: Exercise) -> None:
    eve = User.objects.create_superuser("eve")
    hooks.add(eve, ear.url, hooks.EVENTS)
    runtime.start(exercise, exercise.owner)
    hooks.tell(5)
    assert ear.heard == []


@pytest.mark.parametrize(
    "url",
    [
        "http://127.0.0.1/x", "http://[::1]/x", "http://169.254.169.254/latest", "http://10.0.0.8/",
        "http://192.168.1.1/", "http://[::ffff:127.0.0.1]/", "http://0.0.0.0/", "ftp://example.org/",
        "https://user:pass@example.org/", "https:///x", "javascript:alert(1)", "http://224.0.0.1/",
        "http://[fe80::1]/", "http://x:99999/",
    ],
)  # fmt: skip
def test_an_address_inside_is_refused(url: str, facilitator: User) -> None:
    with pytest.raises(runtime.CannotDo):
        hooks.add(facilitator, url, ["exercise.started"])


def test_a_name_that_leads_inside_gets_nothing(facilitator: User) -> None:
    hook = hooks.add(facilitator, "http://localhost:9/", ["exercise.started"])
    row = hooks.test(hook)
    hooks.deliver(5)
    row.refresh_from_db()
    assert row.answer == "not on the public network"
    with pytest.raises(posting.Unreachable):
        posting.post("http://localhost:9/", b"", {})
