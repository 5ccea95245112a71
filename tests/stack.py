"""The game as processes: the whole production shape, or the one embedded process.

stack.urls            where the web processes answer
stack.kill("clock-1") kill -9; stack.start(...), stack.restart(...)
stack.manage("facilitator_link")
"""

from __future__ import annotations

import os
import subprocess
import sys
import time
import urllib.request
from pathlib import Path

from game.management.processes import PYTHON, Process, processes

BASE = Path(__file__).resolve().parent.parent
READY_S = 120.0


class Stack:
    """Named child processes with one environment; logs under `folder`."""

    def __init__(
        self,
        folder: Path,
        children: list[Process],
        ports: list[int],
        env: dict[str, str],
        *,
        migrates: bool = False,
    ) -> None:
        self.folder, self.ports = folder, ports
        self.migrates = migrates  # its processes leave that to whoever starts them
        self.env = {**os.environ, "DATA_DIR": str(folder / "data"), **env}
        self.children = {child.name: child for child in children}
        self.urls = [f"http://127.0.0.1:{port}" for port in ports]
        self.env.setdefault("PUBLIC_URL", self.urls[0])
        (folder / "data").mkdir(parents=True, exist_ok=True)

    def up(self) -> None:
        """Start everything, wait until the web processes answer."""
        if self.migrates:
            self.manage("migrate", "--verbosity", "0")
        for name in self.children:
            self.start(name)
        self.ready()

    def start(self, name: str) -> None:
        with (self.folder / f"{name}.log").open("ab") as log:
            self.children[name].start(self.env, log.fileno())

    def kill(self, name: str) -> None:
        """kill -9."""
        child = self.children[name].child
        assert child is not None
        child.kill()
        child.wait()

    def restart(self, name: str) -> None:
        self.kill(name)
        self.start(name)
        self.ready()

    def ready(self) -> None:
        deadline = time.monotonic() + READY_S
        for url in self.urls:
            while not _answers(f"{url}/healthz"):
                if time.monotonic() > deadline:
                    raise RuntimeError(f"{url} does not answer; logs are in {self.folder}")
                time.sleep(0.1)

    def manage(self, *args: str) -> str:
        """Standard output of a management command in this stack's environment."""
        command = [sys.executable, "manage.py", *args]
        done = subprocess.run(
            command, cwd=BASE, env=self.env, capture_output=True, text=True, check=False
        )
        if done.returncode:
            raise RuntimeError(f"{args}: {done.stderr}")
        return done.stdout

    def down(self) -> None:
        living = [child.child for child in self.children.values() if child.child]
        for process in living:
            process.terminate()
        for process in living:
            try:
                process.wait(10)
            except subprocess.TimeoutExpired:
                process.kill()

    def log(self, name: str) -> str:
        return (self.folder / f"{name}.log").read_text()


def production(folder: Path, ports: list[int], database: str, broker: str) -> Stack:
    """The processes of `make up`, without its supervisor: tests kill and start them."""
    env = {"DATABASE_URL": database, "REDIS_URL": broker}
    return Stack(folder, processes("127.0.0.1", ports[0], ports[1]), ports, env, migrates=True)


def embedded(folder: Path, port: int) -> Stack:
    """The process of `make play`."""
    env = {"DATABASE_URL": "", "REDIS_URL": "", "PORT": str(port)}
    serve = [PYTHON, "manage.py", "serve", "--host", "127.0.0.1", "--port", str(port)]
    return Stack(folder, [Process("web", serve)], [port], env)


def _answers(url: str) -> bool:
    try:
        with urllib.request.urlopen(url, timeout=2) as answer:
            return answer.status == 200
    except OSError:
        return False
