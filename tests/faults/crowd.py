"""Two people who order without pause, by plain HTTP, and never lose count of what they were told.

Each press has a key of its own and is repeated until there is an answer: what is not known to be
refused or accepted is not given up.
"""

from __future__ import annotations

import itertools
import json
import threading
import time
import urllib.error
from collections.abc import Iterator
from dataclasses import dataclass, field

from tests.client import Answer, Client
from tests.stack import Stack

GIVE_UP_S = 60.0
LOOKS = ("sweep_hashes", "sweep_processes", "check_flag", "check_ticket", "sweep_builds")
READ = """
import json
from game import runtime
from game.models import LogEntry, Team
rows = LogEntry.objects.filter(team_id={team}).order_by("log_seq").values(
    "log_seq", "kind", "key", "due_step", "actor_kind")
print(json.dumps({{"rows": list(rows), "broken": runtime.broken_at(Team.objects.get(pk={team}))}}))
"""


@dataclass
class Press:
    """One order and what became of it. Answered 200: accepted; 422: refused."""

    key: str
    path: str
    fields: dict[str, str]
    tries: int = 0
    status: int = 0
    text: str = ""


@dataclass
class Person:
    """Somebody at a team's desk, in a thread of their own."""

    name: str
    client: Client
    urls: list[str]
    think_s: float = 0.0  # orders come due one a second: who presses faster runs ahead of the clock
    pressed: list[Press] = field(default_factory=list)
    over: threading.Event = field(default_factory=threading.Event)
    thread: threading.Thread | None = None

    def begin(self) -> None:
        self.thread = threading.Thread(target=self._go_on, daemon=True)
        self.thread.start()

    def end(self) -> None:
        """Stop pressing, once the last press has its answer."""
        self.over.set()
        assert self.thread is not None
        self.thread.join(GIVE_UP_S + 30)
        assert not self.thread.is_alive()

    def press(self, path: str, **fields: str) -> Press:
        """Press once and insist on an answer."""
        one = Press(f"{self.name}-{len(self.pressed):05d}-key", path, fields)
        self.pressed.append(one)
        insist(self.client, one, itertools.cycle(self.urls))
        return one

    def _go_on(self) -> None:
        for number in itertools.count():
            if self.over.wait(self.think_s):
                return
            look = LOOKS[number % len(LOOKS)]
            if number % 3 == 2:
                self.press("/play/note", text=f"{self.name} says {number}")
            else:
                self.press(f"/play/act/{look}")


def insist(client: Client, press: Press, urls: Iterator[str]) -> None:
    """Send it under its key until the server says what became of it."""
    deadline = time.monotonic() + GIVE_UP_S
    while time.monotonic() < deadline:
        press.tries += 1
        answer = attempt(client, press, next(urls))
        if answer and answer.status in (200, 422, 409):
            press.status, press.text = answer.status, answer.text
            return
        time.sleep(0.2)
    raise AssertionError(f"no answer to {press}")


def attempt(client: Client, press: Press, url: str) -> Answer | None:
    """The answer, or None when the server is away or dies over it."""
    try:
        return client.post(press.path, url, key=press.key, **press.fields)
    except (OSError, urllib.error.URLError, ConnectionError, ValueError):
        return None


def log_of(stack: Stack, team: int) -> list[dict[str, object]]:
    """The team's log rows. Fails on a hole or a broken chain."""
    told = json.loads(stack.manage("shell", "-v", "0", "-c", READ.format(team=team)))
    assert told["broken"] is None
    rows: list[dict[str, object]] = told["rows"]
    assert [row["log_seq"] for row in rows] == list(range(1, len(rows) + 1))
    return rows


def nothing_was_lost_or_doubled(people: list[Person], rows: list[dict[str, object]]) -> None:
    """Every answer stands in the log, once, as what it said; and nothing else of people's."""
    pressed = {press.key: press for person in people for press in person.pressed}
    rows = [row for row in rows if row["actor_kind"] == "person"]  # seats are dealt by the system
    logged = [str(row["key"]) for row in rows]
    assert len(logged) == len(set(logged))
    assert set(logged) == set(pressed)
    for row in rows:
        press = pressed[str(row["key"])]
        assert press.status == (422 if row["kind"] == "refusal" else 200), press
