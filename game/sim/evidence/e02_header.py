"""E02: the raw header names the host that sent the mail."""

from __future__ import annotations

from typing import TYPE_CHECKING

from game.sim import mails
from game.sim.clock import reading
from game.sim.orders import UAT
from game.sim.parts import Args, EvidenceItem
from game.sim.text import Text, text

if TYPE_CHECKING:
    from game.sim.world import World


NEWEST = 8


class Header(EvidenceItem):
    key = "e02_header"
    title = text("Raw headers of the BNET rejects")
    klass = 3
    ratio = 20.0
    hypothesis = "host"
    seats = ("COM",)

    def lines(self, world: World, args: Args) -> list[Text]:
        return [_line(reading(step), host) for step, host in mails.header_hosts(world, NEWEST)]

    def speaks(self, world: World, args: Args) -> list[int]:
        return sorted({host for _, host in mails.header_hosts(world, NEWEST)} - {UAT})


def _line(time: str, host: int) -> Text:
    if host == UAT:
        return text("{time} X-Originating-Host: UAT-SMARS", time=time)
    return text("{time} X-Originating-Host: SMARS-{host}", time=time, host=host)
