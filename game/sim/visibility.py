"""The only gate out: what a set of seats may see of a world. Nothing else leaves the simulation."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

import numpy as np

from game.sim import actions, alerts, desk, evidence, ledger, mails
from game.sim.draws import ROUTERS
from game.sim.parts import Action, Refused
from game.sim.state import HISTORY, RATE_WINDOW, ROUTER_STATES
from game.sim.text import Text
from game.sim.view import (
    FRAME_FIELDS,
    Evidence,
    Glance,
    Incident,
    LogLine,
    MailGroup,
    MailItem,
    Message,
    Offer,
    Pending,
    PositionRow,
    RouterRow,
    View,
)

if TYPE_CHECKING:
    from game.sim.world import World

POSITION_ROWS = 40
LOOKS = ("e04_checksums", "e05_builds", "e06_processes")
UNKNOWN = -1


def glance(world: World, seats: Sequence[str]) -> Glance:
    """The fast numbers and the versions of the panes."""
    return Glance(world.step, world.phase, numbers(world), panes(world), world.phase == "over")


def view_for(world: World, seats: Sequence[str]) -> View:
    """Everything that these seats may see now."""
    return View(
        step=world.step,
        phase=world.phase,
        numbers=numbers(world),
        panes=panes(world),
        fleet=_fleet(world),
        messages=_messages(world),
        mail=_mail(world),
        positions=_positions(world),
        positions_asof=ledger.shown_positions(world)[0],
        incident=_incident(world),
        evidence=_evidence(world),
        pending=_pending(world),
        offers=_offers(world, seats),
        log=_log(world),
        history=_history(world),
        over=world.phase == "over",
    )


def numbers(world: World) -> tuple[int, ...]:
    """Raw integers in the order of FRAME_FIELDS; -1 is not enabled or unknown."""
    state = world.state
    pnl, gross, net, long, short = (int(value) for value in ledger.shown(world))
    orders_in, children = (rates.tolist() for rates in world.fleet.rates())
    fast = [
        pnl, state.pmon_asof, gross, net, long, short,
        round(sum(orders_in) / RATE_WINDOW), round(sum(children) / RATE_WINDOW), state.rejects_rate,
        mails.count(world), len(state.messages), len(state.pending),
    ]  # fmt: skip
    for host in _by_shown(world):
        beat = max(0, world.step - int(state.beat[host]))
        fast += [world.fleet.code(host), beat]
        fast += _ratio(world, orders_in[host], children[host])
    return tuple(fast)


def _by_shown(world: World) -> list[int]:
    return [world.inner(number) for number in range(1, ROUTERS + 1)]


def _ratio(world: World, orders_in: int, children: int) -> list[int]:
    """In and out per second and out per in (hundredths), once the team has built the panel."""
    if not world.state.ratio_enabled:
        return [UNKNOWN, UNKNOWN, UNKNOWN]
    ratio = 100 * children // orders_in if orders_in else UNKNOWN
    return [round(orders_in / RATE_WINDOW), round(children / RATE_WINDOW), ratio]


def panes(world: World) -> dict[str, int]:
    """A number for each pane that changes when its content does, and never for a hidden reason."""
    state = world.state
    touch = state.touch
    keys = int(desk.first_key(world) is not None)  # a key that has run out frees its button
    return {
        "fleet": touch,
        "messages": len(state.messages),
        "mail": mails.count(world) + 100_000 * len(state.mail_opened),
        "positions": ledger.shown_positions(world)[0],
        "incident": touch,
        "actions": touch * 4 + keys + 2 * int(bool(ledger.shown(world)[ledger.GROSS])),
        "log": touch,
    }


def _fleet(world: World) -> tuple[RouterRow, ...]:
    values = numbers(world)
    start = FRAME_FIELDS.index("r1_state")
    notes = _notes(world)
    rows = []
    for number in range(1, ROUTERS + 1):
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
    looks = [state.opened[key] for key in LOOKS if key in state.opened]
    found: dict[int, list[Text]] = {}
    for _, last, rows in sorted(looks, key=lambda look: -look[1]):
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


def _messages(world: World) -> tuple[Message, ...]:
    senders = alerts.alerts()
    return tuple(
        Message(
            number,
            step,
            channel,
            severity,
            senders[name].sender,
            localise(world, Text.of(subject)),
            localise(world, Text.of(body)),
        )
        for number, step, channel, severity, name, subject, body in world.state.messages
    )


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


def _evidence(world: World) -> tuple[Evidence, ...]:
    items = evidence.catalogue()
    found = [
        Evidence(
            evidence.shown_key(world, key),
            last,
            items[key.split(":")[0]].title,
            _ordered(world, [Text.of(row) for row in rows]),
        )
        for key, (_, last, rows) in world.state.opened.items()
    ]
    return tuple(sorted(found, key=lambda item: (-item.step, item.key)))


def _ordered(world: World, lines: list[Text]) -> tuple[Text, ...]:
    """Lines about hosts in the order of the shown numbers: the inner order stays inside."""
    if lines and all("host" in line.params for line in lines) and len(lines) == ROUTERS:
        lines = sorted(lines, key=lambda line: world.shown[_host(line)])
    return tuple(localise(world, line) for line in lines)


def _pending(world: World) -> tuple[Pending, ...]:
    catalogue = actions.catalogue()
    return tuple(
        Pending(
            seq, name, localise(world, world.title(catalogue[name], args)), actor, ordered, effect
        )
        for effect, seq, name, args, actor, ordered in world.state.pending
    )


def _offers(world: World, seats: Sequence[str]) -> tuple[Offer, ...]:
    """Everything that can be ordered, the quick things first, in the same order each morning."""
    known = sorted(actions.catalogue().values(), key=lambda action: (action.latency_s, action.name))
    return tuple(_offer(world, action, seats) for action in known)


def _offer(world: World, action: Action, seats: Sequence[str]) -> Offer:
    return Offer(
        action.name,
        action.title,
        action.help,
        action.group,
        action.fields,
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
