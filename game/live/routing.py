"""Addresses of sockets."""

from __future__ import annotations

from channels.auth import AuthMiddlewareStack
from channels.sessions import CookieMiddleware
from django.urls import path, re_path

from game.live.consumers import BoardConsumer, DrillConsumer, PlayConsumer, RoomConsumer
from game.live.origins import nowhere

websockets = [
    path("ws/play", CookieMiddleware(PlayConsumer.as_asgi())),
    path("ws/drill", CookieMiddleware(DrillConsumer.as_asgi())),
    path("ws/room/<int:pk>", AuthMiddlewareStack(RoomConsumer.as_asgi())),
    path("ws/board/<int:pk>/<str:signature>", BoardConsumer.as_asgi()),
    re_path(r"", nowhere),
]
