"""Webhooks: made, tried, switched off, and what became of each delivery."""

from __future__ import annotations

from typing import Any, Literal

from django.http import HttpRequest
from django.utils.translation import gettext as _
from ninja import Router, Status

from game.api.exercises import READ, WRITE
from game.api.keys import user_of
from game.api.once import once
from game.api.pages import Limit, Offset, page
from game.api.problems import Problem, invalid, one_of
from game.api.room_shapes import (
    DeliveryOut,
    DeliveryPage,
    HookChange,
    HookOut,
    HookPage,
    NewHook,
)
from game.api.shapes import MaybeKey
from game.models import Delivery, Webhook
from game.runtime import hooks

router = Router(tags=["Webhooks"])


@router.get("/hooks", auth=READ, response=HookPage, summary="Your webhooks")
def listed(request: HttpRequest, limit: Limit = 50, offset: Offset = 0) -> dict[str, Any]:
    return page(request, hooks.of_user(user_of(request)), (limit, offset), _shown)


def _shown(hook: Webhook, secret: str | None = None) -> dict[str, Any]:
    own = {name: getattr(hook, name) for name in ("url", "events", "active", "created")}
    return {"id": hook.pk, **own, "secret": secret}


@router.post("/hooks", auth=WRITE, response={201: HookOut}, summary="Be told of events")
def add(request: HttpRequest, sent: NewHook, key: MaybeKey = None) -> Any:
    """`secret` signs what is sent, and is shown this once."""
    if unknown := sorted(set(sent.events) - hooks.EVENTS.keys()):
        words = _("There is no such event.")
        raise Problem(422, f"{unknown[0]}: {words}", errors=[{"where": "events", "words": words}])

    def make() -> dict[str, Any]:
        made = _made(request, sent)
        return _shown(made, made.secret)

    return Status(201, once(request, key, make, hide="secret"))


def _made(request: HttpRequest, sent: NewHook) -> Webhook:
    with invalid():
        return hooks.add(user_of(request), sent.url, sent.events)


def _hook(request: HttpRequest, pk: int) -> Webhook:
    rows = hooks.of_user(user_of(request)).filter(pk=pk)
    return one_of(rows, _("There is no such webhook."))


@router.get("/hooks/{int:hook}", auth=READ, response=HookOut, summary="One webhook")
def one(request: HttpRequest, hook: int) -> dict[str, Any]:
    return _shown(_hook(request, hook))


@router.patch(
    "/hooks/{int:hook}", auth=WRITE, response=HookOut, summary="Tell it nothing for a while"
)
def change(request: HttpRequest, hook: int, sent: HookChange) -> dict[str, Any]:
    found = _hook(request, hook)
    if found.active != sent.active:
        hooks.switch(found, user_of(request))
    return _shown(_hook(request, hook))


@router.delete(
    "/hooks/{int:hook}", auth=WRITE, response={204: None}, summary="Forget it and its deliveries"
)
def remove(request: HttpRequest, hook: int) -> Any:
    hooks.remove(_hook(request, hook), user_of(request))
    return Status(204, None)


@router.post(
    "/hooks/{int:hook}/test",
    auth=WRITE,
    response={202: DeliveryOut},
    summary="Send it something to try",
)
def try_out(request: HttpRequest, hook: int, key: MaybeKey = None) -> Any:
    """Queued: its deliveries tell what became of it."""
    found = _hook(request, hook)
    return Status(202, once(request, key, lambda: _delivery(hooks.test(found))))


@router.get(
    "/hooks/{int:hook}/deliveries",
    auth=READ,
    response=DeliveryPage,
    summary="What was sent, newest first",
)
def deliveries(
    request: HttpRequest,
    hook: int,
    state: Literal["", "waiting", "taken", "given_up"] = "",
    limit: Limit = 50,
    offset: Offset = 0,
) -> dict[str, Any]:
    """Kept for 30 days. `state`: waiting, taken or given_up."""
    rows = Delivery.objects.filter(webhook=_hook(request, hook)).order_by("-pk")
    return page(request, rows.filter(state=state) if state else rows, (limit, offset), _delivery)


def _delivery(row: Delivery) -> dict[str, Any]:
    names = ("event", "subject", "state", "attempts", "answer", "created", "body")
    return {"id": row.pk, **{name: getattr(row, name) for name in names}}
