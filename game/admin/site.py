"""The administrator's site: its groups, its door, its audit, and the page of scenarios."""

from __future__ import annotations

from typing import Any

from django.apps import apps
from django.contrib.admin import AdminSite, ModelAdmin
from django.contrib.auth.decorators import login_not_required
from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.urls import path, reverse, reverse_lazy
from django.utils.decorators import method_decorator
from django.utils.translation import gettext_lazy as _

from game.admin.audited import audited
from game.admin.scenarios import checked

SIGN_IN = "sign_in"
NEWEST = 10
# Which models stand together; what is named nowhere stays with its application.
GROUPS: dict[Any, tuple[str, ...]] = {
    _("Exercises"): ("Exercise", "Team", "Result", "Week", "Bot"),
    _("Records, read only"): (
        "Audit", "LogEntry", "ClockChange", "Words", "Observation", "Rating", "Award",
        "Checkpoint", "JudgedMorning", "Act",
    ),
    _("People"): ("User", "Group", "Organisation", "Crew", "Participant", "Seat", "Expected",
                  "Invitation", "DoorToken"),
    _("Leaderboards"): ("Season", "Entry", "Board"),
    _("Programs"): ("ApiToken", "Webhook", "Delivery"),
}  # fmt: skip


class Site(AdminSite):
    """Django's admin under the project's name. One sign-in for all: the facilitators'."""

    site_title = _("Eighth Server")
    site_header = _("Eighth Server administration")
    index_title = _("Administration")
    site_url = reverse_lazy("ctl")

    def register(self, model_or_iterable: Any, admin_class: Any = None, **options: Any) -> None:
        """Whatever is saved in the admin is audited, the pages of other applications too."""
        super().register(model_or_iterable, audited(admin_class or ModelAdmin), **options)

    @method_decorator(login_not_required)
    def login(self, request: HttpRequest, extra_context: Any = None) -> HttpResponse:
        """Through the facilitators' door: what guards that one guards this one."""
        index = reverse("admin:index")
        if self.has_permission(request):
            return redirect(index)
        if request.user.is_authenticated:
            raise PermissionDenied
        return redirect_to_login(request.GET.get("next") or index, SIGN_IN)

    def get_urls(self) -> list[Any]:
        own = path("scenarios/", self.admin_view(self.scenarios), name="scenarios")
        return [own, *super().get_urls()]

    def scenarios(self, request: HttpRequest) -> HttpResponse:
        """The scenario files that come along, each with what its check says."""
        if not request.user.has_perm("game.view_exercise"):
            raise PermissionDenied
        context = {
            **self.each_context(request),
            "title": _("Scenarios"),
            "scenarios": checked(),
        }
        return TemplateResponse(request, "admin/scenarios.html", context)

    def index(self, request: HttpRequest, extra_context: Any = None) -> HttpResponse:
        newest = []
        if request.user.has_perm("game.view_audit"):
            audit = apps.get_model("game", "Audit").objects
            newest = list(audit.select_related("user", "exercise")[:NEWEST])
        return super().index(request, {"newest": newest, **(extra_context or {})})

    def get_app_list(self, request: HttpRequest, app_label: str | None = None) -> list[Any]:
        """In the project's groups. With a label: that application as it is."""
        found = super().get_app_list(request, app_label)
        if app_label:
            return found
        known = {model["object_name"]: model for app in found for model in app["models"]}
        groups = [self._group(title, names, known) for title, names in GROUPS.items()]
        grouped = {name for names in GROUPS.values() for name in names}
        for app in found:
            app["models"] = [row for row in app["models"] if row["object_name"] not in grouped]
        groups = [group for group in groups if group["models"]]
        if request.user.has_perm("game.view_exercise") and groups:
            groups[0]["models"].insert(0, SCENARIOS)
        return groups + [app for app in found if app["models"]]

    def _group(self, title: Any, names: tuple[str, ...], known: dict[str, Any]) -> dict[str, Any]:
        return {
            "name": title,
            "app_label": "game",
            "app_url": reverse("admin:app_list", args=["game"]),
            "has_module_perms": True,
            "models": [known[name] for name in names if name in known],
        }


SCENARIOS = {
    "name": _("Scenarios"),
    "object_name": "Scenario",
    "admin_url": reverse_lazy("admin:scenarios"),
    "add_url": None,
    "view_only": True,
    "perms": {"add": False, "change": False, "delete": False, "view": True},
}
