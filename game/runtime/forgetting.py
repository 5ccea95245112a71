"""Who it was is forgotten; what was done and what it was worth stays.

Names, words, personal links and the keys of browsers go. Log rows name people by numbers and hold
digests of words only, so the chain of the log and the hash of a result are as before.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

import structlog
from django.conf import settings
from django.db import transaction
from django.db.models import Exists, OuterRef, Q, QuerySet

from game import clock as wall
from game.models import (
    ApiToken,
    Award,
    ClockChange,
    Entry,
    Exercise,
    Expected,
    Invitation,
    Observation,
    OwnInject,
    Participant,
    Rating,
    Team,
    User,
    Words,
)
from game.models.exercises import new_secret
from game.runtime import clocks, people
from game.runtime.errors import CannotDo
from game.runtime.records import By, Change, about, audit
from game.runtime.seating import leave_place
from game.sim.text import Text, text

log = structlog.get_logger(__name__)
State = Exercise.State
Kept = dict[str, "QuerySet[Any]"]
Counts = dict[str, int]

LEAST_DAYS = 1
SIGN_IN_APPS = ("account", "mfa", "socialaccount")
GOES: dict[str, Text] = {
    "people": text("Names of people, and the keys by which their browsers come back: {count}"),
    "words": text("Words that were typed: {count}"),
    "roster": text("Lines of the roster, with their personal links: {count}"),
    "tokens": text("Keys of programs that play for them: {count}"),
    "notes": text("Observers' remarks beside marks: {count}"),
    "reasons": text("Reasons that were typed for pauses: {count}"),
    "awards": text("Reasons that were typed for points by hand: {count}"),
    "injects": text("Injects that a facilitator wrote: {count}"),
    "entries": text("Team names on the leaderboards: {count}"),
}
STAYS: tuple[Text, ...] = (
    text("The log: what was ordered when and from which seat, under a number instead of a name."),
    text("Results, scores and places, without people."),
    text("The names of teams and of the exercise in its own pages, and the audit."),
    text("Files that somebody has taken away already: ask them to delete those."),
)


@dataclass(frozen=True)
class Forgotten:
    """What was erased of an exercise, or would be."""

    exercise: Exercise
    counts: Counts


# What there is


def of_person(person: Participant) -> Kept:
    """All that tells who somebody was, and the words they typed or that observers wrote of them."""
    noted = Observation.objects.filter(team=person.team_id, role__in=person.seats)
    theirs = Q(participant=person) | Q(pk__in=noted.values("words"))
    return {
        "people": Participant.objects.filter(pk=person.pk, erased=None),
        "words": Words.objects.filter(theirs, erased=False),
        "roster": Expected.objects.filter(participant=person),
        "tokens": ApiToken.objects.filter(participant=person),
        "notes": Rating.objects.none(),
        "reasons": ClockChange.objects.none(),
        "awards": Award.objects.none(),
        "injects": OwnInject.objects.none(),
        "entries": Entry.objects.filter(team=person.team_id, consented=True),
    }


def of_exercise(exercise: Exercise) -> Kept:
    """The same of everybody in it, and whatever else people typed there."""
    return {
        "people": Participant.objects.filter(exercise=exercise, erased=None),
        "words": Words.objects.filter(team__exercise=exercise, erased=False),
        "roster": Expected.objects.filter(exercise=exercise),
        "tokens": ApiToken.objects.filter(participant__exercise=exercise),
        "notes": Rating.objects.filter(team__exercise=exercise).exclude(note=""),
        "reasons": ClockChange.objects.filter(exercise=exercise).exclude(reason=""),
        "awards": Award.objects.filter(team__exercise=exercise).exclude(reason=""),
        "injects": OwnInject.objects.filter(exercise=exercise),
        "entries": Entry.objects.filter(team__exercise=exercise, consented=True),
    }


def counted(kept: Kept) -> Counts:
    """How much there is of each, without what there is none of."""
    counts = {kind: rows.count() for kind, rows in kept.items()}
    return {kind: count for kind, count in counts.items() if count}


def lines(counts: Counts) -> list[Text]:
    """The same in words, for a page that asks for confirmation."""
    return [text(GOES[kind].id, count=count) for kind, count in counts.items()]


def neutral(person: Participant) -> str:
    """What stands where the name stood."""
    return f"Person {person.pk}"


# By request


def forget_person(person: Participant, by: By) -> Counts:
    """Erase who this was. Raises CannotDo while the exercise runs; doing it twice changes nothing.

    In the waiting room the person loses the place, as by removal.
    """
    with transaction.atomic():
        people.lock(person.exercise_id, person.team_id)
        person.refresh_from_db()
        need_rest(person.exercise)
        counts = _erase(of_person(person))
        if counts:
            audit(person.exercise, by, "person.erased", Change(about=about(person)), **counts)
    return counts


def need_rest(exercise: Exercise) -> None:
    """Raise CannotDo while people play in it."""
    if exercise.state == State.RUNNING:
        raise CannotDo(text("The exercise is running: end it first."))


def forget_words(words: Words, by: By) -> None:
    """Erase one text that somebody typed; the log keeps its digest."""
    if not words.erased:
        _blank(Words.objects.filter(pk=words.pk))
        audit(words.team.exercise, by, "words.erased", Change(about=about(words)))


def forget_account(user: User, by: User) -> None:
    """Erase whose account this was and switch it off; what it did stays under its number.

    Raises CannotDo for one's own, and while an exercise of it runs.
    """
    if user.pk == by.pk:
        raise CannotDo(text("Somebody else has to do that to your account."))
    if Exercise.objects.running().filter(owner=user).exists():
        raise CannotDo(text("An exercise of this account is running: end it first."))
    with transaction.atomic():
        _close(user)
        for row in _sign_in_rows(user):
            row.delete()
        audit(None, by, "account.erased", Change(about=about(user)))


def _close(user: User) -> None:
    user.username, user.email = f"former-{user.pk}", ""
    user.first_name = user.last_name = ""
    user.is_active = user.is_staff = user.is_superuser = user.may_host = False
    user.set_unusable_password()
    user.save()
    user.groups.clear()
    user.user_permissions.clear()
    ApiToken.objects.filter(user=user).update(revoked=True)


def _sign_in_rows(user: User) -> list[QuerySet[Any]]:
    """Rights in crews, hooks, and all that the sign-in keeps: addresses, second factors."""
    rows: list[QuerySet[Any]] = [user.crew_set.all(), user.webhook_set.all()]
    for relation in user._meta.related_objects:
        if relation.related_model._meta.app_label in SIGN_IN_APPS:
            found = relation.related_model._default_manager
            rows.append(found.filter(**{relation.field.name: user}))
    return rows


# By time


def older_than(days: int) -> list[Exercise]:
    """Exercises that nobody has played for so long, and that still hold something personal."""
    until = wall.now() - timedelta(days=days)
    return [one for one in _unused_since(until) if counted(of_exercise(one))]


def _unused_since(until: datetime) -> QuerySet[Exercise]:
    until_ms = int(until.timestamp() * 1000)
    seen = Participant.objects.filter(exercise=OuterRef("pk"), last_seen__gte=until)
    touched = ClockChange.objects.filter(exercise=OuterRef("pk"), wall_ms__gte=until_ms)
    planned = Q(scheduled__gte=until)
    over = Q(state=State.ENDED, ended__lt=until)
    waiting = Q(state__in=(State.DRAFT, State.LOBBY), created__lt=until) & ~planned & ~Exists(seen)
    left = Q(state=State.RUNNING, started__lt=until) & ~Exists(touched) & ~Exists(seen)
    return Exercise.objects.filter(over | waiting | left).order_by("pk")


def forget_exercise(exercise: Exercise, by: By = None) -> Counts:
    """Erase who everybody was. One that was left running ends where it stands."""
    with transaction.atomic():
        list(Team.objects.select_for_update().filter(exercise=exercise).order_by("pk"))
        if exercise.state == State.RUNNING:
            clocks.end(exercise, by)
        counts = _erase(of_exercise(exercise))
        if counts:
            audit(exercise, by, "exercise.forgotten", **counts)
    return counts


def forget_older(days: int, by: By = None, *, dry_run: bool = False) -> list[Forgotten]:
    """Forget all exercises that are older; what each lost, or would lose. ValueError: days < 1.

    One that fails does not keep the others.
    """
    if days < LEAST_DAYS:
        raise ValueError(f"at least {LEAST_DAYS} day")
    due = older_than(days)
    if dry_run:
        return [Forgotten(one, counted(of_exercise(one))) for one in due]
    _forget_addresses(wall.now() - timedelta(days=days))
    return [done for one in due if (done := _one(one, by))]


def _one(exercise: Exercise, by: By) -> Forgotten | None:
    try:
        done = Forgotten(exercise, forget_exercise(exercise, by))
    except Exception:
        log.exception("retention.failed", exercise=exercise.pk)
        return None
    log.info("retention.forgotten", exercise=exercise.pk, **done.counts)
    return done


def retain() -> None:
    """The daily chore: what RETENTION_DAYS says; 0 keeps everything."""
    if settings.RETENTION_DAYS:
        forget_older(settings.RETENTION_DAYS)


# Inside


def _erase(kept: Kept) -> Counts:
    """Needs a transaction and the locks of the teams."""
    counts = counted(kept)
    for person in kept["people"].select_related("exercise", "team"):
        _nobody(person)
    _blank(kept["words"])
    kept["roster"].delete()
    kept["tokens"].delete()
    kept["notes"].update(note="")
    kept["reasons"].update(reason="")
    kept["awards"].update(reason="")
    kept["injects"].delete()
    kept["entries"].update(consented=False)
    return counts


def _nobody(person: Participant) -> None:
    """The same row under a neutral name; no browser and no link leads to it any more."""
    waits = not person.exercise.has_begun
    if waits:
        leave_place(person)
    Participant.objects.filter(pk=person.pk).update(
        name=neutral(person),
        secret=new_secret(),
        language="en",
        preference="",
        removed=person.removed or waits,
        asks_back=False,
        consented=False,
        checked=None,
        browser="",
        last_seen=None,
        erased=wall.now(),
    )


def _blank(words: QuerySet[Words]) -> None:
    """Without the salt nobody can try whether a digest is that of a guess."""
    words.update(body="", salt="", erased=True)


def _forget_addresses(until: datetime) -> None:
    """Invitations hold an address until they are used or too old."""
    Invitation.objects.filter(created__lt=until).exclude(email="").update(email="")
