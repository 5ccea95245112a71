"""Who asks: tokens and their scopes, weighed before anything else."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.utils.translation import gettext as _
from ninja.security import HttpBearer

from game.api.problems import Problem, one_of
from game.models import ApiToken, Exercise, Participant, Team, User
from game.runtime import crew, rates, tokens

PER_MINUTE = 600  # requests of one token; ten a second
ORDERS_PER_MINUTE = 120
NOBODY = ApiToken()  # asks without a token where none is needed
WRONG_PER_MINUTE = 30  # unknown tokens of one address
OPEN_PER_MINUTE = 120  # requests without a token, of one address: a class joins within a minute


class _Token(HttpBearer):
    """Takes a known token with the scope, within its rate."""

    def __init__(self, scope: str) -> None:
        super().__init__()
        self.scope = scope

    def authenticate(self, request: HttpRequest, token: str) -> ApiToken | None:
        found = tokens.recognise(token)
        if found is None:
            _wrong(request)
            return None
        slow_down(f"token:{found.pk}", PER_MINUTE)
        self.weigh(found)
        needed = self.needed(found)
        if needed not in found.scopes:
            raise Problem(403, _("This token lacks the scope %(s)s.") % {"s": needed})
        return found

    def needed(self, token: ApiToken) -> str:
        """The scope without which it opens nothing here."""
        return self.scope

    def weigh(self, token: ApiToken) -> None:
        """Raise Problem for a token of the wrong kind."""


class FacilitatorToken(_Token):
    """Made by a facilitator under /ctl/tokens."""

    def weigh(self, token: ApiToken) -> None:
        if token.user_id is None:
            raise Problem(403, _("This needs a facilitator's token; yours is a seat's."))


class SeatToken(_Token):
    """Plays for one person."""

    def weigh(self, token: ApiToken) -> None:
        if token.participant is None:
            raise Problem(403, _("This needs a seat's token; yours is a facilitator's."))
        if token.participant.removed:
            raise Problem(403, _("You are no longer in this exercise."))


class RemovedToken(_Token):
    """A seat's, also after the facilitator has taken the seat back."""

    def weigh(self, token: ApiToken) -> None:
        if token.participant is None:
            raise Problem(403, _("This needs a seat's token; yours is a facilitator's."))


class AnyToken(SeatToken):
    """A seat's, or a facilitator's that may read exercises."""

    def weigh(self, token: ApiToken) -> None:
        if token.participant is not None:
            super().weigh(token)

    def needed(self, token: ApiToken) -> str:
        return self.scope if token.participant is not None else tokens.READ


class Readers(AnyToken):
    """A facilitator's token; where the installation's boards are public, anybody."""

    def __call__(self, request: HttpRequest) -> Any:
        if settings.BOARDS_PUBLIC and "Authorization" not in request.headers:
            strangers(request)
            return NOBODY
        return super().__call__(request)

    def weigh(self, token: ApiToken) -> None:
        if not settings.BOARDS_PUBLIC and token.user_id is None:
            raise Problem(403, _("This needs a facilitator's token; yours is a seat's."))


def _wrong(request: HttpRequest) -> None:
    slow_down(f"wrong-token:{request.META.get('REMOTE_ADDR', '')}", WRONG_PER_MINUTE)


def slow_down(name: str, most: int) -> None:
    """Count one; raise Problem when there were too many this minute."""
    if rates.count(name) > most:
        left = rates.left_s()
        words = _("Too many requests. Ask again in %(n)d s.") % {"n": left}
        raise Problem(429, words, retry_after_s=left)


def strangers(request: HttpRequest) -> None:
    """Count a request that needs no token."""
    slow_down(f"open:{request.META.get('REMOTE_ADDR', '')}", OPEN_PER_MINUTE)


def user_of(request: Any) -> User:
    """The facilitator behind the request."""
    return request.auth.user


def host_of(request: Any) -> User:
    """The same, who makes exercises of their own. Raises NotYours, which is a 403."""
    user = user_of(request)
    crew.need_host(user)
    return user


def person_of(request: Any) -> Participant:
    """The person for whom the request plays."""
    return request.auth.participant


def exercise_of(request: Any, pk: int, *, write: bool = False) -> Exercise:
    """An exercise that the facilitator reaches. For others there is none."""
    rows = tokens.reach(user_of(request), write=write).filter(pk=pk)
    return one_of(rows, _("There is no such exercise."))


def owned(request: Any, pk: int) -> Exercise:
    """One of which the facilitator is the owner. Its crew is told that this is not their part."""
    exercise = exercise_of(request, pk)
    if crew.role_of(user_of(request), exercise) != crew.OWNER:
        raise Problem(403, _("Only its owner does that."))
    return exercise


def team_of(request: Any, exercise: Exercise, pk: int) -> Team:
    """A team of that exercise."""
    return one_of(exercise.team_set.filter(pk=pk), _("There is no such team."))


def team_for(request: Any, pk: int) -> Team:
    """The own team of a seat; for a facilitator any team of an exercise in reach."""
    person = person_of(request)
    if person is not None:
        found = person.team if person.team_id == pk else None
    else:
        found = Team.objects.filter(pk=pk, exercise__in=tokens.reach(user_of(request))).first()
    if found is None:
        raise Problem(404, _("There is no such team."))
    return found
