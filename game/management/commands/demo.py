"""manage.py demo: six teams of bots play a morning on the board, in one process, by themselves."""

from __future__ import annotations

import threading
from argparse import ArgumentParser
from typing import Any

import structlog
import uvicorn
from django.conf import settings
from django.core.management import BaseCommand, call_command
from django.db import connection
from django.urls import reverse

from game import runtime
from game.management.commands.serve import server_config
from game.management.ground import Occupied, door_link, hold
from game.models import Bot, Exercise, User
from game.runtime import boards, casting
from game.runtime.doors import FACILITATOR

log = structlog.get_logger(__name__)

LOBBY_S, LOOK_S, PLACE_S = 12.0, 8.0, 4.0
LEVELS = [level for level in Bot.Level.values for _ in range(2)]


class Command(BaseCommand):
    help = "Open an exercise with six teams of bots that plays itself on the board."
    requires_system_checks = "__all__"

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--host", default=settings.HOST)
        parser.add_argument("--port", type=int, default=settings.PORT)

    def handle(self, *args: Any, host: str, port: int, **options: Any) -> None:
        try:
            with hold(settings.DATA_DIR, settings.PUBLIC_URL):
                call_command("migrate", verbosity=0, interactive=False)
                exercise = open_demo()
                self._print(exercise)
                show = threading.Thread(target=run, args=[exercise.pk], daemon=True, name="demo")
                show.start()
                uvicorn.Server(server_config(host, port)).run()
        except Occupied as where:
            self.stderr.write(f"An exercise is already being served from this folder: {where}")
            raise SystemExit(1) from None
        except KeyboardInterrupt:
            self.stdout.write("")

    def _print(self, exercise: Exercise) -> None:
        board = boards.of(exercise)
        path = reverse("board", args=[exercise.pk, boards.signature(board)])
        self.stdout.write("")
        self.stdout.write(f"  Board         {settings.PUBLIC_URL}{path}")
        self.stdout.write(f"  Facilitator   {door_link()}")
        self.stdout.write("                (good once, for 15 minutes)")
        self.stdout.write("")
        self.stdout.write(
            "  It starts in a few seconds and takes about six minutes. Ctrl+C ends it."
        )
        self.stdout.flush()


def open_demo() -> Exercise:
    """Six teams of bots, two of each level, on a morning with one stale router."""
    owner, _ = User.objects.get_or_create(
        username=FACILITATOR, defaults={"is_staff": True, "is_superuser": True}
    )
    form: Any = {
        "name": "Six teams of bots",
        "scenario": "knight",
        "variant": "v1",
        "seed": "",
        "pace": "sprint",
        "teams": ["(none)"],
        "late_joining": False,
    }
    exercise = runtime.create_exercise(owner, form)
    first = exercise.team_set.get()
    for level in LEVELS:
        casting.add_team(exercise, level, owner)
    first.delete()
    return exercise


def run(exercise_id: int) -> None:
    """Start it, wait for its end, reveal place by place. Runs beside the server."""
    exercise = Exercise.objects.get(pk=exercise_id)
    wait = threading.Event().wait
    try:
        wait(LOBBY_S)
        runtime.start(exercise, exercise.owner)
        teams = exercise.team_set.count()
        while exercise.team_set.filter(result__isnull=False).count() < teams:
            wait(LOOK_S)
            exercise.refresh_from_db()
        for places in range(1, teams + 1):
            wait(PLACE_S)
            boards.reveal(exercise, exercise.owner, places)
    except Exception:
        log.exception("demo.failed")
    finally:
        connection.close()
