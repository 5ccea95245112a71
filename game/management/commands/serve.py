"""One web process. Embedded it is the whole exercise; in production it is one of several."""

from __future__ import annotations

from argparse import ArgumentParser
from typing import Any

import uvicorn
from django.conf import settings
from django.core.management import BaseCommand, call_command

from game.management.ground import Occupied, hold, print_doors


class Command(BaseCommand):
    help = "Serve the exercise."
    requires_system_checks = "__all__"

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--host", default=settings.HOST)
        parser.add_argument("--port", type=int, default=settings.PORT)
        parser.add_argument(
            "--worker", action="store_true", help="one process of `up`: no migration, no link"
        )

    def handle(self, *args: Any, host: str, port: int, worker: bool, **options: Any) -> None:
        if worker:
            uvicorn.Server(server_config(host, port)).run()
            return
        try:
            with hold(settings.DATA_DIR, settings.PUBLIC_URL):
                call_command("migrate", verbosity=0, interactive=False)
                print_doors(self.stdout)
                uvicorn.Server(server_config(host, port)).run()
        except Occupied as where:
            self.stderr.write(f"An exercise is already being served from this folder: {where}")
            raise SystemExit(1) from None
        except KeyboardInterrupt:
            self.stdout.write("")


def server_config(host: str, port: int) -> uvicorn.Config:
    """How one process serves pages and sockets."""
    return uvicorn.Config(
        "project.asgi:application",
        host=host,
        port=port,
        ws="websockets-sansio",
        ws_max_size=16 * 1024,
        ws_per_message_deflate=False,
        lifespan="on",
        access_log=False,
        log_config=None,
        server_header=False,
        timeout_graceful_shutdown=5,
        backlog=4096,
    )
