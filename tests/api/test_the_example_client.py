"""The client of the documentation plays a morning on a real server."""

from __future__ import annotations

import json
import subprocess
import sys
import threading
import urllib.request
from pathlib import Path
from typing import Any

from websockets.exceptions import ConnectionClosed
from websockets.sync.client import connect

from tests.client import is_frame
from tests.stack import Stack

CLIENT = Path(__file__).resolve().parents[2] / "docs" / "client.py"
LONGEST_S = 240


def ask(server: Stack, bearer: str, method: str, path: str, **body: Any) -> Any:
    headers = {
        "Authorization": f"Bearer {bearer}",
        "Content-Type": "application/json",
        "Idempotency-Key": f"key-{path.replace('/', '-')}-{len(body)}",
    }
    url, data = f"{server.urls[0]}/api/v1{path}", json.dumps(body).encode()
    sent = data if method != "GET" else None
    request = urllib.request.Request(url, sent, headers, method=method)
    with urllib.request.urlopen(request, timeout=30) as answer:
        return json.loads(answer.read() or b"{}")


def facilitators_token(server: Stack) -> str:
    made = "from game.models import User; User.objects.get_or_create(username='fay')"
    server.manage("shell", "--no-imports", "-c", made)
    return server.manage("api_token", "fay").strip()


def a_room(server: Stack, bearer: str) -> Any:
    return ask(
        server, bearer, "POST", "/exercises",
        name="Programs", teams=["Otter"], scenario="knight-2012", pace="sprint", seating="open",
    )  # fmt: skip


def test_it_joins_by_code_plays_and_prints_the_result(shared_server: Stack) -> None:
    bearer = facilitators_token(shared_server)
    room = a_room(shared_server, bearer)
    command = [sys.executable, str(CLIENT), shared_server.urls[0], room["code"], "Robin"]
    client = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)
    try:
        _drive(shared_server, bearer, room["id"])
        said, _ = client.communicate(timeout=LONGEST_S)
    finally:
        client.kill()
    assert client.returncode == 0, said
    assert "isolate 8" in said
    score = next(line for line in said.splitlines() if line.startswith("score "))
    assert int(score.split()[1]) > 0


def _drive(server: Stack, bearer: str, pk: int) -> None:
    """Start when the client is there, let the morning run, end it before the open."""
    deadline = 120
    while not ask(server, bearer, "GET", f"/exercises/{pk}/people")["items"]:
        _wait(1.0)
        deadline -= 1
        assert deadline > 0
    ask(server, bearer, "POST", f"/exercises/{pk}/start")
    _until_isolated(server, bearer, pk)
    ask(server, bearer, "POST", f"/exercises/{pk}/end")


def _until_isolated(server: Stack, bearer: str, pk: int) -> None:
    for _ in range(120):
        [team] = ask(server, bearer, "GET", f"/exercises/{pk}/teams")["items"]
        view = ask(server, bearer, "GET", f"/exercises/{pk}/teams/{team['id']}/view")
        if any(row["state"] == "isolated" for row in view["fleet"]):
            return
        _wait(0.5)
    raise AssertionError("nothing was isolated")


def _wait(seconds: float) -> None:
    threading.Event().wait(seconds)


def test_a_program_hears_frames_by_bearer_and_by_ticket(shared_server: Stack) -> None:
    bearer = facilitators_token(shared_server)
    room = a_room(shared_server, bearer)
    seat = ask(
        shared_server, bearer, "POST", f"/exercises/{room['id']}/people",
        name="Ear", team=room["teams"][0]["id"],
    )  # fmt: skip
    ask(shared_server, bearer, "POST", f"/exercises/{room['id']}/start")
    base = shared_server.urls[0].replace("http", "ws", 1)
    headers = {"Authorization": f"Bearer {seat['bearer']}"}
    assert _hears(f"{base}/ws/play", headers)
    ticket = ask(shared_server, seat["bearer"], "POST", "/seat/ticket")
    assert _hears(base + ticket["path"], {})
    assert not _hears(base + ticket["path"], {})  # good once
    assert not _hears(f"{base}/ws/play", {"Authorization": f"Bearer {bearer}"})
    ask(shared_server, bearer, "POST", f"/exercises/{room['id']}/end")


def _hears(url: str, headers: dict[str, str]) -> bool:
    """Does a frame come within seconds?"""
    with connect(url, additional_headers=headers) as socket:
        try:
            return any(is_frame(json.loads(socket.recv(10))) for _ in range(4))
        except ConnectionClosed as end:
            return bool(end.rcvd) and end.rcvd.code != 4401
