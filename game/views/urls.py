"""Every address of the pages."""

from __future__ import annotations

from django.urls import include, path

from game.views import front, play, result, room, week

urlpatterns = [
    path("", include("game.views.board_urls")),
    path("", front.front, name="front"),
    path("j/<str:code>", front.join, name="join"),
    path("solo", front.solo, name="solo"),
    path("solo/week", week.solo, name="week_solo"),
    path("qr/<str:code>.svg", front.qr, name="qr"),
    path("sign-in", front.sign_in, name="sign_in"),
    path("sign-out", front.sign_out, name="sign_out"),
    path("door/<str:token>", front.door, name="door"),
    path("healthz", front.healthz, name="healthz"),
    path("lobby", play.lobby, name="lobby"),
    path("lobby/begin", front.begin, name="begin"),
    path("lobby/prefer", play.prefer, name="prefer"),
    path("week", week.page, name="week"),
    path("week/choose", week.choose, name="week_choose"),
    path("play", play.console, name="console"),
    path("play/pane/<str:name>", play.pane, name="pane"),
    path("play/act/<str:action>", play.act, name="act"),
    path("play/note", play.note, name="note"),
    path("play/hand-over", play.hand_over, name="hand_over"),
    path("play/state", play.state, name="state"),
    path("result", result.result, name="result"),
    path("result/log.csv", result.log_csv, name="log_csv"),
    path("ctl", room.ctl, name="ctl"),
    path("ctl/<int:pk>", room.room, name="room"),
    path("ctl/<int:pk>/teams", room.room_teams, name="room_teams"),
    path("ctl/<int:pk>/plans", week.room_plans, name="room_plans"),
    path("ctl/<int:pk>/results", room.room_results, name="room_results"),
    path("ctl/<int:pk>/log.csv", room.room_log_csv, name="room_log_csv"),
    path("ctl/<int:pk>/<str:verb>", room.room_act, name="room_act"),
]
