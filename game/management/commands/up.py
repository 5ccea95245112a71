"""The production shape on one machine, under one supervisor."""

from __future__ import annotations

from argparse import ArgumentParser
from typing import Any

from django.conf import settings
from django.core.management import BaseCommand, CommandError, call_command

from game.management.ground import Occupied, hold, print_doors
from game.management.processes import Supervisor, processes


class Command(BaseCommand):
    help = "Run two web processes, the clock's and the chores' workers and beat; restart what dies."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--host", default=settings.HOST)
        parser.add_argument("--port", type=int, default=settings.PORT)

    def handle(self, *args: Any, host: str, port: int, **options: Any) -> None:
        if not settings.PRODUCTION:
            raise CommandError("Set DATABASE_URL (PostgreSQL) and REDIS_URL, or use `make play`.")
        self.check(display_num_errors=True, databases=["default"])
        call_command("migrate", verbosity=0, interactive=False)
        try:
            with hold(settings.DATA_DIR, settings.PUBLIC_URL):
                print_doors(self.stdout)
                self.stdout.write(f"  Second web process: http://{host}:{port + 1}/\n")
                self.stdout.flush()
                Supervisor(processes(host, port, port + 1)).run()
        except Occupied as where:
            raise CommandError(f"This data folder is already in use: {where}") from None
