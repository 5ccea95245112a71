"""The six seats as a person in the waiting room sees them."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext as _

from game import runtime, sim, texts
from game.models import Participant
from game.sim.seats import TITLES


def about() -> dict[str, str]:
    """What each seat sees and may do that no other can."""
    return {
        "IC": _("Sees the reports and the decisions. Declares, assigns, turns the first key."),
        "RTR": _("Sees the hosts: builds, processes, logs, rates. Isolates, restarts, deploys."),
        "TRD": _("Sees tape, movers, fills and client orders. Blocks symbols, cancels, unwinds."),
        "RSK": _(
            "Sees PMON, account 33, limits, the drop copy. Turns the second key, sets limits."
        ),
        "COM": _(
            "Reads mailbox, phones and rule cards. Tells exchange, regulator, clients, board."
        ),
        "CHG": _("Sees tickets, flags and the archive. Approves releases, turns flags."),
    }


def rows(me: Participant) -> list[dict[str, Any]]:
    """Each seat: who hopes for it, and who would hold it if it began now."""
    people = list(me.team.participant_set.present())
    holders = runtime.preview(me.team)
    words = about()
    return [
        {
            "key": seat,
            "title": texts.render(TITLES[seat]),
            "about": words[seat],
            "mine": me.preference == seat,
            "wished_by": [person.name for person in people if person.preference == seat],
            "holders": [person.name for person in people if seat in holders.get(person.pk, ())],
        }
        for seat in sim.ALL_SEATS
    ]
