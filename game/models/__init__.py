"""What the database keeps. The log is the truth; worlds are computed from it."""

from game.models.access import ApiToken, Delivery, Webhook
from game.models.acts import Act
from game.models.awards import Award
from game.models.boards import Board, Entry, Season
from game.models.crew import Crew, Expected, Invitation
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
from game.models.floor import Bot, Observation, Rating
from game.models.injects import OwnInject
from game.models.log import Audit, ClockChange, LogEntry, Words
from game.models.people import Organisation, User
from game.models.store import Checkpoint, Result
from game.models.week import JudgedMorning, Week

__all__ = [
    "CODE_LENGTH",
    "CODE_SYMBOLS",
    "Act",
    "ApiToken",
    "Audit",
    "Award",
    "Board",
    "Bot",
    "Checkpoint",
    "ClockChange",
    "Crew",
    "Delivery",
    "DoorToken",
    "Entry",
    "Exercise",
    "Expected",
    "Invitation",
    "JudgedMorning",
    "LogEntry",
    "Observation",
    "Organisation",
    "OwnInject",
    "Participant",
    "Rating",
    "Result",
    "Season",
    "Seat",
    "Team",
    "User",
    "Webhook",
    "Week",
    "Words",
    "new_code",
]
