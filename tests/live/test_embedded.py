"""The one process of `make play`: sockets, frames, beats, and a kill."""

from __future__ import annotations

import time

import pytest
from websockets.exceptions import InvalidStatus
from websockets.sync.client import connect

from tests.client import Client, is_frame, play_alone
from tests.stack import Stack

pytestmark = pytest.mark.stack


def test_a_started_exercise_sends_frames_twice_and_beats_once_a_second(
    shared_server: Stack,
) -> None:
    client = play_alone(shared_server.urls[0])
    with client.socket() as page:
        heard = page.listen(5)
    frames = [message for message in heard if is_frame(message)]
    beats = [message for message in heard if message["t"] == "beat"]
    assert 8 <= len(frames) <= 13
    assert 4 <= len(beats) <= 7
    steps = [message["step"] for message in frames]
    assert steps == sorted(steps)
    assert steps[-1] - steps[0] >= 180


def test_the_lobby_has_a_beat_and_a_start_that_moves_on(shared_server: Stack) -> None:
    client = Client(shared_server.urls[0])
    client.get("/")
    client.post("/solo")
    with client.socket() as page:
        assert page.until(lambda message: message["t"] == "beat")["state"] == "lobby"
        client.post("/lobby/begin")
        assert page.until(lambda message: message["t"] == "go")["to"] == "/play"


def test_a_stranger_is_closed_with_4401(shared_server: Stack) -> None:
    with Client(shared_server.urls[0]).socket() as page:
        assert page.closed() == 4401


@pytest.mark.parametrize(
    "origin", ["http://evil.example", "http://[", "null", "http://127.0.0.1:1"]
)
def test_another_origin_gets_403(shared_server: Stack, origin: str) -> None:
    url = shared_server.urls[0].replace("http", "ws", 1) + "/ws/play"
    with pytest.raises(InvalidStatus) as refused, connect(url, origin=origin):  # type: ignore[arg-type]
        pass
    assert refused.value.response.status_code == 403


def test_an_unknown_socket_gets_403(shared_server: Stack) -> None:
    with (
        pytest.raises(InvalidStatus) as refused,
        Client(shared_server.urls[0]).socket(path="/ws/no"),
    ):
        pass
    assert refused.value.response.status_code == 403


def test_nonsense_on_a_socket_changes_nothing(shared_server: Stack) -> None:
    client = play_alone(shared_server.urls[0])
    with client.socket() as page:
        for nonsense in ("{", "[" * 10_000, "NaN", b"\x00\xff"):
            page.connection.send(nonsense)
        assert len([message for message in page.listen(2) if is_frame(message)]) >= 3
        page.connection.send("x" * 20_000)
        assert page.closed() == 1009


def test_a_removed_person_is_shown_out_even_if_the_message_is_lost(shared_server: Stack) -> None:
    client = play_alone(shared_server.urls[0])
    with client.socket() as page:
        page.until(is_frame)
        newest = "Participant.objects.filter(pk=Participant.objects.latest('pk').pk)"
        shared_server.manage(
            "shell", "-v", "0", "-c", f"from game.models import *; {newest}.update(removed=True)"
        )
        assert page.closed(15) == 4403
    assert page.heard[-1]["to"] == "/"


def test_after_kill_9_and_a_gap_it_waits_paused_where_it_was(server: Stack) -> None:
    client = play_alone(server.urls[0])
    with client.socket() as page:
        page.listen(2)
        last = page.until(is_frame)["step"]
        server.kill("web")
    time.sleep(6)
    server.start("web")
    server.ready()
    with client.socket() as page:
        beat = page.until(lambda message: message["t"] == "beat")
        assert (beat["paused"], beat["reason"]) == (True, "outage")
        frame = page.until(is_frame)
    assert last <= frame["step"] <= last + 60
    assert client.get("/play").status == 200


def test_a_second_server_on_the_same_folder_is_refused(shared_server: Stack) -> None:
    with pytest.raises(RuntimeError, match="already being served"):
        shared_server.manage("serve", "--port", "1")
