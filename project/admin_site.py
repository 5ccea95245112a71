"""The administrator's site as this project serves it: behind the second factor."""

from __future__ import annotations

from typing import Any

from allauth.mfa.utils import is_mfa_enabled
from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.decorators import method_decorator
from django.utils.translation import gettext as _

from game.admin import site

# Single sign-on is set up in the environment; mails are confirmed by signed links, kept nowhere.
UNUSED = {"SocialApp", "SocialToken", "EmailConfirmation"}


class Site(site.Site):
    """Whoever signs in with a second factor has given it; who has none is sent to set one up."""

    def register(self, model_or_iterable: Any, admin_class: Any = None, **options: Any) -> None:
        if getattr(model_or_iterable, "__name__", "") not in UNUSED:
            super().register(model_or_iterable, admin_class, **options)

    def has_permission(self, request: HttpRequest) -> bool:
        return super().has_permission(request) and not self._lacks(request)

    @method_decorator(login_not_required)
    def login(self, request: HttpRequest, extra_context: Any = None) -> HttpResponse:
        if super().has_permission(request) and self._lacks(request):
            messages.warning(request, _("The administration asks for a second factor: set one up."))
            return redirect("my_account")
        return super().login(request, extra_context)

    def _lacks(self, request: HttpRequest) -> bool:
        return settings.ADMIN_NEEDS_SECOND_FACTOR and not is_mfa_enabled(request.user)
