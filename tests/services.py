"""Real PostgreSQL and Redis on free ports, from the binaries of this machine.

As a command it runs another with both at hand: python -m tests.services pytest tests/runtime
"""

from __future__ import annotations

import os
import pwd
import shutil
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

START_S = 30.0


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def wait_until(ready: Callable[[], bool], what: str) -> None:
    deadline = time.monotonic() + START_S
    while not ready():
        if time.monotonic() > deadline:
            raise RuntimeError(f"{what} did not start")
        time.sleep(0.05)


@contextmanager
def redis() -> Iterator[str]:
    """A Redis of our own; yields its URL."""
    port = free_port()
    with tempfile.TemporaryDirectory() as folder:
        command = ["redis-server", "--port", str(port), "--save", "", "--dir", folder]
        with _running([*command, "--bind", "127.0.0.1"], None):
            wait_until(lambda: _asked("redis-cli", "-p", str(port), "ping"), "redis-server")
            yield f"redis://127.0.0.1:{port}/0"


@contextmanager
def postgres() -> Iterator[str]:
    """A PostgreSQL of our own, with fsync; yields the URL of its database `game`."""
    port, user = free_port(), _unprivileged()
    with tempfile.TemporaryDirectory(prefix="es-pg-") as folder:
        if user:
            shutil.chown(folder, user)
        data = Path(folder) / "data"
        _quietly(
            [_binary("initdb"), "-D", str(data), "-U", "game", "-A", "trust", "-E", "UTF8"], user
        )
        options = ["-h", "127.0.0.1", "-k", folder, "-c", "max_connections=200"]
        command = [_binary("postgres"), "-D", str(data), "-p", str(port), *options]
        with _running(command, user):
            ready = [_binary("pg_isready"), "-h", "127.0.0.1", "-p", str(port), "-U", "game"]
            wait_until(lambda: _asked(*ready), "postgres")
            create_database(port, "game")
            yield f"postgresql://game@127.0.0.1:{port}/game"


def create_database(port: int, name: str) -> None:
    _quietly([_binary("createdb"), "-h", "127.0.0.1", "-p", str(port), "-U", "game", name], None)


@contextmanager
def _running(command: list[str], user: str | None) -> Iterator[None]:
    with tempfile.TemporaryFile() as log:
        child = subprocess.Popen(command, stdout=log, stderr=log, **_as(user))
        try:
            yield
        finally:
            child.terminate()
            child.wait(20)


def _asked(*command: str) -> bool:
    return subprocess.run(command, capture_output=True, check=False).returncode == 0


def _quietly(command: list[str], user: str | None) -> None:
    done = subprocess.run(command, capture_output=True, text=True, check=False, **_as(user))
    if done.returncode:
        raise RuntimeError(f"{command[0]} failed:\n{done.stderr}")


def _as(user: str | None) -> dict[str, object]:
    return {"user": user, "group": pwd.getpwnam(user).pw_gid, "cwd": "/"} if user else {"cwd": "/"}


def _unprivileged() -> str | None:
    """Whom to run as: PostgreSQL refuses to be root."""
    if os.geteuid() != 0:
        return None
    names = {entry.pw_name for entry in pwd.getpwall()}
    return "postgres" if "postgres" in names else "nobody"


def _binary(name: str) -> str:
    """The newest installed version's program, else the one on PATH."""
    found = sorted(Path("/usr/lib/postgresql").glob(f"*/bin/{name}"))
    return str(found[-1]) if found else name


def main(command: list[str]) -> int:
    with postgres() as database, redis() as broker:
        env = {**os.environ, "DATABASE_URL": database, "REDIS_URL": broker}
        return subprocess.run(command, env=env, check=False).returncode


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
