"""What was written down: logs, clocks, words, observations, the audit. All of it read-only."""

from __future__ import annotations

from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from game.admin.parts import (
    NONE,
    Question,
    ReadOnly,
    ask,
    brief,
    each,
    is_confirmed,
    pretty,
    to,
    when,
)
from game.models import (
    Audit,
    Award,
    Checkpoint,
    ClockChange,
    JudgedMorning,
    LogEntry,
    Observation,
    Participant,
    Rating,
    Words,
)
from game.runtime import forgetting
from game.sim.clock import reading
from game.sim.text import text


@admin.register(LogEntry)
class LogEntryAdmin(ReadOnly):
    list_display = ("log_seq", "team", "kind", "time", "action", "said_by", "words")
    list_filter = ("kind", "actor_kind", "team__exercise__state", "team__exercise__scenario")
    list_select_related = ("team__exercise", "words")
    search_fields = ("team__name", "team__exercise__name", "=actor", "payload__action")
    fields = (
        "of_team", "log_seq", "kind", "time", "seats", "actor_kind", "said_by", "payload_said",
        "words", "key", "prev_hash",
    )  # fmt: skip
    also_by = ("team", "team__exercise", "actor")
    ordering = ("-pk",)

    @admin.display(description=gettext_lazy("team"))
    def of_team(self, obj: LogEntry) -> str:
        return to(obj.team)

    @admin.display(description=gettext_lazy("due"), ordering="due_step")
    def time(self, obj: LogEntry) -> str:
        return reading(obj.due_step)

    @admin.display(description=gettext_lazy("action"))
    def action(self, obj: LogEntry) -> str:
        return obj.payload.get("action", "") or NONE

    @admin.display(description=gettext_lazy("by"), ordering="actor")
    def said_by(self, obj: LogEntry) -> str:
        """The number stands in the log; who it is only as long as that is kept."""
        number = obj.actor.removeprefix("p")
        kinds = (LogEntry.ActorKind.PERSON, LogEntry.ActorKind.TOKEN)
        if obj.actor_kind not in kinds or not number.isdigit():
            return obj.actor
        return to(Participant(pk=int(number), name=obj.actor))

    @admin.display(description=gettext_lazy("content"))
    def payload_said(self, obj: LogEntry) -> str:
        return pretty(obj.payload)


@admin.register(ClockChange)
class ClockChangeAdmin(ReadOnly):
    list_display = ("exercise", "team", "kind", "time", "speed", "paused", "reason")
    list_filter = ("kind",)
    list_select_related = ("exercise", "team")
    search_fields = ("exercise__name", "team__name")
    also_by = ("exercise", "team")
    ordering = ("-pk",)

    @admin.display(description=gettext_lazy("at"), ordering="step")
    def time(self, obj: ClockChange) -> str:
        return reading(obj.step)


@admin.register(Words)
class WordsAdmin(ReadOnly):
    """Free text. The list tells whose, not what; each opens by itself."""

    list_display = ("pk", "team", "participant", "length", "erased")
    list_filter = ("erased", "team__exercise__state")
    list_select_related = ("team", "participant")
    search_fields = ("team__name", "team__exercise__name", "participant__name")
    fields = ("of_team", "participant", "body", "erased")
    also_by = ("team", "team__exercise", "participant")
    actions = ("erase",)
    ordering = ("-pk",)

    @admin.display(description=gettext_lazy("team"))
    def of_team(self, obj: Words) -> str:
        return to(obj.team)

    @admin.display(description=gettext_lazy("letters"))
    def length(self, obj: Words) -> int:
        return len(obj.body)

    @admin.action(description=gettext_lazy("Erase these words …"), permissions=["run"])
    def erase(self, request: HttpRequest, queryset: QuerySet[Words]) -> HttpResponse | None:
        if not is_confirmed(request):
            return ask(self, request, queryset, ERASE)
        rows = queryset.select_related("team__exercise")
        each(self, request, rows, lambda row: forgetting.forget_words(row, request.user))
        return None


ERASE = Question(
    title=gettext_lazy("Erase these words for ever?"),
    goes=(text("What was typed, and the salt with which it could be proved."),),
    stays=(text("The line of the log, with a digest: that something was typed, when, by whom."),),
    yes=gettext_lazy("Yes, erase for ever"),
)


@admin.register(Observation)
class ObservationAdmin(ReadOnly):
    list_display = ("behaviour", "team", "role", "time", "user", "shared", "at")
    list_filter = ("behaviour", "role", "shared")
    list_select_related = ("team", "user")
    search_fields = ("team__name", "exercise__name", "user__username")
    date_hierarchy = "at"
    also_by = ("exercise", "team")

    @admin.display(description=gettext_lazy("second"), ordering="step")
    def time(self, obj: Observation) -> str:
        return reading(obj.step)


@admin.register(Award)
class AwardAdmin(ReadOnly):
    list_display = ("team", "points", "reason", "by", "at", "withdrawn")
    list_select_related = ("team", "by")
    search_fields = ("team__name", "team__exercise__name", "reason")
    date_hierarchy = "at"


@admin.register(Rating)
class RatingAdmin(ReadOnly):
    list_display = ("team", "task", "mark", "user", "changed")
    list_filter = ("mark", "task")
    list_select_related = ("team", "user")
    search_fields = ("team__name", "team__exercise__name", "user__username")
    date_hierarchy = "changed"


@admin.register(Checkpoint)
class CheckpointAdmin(ReadOnly):
    list_display = ("team", "time", "applied_seq", "sim_version")
    list_filter = ("sim_version",)
    list_select_related = ("team",)
    search_fields = ("team__name", "team__exercise__name")
    fields = ("team", "step", "applied_seq", "sim_version")
    also_by = ("team",)

    def get_queryset(self, request: HttpRequest) -> QuerySet[Checkpoint]:
        return super().get_queryset(request).defer("blob")

    @admin.display(description=gettext_lazy("at"), ordering="step")
    def time(self, obj: Checkpoint) -> str:
        return reading(obj.step)


@admin.register(JudgedMorning)
class JudgedMorningAdmin(ReadOnly):
    list_display = ("plan", "seed", "variant", "loss_usd", "clients_usd")
    list_filter = ("variant",)
    search_fields = ("plan",)


@admin.register(Audit)
class AuditAdmin(ReadOnly):
    """Who, what, before, after."""

    list_display = ("moment", "who", "what", "about", "exercise", "was_brief", "became_brief")
    list_filter = ("what", "user")
    list_select_related = ("exercise", "user")
    search_fields = ("what", "=about", "user__username", "exercise__name", "exercise__code")
    date_hierarchy = "at"
    fields = ("at", "who", "what", "about", "of_exercise", "was", "became", "more")
    also_by = ("about", "exercise", "user")

    @admin.display(description=gettext_lazy("at (UTC)"), ordering="id")
    def moment(self, obj: Audit) -> str:
        return when(obj.at)

    @admin.display(description=gettext_lazy("who"), ordering="user")
    def who(self, obj: Audit) -> str:
        return to(obj.user) if obj.user else obj.actor or _("the program")

    @admin.display(description=gettext_lazy("exercise"))
    def of_exercise(self, obj: Audit) -> str:
        return to(obj.exercise)

    @admin.display(description=gettext_lazy("before"))
    def was(self, obj: Audit) -> str:
        return pretty(obj.before)

    @admin.display(description=gettext_lazy("before"))
    def was_brief(self, obj: Audit) -> str:
        return brief(obj.before)

    @admin.display(description=gettext_lazy("after"))
    def became_brief(self, obj: Audit) -> str:
        return brief(obj.after)

    @admin.display(description=gettext_lazy("after"))
    def became(self, obj: Audit) -> str:
        return pretty(obj.after)

    @admin.display(description=gettext_lazy("more"))
    def more(self, obj: Audit) -> str:
        return pretty(obj.detail)
