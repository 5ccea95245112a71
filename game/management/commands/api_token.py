"""manage.py api_token USER: a facilitator's token for programs, printed once."""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from game import runtime
from game.models import User
from game.runtime import tokens


class Command(BaseCommand):
    help = "Print a fresh API token of a facilitator."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("user", help="user name")
        parser.add_argument("--name", default="command line")
        parser.add_argument("--scope", action="append", choices=tokens.FACILITATORS, default=[])

    def handle(self, *args: Any, **options: Any) -> None:
        user = User.objects.filter(username=options["user"]).first()
        if user is None:
            raise CommandError(f"there is no user {options['user']}")
        scopes = options["scope"] or tokens.FACILITATORS
        try:
            _token, plain = tokens.issue(user, options["name"], scopes)
        except runtime.Denied as why:
            raise CommandError(str(why)) from None
        self.stdout.write(plain)
