"""For every socket: who is let in, and which kinds of messages each is told.

The addresses are those of the routing and the kinds those of the code: a new one without an entry
here fails.
"""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import pytest
from asgiref.sync import async_to_sync
from asgiref.testing import ApplicationCommunicator
from django.test import Client

from game import live, runtime, sim
from game.live import beats
from game.live.consumers import REMOVED, UNKNOWN
from game.live.routing import websockets
from game.models import Exercise, Participant, Team
from game.runtime import boards
from project.asgi import application
from tests.kinds import EVERYBODY, PLAYERS
from tests.views.conftest import seated
from tests.views.test_seats_see_their_own import NUMBERS

pytestmark = pytest.mark.django_db(transaction=True)

ROOM = ("owner", "administrator", "co-host", "observer")

# Address: who is told which kinds of messages; nobody else is let in; who is
# only told to go is shown out.
HEARS: dict[str, dict[str, set[str]]] = {
    "ws/play": {who: {"beat", "frame"} for who in PLAYERS} | {"removed": {"go"}},
    "ws/drill": {},  # a seat of an exercise has nothing there
    "ws/room/<int:pk>": {who: {"beat"} for who in ROOM},
    "ws/board/<int:pk>/<str:signature>": {who: {"beat", "board"} for who in EVERYBODY},
}
KINDS = {"beat", "frame", "go", "board", "seats", "name"}
WITHIN = {"seats"}  # for sockets, not for browsers
LATER = {"name"}  # nobody's on connecting: a team's own, when one of it gets another name
TRUTHS = re.compile(r"stale|variant|fault|guilty|secret|seed", re.IGNORECASE)


@pytest.fixture
def exercise(with_roles: Exercise) -> Exercise:
    """With roles: player and other seat of one desk hold different seats."""
    return with_roles


def test_every_socket_is_in_the_table() -> None:
    routes = {str(one.pattern) for one in websockets if str(one.pattern)}
    assert routes == set(HEARS)


def test_every_kind_of_message_is_in_the_table() -> None:
    folders = [Path(str(live.__file__)).parent, Path(str(runtime.__file__)).parent]
    code = "".join(file.read_text() for folder in folders for file in sorted(folder.glob("*.py")))
    assert set(re.findall(r'"t": "(\w+)"', code)) == KINDS
    told = {kind for whom in HEARS.values() for kinds in whom.values() for kind in kinds}
    assert told == KINDS - WITHIN - LATER


@pytest.mark.parametrize("route", HEARS)
def test_each_hears_what_is_theirs(
    route: str, running: Exercise, browsers: dict[str, Client]
) -> None:
    address = "/" + route.replace("<int:pk>", str(running.pk)).replace(
        "<str:signature>", boards.signature(boards.of(running))
    )
    found = {who: heard(address, browsers[who]) for who in EVERYBODY}
    for who, (kinds, closed) in found.items():
        wanted = HEARS[route].get(who, set())
        assert kinds == wanted, who
        shown_out = REMOVED if "go" in wanted else UNKNOWN
        assert closed == (None if wanted - {"go"} else shown_out), who


def test_who_drills_hears_the_drill_and_is_led_out_of_it_alone(running: Exercise) -> None:
    driller = Client()
    driller.post("/drill")
    assert heard("/ws/drill", driller) == ({"beat", "frame"}, None)
    assert heard("/ws/play", driller) == (set(), UNKNOWN)


def test_each_seat_hears_only_its_own_numbers(
    running: Exercise, browsers: dict[str, Client], ann: Participant, uma: Participant, blue: Team
) -> None:
    """What a seat may not see is not in the frames that it is sent: it reads -1 there."""
    whole = frames_of(blue)[sim.view_key(sim.ALL_SEATS)]
    for who, person in (("player", ann), ("other seat", uma)):
        told = [one for one in messages("/ws/play", browsers[who])[0] if one["t"] == "frame"]
        assert told
        seats = runtime.seats_of(person)
        alone = [place for place, name in enumerate(sim.FRAME_FIELDS) if is_hidden(name, seats)]
        assert alone
        for frame in told:
            assert {frame["n"][place] for place in alone} == {-1}
            assert any(one != -1 for one in frame["n"])
            assert len(frame["n"]) == len(whole)


def test_one_desk_two_seats_two_frames(
    running: Exercise, ann: Participant, uma: Participant, blue: Team
) -> None:
    """No number goes to both unless it is one and the same."""
    told = frames_of(blue)
    whole, *seats = (
        told[sim.view_key(one)]
        for one in (sim.ALL_SEATS, runtime.seats_of(ann), runtime.seats_of(uma))
    )
    for shown in seats:
        assert -1 in shown
        assert shown != whole
        assert all(one in (other, -1) for one, other in zip(shown, whole, strict=True))
    assert seats[0] != seats[1]


def frames_of(team: Team) -> dict[str, list[int]]:
    """The numbers of a team's frames, by view."""
    people = [runtime.seats_of(one) for one in team.participant_set.filter(removed=False)]
    found = beats._frames(team.pk, frozenset([sim.ALL_SEATS, *people]))
    return {topic.rpartition(":")[2]: json.loads(text)["n"] for topic, _, text in found}


def is_hidden(name: str, seats: tuple[str, ...]) -> bool:
    """Is this number of other seats alone? As test_seats_see_their_own has it by design."""
    return any(re.match(known, name) and not whose & set(seats) for known, whose in NUMBERS.items())


def test_no_message_names_a_truth(running: Exercise, browsers: dict[str, Client]) -> None:
    for who in PLAYERS:
        for message in messages("/ws/play", browsers[who])[0]:
            assert not TRUTHS.search(json.dumps(message)), (who, message)


def heard(address: str, browser: Client) -> tuple[set[str], int | None]:
    """Kinds of messages, and the number that the socket was closed with."""
    told, closed = messages(address, browser)
    return {str(message["t"]) for message in told}, closed


def messages(address: str, browser: Client) -> tuple[list[dict[str, Any]], int | None]:
    return async_to_sync(_listen)(address, browser)


async def _listen(address: str, browser: Client) -> tuple[list[dict[str, Any]], int | None]:
    """Everything that comes at once, and with the next beat."""
    cookies = "; ".join(f"{key}={one.value}" for key, one in browser.cookies.items())
    heads = [(b"host", b"testserver"), (b"origin", b"http://testserver")]
    heads += [(b"cookie", cookies.encode())] if cookies else []
    scope = {"type": "websocket", "path": address, "query_string": b"", "headers": heads}
    socket = ApplicationCommunicator(application, scope | {"subprotocols": []})
    await socket.send_input({"type": "websocket.connect"})
    told: list[dict[str, Any]] = []
    assert (await socket.receive_output(10))["type"] == "websocket.accept"
    for beat in (False, True):
        if beat:
            await beats._beat(1)
        while not await socket.receive_nothing(timeout=0.3, interval=0.02):
            event = await socket.receive_output(5)
            if event["type"] == "websocket.close":
                return told, int(event["code"])
            told.append(json.loads(event["text"]))
    await socket.send_input({"type": "websocket.disconnect", "code": 1000})
    await socket.wait(5)
    return told, None


def test_a_cookie_that_was_made_up_is_nobodys(running: Exercise, ann: Participant) -> None:
    browser = seated(ann)
    for cookie in browser.cookies.values():
        cookie.set(cookie.key, str(cookie.value)[:-4] + "AAAA", "x")
    assert heard("/ws/play", browser) == (set(), UNKNOWN)
