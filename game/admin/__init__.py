"""The administrator's pages: what is kept, to look at; what may be done, done by the runtime."""

from __future__ import annotations

from django.apps import apps
from django.contrib import admin

from game.admin import boards, exercises, logs, people, programs, signins
from game.admin.parts import plainly

__all__ = ["boards", "exercises", "logs", "people", "programs", "signins"]

for _model in apps.get_app_config("game").get_models():
    if not admin.site.is_registered(_model):  # what has no page of its own can be looked at
        admin.site.register(_model, plainly(_model))
