"""How allauth behaves here: no open sign-up, our words, our addresses, secrets kept encrypted."""

from __future__ import annotations

import base64
import hashlib
import io
import logging
import secrets
from smtplib import SMTPException
from typing import Any

import segno
from allauth.account.adapter import DefaultAccountAdapter
from allauth.core.exceptions import ImmediateHttpResponse
from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.socialaccount.adapter import DefaultSocialAccountAdapter
from cryptography.fernet import Fernet, InvalidToken
from django.conf import settings
from django.http import HttpRequest
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from game.models import User

log = logging.getLogger(__name__)
NO_MATCH = _("That name and password do not fit.")


class Accounts(DefaultAccountAdapter):  # type: ignore[misc]
    """Accounts come by invitation; links are those that people type."""

    error_messages = {
        **DefaultAccountAdapter.error_messages,
        "username_password_mismatch": NO_MATCH,
        "email_password_mismatch": NO_MATCH,
        "incorrect_password": _("That is not your password."),
        "enter_current_password": _("That is not your password."),
        "incorrect_code": _("That code is not right, or not any more."),
        "rate_limited": _("Too many tries. Wait a few minutes."),
        "too_many_login_attempts": _("Too many wrong tries. Wait a quarter of an hour."),
    }

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        return False

    def get_password_change_redirect_url(self, request: HttpRequest) -> str:
        return reverse("my_account")

    def get_email_verification_redirect_url(self, email_address: Any) -> str:
        return reverse("my_account")

    def get_reset_password_from_key_url(self, key: str) -> str:
        """Never from the request's Host: who forges it must not get the link."""
        uid, _dash, token = key.partition("-")
        path = reverse("account_reset_password_from_key", args=[uid, token])
        return f"{settings.PUBLIC_URL}{path}"

    def get_email_confirmation_url(self, request: HttpRequest, emailconfirmation: Any) -> str:
        path = reverse("account_confirm_email", args=[emailconfirmation.key])
        return f"{settings.PUBLIC_URL}{path}"

    def send_mail(self, template_prefix: str, email: str, context: dict[str, Any]) -> None:
        """A mail server that does not answer is said, not raised."""
        try:
            super().send_mail(template_prefix, email, context)
        except (OSError, SMTPException) as fault:
            log.exception("a mail could not be sent")
            page = render(self.request, "account/mail_failed.html", status=503)
            raise ImmediateHttpResponse(page) from fault

    def send_notification_mail(self, *args: Any, **kwargs: Any) -> None:
        """That something was changed: after the change, which a lost mail must not undo."""
        if not settings.MAIL:
            return
        try:
            super().send_notification_mail(*args, **kwargs)
        except ImmediateHttpResponse:
            log.warning("a notice about an account was not sent")

    def _get_login_attempts_cache_key(self, request: HttpRequest, **credentials: Any) -> str:
        """By account and address: nobody locks a facilitator out from elsewhere."""
        key = super()._get_login_attempts_cache_key(request, **credentials)
        return f"{key}:{self.get_client_ip(request)}"


class SecondFactor(DefaultMFAAdapter):  # type: ignore[misc]
    """Secrets are encrypted with the installation's key; the picture is drawn as others are."""

    error_messages = {
        **DefaultMFAAdapter.error_messages,
        "incorrect_code": Accounts.error_messages["incorrect_code"],
    }

    def encrypt(self, text: str) -> str:
        return _lock().encrypt(text.encode()).decode()

    def decrypt(self, encrypted_text: str) -> str:
        """When the installation's key has changed: another secret, so that no code fits."""
        try:
            return _lock().decrypt(encrypted_text.encode()).decode()
        except InvalidToken:
            return base64.b32encode(secrets.token_bytes(20)).decode()

    def build_totp_svg(self, url: str) -> str:
        svg = io.BytesIO()
        segno.make(url, error="m").save(svg, kind="svg", scale=4, border=2, xmldecl=False)
        return svg.getvalue().decode()


def _lock() -> Fernet:
    digest = hashlib.sha256(b"second factor" + settings.SECRET_KEY.encode()).digest()
    return Fernet(base64.urlsafe_b64encode(digest))


class SingleSignOn(DefaultSocialAccountAdapter):  # type: ignore[misc]
    """One issuer, from the environment only; it makes accounts when OIDC_SIGNUP says so."""

    def list_apps(
        self, request: HttpRequest, provider: str | None = None, client_id: str | None = None
    ) -> list[Any]:
        """Without those of the database: what is switched on is seen in the environment."""
        return [app for app in super().list_apps(request, provider, client_id) if app.pk is None]

    def is_open_for_signup(self, request: HttpRequest, sociallogin: Any) -> bool:
        """An address that somebody has here is not taken over: they connect it themselves."""
        email = sociallogin.user.email
        taken = email and User.objects.filter(email__iexact=email).exists()
        return bool(settings.OIDC_SIGNUP) and not taken
