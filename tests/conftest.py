"""Fixtures that tests share: databases, stacks of processes, people in exercises."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest

from game import clock, runtime
from game.models import Exercise, Participant, Team, User
from tests import services
from tests import stack as stacks

ARTIFACTS = Path(__file__).resolve().parent.parent / "artifacts"


@pytest.fixture(autouse=True)
def _fresh_process() -> Iterator[None]:
    """No cached world outlives its test: databases give the same numbers again."""
    runtime.forget()
    yield
    runtime.forget()


@pytest.fixture(scope="session")
def postgres_url() -> Iterator[str]:
    """A PostgreSQL of this test run."""
    with services.postgres() as url:
        yield url


@pytest.fixture(scope="session")
def redis_url() -> Iterator[str]:
    """A Redis of this test run."""
    with services.redis() as url:
        yield url


@pytest.fixture
def make_stack(
    tmp_path: Path, postgres_url: str, redis_url: str
) -> Iterator[Callable[[], stacks.Stack]]:
    """Start production stacks, each with a database of its own."""
    made: list[stacks.Stack] = []

    def make() -> stacks.Stack:
        base, _, _ = postgres_url.rpartition("/")
        name = f"stack{services.free_port()}"
        services.create_database(int(base.rpartition(":")[2]), name)
        ports = [services.free_port(), services.free_port()]
        made.append(stacks.production(tmp_path / name, ports, f"{base}/{name}", redis_url))
        made[-1].up()
        return made[-1]

    yield make
    for one in made:
        one.down()


@pytest.fixture
def stack(make_stack: Callable[[], stacks.Stack]) -> stacks.Stack:
    """Two web processes, two clock workers, chores and beat on real PostgreSQL and Redis."""
    return make_stack()


@pytest.fixture(scope="session")
def shared_server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[stacks.Stack]:
    """The one embedded process, on SQLite, for tests that leave it running."""
    with _embedded(tmp_path_factory.mktemp("shared")) as one:
        yield one


@pytest.fixture
def server(tmp_path: Path) -> Iterator[stacks.Stack]:
    """An embedded process of the test's own: to kill and start."""
    with _embedded(tmp_path) as one:
        yield one


@contextmanager
def _embedded(folder: Path) -> Iterator[stacks.Stack]:
    one = stacks.embedded(folder, services.free_port())
    one.up()
    try:
        yield one
    finally:
        one.down()


@pytest.fixture
def facilitator(db: Any) -> User:
    return User.objects.create_user("fay")


@pytest.fixture
def exercise(facilitator: User) -> Exercise:
    """Two teams on one seed, sprint pace, every seat open to everyone, not yet started."""
    return runtime.create_exercise(facilitator, form_of("open"))


@pytest.fixture
def with_roles(facilitator: User) -> Exercise:
    """The same with seats that belong to one person each."""
    return runtime.create_exercise(facilitator, form_of("roles"))


def form_of(seating: str) -> dict[str, Any]:
    """What the facilitator's form says."""
    return {
        "seating": seating,
        "name": "Wednesday",
        "scenario": "knight-2012",
        "seed": "7",
        "pace": "sprint",
        "teams": ["Blue", "Green"],
        "late_joining": True,
    }


@pytest.fixture
def blue(exercise: Exercise) -> Team:
    return exercise.team_set.get(name="Blue")


@pytest.fixture
def green(exercise: Exercise) -> Team:
    return exercise.team_set.get(name="Green")


@pytest.fixture
def ann(exercise: Exercise, blue: Team) -> Participant:
    return runtime.join(exercise.code, "Ann", blue.pk)


@pytest.fixture
def uma(exercise: Exercise, ann: Participant, blue: Team) -> Participant:
    """Of the same team as Ann; with roles she holds other seats."""
    return runtime.join(exercise.code, "Uma", blue.pk)


@pytest.fixture
def still(running: Exercise, monkeypatch: pytest.MonkeyPatch) -> Exercise:
    """A running exercise two seconds after its start, for as long as the test takes."""
    at = clock.now_ms() + 2000
    monkeypatch.setattr("game.clock.now_ms", lambda: at)
    return running


@pytest.fixture
def ben(exercise: Exercise, blue: Team) -> Participant:
    return runtime.join(exercise.code, "Ben", blue.pk)
