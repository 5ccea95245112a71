"""The hub: newest only for the slow, and who is let in."""

from __future__ import annotations

import asyncio
from typing import Any

import pytest
from django.http import HttpResponse

from game.live.consumers import Listening
from game.live.cookie import COOKIE, read_cookie, write_cookie
from game.live.hub import Hub
from game.live.origins import is_ours


class Slow(Listening):
    """A socket whose browser takes one message and then waits to be told."""

    def __init__(self) -> None:
        super().__init__()
        self.sent: list[str] = []
        self.may_go = asyncio.Event()

    async def send(self, text_data: str | None = None, **rest: Any) -> None:
        await self.may_go.wait()
        self.sent.append(text_data or "")

    async def close(self, code: int | bool | None = None, reason: str | None = None) -> None:
        self.sent.append(f"closed {code}")


def played(*offers: tuple[str, str]) -> list[str]:
    """What a slow browser gets in the end."""

    async def play() -> list[str]:
        socket = Slow()
        for kind, message in offers:
            socket.offer(kind, message)
            await asyncio.sleep(0)
        socket.may_go.set()
        await asyncio.sleep(0.01)
        return socket.sent

    return asyncio.run(play())


def test_a_slow_browser_gets_the_newest_frame_only() -> None:
    assert played(*[("frame", f"f{n}") for n in range(9)]) == ["f0", "f8"]


def test_a_frame_never_displaces_a_go() -> None:
    assert played(("frame", "f0"), ("go", "g"), ("frame", "f1"), ("frame", "f2")) == [
        "f0",
        "g",
        "f2",
    ]


def test_a_removed_person_is_told_and_closed_with_4403() -> None:
    assert played(("leave", "bye")) == ["bye", "closed 4403"]
    assert played(("again", "back")) == ["back", "closed 1012"]


def test_topics_go_with_their_last_listener() -> None:
    async def play() -> dict[str, Any]:
        hub, socket = Hub(), Slow()
        hub.attach("team:7", socket)
        hub.attach("person:3", socket)
        assert (hub.ids("team"), hub.ids("person")) == ([7], [3])
        hub.detach(socket)
        return dict(hub.topics)

    assert asyncio.run(play()) == {}


@pytest.mark.parametrize(
    ("origin", "ours"),
    [
        ("http://127.0.0.1:8000", True),
        ("https://127.0.0.1:8000", True),
        ("http://127.0.0.1:8001", False),
        ("http://evil.example:8000", False),
        ("http://[", False),
        ("http://127.0.0.1:99999999", False),
        ("null", False),
        ("", False),
        ("file://127.0.0.1:8000", False),
    ],
)
def test_only_our_own_pages_open_sockets(origin: str, ours: bool) -> None:
    assert is_ours(origin, "127.0.0.1:8000") is ours


def test_a_host_that_is_not_ours_makes_no_origin_ours() -> None:
    assert not is_ours("http://evil.example", "evil.example")


def test_a_cookie_is_signed() -> None:
    response = HttpResponse()
    write_cookie(response, "ab" * 16)
    cookie = response.cookies[COOKIE]
    assert read_cookie({COOKIE: cookie.value}) == "ab" * 16
    assert read_cookie({COOKIE: cookie.value[:-1] + "x"}) is None
    assert read_cookie({}) is None
    assert cookie["httponly"]
