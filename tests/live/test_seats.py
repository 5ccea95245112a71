"""Sockets of a desk with roles: each hears its own view, and follows its seats."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from contextlib import ExitStack

import pytest
from websockets.exceptions import ConnectionClosed

from game import sim
from tests.client import Client, Message, Socket, is_frame
from tests.faults.conftest import Room, join, open_room
from tests.stack import Stack

pytestmark = pytest.mark.stack

HIDDEN = -1
ROUTER = sim.FRAME_FIELDS.index("r1_beat")
MAILS = sim.FRAME_FIELDS.index("mails")
GROSS = sim.FRAME_FIELDS.index("gross_cents")
# Of three: IC+COM, RTR+CHG, TRD+RSK. Which of the three numbers each may see.
SEES = {"Ana": (GROSS, MAILS), "Ben": (ROUTER,), "Cho": (GROSS,)}


@pytest.fixture
def desk(shared_server: Stack) -> Iterator[tuple[Room, dict[str, Client]]]:
    """A running desk of three."""
    room = open_room(shared_server, "Otter", seating="roles")
    people = {name: join(shared_server, room, name, room.teams[0]) for name in SEES}
    room.do("start")
    yield room, people
    room.do("end")


def shown(frame: Message) -> set[int]:
    return {place for place in (ROUTER, MAILS, GROSS) if frame["n"][place] != HIDDEN}


def person_in(room: Room, name: str) -> str:
    """The number by which the facilitator's page names a person."""
    found = re.search(rf'id="rename-(\d+)"(?:(?!</form>).)*value="{name}"', room.page(), re.DOTALL)
    assert found
    return found.group(1)


def test_each_socket_hears_the_frames_of_its_own_view(
    desk: tuple[Room, dict[str, Client]],
) -> None:
    _room, people = desk
    with ExitStack() as stack:
        sockets = {name: stack.enter_context(one.socket()) for name, one in people.items()}
        for name, socket in sockets.items():
            heard = [message for message in socket.listen(1.5) if is_frame(message)]
            assert len(heard) >= 2
            assert {frozenset(shown(frame)) for frame in heard} == {frozenset(SEES[name])}


def until_moved(socket: Socket) -> Message:
    """The last message before the server closes this socket so that it comes back."""
    with pytest.raises(ConnectionClosed) as closed:
        socket.until(lambda _: False, 15)
    assert closed.value.rcvd is not None
    assert closed.value.rcvd.code == 1012
    return socket.heard[-1]


def test_a_hand_over_moves_both_sockets_and_nobody_elses(
    desk: tuple[Room, dict[str, Client]],
) -> None:
    room, people = desk
    ana, ben, cho = people.values()
    with ana.socket() as a, ben.socket() as b, cho.socket() as c:
        for socket in (a, b, c):
            socket.until(is_frame)
        ben.get("/play/state")
        sent = {"seat": "RTR", "to": person_in(room, "Cho"), "note": "look", "key": "hand-over-1"}
        answer = ben.post("/play/hand-over", **sent)
        assert answer.status == 200, answer.text
        assert until_moved(b)["to"] == until_moved(c)["to"] == "/play"
        assert is_frame(a.until(is_frame))
    with cho.socket() as c, ben.socket() as b:
        assert shown(c.until(is_frame)) == {ROUTER, GROSS}
        assert shown(b.until(is_frame)) == set()
    assert shown(json.loads(ben.get("/play/state").text)) == set()


def test_a_late_joiner_moves_the_socket_of_who_gives(
    desk: tuple[Room, dict[str, Client]], shared_server: Stack
) -> None:
    room, people = desk
    dan = Client(shared_server.urls[0])
    with people["Ana"].socket() as a:
        a.until(is_frame)
        dan.get(f"/j/{room.code}")
        dan.post(f"/j/{room.code}", name="Dan", team=str(room.teams[0]))
        until_moved(a)
    with dan.socket() as d:
        assert shown(d.until(is_frame)) == {MAILS}


def test_a_lost_message_about_seats_is_made_good(
    desk: tuple[Room, dict[str, Client]], shared_server: Stack
) -> None:
    """The seat moves in the database and nobody says so: the next roll-call finds it."""
    _room, people = desk
    with people["Cho"].socket() as c:
        c.until(is_frame)
        quiet = "from game import runtime; from game.models import Participant as P; "
        newest = "P.objects.filter(name='Cho').latest('pk')"
        move = f"{quiet}runtime.assign({newest}, 'COM', None)"
        shared_server.manage("shell", "-v", "0", "-c", move)
        assert until_moved(c)["to"] == "/play"
