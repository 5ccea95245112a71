"""What starts and stops with a web process: the hub, the beats, and embedded the clock itself."""

from __future__ import annotations

import asyncio
import gc
from typing import Any

import structlog
from django.conf import settings

from game.live.beats import beat_forever
from game.live.hub import hub
from game.live.walls import show_forever
from project.embedded import DAY_S, Loop, finish, judge, retain, stand, tell, tick

log = structlog.get_logger(__name__)


async def lifespan(scope: dict[str, Any], receive: Any, send: Any) -> None:
    """ASGI's lifespan protocol."""
    await receive()
    jobs = _start()
    await send({"type": "lifespan.startup.complete"})
    await receive()
    for job in jobs:
        job.cancel()
    await send({"type": "lifespan.shutdown.complete"})


def _start() -> list[asyncio.Task[None] | Loop]:
    hub.loop = asyncio.get_running_loop()
    jobs: list[asyncio.Task[None] | Loop] = [asyncio.create_task(beat_forever(), name="beats")]
    jobs.append(asyncio.create_task(show_forever(), name="boards"))
    if settings.PRODUCTION:
        jobs.append(asyncio.create_task(hub.subscribe(), name="subscription"))
    else:
        jobs += [
            Loop("clock", settings.TICK_S, tick),
            Loop("results", 1.0, finish),
            Loop("standings", 1.0, stand),
            Loop("weeks", 1.0, judge),
            Loop("hooks", 2.0, tell),
            Loop("retention", DAY_S, retain),
        ]
    _quiet_collector()
    log.info("started", process=settings.PROCESS, production=settings.PRODUCTION)
    return jobs


def _quiet_collector() -> None:
    """Leave what lives for ever out of collections: they would be the slowest frames."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(50_000, 20, 100)
