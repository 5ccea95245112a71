"""Webhooks: what happened in an exercise, told to its facilitators' programs, signed.

Nothing here is a listener: a chore looks at what is kept and queues what was not told yet, once
for each hook, event and subject; another sends it, again and again with growing pauses, until it
is taken or given up. Either may run anywhere, twice.
"""

from __future__ import annotations

import hashlib
import hmac
import json
import secrets
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

import structlog
from django.db.models import F, Q, QuerySet

from game import clock as wall
from game.models import Crew, Delivery, Exercise, LogEntry, Result, Team, User, Webhook
from game.runtime import clocks, lives, posting
from game.runtime.errors import CannotDo
from game.runtime.records import Change, about, audit
from game.sim.clock import reading
from game.sim.text import Text, text

log = structlog.get_logger(__name__)

FORMAT_VERSION = 1
EVENTS: dict[str, Text] = {
    "exercise.started": text("An exercise has started"),
    "exercise.ended": text("An exercise has ended"),
    "team.declared": text("A team has declared an incident"),
    "team.contained": text("A team says that it is contained"),
    "result.ready": text("A team's result is ready"),
}
TEST = "test"
ORDERS = {
    "declare": ("team.declared", "declared"),
    "claim_contained": ("team.contained", "claimed"),
}
OVERLAP = timedelta(hours=1)  # what was written around a look is looked at again
MARK_EVERY = timedelta(minutes=5)
ATTEMPTS = 7
FIRST_PAUSE_MS, GROWS = 5_000, 4  # 5 s, 20 s, 80 s ... 85 min
LEASE_MS = 30_000  # another worker leaves it alone meanwhile
AT_ONCE = 20
MOST_HOOKS = 20
KEPT = timedelta(days=30)


@dataclass(frozen=True)
class Told:
    """An event about a subject."""

    event: str
    subject: str
    data: dict[str, Any]


def add(user: User, url: str, events: Iterable[str]) -> Webhook:
    """A hook with a secret of its own. Raises CannotDo."""
    posting.check(url)
    wanted = [event for event in EVENTS if event in set(events)]
    if not wanted:
        raise CannotDo(text("Choose at least one event."))
    if Webhook.objects.filter(user=user).count() >= MOST_HOOKS:
        raise CannotDo(text("Remove a webhook first: {most} is the most.", most=MOST_HOOKS))
    made = Webhook.objects.create(user=user, url=url, secret=secrets.token_hex(32), events=wanted)
    audit(None, user, "hook.made", Change({}, {"url": url, "events": wanted}, about(made)))
    return made


def switch(hook: Webhook, by: User) -> None:
    """Tell it nothing for a while, or again."""
    now = not hook.active
    since = wall.now() if now else hook.looked  # what came while it rested stays untold
    Webhook.objects.filter(pk=hook.pk).update(active=now, looked=since)
    change = Change({"active": hook.active}, {"active": now}, about(hook))
    audit(None, by, "hook.switched", change)


def remove(hook: Webhook, by: User) -> None:
    """Forget it and what it was told."""
    before = {"url": hook.url, "events": hook.events}
    audit(None, by, "hook.removed", Change(before, {}, about(hook)))
    hook.delete()


def of_user(user: User) -> QuerySet[Webhook]:
    return Webhook.objects.filter(user=user).order_by("pk")


def test(hook: Webhook) -> Delivery:
    """Queue something to try it with."""
    told = Told(TEST, f"test:{secrets.token_hex(4)}", {"webhook": hook.pk})
    return Delivery.objects.create(webhook=hook, **_row(told))


def signature(secret: str, stamp: int, body: bytes) -> str:
    """The header's value: seconds since 1970, and HMAC-SHA256 over "<seconds>.<body>"."""
    signed = hmac.new(secret.encode(), f"{stamp}.".encode() + body, hashlib.sha256)
    return f"t={stamp},v1={signed.hexdigest()}"


# Queue


def scan() -> int:
    """Queue what happened and was not told yet; how much that was."""
    hooks = list(Webhook.objects.filter(active=True, user__is_active=True).select_related("user"))
    began = wall.now()
    queued = sum(_queue(hook) for hook in hooks)
    late = Q(looked__isnull=True) | Q(looked__lt=began - MARK_EVERY)
    Webhook.objects.filter(late, pk__in=[hook.pk for hook in hooks]).update(looked=began)
    return queued


def _queue(hook: Webhook) -> int:
    told = set(Delivery.objects.filter(webhook=hook).values_list("event", "subject"))
    fresh = [
        Delivery(webhook=hook, **_row(one))
        for one in _happened(hook, told)
        if one.event in hook.events and (one.event, one.subject) not in told
    ]
    Delivery.objects.bulk_create(fresh, ignore_conflicts=True)
    return len(fresh)


def _row(told: Told) -> dict[str, Any]:
    body = {
        "format_version": FORMAT_VERSION,
        "event": told.event,
        "subject": told.subject,
        "at": wall.now().isoformat(),
        "data": told.data,
    }
    return {"event": told.event, "subject": told.subject, "body": body}


def _happened(hook: Webhook, told: set[tuple[str, str]]) -> Iterator[Told]:
    """Everything since the hook was made, in exercises of its facilitator.

    What was over when somebody last looked has been told, however long nobody looks then.
    """
    since = (hook.looked or hook.created) - OVERLAP
    made = Result.objects.filter(computed__gt=since).values("team__exercise")
    recent = Q(ended__isnull=True) | Q(ended__gt=since) | Q(pk__in=made)
    mine = Q(owner=hook.user) | Q(pk__in=Crew.objects.filter(user=hook.user).values("exercise"))
    exercises = list(Exercise.objects.filter(mine, recent, started__isnull=False))
    yield from _turns(exercises, hook)
    yield from _acts([row.pk for row in exercises], hook, told)
    yield from _results([row.pk for row in exercises], hook)


def _turns(exercises: list[Exercise], hook: Webhook) -> Iterator[Told]:
    for row in exercises:
        for event, when in (("started", row.started), ("ended", row.ended)):
            if when and when >= hook.created:
                yield Told(f"exercise.{event}", f"exercise:{row.pk}", _exercise(row))


def _exercise(row: Exercise) -> dict[str, Any]:
    return {"exercise": row.pk, "name": row.name, "state": row.state}


def _acts(exercises: list[int], hook: Webhook, told: set[tuple[str, str]]) -> Iterator[Told]:
    """Declarations and claims that have taken effect. The log says which worlds to ask."""
    orders = LogEntry.objects.filter(
        team__exercise__in=exercises,
        kind=LogEntry.Kind.ORDER,
        payload__action__in=list(ORDERS),
        wall_ms__gte=int(hook.created.timestamp() * 1000),
    )
    asked = set(orders.values_list("team_id", "payload__action"))
    missing: dict[int, list[str]] = {}
    for team_id, action in sorted(asked):
        if (ORDERS[action][0], f"team:{team_id}") not in told:
            missing.setdefault(team_id, []).append(action)
    for team in Team.objects.filter(pk__in=missing).select_related("exercise"):
        yield from _effects(team, missing[team.pk])


def _effects(team: Team, actions: list[str]) -> Iterator[Told]:
    clock = clocks.clock_of(team.exercise_id, team.pk)
    with lives.world_at(team.pk, clock.step) as world:
        known = dict(world.state.incident)
    for action in actions:
        event, mark = ORDERS[action]
        step = known.get(mark)
        if step is not None:
            when = {"step": step, "time": reading(step)}
            yield Told(event, f"team:{team.pk}", _team(team) | when)


def _team(team: Team) -> dict[str, Any]:
    return {"exercise": team.exercise_id, "team": team.pk, "name": team.name}


def _results(exercises: list[int], hook: Webhook) -> Iterator[Told]:
    made = Result.objects.filter(team__exercise__in=exercises, computed__gte=hook.created)
    for row in made.select_related("team"):
        total = {"total": row.body["score"]["total"], "score_version": row.score_version}
        yield Told("result.ready", f"team:{row.team_id}", _team(row.team) | total)


# Send


def deliver(budget_s: float) -> int:
    """Send what is due, for about that long; how many were taken."""
    until, taken = wall.monotonic() + budget_s, 0
    due = Delivery.objects.filter(
        state=Delivery.State.WAITING, next_ms__lte=wall.now_ms(), webhook__active=True
    )
    for row in due.select_related("webhook").order_by("next_ms", "pk")[:AT_ONCE]:
        if wall.monotonic() > until:
            break
        taken += _claimed(row) and _send(row)
    return taken


def _claimed(row: Delivery) -> bool:
    """Only one worker sends it now."""
    same = Delivery.objects.filter(
        pk=row.pk, state=Delivery.State.WAITING, next_ms=row.next_ms, attempts=row.attempts
    )
    mine = same.update(next_ms=wall.now_ms() + LEASE_MS, attempts=F("attempts") + 1)
    row.attempts += 1
    return bool(mine)


def _send(row: Delivery) -> bool:
    """One try. The answer's status is kept, its body is not read."""
    body = json.dumps({"id": row.pk, **row.body}, sort_keys=True).encode()
    try:
        status = posting.post(row.webhook.url, body, _headers(row, body))
        words = f"HTTP {status}"
    except (posting.Unreachable, CannotDo) as why:
        status, words = 0, str(why)
    if 200 <= status < 300:
        _note(row, Delivery.State.TAKEN, words)
        return True
    log.info("hook.refused", delivery=row.pk, attempt=row.attempts, answer=words)
    over = row.attempts >= ATTEMPTS
    _note(row, Delivery.State.GIVEN_UP if over else Delivery.State.WAITING, words)
    return False


def _headers(row: Delivery, body: bytes) -> dict[str, str]:
    stamp = wall.now_ms() // 1000
    return {
        "Content-Type": "application/json",
        "User-Agent": "eighth-server-webhook/1",
        "X-Eighth-Event": row.event,
        "X-Eighth-Delivery": str(row.pk),
        "X-Eighth-Signature": signature(row.webhook.secret, stamp, body),
    }


def _note(row: Delivery, state: str, words: str) -> None:
    pause = FIRST_PAUSE_MS * GROWS ** (row.attempts - 1)
    Delivery.objects.filter(pk=row.pk).update(
        state=state, answer=words[:200], next_ms=wall.now_ms() + pause
    )


def tell(budget_s: float) -> None:
    """The chore: queue, send, and drop what is old."""
    if not Webhook.objects.exists():
        return
    scan()
    deliver(budget_s)
    Delivery.objects.filter(created__lt=wall.now() - KEPT).exclude(
        state=Delivery.State.WAITING
    ).delete()
