"""The newest saved world of each team in Redis: warm starts for other processes.

Written by compare-and-set on (step, applied_seq), so that a late writer takes nothing back.
A morning is named by its team and what its world is made from: a database that was made anew gives
the same numbers again, and must not find another exercise's worlds.
Without Redis, and whenever Redis does not answer, there is simply nothing in it.
"""

from __future__ import annotations

import functools

import redis
import structlog
from django.conf import settings

log = structlog.get_logger(__name__)

LIFE_S = 6 * 3600
PUT = """
local old = redis.call('HMGET', KEYS[1], 'step', 'seq')
if old[1] and (tonumber(old[1]) > tonumber(ARGV[1]) or
   (tonumber(old[1]) == tonumber(ARGV[1]) and tonumber(old[2]) >= tonumber(ARGV[2]))) then
  return 0
end
redis.call('HSET', KEYS[1], 'step', ARGV[1], 'seq', ARGV[2], 'blob', ARGV[3])
redis.call('EXPIRE', KEYS[1], ARGV[4])
return 1
"""


@functools.cache
def client() -> redis.Redis | None:
    """This process's connection pool, or None in the embedded shape."""
    if not settings.REDIS_URL:
        return None
    return redis.Redis.from_url(
        settings.REDIS_URL,
        max_connections=200,
        socket_timeout=2,
        socket_connect_timeout=1,
        health_check_interval=10,
    )


def put(morning: str, step: int, applied_seq: int, blob: bytes) -> None:
    """Keep a saved world unless a newer one is there."""
    if store := client():
        try:
            store.eval(PUT, 1, _name(morning), step, applied_seq, blob, LIFE_S)
        except redis.RedisError as why:
            log.warning("vault.put", morning=morning, why=str(why))


def get(morning: str) -> bytes | None:
    """The saved world, or None."""
    store = client()
    if store is None:
        return None
    try:
        return store.hget(_name(morning), "blob")
    except redis.RedisError as why:
        log.warning("vault.get", morning=morning, why=str(why))
        return None


def _name(morning: str) -> str:
    return f"{settings.REDIS_PREFIX}world:{morning}"
