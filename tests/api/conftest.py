"""Programs: who holds which token decides what they may do."""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from typing import Any

import pytest
from django.core.cache import cache
from django.test import Client

from game import runtime
from game.models import Exercise, Participant, Team, User
from game.runtime import tokens

BASE = "/api/v1"


@pytest.fixture(autouse=True)
def _plain_static_files(settings: Any) -> None:
    name = "django.contrib.staticfiles.storage.StaticFilesStorage"
    settings.STORAGES = {**settings.STORAGES, "staticfiles": {"BACKEND": name}}


@pytest.fixture(autouse=True)
def _nobody_asked_yet() -> None:
    cache.clear()


@dataclass
class Program:
    """A client with a bearer, or without."""

    bearer: str = ""
    http: Client = field(default_factory=Client)
    asked: int = 0

    def get(self, path: str, **query: Any) -> Any:
        return self.http.get(BASE + path, query, headers=self._headers())

    def send(self, method: str, path: str, body: Any = None, key: str | None = "") -> Any:
        """`key`: "" makes a fresh one, None sends none."""
        self.asked += 1
        fresh = f"key-{id(self)}-{self.asked:04d}"
        own = {} if key is None else {"Idempotency-Key": key or fresh}
        return self.http.generic(
            method,
            BASE + path,
            json.dumps({} if body is None else body),
            content_type="application/json",
            headers=self._headers() | own,
        )

    def post(self, path: str, body: Any = None, key: str | None = "") -> Any:
        return self.send("POST", path, body, key)

    def order(self, action: str, key: str = "", **args: Any) -> Any:
        return self.post("/seat/commands", {"action": action, "args": args}, key)

    def _headers(self) -> dict[str, str]:
        return {"Authorization": f"Bearer {self.bearer}"} if self.bearer else {}


def of_user(user: User, *scopes: str) -> Program:
    return Program(tokens.issue(user, "test", scopes or tokens.scopes_of(user))[1])


def of_seat(person: Participant) -> Program:
    return Program(tokens.seat(person, "test")[1])


@pytest.fixture
def desk(facilitator: User) -> Program:
    """The facilitator's program, with every scope."""
    return of_user(facilitator)


@pytest.fixture
def running(exercise: Exercise, ann: Participant) -> Exercise:
    runtime.start(exercise, exercise.owner)
    return exercise


@pytest.fixture
def gus(exercise: Exercise, green: Team) -> Participant:
    return runtime.join(exercise.code, "Gus", green.pk)


@pytest.fixture
def seat(running: Exercise, ann: Participant) -> Program:
    """Ann's program in the running exercise."""
    return of_seat(ann)
