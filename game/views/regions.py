"""Which instruments a console has, and who sits where.

A pane that belongs to no seat of this person is not on the page at all. Of more than two
instruments two are open at a time, whoever holds them: exercise-design section 1.
"""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from game import runtime, sim
from game.models import Participant

OPEN_AT_ONCE = 2
OF_A_DRILL = ("fleet", "rates")
# Instruments in the order in which they stand, and the exclusive pane that each needs.
NEEDS = {
    "fleet": "fleet",
    "mail": "mail",
    "positions": "positions",
    "rates": "rates",
    "tape": "tape",
    "clients": "clients",
    "limits": "limits",
    "rules": "rules",
    "sources": "changes",
}


def titles() -> dict[str, str]:
    return {
        "fleet": _("Router fleet"),
        "mail": _("Automatic mail"),
        "positions": _("Positions (PMON)"),
        "rates": _("Orders per second"),
        "tape": _("Movers"),
        "clients": _("Client orders (OMS)"),
        "limits": _("Limits and capital"),
        "rules": _("Rule cards"),
        "sources": _("Changes and archive"),
    }


def short_titles() -> dict[str, str]:
    """The same on the buttons that open them."""
    return {
        "fleet": _("Fleet"),
        "mail": _("Mail"),
        "positions": _("Positions"),
        "rates": _("Rates"),
        "tape": _("Movers"),
        "clients": _("Clients"),
        "limits": _("Limits"),
        "rules": _("Rules"),
        "sources": _("Changes"),
    }


def instruments(view: sim.View, *, few: bool = False) -> list[dict[str, Any]]:
    """The panes of these seats; a drill has few. A desk without any has its sources."""
    known = [name for name, pane in NEEDS.items() if pane in view.shown]
    own = [name for name in known if not few or name in OF_A_DRILL]
    if not own:
        own.append("sources")
    words, short = titles(), short_titles()
    if "changes" not in view.shown:
        words["sources"] = _("Sources and evidence")
    return [
        {"key": name, "title": words[name], "short": short[name], "open": place < OPEN_AT_ONCE}
        for place, name in enumerate(own)
    ]


def lead(view: sim.View) -> str:
    """What stands in the widest column: a commander's team, anybody else's instruments."""
    return "desk" if set(view.shown) & set(NEEDS.values()) else "team"


def figures(view: sim.View) -> dict[str, bool]:
    """Which of the key figures these seats see."""
    shown = {"pnl": "pnl" in view.shown, "rates": "rates" in view.shown}
    return shown | {"any": any(shown.values())}


def codes() -> dict[str, str]:
    """The seats' short names."""
    return {
        "IC": pgettext("seat", "IC"),
        "RTR": pgettext("seat", "RTR"),
        "TRD": pgettext("seat", "TRD"),
        "RSK": pgettext("seat", "RSK"),
        "COM": pgettext("seat", "COM"),
        "CHG": pgettext("seat", "CHG"),
    }


def crew(look: runtime.Look, me: Participant) -> list[dict[str, Any]]:
    """Everybody of the team with their seats, oneself first."""
    rows = [
        {"pk": person.pk, "name": person.name, "here": person.here, "seats": held(person.seats)}
        for person in look.people
    ]
    return sorted(rows, key=lambda row: row["pk"] != me.pk)


def held(seats: tuple[str, ...]) -> str:
    """Seats in few letters."""
    words = codes()
    if len(seats) == len(sim.ALL_SEATS):
        return _("all six seats")
    return ", ".join(words.get(seat, seat) for seat in seats) or _("no seat")
