"""People: accounts and their roles, crews, and who plays."""

from __future__ import annotations

from collections import Counter
from typing import Any

from django import forms
from django.contrib import admin
from django.contrib.auth.admin import UserAdmin
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from game import live, runtime
from game.admin.audited import Audited
from game.admin.exercises import forgets
from game.admin.parts import (
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
)
from game.models import (
    Audit,
    Crew,
    DoorToken,
    Exercise,
    Expected,
    Invitation,
    LogEntry,
    Organisation,
    Participant,
    Seat,
    User,
    Words,
)
from game.runtime import crew, forgetting, people
from game.runtime.records import Change, audit
from game.sim.text import text


@admin.register(User)
class AccountAdmin(Audited, UserAdmin):
    """Accounts are switched off, not deleted: what they did stays theirs."""

    list_display = (
        "username", "email", "organisation", "may_host", "is_active", "is_staff", "is_superuser",
        "last_login",
    )  # fmt: skip
    list_filter = ("may_host", "is_active", "is_staff", "is_superuser", "organisation", "groups")
    list_select_related = ("organisation",)
    date_hierarchy = "date_joined"
    fieldsets = (
        *UserAdmin.fieldsets,
        (gettext_lazy("In this project"), {"fields": ("organisation", "may_host", "links")}),
    )
    add_fieldsets = (
        *UserAdmin.add_fieldsets,
        (gettext_lazy("In this project"), {"classes": ("wide",), "fields": ("may_host",)}),
    )
    readonly_fields = ("links", "last_login", "date_joined")
    actions = ("forget",)

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def described(self, row: User) -> str:
        return row.username

    def has_run_permission(self, request: HttpRequest) -> bool:
        return request.user.is_superuser

    @admin.action(description=gettext_lazy("Forget whose account it was …"), permissions=["run"])
    def forget(self, request: HttpRequest, queryset: QuerySet[User]) -> HttpResponse | None:
        if not is_confirmed(request):
            return ask(self, request, queryset, CLOSE)
        each(self, request, queryset, lambda row: forgetting.forget_account(row, request.user))
        return None

    def user_change_password(self, request: HttpRequest, id: str, form_url: str = "") -> Any:
        def now() -> str:
            return next(iter(User.objects.filter(pk=id).values_list("password", flat=True)), "")

        before = now()
        answer = super().user_change_password(request, id, form_url)
        if now() != before:
            said = Change(about=f"user {id}")
            audit(None, request.user, "user.password", said)  # type: ignore[arg-type]
        return answer

    @admin.display(description=gettext_lazy("more of it"))
    def links(self, obj: User) -> SafeString:
        return lists(
            [
                (Exercise, _("Exercises"), {"owner": obj.pk}),
                (Crew, _("Crews"), {"user": obj.pk}),
                (Audit, _("What this account did"), {"user": obj.pk}),
                (Audit, _("What was done to it"), {"about": f"user {obj.pk}"}),
            ]
        )


CLOSE = Question(
    title=gettext_lazy("Forget whose account it was?"),
    goes=(
        text("Name, address, password, second factor, rights, webhooks and keys of programs."),
        text("Nobody can sign in with it again."),
    ),
    stays=(
        text("Exercises that it owns: an administrator still reaches them."),
        text("What it did, in logs and in the audit, under a number instead of a name."),
    ),
    yes=gettext_lazy("Yes, erase for ever"),
)


class Members(Rows):
    model = User
    fields = ("username", "email", "is_active", "last_login")
    readonly_fields = fields


@admin.register(Organisation)
class OrganisationAdmin(Looked):
    list_display = ("name", "links")
    search_fields = ("name",)
    fields = ("name", "links")
    readonly_fields = ("links",)
    inlines = (Members,)

    @admin.display(description=gettext_lazy("more of it"))
    def links(self, obj: Organisation) -> SafeString:
        mine = {"organisation": obj.pk}
        return lists([(Exercise, _("Exercises"), mine), (User, _("Members"), mine)])


class CrewForm(forms.ModelForm):
    """A role in an exercise's crew."""

    class Meta:
        model = Crew
        fields = ("exercise", "user", "role")

    def clean(self) -> dict[str, Any]:
        sent = super().clean() or {}
        exercise, user = sent.get("exercise"), sent.get("user")
        if exercise and user and exercise.owner_id == user.pk:
            raise forms.ValidationError(_("The owner has all rights already."))
        return sent


@admin.register(Crew)
class CrewAdmin(Looked):
    tells_runtime = True
    form = CrewForm
    list_display = ("user", "role", "exercise")
    list_filter = ("role",)
    list_select_related = ("user", "exercise")
    search_fields = ("user__username", "exercise__name")
    autocomplete_fields = ("exercise", "user")
    also_by = ("user", "exercise")

    def get_readonly_fields(self, request: HttpRequest, obj: Any = None) -> tuple[str, ...]:
        return ("exercise", "user") if obj else ()

    def save_model(self, request: HttpRequest, obj: Crew, form: Any, change: bool) -> None:
        crew.appoint(obj.exercise, obj.user, obj.role, request.user)
        obj.pk = Crew.objects.get(exercise=obj.exercise, user=obj.user).pk

    def delete_model(self, request: HttpRequest, obj: Crew) -> None:
        crew.dismiss(obj, request.user)

    def delete_queryset(self, request: HttpRequest, queryset: QuerySet[Crew]) -> None:
        for row in queryset.select_related("exercise", "user"):
            crew.dismiss(row, request.user)


class ParticipantForm(forms.ModelForm):
    """The name that others see."""

    class Meta:
        model = Participant
        fields = ("name",)

    def clean_name(self) -> str:
        name = self.cleaned_data["name"].strip()
        if not name:
            raise forms.ValidationError(_("A name needs at least one letter."))
        return str(name)


class Seats(Rows):
    model = Seat
    fields = ("role",)
    readonly_fields = fields
    show_change_link = False


@admin.register(Participant)
class ParticipantAdmin(Kept, Looked):
    """Who plays. Only the name can be changed here; the rest happens by actions."""

    tells_runtime = True
    form = ParticipantForm
    list_display = ("name", "team", "of_exercise", "removed", "consented", "erased", "last_seen")
    list_filter = (
        "removed", "asks_back", "consented", ("erased", admin.EmptyFieldListFilter),
        "exercise__state", "exercise__organisation",
    )  # fmt: skip
    list_select_related = ("team", "exercise")
    search_fields = ("name", "team__name", "exercise__name", "exercise__code")
    date_hierarchy = "joined"
    fields = (
        "name", "of_team", "of_exercise", "number", "preference", "removed", "asks_back",
        "consented", "checked", "joined", "last_seen", "erased", "links",
    )  # fmt: skip
    readonly_fields = fields[1:]
    also_by = ("exercise", "team")
    inlines = (Seats,)
    actions = ("remove", "readmit", "forget")

    def described(self, row: Participant) -> str:
        return f"{row}, {row.team}, {row.exercise}"

    def save_model(self, request: HttpRequest, obj: Participant, form: Any, change: bool) -> None:
        runtime.rename(obj, obj.name, request.user)
        live.renamed(obj, obj.name)

    @admin.display(description=gettext_lazy("team"))
    def of_team(self, obj: Participant) -> str:
        return to(obj.team)

    @admin.display(description=gettext_lazy("exercise"), ordering="exercise")
    def of_exercise(self, obj: Participant) -> str:
        return to(obj.exercise)

    @admin.display(description=gettext_lazy("number in the log"))
    def number(self, obj: Participant) -> str:
        return obj.token

    @admin.display(description=gettext_lazy("more of it"))
    def links(self, obj: Participant) -> SafeString:
        said = {"team": obj.team_id, "actor": obj.token}
        return lists(
            [
                (LogEntry, _("Log"), said),
                (Words, _("Words"), {"participant": obj.pk}),
                (Audit, _("Audit"), {"about": f"participant {obj.pk}"}),
            ]
        )

    @admin.action(description=gettext_lazy("Take the seat back"), permissions=["run"])
    def remove(self, request: HttpRequest, queryset: QuerySet[Participant]) -> None:
        def act(row: Participant) -> None:
            runtime.remove(row, request.user)
            live.removed(row)
            live.reseated(row.team_id)

        each(self, request, queryset, act)

    @admin.action(description=gettext_lazy("Let back in"), permissions=["run"])
    def readmit(self, request: HttpRequest, queryset: QuerySet[Participant]) -> None:
        def act(row: Participant) -> None:
            people.readmit(row, request.user)
            live.reseated(row.team_id)

        each(self, request, queryset, act)

    @admin.action(description=gettext_lazy("Forget who it was …"), permissions=["run"])
    def forget(self, request: HttpRequest, queryset: QuerySet[Participant]) -> HttpResponse | None:
        def act(row: Participant) -> None:
            forgetting.forget_person(row, request.user)
            live.removed(row)

        if not is_confirmed(request):
            counts: Counter[str] = Counter()
            for row in queryset:
                counts.update(forgetting.counted(forgetting.of_person(row)))
            return ask(self, request, queryset, forgets(_("Forget who it was?"), dict(counts)))
        each(self, request, queryset, act)
        return None


@admin.register(Seat)
class SeatAdmin(ReadOnly):
    list_display = ("role", "participant", "team")
    list_filter = ("role",)
    list_select_related = ("participant", "team")
    search_fields = ("participant__name", "team__name")
    also_by = ("team", "participant")


@admin.register(Expected)
class ExpectedAdmin(ReadOnly):
    """Lines of rosters, without the links: who has a link has the seat."""

    list_display = ("name", "team_name", "role", "exercise", "participant")
    list_select_related = ("exercise", "participant")
    search_fields = ("name", "team_name", "exercise__name")
    exclude = ("ticket",)
    also_by = ("exercise",)


@admin.register(Invitation)
class InvitationAdmin(ReadOnly):
    list_display = ("email", "role", "exercise", "organisation", "invited_by", "created", "used")
    list_filter = (("used", admin.EmptyFieldListFilter), "role")
    list_select_related = ("exercise", "organisation", "invited_by")
    search_fields = ("email", "exercise__name", "invited_by__username")
    date_hierarchy = "created"
    exclude = ("digest",)


@admin.register(DoorToken)
class DoorTokenAdmin(ReadOnly):
    list_display = ("pk", "created_ms", "used_ms")
    exclude = ("digest",)
