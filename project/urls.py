"""Addresses of pages."""

from __future__ import annotations

from django.contrib import admin
from django.urls import include, path

urlpatterns = [
    path("admin/", admin.site.urls),
    path("accounts/", include("project.account_urls")),
    path("api/v1/", include("game.api.urls")),
    path("", include("game.views.program_urls")),
    path("", include("game.views.urls")),
]
