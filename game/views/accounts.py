"""The sign-in, a facilitator's own account, and the invitations that they give."""

from __future__ import annotations

import logging
from smtplib import SMTPException
from typing import Any

from allauth.account.views import LoginView
from allauth.mfa.models import Authenticator
from allauth.socialaccount.models import SocialAccount
from django import forms
from django.conf import settings
from django.contrib import messages
from django.contrib.auth import login
from django.core.mail import send_mail
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET, require_POST

from game import texts
from game.models import Invitation, User
from game.runtime import CannotDo, accounts
from game.views.border import facilitator, host, public
from game.views.room_forms import AccountForm

BACKEND = "allauth.account.auth_backends.AuthenticationBackend"
log = logging.getLogger(__name__)


class SignIn(LoginView):  # type: ignore[misc]
    """By name or e-mail and password; then the second factor, if there is one."""

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(**kwargs) | {"issuer": issuer()}


sign_in = public(SignIn.as_view())


class GuestForm(forms.Form):
    email = forms.EmailField(label=gettext_lazy("E-mail address, if you like"), required=False)


def issuer() -> str:
    """What the single sign-on is called here; "" without one."""
    apps = settings.SOCIALACCOUNT_PROVIDERS["openid_connect"]["APPS"]
    return str(apps[0]["name"]) if apps else ""


@facilitator
@require_GET
def my_account(request: HttpRequest) -> HttpResponse:
    return _page(request, GuestForm())


@host
@require_POST
def invite(request: HttpRequest) -> HttpResponse:
    """A link to make an account, shown once, and mailed where that is possible."""
    form = GuestForm(request.POST)
    if not form.is_valid():
        return _page(request, form, status=422)
    email = form.cleaned_data["email"]
    try:
        token = accounts.invite(request.user, email)  # type: ignore[arg-type]
    except CannotDo as why:
        form.add_error(None, texts.render(why.text))
        return _page(request, form, status=422)
    link = settings.PUBLIC_URL + reverse("invited", args=[token])
    sent = bool(email and settings.MAIL) and _mailed(request, email, link)
    return _page(request, GuestForm(), link=link, sent=email if sent else "")


@facilitator
@require_POST
def withdraw(request: HttpRequest, pk: int) -> HttpResponse:
    row = get_object_or_404(Invitation, pk=pk, invited_by=request.user, exercise=None)
    accounts.withdraw(row, request.user)  # type: ignore[arg-type]
    return redirect("my_account")


def newcomer(request: HttpRequest, token: str) -> HttpResponse:
    """Who follows an invitation makes an account; who has one already needs none."""
    invitation = accounts.invitation(token)
    if invitation is None:
        return render(request, "front/no_link.html", status=404)
    if isinstance(request.user, User):
        return _admitted(request, token, request.user, invitation)
    form = AccountForm(request.POST or None)
    posted = request.method == "POST"
    if posted and form.is_valid() and (answer := _made(request, token, form)):
        return answer
    context = {"form": form, "invitation": invitation}
    return render(request, "account/newcomer.html", context, status=422 if posted else 200)


def _admitted(request: HttpRequest, token: str, user: User, invitation: Invitation) -> HttpResponse:
    """Who only helped so far may host from now on, after a press; who hosts needs no link."""
    if user.hosts:
        messages.info(request, _("You have an account already: this link is for somebody else."))
        return redirect("my_account")
    if request.method == "POST":
        accounts.admit(token, user)
        messages.info(request, _("You make your own exercises from now on."))
        return redirect("ctl")
    return render(request, "account/admitted.html", {"invitation": invitation})


def _made(request: HttpRequest, token: str, form: AccountForm) -> HttpResponse | None:
    """In with the new account; None with the form's error when that is not possible."""
    sent = form.cleaned_data
    try:
        user = accounts.accept(token, sent["username"], sent["password"])
    except CannotDo as why:
        form.add_error(None, texts.render(why.text))
        return None
    login(request, user, backend=BACKEND)
    return redirect("my_account")


def _page(request: HttpRequest, form: GuestForm, status: int = 200, **more: Any) -> HttpResponse:
    user = request.user
    factors = {row.type: row for row in Authenticator.objects.filter(user_id=user.pk)}
    spare = factors.get(Authenticator.Type.RECOVERY_CODES)
    context = {
        "form": form,
        "mail": settings.MAIL,
        "second_factor": Authenticator.Type.TOTP in factors,
        "codes_left": len(spare.wrap().get_unused_codes()) if spare else 0,
        "issuer": issuer(),
        "connected": issuer() and SocialAccount.objects.filter(user_id=user.pk).exists(),
        "invitations": accounts.open_of(user) if isinstance(user, User) else [],
        "days": accounts.crew.LIFE_DAYS,
    }
    return render(request, "account/my_account.html", context | more, status=status)


def _mailed(request: HttpRequest, email: str, link: str) -> bool:
    """False when the mail server does not take it: the link is on the page all the same."""
    name = request.user.get_username()
    body = _(
        "{name} invites you to run exercises with Eighth Server. Make your account here: {link}\n\n"
        "The link is good once, for two weeks."
    ).format(name=name, link=link)
    try:
        send_mail(_("An account for Eighth Server"), body, None, [email])
    except (OSError, SMTPException):
        log.exception("an invitation could not be mailed")
        return False
    return True
