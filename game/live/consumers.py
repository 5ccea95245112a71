"""The sockets. They only listen: what a player does comes in by POST."""

from __future__ import annotations

import asyncio
from contextlib import suppress
from typing import Any, ClassVar

import orjson
from channels.generic.websocket import AsyncWebsocketConsumer

from game import sim
from game.live.beats import first_messages, owned_exercise, seated
from game.live.cookie import COOKIE, DRILL
from game.live.frames import encode, go, under_cover
from game.live.hub import hub
from game.live.keys import brings_key
from game.live.threads import in_thread
from game.live.walls import welcome
from game.models import Participant
from game.sim.seats import Seats

UNKNOWN, REMOVED, AGAIN, OVERLOADED = 4401, 4403, 1012, 1013
CLOSES = {"leave": REMOVED, "again": AGAIN}
DRILL_OVER = "/drill/over"
STUCK_S = 10.0


class Listening(AsyncWebsocketConsumer):
    """A socket with one newest message of each kind waiting while the browser is slow."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.waiting: dict[str, str] = {}
        self.pump: asyncio.Task[None] | None = None

    def offer(self, kind: str, message: str) -> None:
        self.waiting.pop(kind, None)
        self.waiting[kind] = message
        if self.pump is None or self.pump.done():
            self.pump = asyncio.create_task(self._pump())

    async def _pump(self) -> None:
        while self.waiting:
            kind = next(iter(self.waiting))
            message = self.waiting.pop(kind)
            try:
                await asyncio.wait_for(self.send(text_data=message), STUCK_S)
                if kind in CLOSES:
                    await self.close(CLOSES[kind])
            except (TimeoutError, RuntimeError, OSError):  # gone, or as good as gone
                hub.detach(self)
                await self._let_go()

    async def _let_go(self) -> None:
        """End a socket that takes nothing any more; a living browser comes back."""
        self.waiting.clear()
        with suppress(TimeoutError, RuntimeError, OSError):
            await asyncio.wait_for(self.close(OVERLOADED), 1.0)

    async def receive(self, text_data: str | None = None, bytes_data: bytes | None = None) -> None:
        """Nothing that a socket says is listened to."""

    async def disconnect(self, code: int) -> None:
        hub.detach(self)


class PlayConsumer(Listening):
    """A player's socket."""

    cookie: ClassVar[str] = COOKIE
    person_id: int
    key: str  # names the view whose frames it gets
    program = False  # a page covers its own panes while questions are answered from memory

    async def connect(self) -> None:
        await self.accept()
        found = await in_thread(seated, self.scope, self.cookie)
        if found is None:
            await self.close(UNKNOWN)
        elif found[0].removed:
            await self.send(encode(go("/")))
            await self.close(REMOVED)
        else:
            await self._welcome(*found)

    async def _welcome(self, person: Participant, seats: Seats) -> None:
        self.person_id, self.key = person.pk, sim.view_key(seats)
        self.program = brings_key(self.scope)
        team, exercise = f"team:{person.team_id}", f"exercise:{person.exercise_id}"
        for topic in (team, f"{team}:{self.key}", exercise, f"person:{person.pk}"):
            hub.attach(topic, self)
        for kind, message in await in_thread(first_messages, person.team_id, seats):
            self.offer(kind, message)

    def offer(self, kind: str, message: str) -> None:
        """Who holds what is for this socket alone: with another view the page is made anew."""
        if kind != "seats":
            covers = self.program and kind == "frame"
            super().offer(kind, encode(under_cover(orjson.loads(message))) if covers else message)
        elif orjson.loads(message)["keys"].get(str(self.person_id), self.key) != self.key:
            super().offer("again", encode(go("/play")))


class DrillConsumer(PlayConsumer):
    """The same for somebody who learns the console: it leads nowhere but out of the drill."""

    cookie = DRILL

    def offer(self, kind: str, message: str) -> None:
        super().offer(kind, encode(go(DRILL_OVER)) if kind == "go" else message)


class BoardConsumer(Listening):
    """A projector's socket: whoever has the board's signed address."""

    async def connect(self) -> None:
        await self.accept()
        asked = self.scope["url_route"]["kwargs"]
        first = await in_thread(welcome, int(asked["pk"]), asked["signature"])
        if first is None:
            await self.close(UNKNOWN)
            return
        hub.attach(f"board:{asked['pk']}", self)
        for kind, message in zip(("board", "beat"), first, strict=True):
            self.offer(kind, message)


class RoomConsumer(Listening):
    """The facilitator's socket."""

    async def connect(self) -> None:
        await self.accept()
        pk = int(self.scope["url_route"]["kwargs"]["pk"])
        if await in_thread(owned_exercise, self.scope.get("user"), pk):
            hub.attach(f"room:{pk}", self)
        else:
            await self.close(UNKNOWN)
