"""An exercise (a run of a scenario), its teams and the people in it."""

from __future__ import annotations

import secrets
from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from game.models.people import Organisation
from game.sim.seats import ordered

CODE_SYMBOLS = "23456789ABCDEFGHJKMNPQRSTUVWXYZ"  # 31: nothing that is read aloud as another
CODE_LENGTH = 8


def new_code() -> str:
    """A join code: about 40 random bits."""
    return "".join(secrets.choice(CODE_SYMBOLS) for _ in range(CODE_LENGTH))


def new_secret() -> str:
    """128 random bits as 32 hex digits."""
    return secrets.token_hex(16)


class ExerciseQuerySet(models.QuerySet["Exercise"]):
    def running(self) -> ExerciseQuerySet:
        return self.filter(state=Exercise.State.RUNNING)

    def unfinished(self) -> ExerciseQuerySet:
        """Ended, and some team has no result yet. A drill never has one."""
        ended = self.filter(state=Exercise.State.ENDED, drill=False)
        return ended.filter(team__result__isnull=True).distinct()


class Exercise(models.Model):
    """A run of a scenario by one or more teams, on the same draws."""

    class State(models.TextChoices):
        DRAFT = "draft", _("Draft")
        LOBBY = "lobby", _("Lobby")
        RUNNING = "running", _("Running")
        ENDED = "ended", _("Ended")

    class Seating(models.TextChoices):
        ROLES = "roles", _("Roles: each seat belongs to one person")
        OPEN = "open", _("Open: everyone holds every seat")

    class Level(models.TextChoices):
        CADET = "cadet", _("Cadet")
        OFFICER = "officer", _("Officer")
        MASTER = "master", _("Master")

    class Era(models.TextChoices):
        SAME = "", _("As the scenario says")
        THEN = "2012", _("2012: the controls of that desk")
        NOW = "today", _("Today: the controls that came since")

    NEXT: ClassVar[dict[str, tuple[str, ...]]] = {
        State.DRAFT: (State.LOBBY,),
        State.LOBBY: (State.RUNNING, State.ENDED),
        State.RUNNING: (State.ENDED,),
        State.ENDED: (),
    }

    owner = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True)
    organisation = models.ForeignKey(Organisation, models.PROTECT, null=True, blank=True)
    name = models.CharField(max_length=120)
    code = models.CharField(max_length=CODE_LENGTH, unique=True, default=new_code)
    scenario = models.CharField(max_length=60)
    scenario_hash = models.CharField(max_length=64)
    sim_version = models.CharField(max_length=20)
    variant = models.CharField(max_length=60, blank=True)  # "": drawn from the secret
    level = models.CharField(max_length=10, choices=Level, default=Level.OFFICER)
    era = models.CharField(max_length=10, choices=Era, default=Era.SAME, blank=True)
    seating = models.CharField(max_length=10, choices=Seating, default=Seating.ROLES)
    pace = models.CharField(max_length=20, default="default")
    secret = models.CharField(max_length=32, default=new_secret)  # or the typed seed
    practice = models.BooleanField(default=False)  # the secret is a typed seed
    ranked = models.BooleanField(default=True)  # nobody knew the morning: it may be compared
    late_joining = models.BooleanField(default=True)
    locked = models.BooleanField(default=False)  # nobody may join, whatever the state
    team_size = models.PositiveSmallIntegerField(default=6)
    hints = models.BooleanField(default=True)
    probes = models.BooleanField(default=False)  # freeze the panes and ask, three times
    cover_after_s = models.PositiveSmallIntegerField(default=0)  # a bot for the dropped; 0: none
    cohort = models.CharField(max_length=60, blank=True)  # whose series of mornings it belongs to
    drill = models.BooleanField(default=False)  # somebody learns the console: nothing is scored
    scheduled = models.DateTimeField(null=True, blank=True)  # the planned start
    opens_before_min = models.PositiveSmallIntegerField(null=True, blank=True)  # none: it is open
    starts_itself = models.BooleanField(default=False)  # at the planned start, with nobody's press
    archived = models.BooleanField(default=False)
    plan = models.JSONField(default=dict, blank=True)  # injects moved before the start, by name
    state = models.CharField(max_length=10, choices=State, default=State.LOBBY)
    alive_ms = models.BigIntegerField(default=0)  # when something last advanced it
    created = models.DateTimeField(auto_now_add=True)
    started = models.DateTimeField(null=True, blank=True)
    ended = models.DateTimeField(null=True, blank=True)

    objects = ExerciseQuerySet.as_manager()

    class Meta:
        ordering = ["-created"]
        constraints = [
            models.CheckConstraint(
                condition=~Q(state="running") | Q(started__isnull=False), name="running_has_started"
            ),
            models.CheckConstraint(
                condition=~Q(state="ended") | Q(ended__isnull=False), name="ended_has_end"
            ),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def seed(self) -> int | str:
        """What the simulation draws from: a typed number or the 128-bit secret."""
        return int(self.secret) if self.practice else self.secret

    @property
    def has_begun(self) -> bool:
        """Has its bell rung? An ended one has begun too."""
        return self.state in (self.State.RUNNING, self.State.ENDED)


class Team(models.Model):
    """One desk: its own log and world, the draws of its exercise."""

    exercise = models.ForeignKey(Exercise, models.CASCADE)
    index = models.PositiveSmallIntegerField()  # permutes the router numbers that it is shown
    name = models.CharField(max_length=60)
    next_seq = models.PositiveIntegerField(default=1)
    last_due = models.PositiveIntegerField(default=0)
    head = models.CharField(max_length=64, blank=True)  # hash of the newest log row
    locked = models.BooleanField(default=False)  # nobody new comes into this team

    class Meta:
        ordering = ["exercise_id", "index"]
        constraints = [
            models.UniqueConstraint(fields=["exercise", "index"], name="one_team_per_index"),
            models.UniqueConstraint(fields=["exercise", "name"], name="one_team_per_name"),
        ]

    def __str__(self) -> str:
        return self.name


class ParticipantQuerySet(models.QuerySet["Participant"]):
    def present(self) -> ParticipantQuerySet:
        return self.filter(removed=False)


class Participant(models.Model):
    """A person in an exercise. The cookie holds the secret; names can be erased."""

    exercise = models.ForeignKey(Exercise, models.CASCADE)
    team = models.ForeignKey(Team, models.CASCADE)
    secret = models.CharField(max_length=32, unique=True, default=new_secret)
    name = models.CharField(max_length=40, blank=True)
    language = models.CharField(max_length=12, default="en")
    preference = models.CharField(max_length=10, blank=True)  # the role hoped for in the lobby
    removed = models.BooleanField(default=False)
    asks_back = models.BooleanField(default=False)  # removed, and would like to come back
    checked = models.DateTimeField(null=True, blank=True)  # said that updates and sound arrive
    consented = models.BooleanField(default=False)  # the name may stand on a public board
    alias = models.CharField(max_length=24, blank=True)  # imported: the token that its log uses
    joined = models.DateTimeField(auto_now_add=True)
    last_seen = models.DateTimeField(null=True, blank=True)
    browser = models.CharField(max_length=32, blank=True, db_index=True)  # shared: one browser
    erased = models.DateTimeField(null=True, blank=True)  # who it was is no longer kept

    by_program = False  # not kept: a token acts for this person now, not a browser

    objects = ParticipantQuerySet.as_manager()

    class Meta:
        ordering = ["joined", "pk"]

    def __str__(self) -> str:
        return self.name

    @property
    def token(self) -> str:
        """How log rows name this person."""
        return self.alias or f"p{self.pk}"

    @property
    def seats(self) -> tuple[str, ...]:
        """The roles that this person holds now, in the order of the table."""
        return ordered(seat.role for seat in self.seat_set.all())


class Seat(models.Model):
    """A role in a team, held by a participant. One may hold several.

    With seating "open" everybody holds each; else a role is dealt to one, at the start.
    """

    team = models.ForeignKey(Team, models.CASCADE)
    role = models.CharField(max_length=10)
    participant = models.ForeignKey(Participant, models.CASCADE)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["participant", "role"], name="one_seat_per_role"),
        ]

    def __str__(self) -> str:
        return f"{self.role}: {self.participant}"
