"""Presses one random live button a minute, until the exchanges' patience has ended."""

from __future__ import annotations

from game.sim.clock import CUT
from game.sim.sight import opened
from game.sim.teams import Scripted, Story
from game.sim.view import Offer, View

MINUTE = 60
DRAWS = 16  # per look: the button, then one for each of its fields


class RandomWalk(Scripted):
    """What pressing buttons is worth."""

    def story(self, view: View) -> Story:
        while view.step < CUT:
            live = [offer for offer in view.offers if offer.why_not is None]
            offer = live[self._pick(view, 0, len(live))]
            self._orders.append((offer.name, self._args(view, offer)))
            view = yield view.step + MINUTE
        return view

    def _args(self, view: View, offer: Offer) -> dict[str, object]:
        args: dict[str, object] = {}
        for place, field in enumerate(offer.fields, start=1):
            if field.absent:
                continue
            if field.kind == "evidence":
                args[field.name] = opened(view)
                continue
            values = [key for key, _ in field.choices] or _values(view, field.kind)
            args[field.name] = values[self._pick(view, place, len(values))]
        return args

    def _pick(self, view: View, place: int, count: int) -> int:
        return int(self.chance(view.step // MINUTE * DRAWS + place) * count)


def _values(view: View, kind: str) -> list[object]:
    """What a field may be filled with, as far as the screen shows it."""
    if kind in ("router", "routers"):
        return [row.shown for row in view.fleet]
    if kind == "int":
        return list(range(0, 101, 5))
    if kind == "int":
        return list(range(0, 101, 5))
    return [mail.key for mail in view.mail] or [""]
