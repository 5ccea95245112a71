"""Applications of others, set up for this project."""

from __future__ import annotations

from importlib import import_module

from django.contrib.admin.apps import AdminConfig


class Admin(AdminConfig):
    """Django's admin with the project's own site: its look, its door, its audit."""

    default_site = "project.admin_site.Site"

    def ready(self) -> None:
        """The pages first: the site lies in their package, and asked for it Django would load
        the package, whose pages ask for the site: there would be two, the second one empty."""
        import_module("game.admin")
        super().ready()
