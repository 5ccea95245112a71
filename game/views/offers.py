"""What these seats may order, as the console's forms print it."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.utils.translation import gettext as _

from game import sim, texts

ASK_FIRST = {
    "kill_switch", "confirm_kill", "rollback", "deploy", "stop", "stop_intake",
    "disconnect_venue", "purge", "restore", "reconnect_venue", "flag_on", "lift_kill",
}  # fmt: skip
# Drawn where they belong instead of in the drawer; hand_over needs a person, which no order names.
BY_ITSELF = {"declare", "hand_over", "believe", "share_evidence", "read_back", "assign",
             "decision_record", "close_check", "approve", "ask_colleague"}  # fmt: skip
CITES = {"declare", "cite"}  # forms that take what was marked in the evidence drawer

Printed = dict[str, Any]


def printed(view: sim.View) -> dict[str, Printed]:
    """Every offer of the view, by name, in the simulation's order."""
    return {offer.name: _offer(offer, view) for offer in view.offers}


def groups() -> list[tuple[str, str]]:
    """Kinds of orders, in the order in which an incident needs them."""
    return [
        ("observe", _("Look into")),
        ("contain", _("Contain")),
        ("recover", _("Recover")),
        ("tell", _("Tell")),
        ("money", _("Position")),
    ]


def is_shown(name: str) -> bool:
    """Has it a form in the drawer of orders?"""
    return name not in BY_ITSELF


def in_drawer(offers: dict[str, Printed]) -> list[Printed]:
    """The drawer, in the simulation's order: an order stays in its place when it turns grey."""
    shown = [offer for name, offer in offers.items() if is_shown(name)]
    return [{"key": key, "title": title, "offers": _of(shown, key)} for key, title in groups()]


def looks(view: sim.View, offers: dict[str, Printed]) -> list[Printed]:
    """What can be looked into from here: with the change desk's pane, that desk's sources."""
    desk = {"CHG"} if "changes" in view.shown else set(view.seats)
    own = [offer for name, offer in offers.items() if desk & set(sim.ACTIONS[name].seats)]
    return [offer for offer in _of(own, "observe") if is_shown(offer["name"])]


def choice_words(action: str, field: str, value: object) -> str:
    """What a choice said, in its order's own words; anything else comes back as it is."""
    fields = sim.ACTIONS[action].fields if action in sim.ACTIONS else ()
    known = {key: words for one in fields if one.name == field for key, words in one.choices}
    return texts.render(known.get(str(value))) or str(value)


def takes(seconds: int) -> str:
    """How long an order takes, in simulated time."""
    if seconds == 0:
        return _("at once")
    if seconds < 120:
        return _("takes about %(n)d s") % {"n": seconds}
    return _("takes about %(n)d min") % {"n": round(seconds / 60)}


def open_tasks(view: sim.View) -> list[tuple[str, str]]:
    """Assignments that nobody has read back, as choices: number and words."""
    heard = {row.data.get("of") for row in view.records if row.kind == "read_back"}
    tasks = [row for row in view.records if row.kind == "assign" and row.seq not in heard]
    return [(str(row.seq), choice_words("assign", "task", row.data.get("task"))) for row in tasks]


def _of(offers: Iterable[Printed], group: str) -> list[Printed]:
    return [offer for offer in offers if offer["group"] == group]


def _offer(offer: Any, view: sim.View) -> Printed:
    title, words = texts.render(offer.title), texts.render(offer.help)
    asked = offer.name in ASK_FIRST or offer.irreversible
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
        "cites": offer.name in CITES,
        "fields": [_field(field, view) for field in offer.fields],
    }


def _where(offer: Any, title: str) -> str:
    """The question of an order for routers; the browser puts what is chosen for {words}."""
    own = {
        "deploy": _("Deploy “{what}” to {where}?"),
        "isolate": _("Isolate {where}?"),
        "restart": _("Restart {where}?"),
        "restore": _("Restore {where}?"),
        "rollback": _("Roll back {where}?"),
        "stop": _("Stop {where}?"),
        "purge": _("Purge the active parent orders of {where}?"),
    }
    return own.get(offer.name, title + ": {where}?")


def _field(field: sim.Field, view: sim.View) -> Printed:
    """A field as the form prints it; what the view names is chosen, not typed."""
    shown = dict(vars(field)) | {"required": field.asked}
    known: dict[str, Any] = {
        "group": [(group.key, group.subject) for group in view.mail],
        "assignment": open_tasks(view),
    }
    if field.name in known:
        shown |= {"kind": "choice", "choices": known[field.name]}
    elif field.choices:
        shown |= {"kind": "choice"}
    return shown
