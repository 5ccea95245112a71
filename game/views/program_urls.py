"""Addresses of the pages about programs. They come before those of the room."""

from __future__ import annotations

from django.urls import path

from game.views import programs

urlpatterns = [
    path("ctl/tokens", programs.token_page, name="tokens"),
    path("ctl/tokens/<int:token>/revoke", programs.token_revoke, name="token_revoke"),
    path("ctl/hooks", programs.hook_page, name="hooks"),
    path("ctl/hooks/<int:hook>/<str:verb>", programs.hook_act, name="hook_act"),
    path("ctl/import", programs.import_page, name="import_exercise"),
    path("ctl/<int:pk>/exports", programs.export_page, name="exports"),
    path("ctl/<int:pk>/exports/exercise.json", programs.export_whole, name="export_whole"),
    path("ctl/<int:pk>/exports/<str:table>.<str:form>", programs.export, name="export"),
    path("play/program", programs.seat_token, name="seat_token"),
]
