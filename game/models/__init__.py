"""What the database keeps. The log is the truth; worlds are computed from it."""

from game.models.doors import DoorToken
from game.models.exercises import (
    CODE_LENGTH,
    CODE_SYMBOLS,
    Exercise,
    Participant,
    Seat,
    Team,
    new_code,
)
from game.models.log import Audit, ClockChange, LogEntry, Words
from game.models.people import Organisation, User
from game.models.store import Checkpoint, Result
from game.models.week import JudgedMorning, Week

__all__ = [
    "CODE_LENGTH",
    "CODE_SYMBOLS",
    "Audit",
    "Checkpoint",
    "ClockChange",
    "DoorToken",
    "Exercise",
    "JudgedMorning",
    "LogEntry",
    "Organisation",
    "Participant",
    "Result",
    "Seat",
    "Team",
    "User",
    "Week",
    "Words",
    "new_code",
]
