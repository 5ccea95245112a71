"""From a look at the team's view to what the console's templates print."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from game import live, runtime, sim, texts
from game.models import Exercise, Participant, Team
from game.runtime.injecting import bodies_of
from game.sim.hints import POINTS
from game.sim.injects import CHANNELS
from game.sim.text import Text
from game.views import board, coach, offers, regions, story

# The versions on which each pane depends; the browser asks again when one of them differs.
FOLLOWS = {
    "fleet": ("fleet",),
    "messages": ("messages",),
    "mail": ("mail", "actions"),
    "positions": ("positions",),
    "incident": ("incident", "phase"),
    "pending": ("log", "actions"),
    "log": ("log",),
    "actions": ("actions", "log", "phase"),
    "declare": ("actions", "log"),
    "evidence": ("log",),
    "tape": ("tape",),
    "clients": ("clients",),
    "limits": ("limits",),
    "rules": ("rules",),
    "sources": ("actions", "log", "phase"),
    "team": ("actions", "log", "phase"),
    "crew": ("log",),
    "hints": ("log", "actions", "phase"),
    "probe": ("probe",),
    "coach": ("log", "actions"),
}
IN_THE_MAIL = ("open_mail", "read_header")
MESSAGE_ROWS = 200


def context(look: runtime.Look, me: Participant) -> dict[str, Any]:
    """Everything that a console or one of its panes prints."""
    view = look.view
    own = offers.printed(view)
    pending = [_pending(item, look) for item in view.pending]
    second_key = _second_key(look, own, me)
    return {
        "view": view,
        "clock": look.clock,
        "me": me,
        "team": me.team,
        "numbers": dict(zip(sim.FRAME_FIELDS, view.numbers, strict=True)),
        "history": view.history,
        "versions": versions(look),
        "fleet": [_router(row) for row in view.fleet],
        "routers": range(1, view.routers + 1),
        "messages": messages(me.team, view),
        "hints": _hints(view),
        "mail": [_mail(group, own) for group in view.mail],
        "pending": pending,
        "second_key": second_key,
        "mine": second_key + sum(item["mine"] for item in pending if "approve" in own),
        "log": story.story(look),
        "evidence": view.evidence,
        "powers": own,
        "sole": set(look.seats) == set(sim.ALL_SEATS) and len(look.people) == 1,
        "roles": me.exercise.seating == Exercise.Seating.ROLES,
        "offers": offers.in_drawer(own),
        "groups": offers.groups(),
        "looks": offers.looks(view, own),
        "declare": own.get("declare"),
        "declared_by": story.name_of(look, view.incident.declared_by),
        "board": board.board(look, own),
        "severities": severities(),
        "states": router_states(),
        "alone": me.exercise.owner_id is None,
        "paused_words": paused_words(look.clock.reason),
        "instruments": regions.instruments(view, few=me.exercise.drill),
        "coach": coach.steps(view) if me.exercise.drill else [],
        "lead": regions.lead(view),
        "figures": regions.figures(view),
        "crew": regions.crew(look, me),
    }


def messages(team: Team, view: sim.View) -> list[dict[str, Any]]:
    """The newest messages first. What a facilitator wrote is kept outside and comes as typed."""
    rows = list(reversed(view.messages))[:MESSAGE_ROWS]
    typed = bodies_of(team, (row.words for row in rows))
    return [
        vars(row) | {"typed": typed.get(row.words or 0, ""), "told": row.channel in CHANNELS}
        for row in rows
    ]


def _hints(view: sim.View) -> dict[str, Any]:
    """The ladder with what each rung costs now, in points."""
    ladder = view.hints
    rungs = zip(ladder.rungs, ladder.price, strict=True)
    return {
        "on": ladder.on,
        "points": POINTS * ladder.units,
        "rungs": [
            {"number": number, "title": title, "points": POINTS * price}
            for number, (title, price) in enumerate(rungs, 1)
        ],
    }


def versions(look: runtime.Look) -> dict[str, str]:
    """Each pane's versions as one word, as the browser builds it from a frame."""
    now = panes_of(look)
    return {name: ".".join(str(now.get(key, 0)) for key in keys) for name, keys in FOLLOWS.items()}


def panes_of(look: runtime.Look) -> dict[str, int | str]:
    """The versions of a frame."""
    frame = live.frame(look.moved, sim.view_key(look.seats))
    return {**frame["p"], "phase": frame["phase"]}


def follows() -> dict[str, str]:
    return {name: " ".join(keys) for name, keys in FOLLOWS.items()}


def severities() -> dict[str, str]:
    return {"crit": _("CRIT"), "warn": _("WARN"), "info": _("INFO"), "note": _("NOTE")}


def router_states() -> dict[str, str]:
    """Words for sim.ROUTER_STATES, in their order."""
    words = {
        "up": pgettext("router", "Up"),
        "draining": pgettext("router", "Draining"),
        "isolated": pgettext("router", "Isolated"),
        "stopped": pgettext("router", "Stopped"),
        "restarting": pgettext("router", "Restarting"),
        "deploying": pgettext("router", "Deploying"),
    }
    return {state: words.get(state, state) for state in sim.ROUTER_STATES}


def paused_words(reason: str) -> str:
    """Why it stands. The clock's own reasons are codes; any other is what somebody typed."""
    own = {
        "": _("Paused by the facilitator."),
        "pause": _("Paused by the facilitator."),
        "probe": _("The clock stands while you answer from memory."),
        "outage": _(
            "Paused: the server was away. The exercise waits at the last second it reached."
        ),
    }
    return own.get(reason) or _("Paused: %(reason)s") % {"reason": reason}


def phases() -> dict[str, str]:
    return {
        "preopen": _("before the open"),
        "open": _("market open"),
        "aftermath": _("afternoon"),
        "over": _("over"),
    }


def _router(row: Any) -> dict[str, Any]:
    """A router with what the last sweeps said of it; its own name before each line is left out."""
    name = f"SMARS-{row.shown}"
    checks = [texts.render(note).removeprefix(name).lstrip(": ") for note in row.notes]
    short = [_short(note, whole) for note, whole in zip(row.notes, checks, strict=True)]
    return vars(row) | {"checks": " · ".join(checks), "short": " · ".join(short)}


def _short(note: Text, whole: str) -> str:
    """What a look found in the few letters that a column has; any other line comes whole."""
    said = note.params
    build = str(said.get("build", "")).removeprefix("SMARS ")
    if "sum" in said:
        return f"{said['sum']}…"
    if "present" in said:
        present = texts.render(said["present"])  # type: ignore[arg-type]
        return _("%(build)s, PowerPeg %(present)s") % {"build": build, "present": present}
    return _("%(build)s in memory") % {"build": build} if build else whole


def _mail(group: Any, own: dict[str, dict[str, Any]]) -> dict[str, Any]:
    action = IN_THE_MAIL[group.opened]
    offer = own.get(action)
    form = {"action": action, "field": offer["fields"][0]["name"]} if offer else None
    return {**vars(group), "form": form}


def _pending(item: Any, look: runtime.Look) -> dict[str, Any]:
    """An order under way, or one that waits for a second key: whose is it?"""
    left = max(0, item.effect - look.view.step)
    waits = item.waits
    mine = waits and sim.ACTIONS[item.action].two_keys in look.seats
    who = story.name_of(look, item.actor)
    return {**vars(item), "who": who, "left": left, "waits": waits, "mine": mine}


def _second_key(look: runtime.Look, own: dict[str, dict[str, Any]], me: Participant) -> bool:
    """Does the kill switch wait for this person? Nobody turns both of its keys."""
    key, first = own.get("confirm_kill"), sim.ACTIONS["kill_switch"].title.id
    if key is None or key["why"]:
        return False
    turned = [line for line in look.view.log if line.kind == "ordered" and line.text.id == first]
    return not turned or turned[-1].actor != me.token
