"""The server's one entry: pages, sockets, and what runs beside them."""

from __future__ import annotations

import os

import django
from django.core.asgi import get_asgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "project.settings")
django.setup()

from channels.routing import ProtocolTypeRouter, URLRouter  # noqa: E402

from game.live.origins import same_origin  # noqa: E402
from game.live.routing import websockets  # noqa: E402
from project.lifespan import lifespan  # noqa: E402
from project.logs import configure  # noqa: E402

configure()

application = ProtocolTypeRouter(
    {
        "http": get_asgi_application(),
        "websocket": same_origin(URLRouter(websockets)),
        "lifespan": lifespan,
    }
)
