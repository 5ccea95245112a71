"""Addresses of the boards and of the facilitator's page for bots."""

from __future__ import annotations

from django.urls import path

from game.views import boards

urlpatterns = [
    path("board/<int:pk>/<str:signature>", boards.wall, name="board"),
    path("boards", boards.leaderboards, name="leaderboards"),
    path("result/consent", boards.consent, name="consent"),
    path("ctl/<int:pk>/bots", boards.room_bots, name="room_bots"),
    path("ctl/<int:pk>/bots/<str:verb>", boards.room_bots_act, name="room_bots_act"),
]
