"""How soon people see what they have done: `python -m benchmarks.live`, a minute and a half.

A real server as `make play` starts it (or, with --production, as `make up` does: PostgreSQL,
Redis, two web processes, clocks and workers), a morning at sprint pace, teams of bots, teams of
one person each with an open console, and boards on projectors. Each person looks at the builds,
declares, and is timed from the press of the button. The floor is the same server's answer to
/healthz in the same minute.
"""

from __future__ import annotations

import argparse
import json
import os
import re
import statistics
import tempfile
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import asdict, dataclass, field
from pathlib import Path

from benchmarks.figures import MILLI, Figure, print_table, where
from tests import services
from tests.client import Answer, Client, Message, Socket
from tests.stack import Stack, embedded, production

OUT = Path(__file__).resolve().parent.parent / "artifacts" / "bench-live.json"
FRESH_MS = 1000  # what a board shows is at most a second old
FORM = {
    "name": "Bench",
    "scenario": "knight-shuffled",
    "seed": "",
    "pace": "sprint",
    "seating": "open",
    "level": "officer",
}


@dataclass
class Listener:
    """A page that hears everything, in a thread of its own."""

    socket: Socket
    heard: list[tuple[float, Message]] = field(default_factory=list)
    changed: threading.Condition = field(default_factory=threading.Condition)

    def begin(self) -> None:
        threading.Thread(target=self._listen, daemon=True).start()

    def _listen(self) -> None:
        for text in self.socket.connection:
            with self.changed:
                self.heard.append((time.monotonic(), json.loads(text)))
                self.changed.notify_all()

    def first(self, wanted: Callable[[Message], bool], since: float) -> float:
        """When the first message that is wanted came. Raises TimeoutError after ten seconds."""

        def found() -> float | None:
            return next((at for at, told in self.heard if at >= since and wanted(told)), None)

        with self.changed:
            at = self.changed.wait_for(found, 10)
        if at is None:
            raise TimeoutError
        return at


@dataclass(frozen=True)
class Room:
    """An exercise that its facilitator has just made."""

    fay: Client
    path: str
    door: str
    board: str
    teams: list[str]


def open_room(stack: Stack, bots: int, people: int) -> Room:
    """Teams of bots first, then a team for each person."""
    fay = Client(stack.urls[0])
    fay.get(_found(r"/door/\S+", stack.manage("facilitator_link")))
    teams = "\n".join(f"Team {number}" for number in range(bots + people))
    page = fay.post("/ctl", **FORM, teams=teams, late_joining="on").text
    path = _found(r"/ctl/\d+", page)
    door = "/j/" + _found(r"(?<=/j/)[0-9A-Z]{8}", page)
    board = _found(r"/board/\d+/\w+", fay.get(f"{path}/bots").text)
    shown = Client(stack.urls[0]).get(door).text
    return Room(fay, path, door, board, re.findall(r'name="team"[^>]*value="(\d+)"', shown))


def _found(pattern: str, text: str) -> str:
    match = re.search(pattern, text)
    if match is None:
        raise RuntimeError(f"nothing like {pattern} in {text[:500]}")
    return match.group()


def sit_down(stack: Stack, room: Room, number: int, team: str) -> Client:
    """A person alone in a team; each second one at the next web process."""
    client = Client(stack.urls[number % len(stack.urls)])
    client.get(room.door)
    ok(client.post(room.door, name=f"Person {number}", team=team))
    return client


def ok(answer: Answer) -> Answer:
    if answer.status != 200:
        raise RuntimeError(f"{answer.status}: {answer.text[:500]}")
    return answer


@contextmanager
def listening(url: str, client: Client, path: str) -> Iterator[Listener]:
    with client.socket(url, path) as socket:
        listener = Listener(socket)
        listener.begin()
        yield listener


@dataclass
class Times:
    """Milliseconds of each kind, as they were measured."""

    answer: list[float] = field(default_factory=list)
    own: list[float] = field(default_factory=list)
    board: list[float] = field(default_factory=list)
    floor: list[float] = field(default_factory=list)


def declared_by(team: int) -> Callable[[Message], bool]:
    """A board that shows that this team has declared."""

    def wanted(message: Message) -> bool:
        said = message.get("moments", [])
        return any(one["what"] == "declared" and one["n"] == team for one in said)

    return wanted


def measure(stack: Stack, bots: int, people: int, boards: int, pause_s: float) -> Times:
    """A morning's first minutes; one person after the other looks and declares."""
    room, times = open_room(stack, bots, people), Times()
    crowd = [
        sit_down(stack, room, number, team) for number, team in enumerate(room.teams[bots:])
    ]  # fmt: skip
    ok(room.fay.post(f"{room.path}/bots/fill", level="competent"))
    with ExitStack() as pages:
        walls = [
            pages.enter_context(listening(url, Client(url), f"/ws{room.board}"))
            for url in (stack.urls * boards)[:boards]
        ]
        ok(room.fay.post(f"{room.path}/start"))
        own = [pages.enter_context(listening(one.url, one, "/ws/play")) for one in crowd]
        time.sleep(5)  # the first seconds of a world are its dearest
        for number, (client, page) in enumerate(zip(crowd, own, strict=True)):
            press(client, page, walls, bots + number, times)
            time.sleep(pause_s)
        ok(room.fay.post(f"{room.path}/end"))
    return times


def press(client: Client, page: Listener, walls: list[Listener], n: int, times: Times) -> None:
    times.floor.append(_ms(lambda: client.get("/healthz")))
    times.answer.append(_ms(lambda: ok(client.post("/play/act/sweep_builds", key=f"look-{n:08d}"))))
    since = time.monotonic()
    ok(client.post("/play/act/declare", severity="firm", key=f"declare-{n:08d}"))
    times.own.append(MILLI * (page.first(lambda told: told["t"] == "frame", since) - since))
    shown = max(wall.first(declared_by(n), since) for wall in walls)
    times.board.append(MILLI * (shown - since))


def _ms(work: Callable[[], object]) -> float:
    begun = time.monotonic()
    work()
    return MILLI * (time.monotonic() - begun)


def figures(times: Times) -> list[Figure]:
    floor = statistics.median(times.floor)
    rows = (
        ("an order's answer", times.answer, None),
        ("a declaration to a frame of one's own", times.own, None),
        ("a declaration to the last of the boards", times.board, FRESH_MS),
    )
    return [
        figure
        for name, values, limit in rows
        for figure in (
            Figure(f"{name}, median", statistics.median(values), "ms", None, floor),
            Figure(f"{name}, worst of {len(values)}", max(values), "ms", limit),
        )
    ]


@contextmanager
def server(in_production: bool) -> Iterator[Stack]:
    with ExitStack() as parts:
        folder = Path(parts.enter_context(tempfile.TemporaryDirectory()))
        ports = [services.free_port(), services.free_port()]
        if in_production:
            database = parts.enter_context(services.postgres())
            broker = parts.enter_context(services.redis())
            stack = production(folder, ports, database, broker)
        else:
            stack = embedded(folder, ports[0])
        parts.callback(stack.down)
        stack.up()
        yield stack


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--production", action="store_true", help="the processes of `make up`")
    parser.add_argument("--bots", type=int, default=8, help="teams of bots")
    parser.add_argument("--people", type=int, default=16, help="teams of one person")
    parser.add_argument("--boards", type=int, default=4)
    parser.add_argument("--pause", type=float, default=3.0, help="seconds between two people")
    options = parser.parse_args()
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "project.settings")
    with server(options.production) as stack:
        times = measure(stack, options.bots, options.people, options.boards, options.pause)
    print_table(found := figures(times))
    OUT.parent.mkdir(exist_ok=True)
    told = where() | vars(options) | {"figures": [asdict(one) for one in found]}
    OUT.write_text(json.dumps(told | {"times": asdict(times)}, indent=1))


if __name__ == "__main__":
    main()
