"""The administrator's look at what is kept. The log and the clock are read-only."""

from __future__ import annotations

from typing import Any

from django.contrib import admin
from django.contrib.auth.admin import UserAdmin
from django.http import HttpRequest

from game.models import (
    Audit,
    ClockChange,
    Exercise,
    LogEntry,
    Organisation,
    Participant,
    Result,
    Team,
    User,
    Week,
)


class ReadOnly(admin.ModelAdmin):
    """Rows that nobody adds, changes or deletes by hand."""

    def has_add_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False


admin.site.register(User, UserAdmin)
admin.site.register(Organisation)


@admin.register(Exercise)
class ExerciseAdmin(ReadOnly):
    list_display = ("name", "code", "scenario", "state", "owner", "created")
    list_filter = ("state", "scenario")
    exclude = ("secret",)


@admin.register(Team)
class TeamAdmin(ReadOnly):
    list_display = ("name", "exercise", "index")


@admin.register(Participant)
class ParticipantAdmin(ReadOnly):
    list_display = ("name", "team", "exercise", "removed", "last_seen")
    exclude = ("secret",)


@admin.register(LogEntry)
class LogEntryAdmin(ReadOnly):
    list_display = ("team", "log_seq", "kind", "due_step", "actor_kind", "actor")
    list_filter = ("kind",)


@admin.register(ClockChange)
class ClockChangeAdmin(ReadOnly):
    list_display = ("exercise", "team", "kind", "step", "speed", "paused", "reason")


@admin.register(Audit)
class AuditAdmin(ReadOnly):
    list_display = ("at", "exercise", "what", "user", "actor")


@admin.register(Result)
class ResultAdmin(ReadOnly):
    list_display = ("team", "sim_version", "score_version", "computed")


@admin.register(Week)
class WeekAdmin(ReadOnly):
    list_display = ("exercise", "started_ms", "judged")
