"""The console's addresses once more, below /drill/: for who learns it, with a seat apart."""

from __future__ import annotations

from django.urls import path

from game.views import drill, front, play

urlpatterns = [
    path("play", play.console, name="console"),
    path("play/pane/<str:name>", play.pane, name="pane"),
    path("play/act/<str:action>", play.act, name="act"),
    path("play/note", play.note, name="note"),
    path("play/hand-over", play.hand_over, name="hand_over"),
    path("play/state", play.state, name="state"),
    path("begin", front.begin, name="begin"),
    path("over", drill.over, name="result"),
    path("leave", drill.leave, name="drill_leave"),
]
