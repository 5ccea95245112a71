"""What a facilitator's browser does in tests."""

from __future__ import annotations

from typing import Any

from django.test import Client

from game import runtime
from game.live.acts import settle
from game.models import Act, Exercise, LogEntry
from game.runtime import clocks


def ask(browser: Client, exercise: Exercise, what: str) -> str:
    answer = browser.get(f"/ctl/{exercise.pk}/{what}")
    assert answer.status_code == 200, what
    return answer.content.decode()


def do(browser: Client, exercise: Exercise, what: str, /, **sent: Any) -> Any:
    sent.setdefault("key", f"key-{LogEntry.objects.count():04d}-{what}".replace("/", "-"))
    return browser.post(f"/ctl/{exercise.pk}/{what}", sent)


def ahead(exercise: Exercise, seconds: int) -> None:
    """Let simulated time pass for everybody."""
    clocks.jump(exercise, exercise.owner, seconds)
    for team in exercise.team_set.all():
        runtime.advance(team.pk)


def five_seconds_later() -> None:
    """Let what waits be carried out."""
    Act.objects.filter(state="waits").update(due_ms=0)
    settle()
