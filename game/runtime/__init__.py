"""The only writer of exercises: people, clocks, orders, worlds, results.

It returns what changed; who called it hands that to `game.live` to publish.
"""

from game.runtime.clocks import (
    Clock,
    end,
    pause,
    resume,
    set_speed,
    skip_aftermath,
)
from game.runtime.commands import Receipt, broken_at, note, seats_of, submit
from game.runtime.doors import new_door, open_door
from game.runtime.errors import CannotDo, CannotJoin, Denied, NotYours
from game.runtime.holdings import held, views_of
from game.runtime.lives import BUDGET_S, Moved, advance, advance_all, forget
from game.runtime.looks import Look, Note, Person, look
from game.runtime.mornings import chosen, scenario_of
from game.runtime.overview import TeamRow, room
from game.runtime.people import (
    create_exercise,
    find,
    join,
    move,
    participant,
    remove,
    rename,
    set_late_joining,
    solo,
)
from game.runtime.records import Change, about, audit
from game.runtime.results import compute, finish, log_csv, result, results
from game.runtime.seating import assign, hand_over, prefer, preview, start

__all__ = [
    "BUDGET_S",
    "CannotDo",
    "CannotJoin",
    "Change",
    "Clock",
    "Denied",
    "Look",
    "Moved",
    "NotYours",
    "Note",
    "Person",
    "Receipt",
    "TeamRow",
    "about",
    "advance",
    "advance_all",
    "assign",
    "audit",
    "broken_at",
    "chosen",
    "compute",
    "create_exercise",
    "end",
    "find",
    "finish",
    "forget",
    "hand_over",
    "held",
    "join",
    "log_csv",
    "look",
    "move",
    "new_door",
    "note",
    "open_door",
    "participant",
    "pause",
    "prefer",
    "preview",
    "remove",
    "rename",
    "result",
    "results",
    "resume",
    "room",
    "scenario_of",
    "seats_of",
    "set_late_joining",
    "set_speed",
    "skip_aftermath",
    "solo",
    "start",
    "submit",
    "views_of",
]
