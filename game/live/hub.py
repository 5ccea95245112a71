"""The hub: one in each web process, between what moved and the sockets that show it.

Embedded, publishing calls straight into the event loop. In production it is a Redis PUBLISH, and
each process holds one subscription with the topics that it has sockets for. Messages may be lost,
doubled or late; every frame is whole, and a beat each second tells who missed one.
"""

from __future__ import annotations

import asyncio
import threading
from typing import Protocol

import redis
import redis.asyncio
import structlog
from django.conf import settings

from game.runtime import vault

log = structlog.get_logger(__name__)

PREFIX = f"{settings.REDIS_PREFIX}live:"
EVERYBODY = "everybody"


class Listener(Protocol):
    """A socket's end of the hub."""

    def offer(self, kind: str, message: str) -> None: ...


class Hub:
    """Topics of this process and who listens to them."""

    def __init__(self) -> None:
        self.topics: dict[str, set[Listener]] = {}
        self.loop: asyncio.AbstractEventLoop | None = None
        self.wanted = asyncio.Event()
        self.missed = asyncio.Event()  # set after a reconnection: what was sent meanwhile is gone
        self._lock = threading.Lock()

    def attach(self, topic: str, listener: Listener) -> None:
        self.topics.setdefault(topic, set()).add(listener)
        self.wanted.set()

    def detach(self, listener: Listener) -> None:
        for topic in [name for name, those in self.topics.items() if listener in those]:
            self.topics[topic].discard(listener)
            if not self.topics[topic]:
                del self.topics[topic]
        self.wanted.set()

    def ids(self, kind: str) -> list[int]:
        """The numbers of the topics of a kind: ids("team") of {"team:7", "team:7:IC"} is [7]."""
        names = [name for name in self.topics if name.startswith(f"{kind}:")]
        return sorted({int(name.split(":")[1]) for name in names})

    def deliver(self, topic: str, kind: str, message: str) -> None:
        """Hand a message to this process's sockets; in the event loop only."""
        for listener in tuple(self.topics.get(topic, ())):
            listener.offer(kind, message)

    def publish(self, topic: str, kind: str, message: str) -> None:
        """Hand a message to the sockets of every process; from any thread, never raises."""
        if not self._publish_everywhere(topic, kind, message) and self.loop:
            self.loop.call_soon_threadsafe(self.deliver, topic, kind, message)

    def _publish_everywhere(self, topic: str, kind: str, message: str) -> bool:
        store = vault.client()
        if store is None:
            return False
        try:
            store.publish(PREFIX + topic, f"{kind} {message}")
        except redis.RedisError as why:
            log.warning("hub.publish", topic=topic, why=str(why))
            return False
        return True

    async def subscribe(self) -> None:
        """Keep this process's subscription for as long as it lives."""
        while True:
            try:
                await self._listen()
            except (redis.RedisError, OSError) as why:
                log.warning("hub.subscription_lost", why=str(why))
                await asyncio.sleep(0.5)
                self.missed.set()

    async def _listen(self) -> None:
        client = redis.asyncio.Redis.from_url(settings.REDIS_URL, socket_timeout=None)
        async with client, client.pubsub(ignore_subscribe_messages=True) as inbox:
            await inbox.subscribe(PREFIX + EVERYBODY)
            held: set[str] = set()
            while True:
                if self.wanted.is_set():
                    held = await self._follow(inbox, held)
                if message := await inbox.get_message(timeout=0.1):
                    self._take(message)

    async def _follow(self, inbox: redis.asyncio.client.PubSub, held: set[str]) -> set[str]:
        """Subscribe to what has sockets here and to nothing else."""
        self.wanted.clear()
        needed = {PREFIX + topic for topic in self.topics}
        if new := needed - held:
            await inbox.subscribe(*new)
        if old := held - needed:
            await inbox.unsubscribe(*old)
        return needed

    def _take(self, message: dict[str, bytes]) -> None:
        topic = message["channel"].decode().removeprefix(PREFIX)
        kind, _, body = message["data"].decode().partition(" ")
        self.deliver(topic, kind, body)


hub = Hub()
