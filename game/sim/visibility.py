"""The only gate out: what a set of seats may see of a world. Nothing else leaves the simulation."""

from __future__ import annotations

import zlib
from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, Any

import numpy as np

from game.sim import (
    actions,
    approvals,
    decoys,
    desk,
    evidence,
    hints,
    injects,
    ledger,
    limits,
    mails,
    oms,
    probes,
    rules,
    tape,
)  # fmt: skip
from game.sim.frame import UNKNOWN, by_shown, numbers
from game.sim.parts import Action, Refused
from game.sim.seats import ordered, panes_of
from game.sim.state import HISTORY, RATE_WINDOW, ROUTER_STATES
from game.sim.text import Text
from game.sim.view import (
    FRAME_FIELDS,
    Board,
    Check,
    Evidence,
    Glance,
    Incident,
    Limits,
    LogLine,
    MailGroup,
    MailItem,
    Message,
    Offer,
    Pending,
    PositionRow,
    Record,
    RouterRow,
    View,
)

if TYPE_CHECKING:
    from game.sim.world import World

POSITION_ROWS = 40
LOOKS = ("e04_checksums", "e05_builds", "e06_processes")

Part = Callable[["World", Sequence[str]], Any]


def glance(world: World, seats: Sequence[str]) -> Glance:
    """The fast numbers and the versions of the panes."""
    over = world.phase == "over"
    return Glance(world.step, world.phase, numbers(world, seats), panes(world, seats), over)


def view_for(world: World, seats: Sequence[str]) -> View:
    """Everything that these seats may see now."""
    return View(**{name: part(world, seats) for name, part in PARTS.items()})


def _if_shown(pane: str, part: Callable[[World, Sequence[str]], Any], hidden: Any = ()) -> Part:
    """What only seats with this pane may see."""
    return lambda world, seats: part(world, seats) if pane in panes_of(seats) else hidden


def _asked(world: World) -> int:
    """Step of the freeze that waits for answers; 0: none."""
    probe = probes.current(world)
    return probe.step if probe else 0


def panes(world: World, seats: Sequence[str]) -> dict[str, int]:
    """A number for each pane that changes when its content does, and never for a hidden reason."""
    state, shown = world.state, panes_of(seats)
    touch = state.touch
    windows = desk.windows(world)  # a key that has run out frees its button
    booked = int(bool(ledger.shown(world)[ledger.GROSS])) if "positions" in shown else 0
    own = {
        "fleet": touch,
        "mail": mails.count(world) + 100_000 * len(state.mail_opened),
        "positions": ledger.shown_positions(world)[0],
        "tape": tape.version(world),
        "clients": oms.version(world) if "clients" in shown else 0,
        "limits": _limits_version(world) if "limits" in shown else 0,
        "rules": 0,  # they say the same all morning
    }
    return {pane: version for pane, version in own.items() if pane in shown} | {
        "messages": len(injects.reaching(world, seats)),
        "incident": touch,
        "actions": touch * 128 + 2 * windows + booked,
        "log": touch,
        "probe": _asked(world),
    }


def _limits(world: World) -> Limits:
    """What limits the firm, with the numbers that this team sees."""
    found = limits.look(world)
    rows = (replace(row, state=localise(world, row.state)) for row in found.rows)
    return replace(found, rows=tuple(rows))


def _limits_version(world: World) -> int:
    """Changes when a row does: PMON's figures, which run every second, are in the numbers."""
    return zlib.crc32(repr(_limits(world)).encode()) % limits.VERSIONS


def _fleet(world: World, seats: Sequence[str]) -> tuple[RouterRow, ...]:
    values = numbers(world, seats)
    start = FRAME_FIELDS.index("r1_state")
    notes = _notes(world)
    rows = []
    for number in range(1, world.routers + 1):
        code, beat, *ratio = values[start + 5 * (number - 1) : start + 5 * number]
        known = (None if value == UNKNOWN else value for value in ratio)
        seen = notes.get(number, ())
        rows.append(
            RouterRow(
                number, ROUTER_STATES[code], beat, next(known), next(known), next(known), seen
            )
        )
    return tuple(rows)


def _notes(world: World) -> dict[int, tuple[Text, ...]]:
    """What the newest looks at a host said, newest first; a restart makes older ones worthless."""
    state = world.state
    looks = [look for key, look in state.opened.items() if key.partition(":")[0] in LOOKS]
    found: dict[int, list[Text]] = {}
    for _, last, rows, *_ in sorted(looks, key=lambda look: -look[1]):
        for line in map(Text.of, rows):
            host = _host(line)
            if last >= state.started[host]:
                found.setdefault(world.shown[host], []).append(localise(world, line))
    return {number: tuple(lines) for number, lines in found.items()}


def _host(line: Text) -> int:
    host = line.params["host"]
    assert isinstance(host, int)
    return host


def localise(world: World, line: Text) -> Text:
    """Inner host numbers become the numbers that this team sees."""
    params = {key: _localised(world, key, value) for key, value in line.params.items()}
    return Text(line.id, params)


def _localised(world: World, key: str, value: object) -> object:
    if isinstance(value, Text):
        return localise(world, value)
    if key == "host" and isinstance(value, int):
        return world.shown[value]
    if key == "hosts" and isinstance(value, (list, tuple)):
        return ", ".join(f"SMARS-{number}" for number in sorted(world.shown[h] for h in value))
    return value


def _messages(world: World, seats: Sequence[str]) -> tuple[Message, ...]:
    rows = enumerate(injects.reaching(world, seats), 1)
    return tuple(_message(world, number, row) for number, row in rows)


def _message(world: World, number: int, row: list[Any]) -> Message:
    """A message as the desk numbers it."""
    _, step, channel, severity, _, subject, body = row
    source = injects.source(world, row)
    words = localise(world, Text.of(subject)), localise(world, Text.of(body))
    return Message(number, step, channel, severity, source.sender, *words, source.words)


def _mail(world: World) -> tuple[MailGroup, ...]:
    opened = world.state.mail_opened
    rows = []
    for key, group in mails.groups(world).items():
        latest = mails.latest(world, key) if key in opened else []
        items = tuple(MailItem(step, body) for step, body in latest)
        rows.append(
            MailGroup(
                key,
                group.sender,
                group.subject,
                group.count,
                group.first,
                group.last,
                key in opened,
                items,
            )
        )
    return tuple(sorted(rows, key=lambda row: (-row.last_step, row.key)))


def _positions(world: World) -> tuple[PositionRow, ...]:
    _, shares, prices = ledger.shown_positions(world)
    value = shares * prices
    order = np.argsort(-np.abs(value), kind="stable")[:POSITION_ROWS]
    names = world.scenario.symbols.name
    return tuple(
        PositionRow(names[i], int(shares[i]), int(prices[i]), int(value[i]))
        for i in order
        if shares[i]
    )


def _incident(world: World) -> Incident:
    known = world.state.incident
    return Incident(
        declared_step=known.get("declared"),
        severity=known.get("severity", ""),
        declared_by=known.get("by", ""),
        cited=tuple(evidence.shown_key(world, key) for key in known.get("cited", ())),
        contained="claimed" if "claimed" in known else "no",
        claimed_step=known.get("claimed"),
        withdrawn=known.get("withdrawn", 0),
    )


def _board(world: World) -> Board:
    """The team's beliefs, by shown router number, as they stand."""
    known = world.state.board
    p = known.get("p", [])
    percents = [int(p[host]) for host in by_shown(world)] if p else []
    mechanism, by = str(known.get("mechanism", "")), str(known.get("by", ""))
    return Board(tuple(percents), mechanism, known.get("step"), by)


def _records(world: World) -> tuple[Record, ...]:
    """Decision records, tasks and notices, oldest first; not what was wrong in them."""
    return tuple(
        Record(step, seq, kind, {key: said for key, said in data.items() if key != "wrong"})
        for step, seq, kind, data in world.state.records
    )


def _checks(world: World) -> tuple[Check, ...]:
    """What the team may close as harmless, and what it has closed."""
    return tuple(
        Check(key, localise(world, title), world.state.closed.get(key, [None])[0])
        for key, title in decoys.raised(world)
    )


def _evidence(world: World, seats: Sequence[str]) -> tuple[Evidence, ...]:
    items = evidence.catalogue()
    found = [
        Evidence(
            evidence.shown_key(world, key),
            last,
            items[key.split(":")[0]].title,
            _ordered(world, [Text.of(row) for row in rows]),
            key in world.state.shared,
        )
        for key, (_, last, rows, *_) in world.state.opened.items()
        if evidence.readable(world, key, seats)
    ]
    return tuple(sorted(found, key=lambda item: (-item.step, item.key)))


def _ordered(world: World, lines: list[Text]) -> tuple[Text, ...]:
    """Lines about hosts in the order of the shown numbers: the inner order stays inside."""
    if lines and all("host" in line.params for line in lines) and len(lines) == world.routers:
        lines = sorted(lines, key=lambda line: world.shown[_host(line)])
    return tuple(localise(world, line) for line in lines)


def _pending(world: World) -> tuple[Pending, ...]:
    catalogue = actions.catalogue()
    under_way = tuple(
        Pending(
            seq, name, localise(world, world.title(catalogue[name], args)), actor, ordered, effect
        )
        for effect, seq, name, args, actor, ordered in world.state.pending
    )
    return under_way + tuple(_awaiting(world, row) for row in world.state.awaiting)


def _awaiting(world: World, row: list[Any]) -> Pending:
    """An order that waits for its second key; its "effect" is when it lapses."""
    lapses, seq, name, args, actor, _ = row
    title = approvals.waits(world, actions.catalogue()[name], args)
    ordered = lapses - approvals.LAPSE_S
    return Pending(seq, name, localise(world, title), actor, ordered, lapses)


def _offers(world: World, seats: Sequence[str]) -> tuple[Offer, ...]:
    """What these seats have the power to order, the quick things first, always in this order."""
    known = sorted(actions.catalogue().values(), key=lambda action: (action.latency_s, action.name))
    held = set(seats)
    return tuple(
        _offer(world, action, seats)
        for action in known
        if held & set(action.seats_in(world)) and not action.quiet and world.has_order(action)
    )


def _offer(world: World, action: Action, seats: Sequence[str]) -> Offer:
    return Offer(
        action.name,
        action.title,
        action.help,
        action.group,
        action.fields_in(world.routers),
        world.latency(action),
        action.irreversible,
        _why_not(world, action, seats),
    )


def _why_not(world: World, action: Action, seats: Sequence[str]) -> Text | None:
    try:
        world.judge_offer(action, seats)
    except Refused as why:
        return localise(world, why.text)
    return None


def _history(world: World) -> tuple[tuple[int, int, int], ...]:
    """What the rates chart of somebody who comes late begins with."""
    newest = world.step // RATE_WINDOW
    rows = []
    for number in range(max(1, newest - HISTORY + 1), newest + 1):
        orders_in, children = world.state.history[number % HISTORY].tolist()
        rows.append(
            (number * RATE_WINDOW, round(orders_in / RATE_WINDOW), round(children / RATE_WINDOW))
        )
    return tuple(rows)


def _log(world: World) -> tuple[LogLine, ...]:
    return tuple(
        LogLine(seq, step, actor, kind, localise(world, Text.of(row)))
        for step, seq, actor, kind, row in world.state.log
    )


PARTS: dict[str, Part] = {
    "step": lambda world, seats: world.step,
    "phase": lambda world, seats: world.phase,
    "seats": lambda world, seats: ordered(seats),
    "routers": lambda world, seats: world.routers,
    "shown": lambda world, seats: tuple(sorted(panes_of(seats))),
    "numbers": numbers,
    "panes": panes,
    "fleet": _if_shown("fleet", _fleet),
    "messages": _messages,
    "mail": _if_shown("mail", lambda w, _: _mail(w)),
    "positions": _if_shown("positions", lambda w, _: _positions(w)),
    "positions_asof": _if_shown("positions", lambda w, _: ledger.shown_positions(w)[0], UNKNOWN),
    "movers": _if_shown("tape", lambda w, _: tape.movers(w)),
    "clients": _if_shown("clients", lambda w, _: oms.rows(w)),
    "limits": _if_shown("limits", lambda w, _: _limits(w), None),
    "rules": _if_shown("rules", lambda w, _: rules.cards(w.scenario.era)),
    "incident": lambda world, seats: _incident(world),
    "board": lambda world, seats: _board(world),
    "records": lambda world, seats: _records(world),
    "checks": lambda world, seats: _checks(world),
    "evidence": _evidence,
    "pending": lambda world, seats: _pending(world),
    "offers": _offers,
    "log": lambda world, seats: _log(world),
    "history": _if_shown("rates", lambda w, _: _history(w)),
    "over": lambda world, seats: world.phase == "over",
    "hints": lambda w, _: hints.ladder(w),
    "probe": lambda w, _: probes.current(w),
}
