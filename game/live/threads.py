"""Database work of sockets, in a few threads of its own: channels would share one among all."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import Any, TypeVar

from django.db import close_old_connections

Answer = TypeVar("Answer")
_pool = ThreadPoolExecutor(4, thread_name_prefix="live")


async def in_thread(work: Callable[..., Answer], *args: Any) -> Answer:
    """Run blocking work beside the event loop."""
    return await asyncio.get_running_loop().run_in_executor(_pool, _clean, work, args)


def _clean(work: Callable[..., Answer], args: tuple[Any, ...]) -> Answer:
    close_old_connections()
    try:
        return work(*args)
    finally:
        close_old_connections()
