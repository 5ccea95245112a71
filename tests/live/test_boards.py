"""The projector's socket: whoever has the address listens, soon, and learns nothing else."""

from __future__ import annotations

import json
import re
from typing import Any

import pytest

from tests.canaries import truths
from tests.client import Client
from tests.stack import Stack

pytestmark = pytest.mark.stack
FORM = {
    "name": "Wall",
    "scenario": "knight-2012",
    "seed": "7",
    "pace": "sprint",
    "teams": "Blue",
    "seating": "open",
    "level": "officer",
}


def room_of(server: Stack) -> tuple[Client, str, str]:
    """A facilitator's browser in a new room, the room's address and its board's socket."""
    fay = Client(server.urls[0])
    link = re.search(r"/door/\S+", server.manage("facilitator_link"))
    assert link is not None
    fay.get(link.group())
    page = fay.post("/ctl", **FORM).text
    found = re.search(r"/ctl/\d+", page)
    assert found is not None
    board = re.search(r"/board/\d+/\w+", fay.get(f"{found.group()}/bots").text)
    assert board is not None
    return fay, found.group(), f"/ws{board.group()}"


def is_board(message: dict[str, Any]) -> bool:
    return bool(message["t"] == "board")


def has_declared(message: dict[str, Any]) -> bool:
    return any(one["what"] == "declared" for one in message.get("moments", []))


def test_what_a_player_declares_is_on_the_wall(shared_server: Stack) -> None:
    """How soon is measured: `python -m benchmarks.live`."""
    fay, room, path = room_of(shared_server)
    code = re.search(r'class="code huge">([\w-]+)', fay.get(room).text)
    assert code is not None
    door = f"/j/{code.group(1).replace('-', '')}"
    ann = Client(shared_server.urls[0])
    team = re.search(r'name="team"[^>]*value="(\d+)"', ann.get(door).text)
    assert team is not None
    ann.post(door, name="Ann", team=team.group(1))
    with Client(shared_server.urls[0]).socket(path=path) as wall:
        wall.until(lambda m: is_board(m) and m["teams"][0]["here"] == 1, 2)
        fay.post(f"{room}/start")
        wall.until(lambda m: is_board(m) and m["state"] == "running", 2)
        wall.listen(3)  # the first seconds of a world are its dearest
        assert ann.post("/play/act/declare", severity="firm", key="declare-1").status == 200
        wall.until(lambda m: is_board(m) and has_declared(m), 5)


def test_the_board_follows_and_tells_no_secret(shared_server: Stack) -> None:
    fay, room, path = room_of(shared_server)
    with Client(shared_server.urls[0]).socket(path=path) as wall:
        first = wall.until(is_board)
        assert first["teams"] == [{"name": "Blue", "people": 0, "here": 0, "bots": False}]
        fay.post(f"{room}/bots/fill", level="expert")
        wall.until(lambda m: is_board(m) and m["teams"][0]["bots"], 2)
        fay.post(f"{room}/start")
        wall.until(lambda m: is_board(m) and m["state"] == "running", 2)
        fay.post(f"{room}/bots/hide")
        wall.until(lambda m: is_board(m) and m.get("hidden", False), 2)
        fay.post(f"{room}/bots/show")
        wall.until(lambda m: is_board(m) and has_declared(m), 60)
        heard = json.dumps(wall.heard)
    assert truths([("board", heard)]) == []
    assert "SMARS" not in heard


def test_a_wrong_address_and_a_withdrawn_one_are_shut(shared_server: Stack) -> None:
    fay, room, path = room_of(shared_server)
    browser = Client(shared_server.urls[0])
    with browser.socket(path=f"{path[:-4]}beef") as wall:
        assert wall.closed() == 4401
    fay.post(f"{room}/bots/renew")
    with browser.socket(path=path) as wall:
        assert wall.closed() == 4401
