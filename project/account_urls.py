"""Those of allauth's pages that this project has; each one behind the project's border."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any
from urllib.parse import urlsplit

from allauth.account import views as account
from allauth.mfa.base import views as mfa
from allauth.mfa.recovery_codes import views as codes
from allauth.mfa.totp import views as totp
from allauth.socialaccount import views as social
from allauth.socialaccount.providers.openid_connect import views as oidc
from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import path, re_path
from django.views.generic import RedirectView, TemplateView
from requests import RequestException

import project.account_audit  # noqa: F401  (its receivers)
from game.views.accounts import issuer
from game.views.border import facilitator, public

View = Callable[..., HttpResponse]


def own(view: View) -> View:
    """Of whoever is signed in. Bare, because allauth's decorators left another sign-in on it."""

    def asked(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        return view(request, *args, **kwargs)

    return facilitator(asked)


def by_mail(view: View) -> View:
    """Only where mail is sent; elsewhere the page says what to do instead."""

    def asked(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if settings.MAIL:
            return view(request, *args, **kwargs)
        status = 409 if request.method == "POST" else 200
        return render(request, "account/no_mail.html", status=status)

    return asked


def elsewhere(view: View) -> View:
    """Leads to the issuer by a page: `form-action 'self'` forbids a form to be redirected there.

    Without an issuer the page does not exist; one that does not answer is said.
    """

    def led(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if not issuer():
            raise Http404
        try:
            response = view(request, *args, **kwargs)
        except RequestException:
            return render(request, "socialaccount/unreachable.html", status=503)
        to = response.headers.get("Location", "")
        if not urlsplit(to).netloc or urlsplit(to).netloc == request.get_host():
            return response
        page = render(request, "socialaccount/leave.html", {"url": to, "issuer": issuer()})
        page.headers["Refresh"] = f"0; url={to}"
        return page

    return led


def configured(view: View) -> View:
    """404 without an issuer."""

    def known(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if not issuer():
            raise Http404
        return view(request, *args, **kwargs)

    return known


closed = public(TemplateView.as_view(template_name="account/signup_closed.html"))
to_sign_in = public(RedirectView.as_view(pattern_name="sign_in", query_string=True))
to_account = public(RedirectView.as_view(pattern_name="my_account"))
RESET_KEY = r"^password/reset/key/(?P<uidb36>[0-9A-Za-z]+)-(?P<key>.+)/$"

urlpatterns = [
    path("login/", to_sign_in, name="account_login"),
    path("signup/", closed, name="account_signup"),
    path("inactive/", public(account.account_inactive), name="account_inactive"),
    path("reauthenticate/", own(account.reauthenticate), name="account_reauthenticate"),
    path("email/", own(by_mail(account.email)), name="account_email"),
    re_path(
        r"^confirm-email/(?P<key>[-:\w]+)/$",
        public(account.confirm_email),
        name="account_confirm_email",
    ),
    path("password/change/", own(account.password_change), name="account_change_password"),
    path("password/set/", own(account.password_set), name="account_set_password"),
    path("password/reset/", public(by_mail(account.password_reset)), name="account_reset_password"),
    path(
        "password/reset/done/",
        public(account.password_reset_done),
        name="account_reset_password_done",
    ),
    path(
        "password/reset/key/done/",
        public(account.password_reset_from_key_done),
        name="account_reset_password_from_key_done",
    ),
    re_path(
        RESET_KEY, public(account.password_reset_from_key), name="account_reset_password_from_key"
    ),
    path("2fa/", to_account, name="mfa_index"),
    path("2fa/authenticate/", public(mfa.authenticate), name="mfa_authenticate"),
    path("2fa/reauthenticate/", own(mfa.reauthenticate), name="mfa_reauthenticate"),
    path("2fa/app/", own(totp.activate_totp), name="mfa_activate_totp"),
    path("2fa/app/off/", own(totp.deactivate_totp), name="mfa_deactivate_totp"),
    path("2fa/codes/", own(codes.view_recovery_codes), name="mfa_view_recovery_codes"),
    path(
        "2fa/codes/new/",
        own(codes.generate_recovery_codes),
        name="mfa_generate_recovery_codes",
    ),
    path(
        "2fa/codes/file/",
        own(codes.download_recovery_codes),
        name="mfa_download_recovery_codes",
    ),
    path("oidc/<str:provider_id>/", public(elsewhere(oidc.login)), name="openid_connect_login"),
    path(
        "oidc/<str:provider_id>/back/",
        public(elsewhere(oidc.callback)),
        name="openid_connect_callback",
    ),
    path("sso/", own(configured(social.connections)), name="socialaccount_connections"),
    path(
        "sso/cancelled/",
        public(configured(social.login_cancelled)),
        name="socialaccount_login_cancelled",
    ),
    path("sso/error/", public(configured(social.login_error)), name="socialaccount_login_error"),
    path("sso/signup/", closed, name="socialaccount_signup"),
]
