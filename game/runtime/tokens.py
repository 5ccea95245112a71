"""Keys of programs: made once, kept as digests, weighed at each request."""

from __future__ import annotations

import base64
import secrets
from collections.abc import Iterable
from datetime import datetime, timedelta

from django.core import signing
from django.core.cache import cache
from django.db.models import Q, QuerySet

from game import clock as wall
from game.models import ApiToken, Crew, Exercise, Participant, User
from game.models.doors import digest
from game.runtime import crew
from game.runtime.errors import CannotDo
from game.runtime.records import By, Change, about, audit
from game.sim.text import Text, text

READ, WRITE, PLAY, RESULTS, EXPORTS = (
    "exercises:read", "exercises:write", "play", "results", "exports",
)  # fmt: skip
SCOPES: dict[str, Text] = {
    READ: text("Read exercises, teams, people and views"),
    WRITE: text("Make, configure and run exercises"),
    PLAY: text("Take seats and play in them"),
    RESULTS: text("Read results after the end"),
    EXPORTS: text("Take logs and whole exercises after the end"),
}
FACILITATORS = tuple(SCOPES)
OBSERVERS = (READ, WRITE, RESULTS, EXPORTS)  # to write: the pad and the guide
SEATS = (PLAY, RESULTS)
PREFIX = "es_"
SEEN_EVERY_S = 60
HERE_EVERY_S = 10  # as pages do it: bots cover for who is not heard of
MOST_OF_A_USER, MOST_OF_A_SEAT = 50, 10
SEAT_LIFE = timedelta(days=7)
TICKET_SALT, TICKET_LIFE_S = "game.ticket", 30


def issue(user: User, name: str, scopes: Iterable[str]) -> tuple[ApiToken, str]:
    """A facilitator's token and its plain text, which nobody can show again. Raises CannotDo;
    NotYours for a scope that this account has no use for."""
    asked = set(scopes)
    if not asked or not asked <= set(FACILITATORS):
        raise CannotDo(text("Choose at least one of the scopes."))
    if not asked <= set(scopes_of(user)):
        crew.need_host(user)
    if ApiToken.objects.filter(user=user, revoked=False).count() >= MOST_OF_A_USER:
        raise CannotDo(text("Revoke a token first: {most} is the most.", most=MOST_OF_A_USER))
    kept = [one for one in FACILITATORS if one in asked]
    made, plain = _made(user=user, name=name, scopes=kept)
    audit(None, user, "token.made", Change({}, {"name": name, "scopes": kept}, about(made)))
    return made, plain


def scopes_of(user: User) -> tuple[str, ...]:
    """What a token of this account may be good for. What it makes is weighed again at each use."""
    if user.hosts:
        return FACILITATORS
    roles = set(Crew.objects.filter(user=user).values_list("role", flat=True))
    if Crew.Role.COHOST in roles or Exercise.objects.filter(owner=user).exists():
        return FACILITATORS
    return OBSERVERS if roles else ()


def seat(person: Participant, name: str, plain: str = "") -> tuple[ApiToken, str]:
    """A token that plays for one person. The oldest gives way when there are too many."""
    mine = ApiToken.objects.filter(participant=person, revoked=False)
    old = list(mine.order_by("-pk").values_list("pk", flat=True)[MOST_OF_A_SEAT - 1 :])
    ApiToken.objects.filter(pk__in=old).update(revoked=True)
    until = wall.now() + SEAT_LIFE
    own = {"participant": person, "name": name, "scopes": list(SEATS), "expires": until}
    return _made(plain, **own)


def fresh() -> str:
    """The plain text of a token: 256 random bits."""
    return PREFIX + secrets.token_urlsafe(32)


def derived(secret: bytes) -> str:
    """The plain text of a token from 256 bits that can be had again."""
    return PREFIX + base64.urlsafe_b64encode(secret).decode().rstrip("=")


def _made(plain: str = "", **fields: object) -> tuple[ApiToken, str]:
    plain = plain or fresh()
    return ApiToken.objects.create(digest=digest(plain), **fields), plain


def recognise(plain: str) -> ApiToken | None:
    """The token behind its plain text, unless it was revoked, has run out or lost its owner."""
    found = (
        ApiToken.objects.select_related("user", "participant__team", "participant__exercise")
        .filter(digest=digest(plain), revoked=False)
        .filter(Q(expires__isnull=True) | Q(expires__gt=wall.now()))
        .filter(Q(user__isnull=True) | Q(user__is_active=True))
        .first()
    )
    if found:
        _seen(found)
    return found


def _seen(token: ApiToken) -> None:
    """Note that it was used, and that its person is here; what it does is a program's deed."""
    now, person = wall.now(), token.participant
    if _is_stale(token.last_used, now, SEEN_EVERY_S):
        ApiToken.objects.filter(pk=token.pk).update(last_used=now)
    if person is None:
        return
    person.by_program = True
    if _is_stale(person.last_seen, now, HERE_EVERY_S):
        Participant.objects.filter(pk=person.pk).update(last_seen=now)


def _is_stale(when: datetime | None, now: datetime, after_s: int) -> bool:
    return when is None or (now - when).total_seconds() > after_s


def revoke(token: ApiToken, by: By = None) -> None:
    """From now on it opens nothing. `by`: who did it, if not its owner."""
    was = {"revoked": token.revoked}
    ApiToken.objects.filter(pk=token.pk).update(revoked=True)
    who = by or token.user or token.participant
    audit(None, who, "token.revoked", Change(was, {"revoked": True}, about(token)))


def of_user(user: User) -> QuerySet[ApiToken]:
    """A facilitator's own tokens, the newest first."""
    return ApiToken.objects.filter(user=user).order_by("-pk")


def reach(user: User, *, write: bool = False) -> QuerySet[Exercise]:
    """The exercises that a user may read, or run: the own ones, and those of whose crew they are.

    An administrator reaches them all.
    """
    if user.is_superuser:
        return Exercise.objects.all()
    roles = [Crew.Role.COHOST] if write else [Crew.Role.COHOST, Crew.Role.OBSERVER]
    crews = Crew.objects.filter(user=user, role__in=roles).values("exercise")
    return Exercise.objects.filter(Q(owner=user) | Q(pk__in=crews))


def ticket(person: Participant) -> str:
    """Opens one socket within half a minute: for programs that cannot send a header."""
    until = wall.now_ms() + 1000 * TICKET_LIFE_S
    made = [person.pk, until, secrets.token_hex(8)]
    return signing.Signer(salt=TICKET_SALT).sign_object(made)


def use_ticket(plain: str) -> Participant | None:
    """The person of a ticket that is fresh and was not used yet."""
    try:
        pk, until, nonce = signing.Signer(salt=TICKET_SALT).unsign_object(plain)
    except (signing.BadSignature, ValueError):
        return None
    if wall.now_ms() > until or not cache.add(f"ticket:{nonce}", 1, 2 * TICKET_LIFE_S):
        return None
    return Participant.objects.select_related("team", "exercise").filter(pk=pk).first()
