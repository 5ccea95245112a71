"""From a look at the team's view to what the console's templates print."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from game import live, runtime, sim, texts
from game.models import Participant
from game.sim.draws import ROUTERS

# The versions on which each pane depends; the browser asks again when one of them differs.
FOLLOWS = {
    "fleet": ("fleet",),
    "messages": ("messages",),
    "mail": ("mail", "actions"),
    "positions": ("positions",),
    "incident": ("incident", "phase"),
    "pending": ("log",),
    "log": ("log",),
    "actions": ("actions", "log", "phase"),
    "declare": ("actions", "log"),
    "evidence": ("log",),
}
ASK_FIRST = {
    "kill_switch", "confirm_kill", "rollback", "deploy", "stop", "stop_intake",
    "disconnect_venue", "purge", "restore", "reconnect_venue", "flag_on", "lift_kill",
}  # fmt: skip
NEVER_ASK = {"observe", "tell"}
OWN_FORMS = ("declare", "hand_over")
IN_THE_MAIL = ("open_mail", "read_header")
LOG_ROWS = 200
MESSAGE_ROWS = 200


def context(look: runtime.Look, me: Participant) -> dict[str, Any]:
    """Everything that a console or one of its panes prints."""
    view = look.view
    offers = {offer.name: _offer(offer, view) for offer in view.offers}
    return {
        "view": view,
        "clock": look.clock,
        "me": me,
        "team": me.team,
        "numbers": dict(zip(sim.FRAME_FIELDS, view.numbers, strict=True)),
        "history": view.history,
        "versions": versions(look),
        "fleet": [_router(row) for row in view.fleet],
        "routers": range(1, ROUTERS + 1),
        "messages": list(reversed(view.messages))[:MESSAGE_ROWS],
        "mail": [_mail(group, offers) for group in view.mail],
        "pending": [_pending(item, look) for item in view.pending],
        "log": _log(look),
        "evidence": view.evidence,
        "offers": _groups(offers),
        "declare": offers.get("declare"),
        "declared_by": name_of(look, view.incident.declared_by),
        "severities": severities(),
        "states": router_states(),
        "alone": me.exercise.owner_id is None,
        "paused_words": paused_words(look.clock.reason),
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


def groups() -> list[tuple[str, str]]:
    """Kinds of orders, in the order in which an incident needs them."""
    return [
        ("observe", _("Look into")),
        ("contain", _("Contain")),
        ("recover", _("Recover")),
        ("tell", _("Tell")),
        ("money", _("Position")),
    ]


def paused_words(reason: str) -> str:
    """Why it stands. The clock's own reasons are codes; any other is what somebody typed."""
    own = {
        "": _("Paused by the facilitator."),
        "pause": _("Paused by the facilitator."),
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


def name_of(look: runtime.Look, actor: str) -> str:
    """The name behind an actor token; the desk itself has none."""
    return look.names.get(actor, "" if actor in ("", "system") else _("Facilitator"))


def takes(seconds: int) -> str:
    """How long an order takes, in simulated time."""
    if seconds == 0:
        return _("at once")
    if seconds < 120:
        return _("takes about %(n)d s") % {"n": seconds}
    return _("takes about %(n)d min") % {"n": round(seconds / 60)}


def _router(row: Any) -> dict[str, Any]:
    """A router with what the last sweeps said of it; its own name before each line is left out."""
    name = f"SMARS-{row.shown}"
    checks = [texts.render(note).removeprefix(name).lstrip(": ") for note in row.notes]
    return vars(row) | {"checks": " · ".join(checks)}


def _offer(offer: Any, view: sim.View) -> dict[str, Any]:
    title, words = texts.render(offer.title), texts.render(offer.help)
    asked = offer.name in ASK_FIRST or (offer.irreversible and offer.group not in NEVER_ASK)
    lasting = " " + _("It cannot be undone.") if offer.irreversible else ""
    about = f"{words}{lasting}"
    return {
        "name": offer.name,
        "group": offer.group,
        "title": title,
        "help": words,
        "takes": takes(offer.latency_s),
        "why": texts.render(offer.why_not) if offer.why_not else "",
        "ask": f"{title}? {about}" if asked else "",
        "ask_where": f"{_where(offer, title)} {about}" if asked else "",
        "lasting": asked and offer.irreversible,
        "fields": [_field(field, view) for field in offer.fields],
    }


def _where(offer: Any, title: str) -> str:
    """The question of an order for routers; the browser puts the chosen ones for {where}."""
    own = {
        "deploy": _("Deploy the RLP release to {where}?"),
        "isolate": _("Isolate {where}?"),
        "restart": _("Restart {where}?"),
        "restore": _("Restore {where}?"),
        "rollback": _("Roll back {where}?"),
        "stop": _("Stop {where}?"),
        "purge": _("Purge the active parent orders of {where}?"),
    }
    return own.get(offer.name, title + ": {where}?")


def _field(field: sim.Field, view: sim.View) -> dict[str, Any]:
    """A field as the form prints it; the subject of a mail is chosen, not typed."""
    shown = dict(vars(field))
    if field.name == "group":
        shown |= {"kind": "choice", "choices": [(group.key, group.subject) for group in view.mail]}
    return shown


def _groups(offers: dict[str, dict[str, Any]]) -> list[dict[str, Any]]:
    """The drawer, in the simulation's order: an order stays in its place when it turns grey."""
    shown = [offer for name, offer in offers.items() if name not in OWN_FORMS]
    return [{"key": key, "offers": _of(shown, key)} for key, _title in groups()]


def _of(offers: Iterable[dict[str, Any]], group: str) -> list[dict[str, Any]]:
    return [offer for offer in offers if offer["group"] == group]


def _mail(group: Any, offers: dict[str, dict[str, Any]]) -> dict[str, Any]:
    action = IN_THE_MAIL[group.opened]
    offer = offers.get(action)
    form = {"action": action, "field": offer["fields"][0]["name"]} if offer else None
    return {**vars(group), "form": form}


def _pending(item: Any, look: runtime.Look) -> dict[str, Any]:
    left = max(0, item.effect - look.view.step)
    return {**vars(item), "who": name_of(look, item.actor), "left": left}


def _log(look: runtime.Look) -> list[dict[str, Any]]:
    """The team's log and its notes, newest first."""
    lines = [
        _line(f"l-{n}", line, look, kind=line.kind, **_linked(line.kind, texts.render(line.text)))
        for n, line in enumerate(look.view.log)
    ]
    lines += [
        _line(note.key, note, look, kind=note.kind, words=texts.render(note.words))
        for note in look.notes
    ]
    lines.reverse()  # sorting is stable: of one second, the later line stays above
    return sorted(lines, key=lambda line: -line["step"])[:LOG_ROWS]


def _linked(kind: str, words: str) -> dict[str, str]:
    """The words of a line, with what opens the evidence apart where a result lies there."""
    before, link, rest = words.rpartition(_("Evidence")) if kind == "done" else ("", "", words)
    return {"words": before, "link": link, "rest": rest} if link else {"words": words}


def _line(key: str, row: Any, look: runtime.Look, **more: Any) -> dict[str, Any]:
    return {"id": key, "step": row.step, "who": name_of(look, row.actor), **more} | log_kind(
        more["kind"]
    )


def log_kind(kind: str) -> dict[str, str]:
    """A sign and a word for what a line of the log says of its order."""
    kinds = {
        "ordered": ("→", _(" ordered:")),
        "done": ("✓", _(", done:")),
        "failed": ("✕", ":"),
        "note": ("⚑", ":"),
    }
    sign, how = kinds.get(kind, ("·", ""))
    return {"sign": sign, "how": how}
