"""A browser without a screen: cookies, forms with their token, and the play socket."""

from __future__ import annotations

import http.cookiejar
import json
import time
import urllib.error
import urllib.parse
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from typing import Any

from websockets.exceptions import ConnectionClosed
from websockets.sync.client import ClientConnection, connect

Message = dict[str, Any]


@dataclass
class Answer:
    status: int
    text: str
    headers: Any

    @property
    def process(self) -> str:
        """Which process answered."""
        return str(self.headers.get("X-Process"))


@dataclass
class Client:
    """One browser. Cookies hold for every port, as in a real one."""

    url: str
    jar: http.cookiejar.CookieJar = field(default_factory=http.cookiejar.CookieJar)

    def get(self, path: str, url: str = "") -> Answer:
        return self._ask(urllib.request.Request((url or self.url) + path))

    def post(self, path: str, url: str = "", **fields: Any) -> Answer:
        base = url or self.url
        body = urllib.parse.urlencode(fields, doseq=True).encode()
        headers = {"X-CSRFToken": self.cookie("csrftoken"), "Origin": base}
        return self._ask(urllib.request.Request(base + path, data=body, headers=headers))

    def cookie(self, name: str) -> str:
        return next((str(one.value) for one in self.jar if one.name == name), "")

    @contextmanager
    def socket(self, url: str = "", path: str = "/ws/play") -> Iterator[Socket]:
        base = url or self.url
        cookies = "; ".join(f"{one.name}={one.value}" for one in self.jar)
        with connect(
            base.replace("http", "ws", 1) + path,
            additional_headers={"Cookie": cookies},
            origin=base,  # type: ignore[arg-type]
        ) as connection:
            yield Socket(connection)

    def _ask(self, request: urllib.request.Request) -> Answer:
        opener = urllib.request.build_opener(urllib.request.HTTPCookieProcessor(self.jar))
        try:
            with opener.open(request, timeout=20) as answer:
                return Answer(answer.status, answer.read().decode(), answer.headers)
        except urllib.error.HTTPError as answer:
            return Answer(answer.code, answer.read().decode(), answer.headers)


@dataclass
class Socket:
    """What a page hears."""

    connection: ClientConnection
    heard: list[dict[str, Any]] = field(default_factory=list)

    def until(self, wanted: Callable[[Message], bool], seconds: float = 10) -> Message:
        """The first message that is wanted. Raises TimeoutError, or ConnectionClosed."""
        deadline = time.monotonic() + seconds
        while True:
            message = json.loads(self.connection.recv(max(0.01, deadline - time.monotonic())))
            self.heard.append(message | {"at": time.monotonic()})
            if wanted(message):
                return message

    def listen(self, seconds: float) -> list[dict[str, Any]]:
        """All messages of the next seconds, each with its time of arrival in `at`."""
        before = len(self.heard)
        with suppress(TimeoutError):
            self.until(lambda message: False, seconds)
        return self.heard[before:]

    def closed(self, seconds: float = 10) -> int:
        """The code with which the server closes."""
        try:
            self.until(lambda message: False, seconds)
        except ConnectionClosed as end:
            return end.rcvd.code if end.rcvd else 1006
        raise AssertionError("the socket stays open")


def is_frame(message: dict[str, Any]) -> bool:
    return bool(message["t"] == "frame")


def play_alone(url: str) -> Client:
    """A browser in a started exercise of its own, by the front page's two clicks."""
    client = Client(url)
    client.get("/")
    assert client.post("/solo").status == 200
    assert client.post("/lobby/begin").status == 200
    return client
