"""Seasons, what stands on the leaderboards, and the projector's boards."""

from __future__ import annotations

from django.contrib import admin

from game.admin.parts import Looked, ReadOnly
from game.models import Board, Entry, Season


@admin.register(Season)
class SeasonAdmin(Looked):
    list_display = ("name", "organisation", "begins", "ends")
    list_filter = ("organisation",)
    list_select_related = ("organisation",)
    search_fields = ("name",)


@admin.register(Entry)
class EntryAdmin(ReadOnly):
    list_display = (
        "team", "total", "scenario", "variant", "level", "series", "season", "organisation",
        "first_attempt", "consented",
    )  # fmt: skip
    list_filter = ("first_attempt", "consented", "season", "organisation", "scenario", "level")
    list_select_related = ("team", "season", "organisation")
    search_fields = ("team__name", "series")
    also_by = ("team__exercise",)


@admin.register(Board)
class BoardAdmin(ReadOnly):
    """The projector's boards; the key of their address stays hidden."""

    list_display = ("exercise", "hidden", "frozen_step", "revealed")
    list_filter = ("hidden",)
    list_select_related = ("exercise",)
    search_fields = ("exercise__name",)
    exclude = ("key",)
    also_by = ("exercise",)
