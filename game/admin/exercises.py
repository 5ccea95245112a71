"""Exercises, their teams and what came of them. Everything is done by the runtime."""

from __future__ import annotations

from collections import Counter
from typing import Any

from django import forms
from django.contrib import admin
from django.db.models import Count, QuerySet
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from game import live, runtime, texts
from game.admin.parts import (
    NONE,
    Kept,
    Looked,
    Question,
    ReadOnly,
    Rows,
    ask,
    each,
    is_confirmed,
    lists,
    to,
    when,
)
from game.models import (
    Audit,
    Board,
    Bot,
    ClockChange,
    Entry,
    Exercise,
    LogEntry,
    Observation,
    Participant,
    Result,
    Team,
    Week,
    Words,
)
from game.runtime import forgetting, people, schedule
from game.sim.text import text

PARTS = gettext_lazy("points by part")


class Teams(Rows):
    model = Team
    fields = ("name", "index")
    readonly_fields = fields


@admin.register(Exercise)
class ExerciseAdmin(ReadOnly):
    list_display = ("name", "state", "scenario", "owner", "teams", "made", "over", "archived")
    list_filter = ("state", "archived", "ranked", "practice", "scenario", "level", "organisation")
    list_select_related = ("owner", "organisation")
    search_fields = ("name", "code", "cohort", "owner__username")
    date_hierarchy = "created"
    exclude = ("secret",)
    readonly_fields = ("links",)
    inlines = (Teams,)
    actions = (
        "pause", "resume", "end", "lock", "unlock", "close_late", "open_late", "archive", "fetch",
        "forget",
    )  # fmt: skip

    def get_queryset(self, request: HttpRequest) -> QuerySet[Exercise]:
        return super().get_queryset(request).annotate(teams=Count("team"))

    def view_on_site(self, obj: Exercise) -> str:
        return reverse("room", args=[obj.pk])

    @admin.display(description=gettext_lazy("made (UTC)"), ordering="created")
    def made(self, obj: Exercise) -> str:
        return when(obj.created)

    @admin.display(description=gettext_lazy("ended (UTC)"), ordering="ended")
    def over(self, obj: Exercise) -> str:
        return when(obj.ended)

    @admin.display(description=gettext_lazy("teams"), ordering="teams")
    def teams(self, obj: Any) -> int:
        return int(obj.teams)

    @admin.display(description=gettext_lazy("more of it"))
    def links(self, obj: Exercise) -> SafeString:
        mine, of_teams = {"exercise": obj.pk}, {"team__exercise": obj.pk}
        return lists(
            [
                (Participant, _("People"), mine),
                (LogEntry, _("Log"), of_teams),
                (ClockChange, _("Clock"), mine),
                (Words, _("Words"), of_teams),
                (Observation, _("Observations"), mine),
                (Result, _("Results"), of_teams),
                (Entry, _("Leaderboard"), of_teams),
                (Board, _("Board"), mine),
                (Week, _("Week"), mine),
                (Bot, _("Bots"), of_teams),
                (Audit, _("Audit"), mine),
            ]
        )

    @admin.action(description=gettext_lazy("Pause"), permissions=["run"])
    def pause(self, request: HttpRequest, queryset: QuerySet[Exercise]) -> None:
        def act(row: Exercise) -> None:
            runtime.pause(row, request.user)
            live.changed(row)

        each(self, request, queryset, act)

    @admin.action(description=gettext_lazy("Resume"), permissions=["run"])
    def resume(self, request: HttpRequest, queryset: QuerySet[Exercise]) -> None:
        def act(row: Exercise) -> None:
            runtime.resume(row, request.user)
            live.changed(row)

        each(self, request, queryset, act)

    @admin.action(description=gettext_lazy("End …"), permissions=["run"])
    def end(self, request: HttpRequest, queryset: QuerySet[Exercise]) -> HttpResponse | None:
        if not is_confirmed(request):
            return ask(self, request, queryset, END)

        def act(row: Exercise) -> None:
            runtime.end(row, request.user)
            live.ended(row)

        each(self, request, queryset, act)
        return None

    @admin.action(description=gettext_lazy("Lock joining"), permissions=["run"])
    def lock(self, request: HttpRequest, queryset: QuerySet[Exercise]) -> None:
        each(self, request, queryset, lambda row: schedule.set_locked(row, True, request.user))

    @admin.action(description=gettext_lazy("Unlock joining"), permissions=["run"])
    def unlock(self, request: HttpRequest, queryset: QuerySet[Exercise]) -> None:
        each(self, request, queryset, lambda row: schedule.set_locked(row, False, request.user))

    @admin.action(description=gettext_lazy("Close late joining"), permissions=["run"])
    def close_late(self, request: HttpRequest, queryset: QuerySet[Exercise]) -> None:
        late = runtime.set_late_joining
        each(self, request, queryset, lambda row: late(row, False, request.user))

    @admin.action(description=gettext_lazy("Allow late joining"), permissions=["run"])
    def open_late(self, request: HttpRequest, queryset: QuerySet[Exercise]) -> None:
        late = runtime.set_late_joining
        each(self, request, queryset, lambda row: late(row, True, request.user))

    @admin.action(description=gettext_lazy("Put away"), permissions=["run"])
    def archive(self, request: HttpRequest, queryset: QuerySet[Exercise]) -> None:
        each(self, request, queryset, lambda row: schedule.archive(row, True, request.user))

    @admin.action(description=gettext_lazy("Fetch back"), permissions=["run"])
    def fetch(self, request: HttpRequest, queryset: QuerySet[Exercise]) -> None:
        each(self, request, queryset, lambda row: schedule.archive(row, False, request.user))

    @admin.action(description=gettext_lazy("Forget who played …"), permissions=["run"])
    def forget(self, request: HttpRequest, queryset: QuerySet[Exercise]) -> HttpResponse | None:
        def act(row: Exercise) -> None:
            forgetting.need_rest(row)
            forgetting.forget_exercise(row, request.user)

        if not is_confirmed(request):
            counts: Counter[str] = Counter()
            for row in queryset:
                counts.update(forgetting.counted(forgetting.of_exercise(row)))
            return ask(self, request, queryset, forgets(_("Forget who played?"), dict(counts)))
        each(self, request, queryset, act)
        return None


END = Question(
    title=gettext_lazy("End now, for all teams?"),
    goes=(
        text("Every team's morning ends where it stands and is played on to 16:00 without orders."),
        text("Nobody can go on afterwards."),
    ),
    stays=(text("The log, and results that are computed from it."),),
    yes=gettext_lazy("Yes, end"),
)


def forgets(title: str, counts: forgetting.Counts) -> Question:
    """What an erasure takes, and what it leaves."""
    goes = forgetting.lines(counts) or [text("Nothing personal is left in it.")]
    return Question(title, goes, forgetting.STAYS, _("Yes, erase for ever"))


class TeamForm(forms.ModelForm):
    """A team's name, as the runtime would take it."""

    class Meta:
        model = Team
        fields = ("name",)

    def clean_name(self) -> str:
        try:
            return people.free_name(self.instance, self.cleaned_data["name"])
        except runtime.Denied as why:
            raise forms.ValidationError(texts.render(why.text)) from None


class People(Rows):
    model = Participant
    fields = ("name", "removed", "joined", "last_seen")
    readonly_fields = fields


@admin.register(Team)
class TeamAdmin(Kept, Looked):
    """Only its name can be changed here."""

    tells_runtime = True
    form = TeamForm
    list_display = ("name", "of_exercise", "index", "present", "lines", "result")
    list_filter = ("exercise__state",)
    list_select_related = ("exercise", "result")
    search_fields = ("name", "exercise__name", "exercise__code")
    fields = ("name", "of_exercise", "index", "lines", "result", "links")
    readonly_fields = ("of_exercise", "index", "lines", "result", "links")
    also_by = ("exercise",)
    inlines = (People,)

    def get_queryset(self, request: HttpRequest) -> QuerySet[Team]:
        return super().get_queryset(request).annotate(present=Count("participant"))

    def save_model(self, request: HttpRequest, obj: Team, form: Any, change: bool) -> None:
        people.rename_team(obj, obj.name, request.user)

    @admin.display(description=gettext_lazy("exercise"), ordering="exercise")
    def of_exercise(self, obj: Team) -> str:
        return to(obj.exercise)

    @admin.display(description=gettext_lazy("people"), ordering="present")
    def present(self, obj: Any) -> int:
        return int(obj.present)

    @admin.display(description=gettext_lazy("lines of the log"), ordering="next_seq")
    def lines(self, obj: Team) -> int:
        return obj.next_seq - 1

    @admin.display(description=gettext_lazy("result"))
    def result(self, obj: Team) -> str:
        row = getattr(obj, "result", None)
        return to(row, str(row.body["score"]["total"])) if row else NONE

    @admin.display(description=gettext_lazy("more of it"))
    def links(self, obj: Team) -> SafeString:
        mine = {"team": obj.pk}
        return lists(
            [
                (LogEntry, _("Log"), mine),
                (Words, _("Words"), mine),
                (ClockChange, _("Clock"), mine),
                (Observation, _("Observations"), mine),
                (Bot, _("Bots"), mine),
                (Audit, _("Audit"), {"about": f"team {obj.pk}"}),
            ]
        )


@admin.register(Result)
class ResultAdmin(ReadOnly):
    list_display = (
        "team",
        "of_exercise",
        "total",
        "loss",
        "score_version",
        "sim_version",
        "computed",
    )
    list_filter = ("score_version", "sim_version", "team__exercise__scenario")
    list_select_related = ("team__exercise",)
    search_fields = ("team__name", "team__exercise__name")
    date_hierarchy = "computed"
    fields = (
        "of_team", "of_exercise", "total", "parts", "loss", "compared", "hints", "hash",
        "score_version", "sim_version", "computed",
    )  # fmt: skip
    also_by = ("team", "team__exercise")

    @admin.display(description=gettext_lazy("team"))
    def of_team(self, obj: Result) -> str:
        return to(obj.team)

    @admin.display(description=gettext_lazy("exercise"), ordering="team__exercise")
    def of_exercise(self, obj: Result) -> str:
        return to(obj.team.exercise)

    @admin.display(description=gettext_lazy("points"))
    def total(self, obj: Result) -> str:
        score = obj.body["score"]
        return f"{score['total']} / {score['max']}"

    @admin.display(description=PARTS)
    def parts(self, obj: Result) -> SafeString:
        rows = (
            (title_of(part), part["points"], part["max"]) for part in obj.body["score"]["parts"]
        )
        cells = format_html_join("", "<tr><th>{}</th><td>{} / {}</td></tr>", rows)
        return format_html("<table>{}</table>", cells)

    @admin.display(description=gettext_lazy("expected loss, dollars"))
    def loss(self, obj: Result) -> str:
        return dollars(obj.body["loss_usd"])

    @admin.display(description=gettext_lazy("beside it, dollars"))
    def compared(self, obj: Result) -> SafeString:
        names = (
            (_("a sleeping desk"), "do_nothing"),
            (_("history's own team"), "history"),
            (_("one that knew"), "oracle"),
        )
        rows = ((name, dollars(obj.body[key]["loss_usd"])) for name, key in names)
        return format_html_join(", ", "{}: {}", rows)

    @admin.display(description=gettext_lazy("hints taken"))
    def hints(self, obj: Result) -> str:
        return str(obj.body["score"]["hints"])

    @admin.display(description=gettext_lazy("hash of the last state"))
    def hash(self, obj: Result) -> str:
        return str(obj.body["state_hash"])


def title_of(part: dict[str, Any]) -> str:
    """A part's name in words, and the letter that exports use."""
    title = part["title"]
    said = texts.render(text(title["text"], **title["params"])) if title else ""
    return f"{said} ({part['key']})"


def dollars(amount: float) -> str:
    return f"{amount:,.0f}"


@admin.register(Week)
class WeekAdmin(ReadOnly):
    list_display = ("exercise", "started_ms", "judged")
    list_filter = ("judged",)
    list_select_related = ("exercise",)
    search_fields = ("exercise__name",)
    also_by = ("exercise",)


@admin.register(Bot)
class BotAdmin(ReadOnly):
    list_display = ("name", "team", "level", "roles", "covers", "active")
    list_filter = ("level", "active")
    list_select_related = ("team", "covers")
    search_fields = ("team__name", "team__exercise__name")
    also_by = ("team", "team__exercise")
