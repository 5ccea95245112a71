"""Print a link with which somebody chooses a new password."""

from __future__ import annotations

from typing import Any

from allauth.account.forms import default_token_generator
from allauth.account.utils import user_pk_to_url_str
from allauth.mfa.models import Authenticator
from django.core.management import BaseCommand, CommandError, CommandParser
from django.urls import reverse

from game.management.ground import served_at
from game.models import User
from game.runtime.records import Change, about, audit


class Command(BaseCommand):
    help = "Print a link with which NAME chooses a new password, once, within a day."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("name", help="the account's name")
        parser.add_argument(
            "--second-factor-off", action="store_true", help="also switch its second factor off"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        user = User.objects.filter(username__iexact=options["name"], is_active=True).first()
        if user is None:
            raise CommandError(f"No active account is called {options['name']}.")
        if options["second_factor_off"]:
            Authenticator.objects.filter(user=user).delete()
            audit(None, None, "user.second_factor.removed", Change(about=about(user)))
        audit(None, None, "user.reset_link", Change(about=about(user)))
        key = [user_pk_to_url_str(user), default_token_generator.make_token(user)]
        self.stdout.write(served_at() + reverse("account_reset_password_from_key", args=key))
