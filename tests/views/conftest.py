"""People with browsers: who they are decides what they may see."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from django.core.cache import cache
from django.http import HttpResponse
from django.test import Client

from game import live, runtime
from game.models import Crew, Exercise, Participant, Team, User


@pytest.fixture(autouse=True)
def _plain_static_files(settings: Any) -> None:
    """Pages are rendered without a manifest: what is hashed is not asked here."""
    name = "django.contrib.staticfiles.storage.StaticFilesStorage"
    settings.STORAGES = {**settings.STORAGES, "staticfiles": {"BACKEND": name}}


@pytest.fixture(autouse=True)
def _no_wrong_codes_yet() -> None:
    cache.clear()


def seated(person: Participant) -> Client:
    """The browser of a player."""
    client, answer = Client(), HttpResponse()
    live.write_cookie(answer, person.secret)
    client.cookies = answer.cookies
    return client


def signed_in(user: User) -> Client:
    client = Client()
    client.force_login(user)
    return client


@pytest.fixture
def gus(exercise: Exercise, green: Team) -> Participant:
    """A player of the other team."""
    return runtime.join(exercise.code, "Gus", green.pk)


@pytest.fixture
def running(exercise: Exercise, ann: Participant, gus: Participant) -> Exercise:
    runtime.start(exercise, exercise.owner)
    return exercise


@pytest.fixture
def browsers(
    running: Exercise, ann: Participant, ben: Participant, gus: Participant, uma: Participant
) -> dict[str, Client]:
    """One browser for each kind of person."""
    runtime.remove(ben, running.owner)
    return {
        "nobody": Client(),
        "player": seated(ann),
        "other seat": seated(uma),
        "removed": seated(ben),
        "other team": seated(gus),
        "owner": signed_in(running.owner),
        "other facilitator": signed_in(User.objects.create_user("eve")),
        "administrator": signed_in(User.objects.create_superuser("root")),
        "co-host": signed_in(helper(running, "cara", "cohost")),
        "observer": signed_in(helper(running, "olga", "observer")),
    }


def helper(exercise: Exercise, name: str, role: str) -> User:
    """Somebody who was invited to the crew of an exercise."""
    user = User.objects.create_user(name, may_host=False)
    Crew.objects.create(exercise=exercise, user=user, role=role)
    return user


@pytest.fixture
def press(ann: Participant) -> Callable[..., Any]:
    """Ann orders something; each press has its own key unless one is given."""
    browser, presses = seated(ann), iter(range(1000))

    def order(action: str, /, **sent: Any) -> Any:
        sent.setdefault("key", f"press-{next(presses):04d}")
        return browser.post(f"/play/act/{action}", sent)

    return order
