"""The production shape as processes, with faults."""

from __future__ import annotations

import itertools
import json
import time
import uuid
from concurrent.futures import ThreadPoolExecutor

import pytest
import redis as redis_client

from game.management.study_mornings import Piece, rows_of
from tests.client import Client, is_frame, play_alone
from tests.stack import Stack

pytestmark = pytest.mark.stack
TEAMS = ("asleep", "guesser")


def gaps(heard: list[dict[str, float]]) -> list[float]:
    """Seconds between frames that show another step."""
    times = [message["at"] for message in heard]
    return [later - earlier for earlier, later in itertools.pairwise(times)]


def test_it_plays_through_faults(stack: Stack, redis_url: str) -> None:
    """One stack for all, because starting it costs more than the faults."""
    client = play_alone(stack.urls[0])
    both_processes_answer(stack, client)
    a_killed_clock_worker_costs_at_most_two_periods(stack, client)
    a_flush_of_redis_is_healed(client, stack, redis_url)
    eight_posts_under_one_key_have_one_effect(stack, client)
    workers_play_a_study_as_this_process_would(stack)


def both_processes_answer(stack: Stack, client: Client) -> None:
    assert [client.get("/play/state", url).process for url in stack.urls] == ["web-1", "web-2"]
    for url in stack.urls:
        with client.socket(url) as page:
            assert len([message for message in page.listen(3) if is_frame(message)]) >= 5


def a_killed_clock_worker_costs_at_most_two_periods(stack: Stack, client: Client) -> None:
    with client.socket(stack.urls[1]) as page:
        page.listen(2)
        first = page.until(is_frame)
        stack.kill("clock-1")
        heard = [message for message in page.listen(6) if is_frame(message)]
    assert max(gaps(heard)) <= 1.0 + 0.25
    passed_ms = heard[-1]["wall"] - first["wall"]
    lost = passed_ms / 1000 * first["speed"] - (heard[-1]["step"] - first["step"])
    assert abs(lost) <= 1 or heard[-1]["speed"] != first["speed"]
    stack.start("clock-1")


def a_flush_of_redis_is_healed(client: Client, stack: Stack, redis_url: str) -> None:
    with client.socket(stack.urls[0]) as page:
        page.until(is_frame)
        redis_client.Redis.from_url(redis_url).flushall()
        heard = [message for message in page.listen(10) if is_frame(message)]
    assert time.monotonic() - heard[-1]["at"] <= 2
    state = client.get("/play/state").text
    assert '"paused":false' in state.replace(" ", "")


def eight_posts_under_one_key_have_one_effect(stack: Stack, client: Client) -> None:
    client.get("/play")
    path, key = "/play/act/sweep_hashes", str(uuid.uuid4())
    with ThreadPoolExecutor(8) as pool:
        answers = list(pool.map(lambda n: client.post(path, stack.urls[n % 2], key=key), range(8)))
    assert {answer.status for answer in answers} == {200}, answers[0].text
    count = f"from game.models import LogEntry as L; print(L.objects.filter(key='{key}').count())"
    assert stack.manage("shell", "-v", "0", "-c", count).strip() == "1"


def workers_play_a_study_as_this_process_would(stack: Stack) -> None:
    asked = ("study", "--celery", "--teams", "asleep,guesser", "--variants", "v4", "--seeds", "7-8")
    found = json.loads(stack.manage(*asked, "--json", "--verbosity", "0"))
    assert found["computed"] == len(found["rows"]) == 4
    here = [row for seed in (7, 8) for row in rows_of(Piece("knight", seed, TEAMS, None, "v4"))]
    assert sorted(found["rows"], key=str) == sorted(
        (row for row in here if row["team"] in TEAMS), key=str
    )
    again = json.loads(stack.manage(*asked, "--json", "--verbosity", "0"))
    assert again["computed"] == 0
    assert again["teams"] == found["teams"]
