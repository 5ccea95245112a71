"""Addresses of the API. Its own keys guard it, not the sign-in of the pages."""

from __future__ import annotations

from typing import Any

from django.contrib.auth.decorators import login_not_required
from django.urls import URLPattern, include, path, re_path
from django.views.decorators.csrf import csrf_exempt

from game.api import docs, problems
from game.api.v1 import api


def _open(patterns: list[Any]) -> list[URLPattern]:
    """Ninja's views ask for a bearer themselves."""
    for pattern in patterns:
        pattern.callback.login_required = False
    return patterns


own, app, namespace = api.urls
urlpatterns = [
    path("openapi.json", docs.openapi, name="api_schema"),
    path("docs", docs.page, name="api_docs"),
    path("", include((_open(own), app), namespace=namespace)),
    re_path(r"", csrf_exempt(login_not_required(problems.nowhere)), name="api_nowhere"),
]
