"""An answer from memory, while the panes are blank."""

from __future__ import annotations

from typing import TYPE_CHECKING

from game.sim import probes
from game.sim.parts import Action, Args, Entry, Field
from game.sim.text import text

if TYPE_CHECKING:
    from game.sim.world import World


class ProbeAnswer(Action):
    name = "probe_answer"
    title = text("Answer from memory")
    help = text("Says how things stand, as you remember them. It is no part of the score.")
    group = "observe"
    quiet = True
    fields = (
        Field("question", "text", text("Question")),
        Field("answer", "text", text("Answer")),
    )

    def check(self, world: World, args: Args) -> None:
        probes.need_asked(world, args["question"], args["answer"])

    def begin(self, world: World, args: Args, entry: Entry) -> None:
        probes.answer(world, args["question"], args["answer"], entry.actor)
