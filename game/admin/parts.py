"""What the pages share: rows that only the runtime writes, links, actions, confirmation."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from urllib.parse import urlencode

from django.contrib import admin, messages
from django.db.models import Model
from django.http import HttpRequest
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.text import Truncator
from django.utils.translation import ngettext

from game import runtime, texts
from game.admin.audited import NOT_SAID, Audited
from game.sim.text import Text

NONE = "–"
MOST_SAID = 160  # letters


class Kept:
    """First in the bases: nobody adds or deletes these rows by hand."""

    def has_add_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False


class Still(Kept):
    """First in the bases: nobody changes them by hand either."""

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False


class Looked(Audited):
    """Rows to look at. `run` is the permission for what their actions ask of the runtime."""

    also_by: tuple[str, ...] = ()  # links of other pages filter by these
    list_per_page = 50
    show_full_result_count = False

    def described(self, row: Any) -> str:
        """What a page that asks for confirmation calls it."""
        return str(row)

    def has_run_permission(self, request: HttpRequest) -> bool:
        return request.user.has_perm(f"{self.opts.app_label}.change_{self.opts.model_name}")

    def lookup_allowed(self, lookup: str, value: Any, request: Any = None) -> bool:
        return lookup in self.also_by or super().lookup_allowed(lookup, value, request)


class ReadOnly(Still, Looked):
    """Rows that nobody adds, changes or deletes by hand."""


def plainly(model: type[Model]) -> type[ReadOnly]:
    """A page for rows that have none of their own: without what must not be shown."""
    hidden = [field.name for field in model._meta.concrete_fields if field.name in NOT_SAID]
    return type(f"{model.__name__}Admin", (ReadOnly,), {"exclude": hidden})


class Rows(Still, admin.TabularInline):
    """What belongs to a row, to look at and to follow."""

    extra = 0
    can_delete = False
    show_change_link = True


# Links


def to(row: Model | None, label: str = "") -> SafeString | str:
    """A link to the page of a row."""
    if row is None:
        return NONE
    url = reverse(f"admin:{row._meta.app_label}_{row._meta.model_name}_change", args=[row.pk])
    return format_html('<a href="{}">{}</a>', url, label or str(row) or NONE)


def lists(links: Iterable[tuple[type[Model], str, dict[str, Any]]]) -> SafeString:
    """Links to lists of rows that belong to something: model, label, filter."""
    return format_html_join(" · ", '<a href="{}">{}</a>', (_list(*link) for link in links))


def _list(model: type[Model], label: str, query: dict[str, Any]) -> tuple[str, str]:
    url = reverse(f"admin:{model._meta.app_label}_{model._meta.model_name}_changelist")
    return f"{url}?{urlencode(query)}", label


def pretty(value: Any) -> SafeString | str:
    """JSON to read."""
    if not value:
        return NONE
    said = json.dumps(value, indent=1, ensure_ascii=False, sort_keys=True, default=str)
    return format_html('<pre class="raw">{}</pre>', said)


def brief(value: dict[str, Any]) -> str:
    """The same in a line, for lists."""
    said = ", ".join(f"{name}: {json.dumps(one, default=str)}" for name, one in value.items())
    return Truncator(said).chars(MOST_SAID) or NONE


def when(moment: datetime | None) -> str:
    """A moment as lists have room for it, in UTC."""
    return f"{moment:%Y-%m-%d %H:%M}" if moment else NONE


# Actions


@dataclass(frozen=True)
class Question:
    """What a page asks before something that has no way back."""

    title: str
    goes: Iterable[Text] = ()
    stays: Iterable[Text] = ()
    yes: str = ""


def is_confirmed(request: HttpRequest) -> bool:
    return request.POST.get("confirmed") == "yes"


def ask(
    page: admin.ModelAdmin, request: HttpRequest, rows: Iterable[Model], question: Question
) -> TemplateResponse:
    """The page that says what will happen; its button sends the same action again."""
    context = {
        **page.admin_site.each_context(request),
        "title": question.title,
        "goes": [texts.render(line) for line in question.goes],
        "stays": [texts.render(line) for line in question.stays],
        "yes": question.yes,
        "rows": [(row.pk, page.described(row)) for row in rows],  # type: ignore[attr-defined]
        "action": request.POST.get("action", ""),
        "opts": page.opts,
        "media": page.media,
    }
    return TemplateResponse(request, "admin/ask.html", context)


def each(
    page: admin.ModelAdmin,
    request: HttpRequest,
    rows: Iterable[Any],
    act: Callable[[Any], Any],
) -> None:
    """Do it for each row; what the runtime refuses is said in its words."""
    done = 0
    for row in rows:
        try:
            act(row)
            done += 1
        except runtime.Denied as why:
            page.message_user(request, f"{row}: {texts.render(why.text)}", messages.ERROR)
    if done:
        words = ngettext("Done for %(count)d.", "Done for %(count)d.", done) % {"count": done}
        page.message_user(request, words, messages.SUCCESS)
