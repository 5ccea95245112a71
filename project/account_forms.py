"""allauth's forms with our labels."""

from __future__ import annotations

from typing import Any

from allauth.account import forms
from allauth.mfa.base import forms as mfa
from allauth.mfa.totp import forms as totp
from django.contrib.auth.password_validation import password_validators_help_texts
from django.utils.translation import gettext_lazy as _

NEW = {"password1": _("New password"), "password2": _("The same again")}


class _Plain:
    """Our labels and hints: no placeholder that repeats a label, no list inside a paragraph."""

    fields: dict[str, Any]
    labels: dict[str, Any] = {}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name, field in self.fields.items():
            field.widget.attrs.pop("placeholder", None)
            field.label = self.labels.get(name, field.label)
            field.help_text = ""
        if "password1" in self.fields:
            self.fields["password1"].help_text = " ".join(password_validators_help_texts())


class LoginForm(_Plain, forms.LoginForm):  # type: ignore[misc]
    labels = {"login": _("Name or e-mail"), "password": _("Password")}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["login"].widget.attrs["autocomplete"] = "username"


class ChangePasswordForm(_Plain, forms.ChangePasswordForm):  # type: ignore[misc]
    labels = {"oldpassword": _("Your password now"), **NEW}


class SetPasswordForm(_Plain, forms.SetPasswordForm):  # type: ignore[misc]
    labels = NEW


class ResetPasswordKeyForm(_Plain, forms.ResetPasswordKeyForm):  # type: ignore[misc]
    labels = NEW


class ResetPasswordForm(_Plain, forms.ResetPasswordForm):  # type: ignore[misc]
    labels = {"email": _("Your e-mail address")}


class AddEmailForm(_Plain, forms.AddEmailForm):  # type: ignore[misc]
    labels = {"email": _("New e-mail address")}


class ReauthenticateForm(_Plain, forms.ReauthenticateForm):  # type: ignore[misc]
    labels = {"password": _("Your password")}


class CodeForm(_Plain, mfa.AuthenticateForm):  # type: ignore[misc]
    labels = {"code": _("Code of the app, or a recovery code")}


class CodeAgainForm(_Plain, mfa.ReauthenticateForm):  # type: ignore[misc]
    labels = CodeForm.labels


class FirstCodeForm(_Plain, totp.ActivateTOTPForm):  # type: ignore[misc]
    labels = {"code": _("Code that the app shows")}
