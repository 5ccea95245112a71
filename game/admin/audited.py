"""What the admin saves by itself is written down: who, what, before, after."""

from __future__ import annotations

from typing import Any

from django.contrib.admin import ModelAdmin
from django.core.exceptions import PermissionDenied
from django.db.models import Model
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse

from game.runtime.records import NOT_KEPT, Change, about, audit

# Secrets, and what says who somebody is: the audit tells that they changed, not from what to what.
NOT_SAID = {
    "password", "secret", "digest", "ticket", "key", "token", "token_secret", "data", "email",
    "username", "first_name", "last_name", "client_id", "extra_data",
}  # fmt: skip
Values = dict[str, Any]


class Audited(ModelAdmin):
    """Mixed into every page of the admin. The audit takes the place of Django's own admin log."""

    tells_runtime = False  # its saves go through the runtime, which audits them itself

    def save_model(self, request: HttpRequest, obj: Any, form: Any, change: bool) -> None:
        was = type(obj)._default_manager.filter(pk=obj.pk).first() if change else None
        request.audit_before = values_of(was) if was else {}  # type: ignore[attr-defined]
        super().save_model(request, obj, form, change)

    def save_related(self, request: HttpRequest, form: Any, formsets: Any, change: bool) -> None:
        super().save_related(request, form, formsets, change)
        if not self.tells_runtime:
            before = getattr(request, "audit_before", {})
            _write(request, form.instance, "changed" if change else "added", before)

    def delete_model(self, request: HttpRequest, obj: Any) -> None:
        if not self.tells_runtime:
            _deleted(request, obj)
        super().delete_model(request, obj)

    def delete_queryset(self, request: HttpRequest, queryset: Any) -> None:
        if not self.tells_runtime:
            for row in queryset:
                _deleted(request, row)
        super().delete_queryset(request, queryset)

    def log_addition(self, request: HttpRequest, obj: Any, message: Any) -> None:
        """Django's own log would keep names of people as they were."""

    def log_change(self, request: HttpRequest, obj: Any, message: Any) -> None:
        """The same."""

    def log_deletions(self, request: HttpRequest, queryset: Any) -> None:
        """The same."""

    def history_view(
        self, request: HttpRequest, object_id: str, extra_context: Any = None
    ) -> HttpResponse:
        """A row's history is what the audit says about it."""
        row = self.get_object(request, object_id)
        if row is None or not self.has_view_or_change_permission(request, row):
            raise PermissionDenied
        return redirect(f"{reverse('admin:game_audit_changelist')}?about={about(row)}")


def audited(admin_class: type[Any]) -> type[Any]:
    """The same page, audited."""
    if issubclass(admin_class, Audited):
        return admin_class
    return type(admin_class.__name__, (Audited, admin_class), {})


def values_of(row: Model) -> Values:
    """Fields of a row as they are now, with the numbers of what it points to."""
    values = {field.attname: getattr(row, field.attname) for field in row._meta.concrete_fields}
    for many in row._meta.many_to_many:
        values[many.name] = sorted(getattr(row, many.name).values_list("pk", flat=True))
    return values


def difference(before: Values, after: Values) -> Change:
    """Only what differs; without what must not be kept for ever."""
    names = [
        name for name in {**before, **after} if before.get(name) != after.get(name) and name != "id"
    ]
    return Change(_said(before, names), _said(after, names))


def _said(values: Values, names: list[str]) -> Values:
    return {
        name: NOT_KEPT if name in NOT_SAID and values[name] else _plain(values[name])
        for name in names
        if name in values
    }


def _plain(value: Any) -> Any:
    """As JSON can hold it; the encoder knows times."""
    return value.hex() if isinstance(value, (bytes, memoryview)) else value


def _write(request: HttpRequest, row: Model, what: str, before: Values) -> None:
    change = difference(before, values_of(row))
    if change.before or change.after:
        said = Change(change.before, change.after, about(row))
        audit(None, request.user, f"admin.{what}", said)  # type: ignore[arg-type]


def _deleted(request: HttpRequest, row: Model) -> None:
    change = difference(values_of(row), {})
    audit(None, request.user, "admin.deleted", Change(change.before, {}, about(row)))  # type: ignore[arg-type]
