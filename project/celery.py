"""Celery: the clock's ticks and batches, and the chores."""

from __future__ import annotations

import os
from typing import Any

from celery import Celery
from celery.signals import setup_logging

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "project.settings")

app = Celery("eighth-server")
app.config_from_object("django.conf:settings", namespace="CELERY")
app.autodiscover_tasks(["game"])
app.autodiscover_tasks(["game.management"], related_name="study_workers")


@setup_logging.connect
def _configure(**_: Any) -> None:
    from project.logs import configure  # after Django's settings are there

    configure()
