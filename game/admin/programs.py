"""Keys of programs and webhooks. Nothing here shows a secret."""

from __future__ import annotations

from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext_lazy

from game.admin.parts import ReadOnly, each, pretty
from game.models import ApiToken, Delivery, Webhook
from game.runtime import hooks, tokens


@admin.register(ApiToken)
class ApiTokenAdmin(ReadOnly):
    list_display = ("name", "user", "participant", "scopes", "created", "last_used", "revoked")
    list_filter = ("revoked", ("participant", admin.EmptyFieldListFilter))
    list_select_related = ("user", "participant")
    search_fields = ("name", "user__username", "participant__name")
    date_hierarchy = "created"
    exclude = ("digest",)
    actions = ("revoke",)

    @admin.action(description=gettext_lazy("Revoke"), permissions=["run"])
    def revoke(self, request: HttpRequest, queryset: QuerySet[ApiToken]) -> None:
        each(self, request, queryset, lambda row: tokens.revoke(row, request.user))


@admin.register(Webhook)
class WebhookAdmin(ReadOnly):
    list_display = ("url", "user", "events", "active", "created")
    list_filter = ("active",)
    list_select_related = ("user",)
    search_fields = ("url", "user__username")
    exclude = ("secret",)
    actions = ("switch",)

    @admin.action(description=gettext_lazy("Switch off or on"), permissions=["run"])
    def switch(self, request: HttpRequest, queryset: QuerySet[Webhook]) -> None:
        each(self, request, queryset, lambda row: hooks.switch(row, request.user))


@admin.register(Delivery)
class DeliveryAdmin(ReadOnly):
    list_display = ("event", "subject", "webhook", "state", "attempts", "answer", "created")
    list_filter = ("state", "event")
    list_select_related = ("webhook",)
    search_fields = ("subject", "webhook__url")
    date_hierarchy = "created"
    fields = ("webhook", "event", "subject", "sent", "state", "attempts", "answer", "created")

    @admin.display(description=gettext_lazy("body"))
    def sent(self, obj: Delivery) -> str:
        return pretty(obj.body)
