"""The control room's table: every team at a glance, and what needs the facilitator first.

It reads the world itself, cheaply and with the truth: for those who run or watch the room alone.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from game import clock as wall
from game import sim
from game.models import ClockChange, Exercise, LogEntry, Participant, Team
from game.runtime import acks, clocks, lives
from game.runtime.clocks import Clock
from game.sim import evidence, hints, injects
from game.sim.text import Text

HERE_S = 30  # seen within: somebody is in the room
IDLE_S = 90  # without an order of a person: somebody should look
ASKED_S = 120  # simulated seconds for which a hint that was taken is news
FLOOD, FLOOD_S = 5, 600  # so many alerts in so many simulated seconds, and none acknowledged
ALERTS = ("warn", "crit")  # severities of messages that somebody should acknowledge
QUIET = frozenset(name for name, action in sim.ACTIONS.items() if action.quiet)
UNASKED = QUIET - {"probe_answer"}  # no sign of a person: pages and exercise control order them
PEOPLE = (LogEntry.ActorKind.PERSON, LogEntry.ActorKind.TOKEN)
GOES = (ClockChange.Kind.START, ClockChange.Kind.RESUME, ClockChange.Kind.THAW)
NEEDS = ("back", "away", "idle", "hint", "flood")  # in this order on the page


@dataclass(frozen=True)
class Belief:
    """What a team believes: percent by shown router number, none before it said so."""

    p: tuple[int, ...]
    mechanism: str
    step: int | None


@dataclass(frozen=True)
class Truth:
    """What is so: the mechanism, and shown numbers of routers that would mis-execute now."""

    mechanism: str
    routers: tuple[int, ...]
    error_rate: int  # orders a second that no client gave


@dataclass(frozen=True)
class Facts:
    """What a team's world says to its facilitator. Money in cents, rates by the second."""

    step: int
    phase: str
    over: bool
    pnl_cents: int
    in_rate: int
    out_rate: int
    declared_step: int | None
    contained: str
    claimed_step: int | None
    opened: int
    newest: Text | None
    newest_step: int | None
    messages: int
    unacked: int  # alerts that nobody of the team has acknowledged
    flood: bool  # many of late, and none of those acknowledged
    hint_units: int
    hint_step: int | None
    next_hint: tuple[Text, int] | None  # what would be sent, and the points that it costs
    belief: Belief
    truth: Truth


@dataclass(frozen=True)
class TeamRow:
    """One team on the facilitator's page. `needs` says why somebody should go there."""

    team: Team
    people: tuple[Participant, ...]
    clock: Clock
    facts: Facts | None  # none before the start
    last_action: str
    last_step: int | None
    ago_s: int | None  # real seconds since the last action
    idle_s: int | None  # since a person ordered or could begin to; none before, and for bots alone
    needs: tuple[str, ...] = ()
    asks_back: tuple[Participant, ...] = field(default=())

    @property
    def step(self) -> int:
        return self.facts.step if self.facts else 0

    @property
    def phase(self) -> str:
        return self.facts.phase if self.facts else "preopen"


def room(exercise: Exercise) -> list[TeamRow]:
    """Every team of an exercise; those that need somebody first, then in their own order."""
    known, now = clocks.read(exercise.pk), wall.now_ms()
    people = _by_team(Participant.objects.filter(exercise=exercise).prefetch_related("seat_set"))
    teams = exercise.team_set.order_by("index")
    rows = [_row(known, team, people.get(team.pk, []), now) for team in teams]
    return sorted(rows, key=_urgency)


def _by_team(everybody: Iterable[Participant]) -> dict[int, list[Participant]]:
    people: dict[int, list[Participant]] = {}
    for person in everybody:
        people.setdefault(person.team_id, []).append(person)
    return people


def _urgency(row: TeamRow) -> tuple[int, int]:
    first = min((NEEDS.index(need) for need in row.needs), default=len(NEEDS))
    return first, row.team.index


def _row(known: clocks.Clocks, team: Team, everybody: list[Participant], now: int) -> TeamRow:
    people = tuple(person for person in everybody if not person.removed)
    back = tuple(person for person in everybody if person.removed and person.asks_back)
    clock = known.of(team.pk, now)
    facts = facts_of(team.pk, clock) if clock.state not in ("lobby", "draft") else None
    last = last_order(team)
    row = TeamRow(
        team=team,
        people=people,
        clock=clock,
        facts=facts,
        last_action=last.payload["action"] if last else "",
        last_step=last.due_step if last else None,
        ago_s=max(0, now - last.wall_ms) // 1000 if last else None,
        idle_s=_idle_s(known, team, people, now) if facts else None,
        asks_back=back,
    )
    return _with_needs(row)


def _idle_s(
    known: clocks.Clocks, team: Team, people: tuple[Participant, ...], now: int
) -> int | None:
    """Real seconds since the latest of: the clock began or went on, the first of these people
    came, a person ordered something. A pause is nobody's idleness, a bot's order nobody's work."""
    if not people:
        return None
    goes = [row.wall_ms for row in known.changes if row.kind in GOES and _is_for(row, team)]
    came = min(person.joined for person in people)
    ordered = LogEntry.objects.filter(team=team, kind=LogEntry.Kind.ORDER, actor_kind__in=PEOPLE)
    newest = ordered.exclude(payload__action__in=UNASKED).order_by("-log_seq").first()
    since = max([int(came.timestamp() * 1000), *goes, newest.wall_ms if newest else 0])
    return max(0, now - since) // 1000


def _is_for(row: ClockChange, team: Team) -> bool:
    return row.team_id in (None, team.pk)


def _with_needs(row: TeamRow) -> TeamRow:
    found = tuple(need for need in NEEDS if _need(row, need))
    return TeamRow(**(vars(row) | {"needs": found}))


def _need(row: TeamRow, need: str) -> bool:
    """Does the team need somebody for this reason? A clock that stands needs nobody to hurry."""
    if need == "back":
        return bool(row.asks_back)
    facts = row.facts
    if facts is None or facts.over or row.clock.state != "running":
        return False
    reasons = {
        "away": any(not is_here(person) for person in row.people),
        "idle": not row.clock.paused and (row.idle_s or 0) > IDLE_S,
        "hint": facts.hint_step is not None and facts.step - facts.hint_step < ASKED_S,
        "flood": bool(row.people) and facts.flood,
    }
    return reasons[need]


def is_here(person: Participant) -> bool:
    """Did this person's browser say something of late?"""
    seen = person.last_seen
    return seen is not None and (wall.now() - seen).total_seconds() < HERE_S


def last_order(team: Team) -> LogEntry | None:
    """The newest order of the desk: neither exercise control's nor a page's own."""
    rows = LogEntry.objects.filter(team=team, kind=LogEntry.Kind.ORDER)
    return rows.exclude(payload__action__in=QUIET).order_by("-log_seq").first()


def facts_of(team_id: int, clock: Clock) -> Facts:
    """A team's facts at the step of its clock, or where a long way has brought it by now."""
    lives.move(lives.Goal(team_id, clock), frozenset())
    acked = acks.of(team_id)
    with lives.world_where_it_is(team_id) as world:
        return _facts(world, acked)


def _facts(world: sim.World, acked: acks.Acked) -> Facts:
    state, numbers = world.state, _numbers(world)
    open_alerts = _open_alerts(world, acked)
    key, opened = max(state.opened.items(), key=lambda item: item[1][1], default=("", []))
    return Facts(
        step=world.step,
        phase=world.phase,
        over=world.phase == "over",
        pnl_cents=numbers["pnl_cents"],
        in_rate=numbers["in_rate"],
        out_rate=numbers["out_rate"],
        declared_step=state.incident.get("declared"),
        contained="claimed" if "claimed" in state.incident else "no",
        claimed_step=state.incident.get("claimed"),
        opened=len(state.opened),
        newest=evidence.catalogue()[key.split(":")[0]].title if key else None,
        newest_step=opened[1] if opened else None,
        messages=len(state.messages),
        unacked=len(open_alerts),
        flood=_is_flood(world, open_alerts),
        hint_units=sum(int(row[2]) for row in state.hints),
        hint_step=max((int(row[0]) for row in state.hints), default=None),
        next_hint=_next_hint(world),
        belief=_belief(world),
        truth=_truth(world),
    )


def _open_alerts(world: sim.World, acked: acks.Acked) -> list[int]:
    """Steps at which the alerts came that nobody has acknowledged."""
    done = acks.messages(world, acked)
    rows = world.state.messages
    return [int(row[1]) for row in rows if row[3] in ALERTS and row[0] not in done]


def _is_flood(world: sim.World, open_alerts: list[int]) -> bool:
    """Did many alerts come of late, and none of them was acknowledged?"""
    since = world.step - FLOOD_S
    came = sum(1 for row in world.state.messages if row[3] in ALERTS and row[1] > since)
    return came >= FLOOD and came == sum(1 for step in open_alerts if step > since)


def _next_hint(world: sim.World) -> tuple[Text, int] | None:
    rung = hints.pushed(world) if hints.allowed(world) else None
    return rung and (hints.RUNGS[rung[-1]], hints.POINTS * hints.price(world, rung))


def _numbers(world: sim.World) -> dict[str, int]:
    return dict(zip(sim.FRAME_FIELDS, sim.glance(world, sim.ALL_SEATS).numbers, strict=True))


def _belief(world: sim.World) -> Belief:
    known: dict[str, Any] = world.state.board
    p = known.get("p") or []
    by_shown = sorted(zip(world.shown, p, strict=False))
    shown = tuple(int(percent) for _number, percent in by_shown)
    return Belief(shown, str(known.get("mechanism", "")), known.get("step"))


def _truth(world: sim.World) -> Truth:
    wrong = (world.shown[host] for host in range(len(world.shown)) if world.mis_executes(host))
    return Truth(world.fault, tuple(sorted(wrong)), round(float(world.state.runaway_rate)))


def msel(team: Team, clock: Clock) -> list[injects.Row]:
    """The master list as this team's morning has it."""
    lives.move(lives.Goal(team.pk, clock), frozenset())
    with lives.world_where_it_is(team.pk) as world:
        return injects.table(world)
