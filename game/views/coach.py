"""The drill's five steps: what each asks for, where that is, and whether the desk has done it.

All of it is read from the view; only the last step is known to the browser alone.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.utils.translation import gettext as _

from game import sim
from game.sim import sight

Done = Callable[[sim.View], bool]


def looked(view: sim.View) -> bool:
    return "e04_checksums" in sight.opened(view)


def declared(view: sim.View) -> bool:
    return view.incident.declared_step is not None


def contained(view: sim.View) -> bool:
    """A router is shut, and none that is still in the pool sends more than it receives."""
    loud = set(sight.loud(view)) - set(sight.isolated(view))
    return bool(sight.isolated(view)) and not loud


DONE: dict[str, Done] = {
    "look": looked,
    "say": declared,
    "contain": contained,
    "prove": sight.verified,
    "line": lambda view: False,
}
WHERE = {  # the control that the coach points at, and the phone's view that it stands in
    "look": ('.acts [data-open="orders"][data-group="observe"]', "incident"),
    "say": ('.acts [data-open="declare-d"]', "incident"),
    "contain": ('.acts [data-open="orders"][data-group="contain"]', "incident"),
    "prove": ('.acts [data-open="orders"][data-group="observe"]', "incident"),
    "line": ("[data-rehearse]", ""),
}


def titles() -> dict[str, str]:
    return {
        "look": _("Look"),
        "say": _("Say"),
        "contain": _("Contain"),
        "prove": _("Prove"),
        "line": _("Lose the line"),
    }


def steps(view: sim.View) -> list[dict[str, Any]]:
    """The steps in their order, each with its words as things stand."""
    return [
        {
            "key": key,
            "number": number,
            "title": title,
            "words": _words(view)[key],
            "done": DONE[key](view),
            "where": WHERE[key][0],
            "tab": WHERE[key][1],
        }
        for number, (key, title) in enumerate(titles().items(), 1)
    ]


def _words(view: sim.View) -> dict[str, str]:
    return {
        "look": _(
            "One router sends more than it receives. Press “Look into…” and compare the checksums"
            " of both; what you find stands under “Evidence”."
        ),
        "say": _("Tell everybody: declare an incident, and say how bad it is."),
        "contain": _contain(view),
        "prove": _prove(view),
        "line": _(
            "Lines break. Rehearse it: the page goes off line for eight seconds, says so, and"
            " catches up by itself."
        ),
    }


def _contain(view: sim.View) -> str:
    if sight.isolated(view) and not contained(view):
        return _("That router was sound, and the other one still sends. Isolate the other one.")
    return _("Isolate the router whose Out/in stands out: press “Contain…” and choose its number.")


def _prove(view: sim.View) -> str:
    if "e27_verified" in sight.opened(view):
        return _(
            "Not three quiet minutes yet. Wait for them, then check the fills against open orders"
            " once more."
        )
    return _(
        "Quiet is not proof. When three minutes have passed on the clock, look into the fills:"
        " check them against open orders."
    )
