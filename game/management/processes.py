"""The processes of the production shape, and a supervisor that keeps them running."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from collections.abc import Mapping
from dataclasses import dataclass, field
from types import FrameType

import structlog
from django.conf import settings

from game import clock

log = structlog.get_logger(__name__)

PYTHON = sys.executable
CELERY = [PYTHON, "-m", "celery", "--quiet", "-A", "project"]
WORKER = [
    "worker",
    "--pool",
    "solo",
    "--without-gossip",
    "--without-mingle",
    "--loglevel",
    "WARNING",
]
CHECK_S = 0.25
QUICK_S = 5.0  # a process that dies sooner than this waits before its next start
GRACE_S = 8.0


@dataclass
class Process:
    """One child: its name, its command line, and its life."""

    name: str
    command: list[str]
    child: subprocess.Popen[bytes] | None = None
    began: float = 0.0
    quick_deaths: int = field(default=0)

    def start(self, env: Mapping[str, str] = os.environ, output: int | None = None) -> None:
        self.child = subprocess.Popen(
            self.command,
            env={**env, "PROCESS": self.name},
            cwd=settings.BASE_DIR,
            stdout=output,
            stderr=output,
        )
        self.began = clock.monotonic()

    def is_dead(self) -> bool:
        return self.child is None or self.child.poll() is not None

    def rests_until(self) -> float:
        """When it may start again: at once, and later each time it dies young."""
        return self.began + min(30.0, 0.5 * 2**self.quick_deaths) if self.quick_deaths else 0.0

    def restart(self) -> None:
        """Start again, and remember whether it died young."""
        young = clock.monotonic() - self.began < QUICK_S
        self.quick_deaths = self.quick_deaths + 1 if young else 0
        log.warning("restarting", process=self.name, code=self.child and self.child.returncode)
        self.start()


def processes(host: str, port: int, other_port: int) -> list[Process]:
    """Two web processes, two clock workers, one for chores, beat."""
    web = [PYTHON, "manage.py", "serve", "--worker", "--host", host, "--port"]
    return [
        Process("web-1", [*web, str(port)]),
        Process("web-2", [*web, str(other_port)]),
        Process("clock-1", [*CELERY, *WORKER, "-n", "clock-1@%h", "-Q", "clock"]),
        Process("clock-2", [*CELERY, *WORKER, "-n", "clock-2@%h", "-Q", "clock"]),
        Process("chores", [*CELERY, *WORKER, "-n", "chores@%h", "-Q", "chores"]),
        Process(
            "beat",
            [*CELERY, "beat", "--schedule", str(settings.DATA_DIR / "beat"), "--pidfile", ""],
        ),
    ]


class Supervisor:
    """Starts processes, restarts those that die, ends them all together."""

    def __init__(self, children: list[Process]) -> None:
        self.children = children
        self.over = False

    def run(self) -> None:
        """Until SIGTERM or SIGINT."""
        for number in (signal.SIGTERM, signal.SIGINT):
            signal.signal(number, self._stop)
        for child in self.children:
            child.start()
        while not self.over:
            clock.sleep_until(clock.monotonic() + CHECK_S)
            self._mend()
        self._end()

    def _stop(self, number: int, frame: FrameType | None) -> None:
        self.over = True

    def _mend(self) -> None:
        for child in self.children:
            if not self.over and child.is_dead() and clock.monotonic() >= child.rests_until():
                child.restart()

    def _end(self) -> None:
        living = [child.child for child in self.children if child.child and not child.is_dead()]
        for process in living:
            process.terminate()
        deadline = clock.monotonic() + GRACE_S
        for process in living:
            try:
                process.wait(max(0.1, deadline - clock.monotonic()))
            except subprocess.TimeoutExpired:
                process.kill()
