"""What the runtime will not do, in words for the person who asked."""

from __future__ import annotations

from game.sim.text import Text


class Denied(Exception):
    """`text` says why."""

    def __init__(self, text: Text) -> None:
        super().__init__(str(text))
        self.text = text


class CannotJoin(Denied):
    """The door of an exercise or a team stays shut."""


class NotYours(Denied):
    """The account of who asks does not include this."""


class CannotDo(Denied):
    """The exercise is not in a state for this."""
