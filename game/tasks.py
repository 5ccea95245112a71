"""Celery's part in production: the clock's beat, and what takes long.

A tick may be lost or doubled: the next one makes it good, and advancing is idempotent.
"""

from __future__ import annotations

from celery import shared_task
from django.conf import settings

from game import live, runtime
from game.live.acts import settle
from game.models import Exercise
from game.runtime import forgetting, hooks, judging, standings, vault

BATCHES = 4
CLAIM_MS = int(700 * settings.TICK_S)  # of a period: numbers would skip one when beats jitter
FINISH_CLAIM_MS = 120_000
TELL_CLAIM_MS = 1_500
TELL_S = 10.0  # of one task
RETAIN_CLAIM_MS = 24 * 3600 * 1000
JUDGE_S = 15.0  # of one task: results of mornings wait no longer than that
STANDING_CLAIM_MS = 60_000


@shared_task(name="clock.tick")
def tick() -> None:
    """Fan the live teams out into batches, once per period however many beats send it."""
    if not claim("tick", CLAIM_MS):
        return
    teams = live.running_teams()
    for start in range(min(BATCHES, len(teams))):
        advance.apply_async((teams[start::BATCHES],), expires=2 * settings.TICK_S)
    settle()
    live.start_planned()


@shared_task(name="clock.advance")
def advance(team_ids: list[int]) -> None:
    """One batch of teams, to where their clocks are."""
    live.drive(team_ids)


@shared_task(name="chores.sweep")
def sweep() -> None:
    """Order the results of exercises that have ended and have none."""
    for pk in Exercise.objects.unfinished().values_list("pk", flat=True):
        if claim(f"finish:{pk}", FINISH_CLAIM_MS):
            finish.delay(pk)
    for pk in judging.unjudged():
        if claim(f"judge:{pk}", int(2_000 * JUDGE_S)):
            judge.delay(pk)
    if standings.is_wanted() and claim("standing", STANDING_CLAIM_MS):
        stand.delay()
    if claim("tell", TELL_CLAIM_MS):
        tell.apply_async(expires=TELL_S)
    if claim("retain", RETAIN_CLAIM_MS):
        retain.delay()


@shared_task(name="chores.finish", acks_late=True, reject_on_worker_lost=True)
def finish(exercise_id: int) -> None:
    """Compute the results of one exercise."""
    runtime.finish(Exercise.objects.get(pk=exercise_id))


@shared_task(name="chores.tell")
def tell() -> None:
    """Tell webhooks what happened. Several may run: each delivery is one's alone."""
    hooks.tell(TELL_S)


@shared_task(name="chores.retain", acks_late=True)
def retain() -> None:
    """Forget what must not be kept longer. A second run finds nothing."""
    forgetting.retain()


@shared_task(name="chores.stand")
def stand() -> None:
    """The score so far of the team that has waited longest; the next sweep asks for another."""
    standings.work()
    release("standing")


@shared_task(name="chores.judge")
def judge(week_id: int) -> None:
    """Some more mornings for the plans of a week; the next sweep asks for the rest."""
    judging.work(week_id, JUDGE_S)
    release(f"judge:{week_id}")


def claim(name: str, ms: int) -> bool:
    """True for the first who asks. Without Redis nobody else can ask."""
    store = vault.client()
    return store is None or bool(
        store.set(f"{settings.REDIS_PREFIX}claim:{name}", 1, nx=True, px=ms)
    )


def release(name: str) -> None:
    """Let the next one ask before the claim runs out."""
    if store := vault.client():
        store.delete(f"{settings.REDIS_PREFIX}claim:{name}")
