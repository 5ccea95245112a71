"""The fictional fleet for a team's own tools: Prometheus text and Alertmanager's webhook form.

Both say what the seats of the token see, and nothing else; a facilitator's token sees all seats.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from ninja import Router
from prometheus_client import CollectorRegistry, generate_latest
from prometheus_client.core import GaugeMetricFamily, Metric
from prometheus_client.exposition import CONTENT_TYPE_PLAIN_0_0_4

from game import runtime, sim, texts
from game.api import said
from game.api.exercises import must_have_begun
from game.api.keys import AnyToken, person_of, team_for
from game.api.problems import Problem
from game.models import Team
from game.runtime import freezing, tokens
from game.sim.draws import ROUTERS
from game.sim.view import HIDDEN_BY, PER_ROUTER

router = Router(tags=["Open tools"])
BEGIN = datetime(2012, 8, 1, 8, tzinfo=ZoneInfo("America/New_York"))
NEVER = "0001-01-01T00:00:00Z"  # Alertmanager's word for "not yet"
FLEET = {
    "in_rate": "Parent orders that came in, per second",
    "out_rate": "Child orders that went out, per second",
    "rej_rate": "Rejects per second",
    "pnl_cents": "PMON's mark of the position, in cents, as of knight_pnl_asof_step",
    "pnl_asof": "Step of PMON's mark",
    "gross_cents": "Gross position in cents",
    "net_cents": "Net position in cents",
    "long_cents": "Long position in cents",
    "short_cents": "Short position in cents",
    "mails": "Automatic mails in the mailbox",
    "messages": "Messages on these desks",
    "pending": "Orders under way",
}
NAMES = {"in_rate": "orders_in_rate", "out_rate": "orders_out_rate", "rej_rate": "rejects_rate",
         "pnl_asof": "pnl_asof_step"}  # fmt: skip
ROUTER = {
    "beat": "Seconds since a router's last heartbeat",
    "in": "Parent orders per second, where the panel is enabled",
    "out": "Child orders per second, where the panel is enabled",
    "ratio": "Child orders per hundred parents, where the panel is enabled",
}


FEED = AnyToken(tokens.PLAY)


def _look(request: HttpRequest, pk: int) -> tuple[Team, runtime.Look]:
    team, person = team_for(request, pk), person_of(request)
    must_have_begun(team.exercise)
    if person is None:
        return team, runtime.look(team, sim.ALL_SEATS)
    return team, freezing.covered(runtime.look(team, runtime.seats_of(person)))


def _is_covered(request: HttpRequest, look: runtime.Look) -> bool:
    """Does somebody of the team answer from memory now? The facilitator's screens stay."""
    return person_of(request) is not None and look.view.probe is not None


@router.get("/teams/{int:pk}/metrics", auth=FEED, summary="Prometheus metrics of the fleet")
def metrics(request: HttpRequest, pk: int) -> HttpResponse:
    """Text format 0.0.4. A series that these seats cannot see is absent; while the team answers
    from memory they all are."""
    _own, look = _look(request, pk)
    covered = _is_covered(request, look)
    registry = CollectorRegistry(auto_describe=False)
    registry.register(_Fleet(look, covered))  # type: ignore[arg-type]
    return HttpResponse(generate_latest(registry), content_type=CONTENT_TYPE_PLAIN_0_0_4)


class _Fleet:
    """Collects one look at a team."""

    def __init__(self, look: runtime.Look, covered: bool) -> None:
        self.look, self.covered = look, covered
        self.numbers = dict(zip(sim.FRAME_FIELDS, look.view.numbers, strict=True))
        shown = sim.panes_of(look.seats)
        hidden = [names for pane, names in HIDDEN_BY.items() if pane not in shown]
        self.hidden = {name for names in hidden for name in names}

    def collect(self) -> Iterator[Metric]:
        clock = self.look.clock
        yield _gauge("simulated_seconds", "Seconds since 08:00:00", self.look.view.step)
        yield _gauge("paused", "1 while the clock stands", int(clock.paused))
        yield _gauge("speed", "Simulated seconds per second", clock.speed)
        if self.covered:
            return
        yield from self._totals()
        yield from self._alerts()
        if "r1_state" not in self.hidden:
            yield from self._routers()

    def _totals(self) -> Iterator[Metric]:
        for name, words in FLEET.items():
            if name not in self.hidden:
                yield _gauge(NAMES.get(name, name), words, self.numbers[name])

    def _alerts(self) -> Iterator[Metric]:
        found = GaugeMetricFamily("knight_alerts", "Messages by severity", labels=["severity"])
        severities = [message.severity for message in self.look.view.messages]
        for severity in sorted(set(severities)):
            found.add_metric([severity], severities.count(severity))
        yield found

    def _routers(self) -> Iterator[Metric]:
        states = GaugeMetricFamily(
            "knight_router_state", "1 for the state it is in", labels=["router", "state"]
        )
        for row in self.look.view.fleet:
            for state in sim.ROUTER_STATES:
                states.add_metric([str(row.shown), state], int(row.state == state))
        yield states
        for what in PER_ROUTER[1:]:
            found = GaugeMetricFamily(f"knight_router_{what}", ROUTER[what], labels=["router"])
            for number in range(1, ROUTERS + 1):
                if (value := self.numbers[f"r{number}_{what}"]) >= 0:
                    found.add_metric([str(number)], value)
            yield found


def _gauge(name: str, words: str, value: float) -> Metric:
    return GaugeMetricFamily(f"knight_{name}", words, value=value)


@router.get(
    "/teams/{int:pk}/alerts",
    auth=FEED,
    response=dict[str, Any],
    summary="Messages in the form of Alertmanager's webhook",
)
def alerts(request: HttpRequest, pk: int) -> dict[str, Any]:
    """Version "4". Nothing on this desk resolves by itself, so every alert is firing."""
    team, look = _look(request, pk)
    if _is_covered(request, look):
        words = _("The clock stands while you answer from memory.")
        raise Problem(409, words, retry_after_s=5)
    labels = {"job": "smars", "team": team.name}
    messages = zip(look.view.messages, said.written(look, team), strict=True)
    rows = [_alert(message, words, labels) for message, words in messages]
    return {
        "version": "4",
        "groupKey": f'{{}}:{{team="{team.pk}"}}',
        "truncatedAlerts": 0,
        "status": "firing" if rows else "resolved",
        "receiver": f"team-{team.pk}",
        "groupLabels": {"team": team.name},
        "commonLabels": labels,
        "commonAnnotations": {},
        "externalURL": settings.PUBLIC_URL,
        "alerts": rows,
    }


def _alert(message: Any, words: str | None, labels: dict[str, str]) -> dict[str, Any]:
    name = message.subject.id
    own = {
        **labels,
        "alertname": texts.render(message.subject),
        "severity": message.severity,
        "channel": message.channel,
    }
    mark = f"{labels['team']}/{message.id}/{name}"
    return {
        "status": "firing",
        "labels": own,
        "annotations": {
            "summary": texts.render(message.subject),
            "description": words or texts.render(message.body),
            "sender": texts.render(message.sender),
        },
        "startsAt": (BEGIN + timedelta(seconds=message.step)).isoformat(),
        "endsAt": NEVER,
        "generatorURL": f"{settings.PUBLIC_URL}/play",
        "fingerprint": hashlib.sha256(mark.encode()).hexdigest()[:16],
    }
