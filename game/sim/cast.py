"""The colleagues of a sole player: a truthful word on what their screens show, and no more.

They read out, they do not look into things, and none of them names a router.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

import numpy as np

from game.sim import ledger, mails, tape
from game.sim.clock import OPEN, reading
from game.sim.text import Text, text

if TYPE_CHECKING:
    from game.sim.world import World

FAR = 500  # hundredths of a percent

ALERTS = {"RSK": "cast_risk", "COM": "cast_mailbox", "CHG": "cast_release", "TRD": "cast_tape"}


def _risk(world: World) -> Text:
    """PMON, as late as it is."""
    gross = int(ledger.shown(world)[ledger.GROSS]) // 100
    if not gross:
        return text("PMON shows nothing in account 33. I have not looked anywhere else.")
    _, shares, _ = ledger.shown_positions(world)
    return text(
        "PMON as of {time}: {gross} dollars gross in account 33, {names} names. It may be late, "
        "and it does not say where that comes from.",
        time=reading(world.state.pmon_asof),
        gross=gross,
        names=int(np.count_nonzero(shares)),
    )


def _mailbox(world: World) -> Text:
    """How full it is, and what there is most of."""
    groups = sorted(mails.groups(world).values(), key=lambda group: (-group.count, group.key))
    if not groups:
        return text("The mailbox is empty so far.")
    return text(
        "{count} mails under {subjects} subjects, all automatic. Most often: {subject}. I have not "
        "read them.",
        count=mails.count(world),
        subjects=len(groups),
        subject=groups[0].subject,
    )


def _release(world: World) -> Text:
    """What everybody on that desk knows by heart."""
    return text(
        "It went out in stages from 27 July, by the change ticket, and was closed as done. One "
        "technician copied it. The copy log is in the ticket; I have not compared it with the "
        "hosts."
    )


def _tape(world: World) -> Text:
    """How many of the first dozen moved far, and how many of them we trade."""
    if world.step <= OPEN:
        return text("Nothing to see before the open.")
    rows = tape.movers(world)
    return text(
        "Of the dozen names that moved most, {far} are off by more than five percent, and we trade "
        "in {ours} of them. Why, the tape does not say.",
        far=sum(abs(row.move) > FAR for row in rows),
        ours=sum(row.own_shares > 0 for row in rows),
    )


ANSWERS: dict[str, Callable[[World], Text]] = {
    "RSK": _risk,
    "COM": _mailbox,
    "CHG": _release,
    "TRD": _tape,
}
