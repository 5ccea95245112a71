"""What a part of the exercise may be: refusals, fields, actions, alerts, evidence, scores."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, ClassVar

from game.sim.text import Text, text

if TYPE_CHECKING:
    from game.sim.world import World

Args = dict[str, Any]

ALL_SEATS: tuple[str, ...] = ("IC", "RTR", "TRD", "RSK", "COM", "CHG")
CONTROL = "FAC"  # exercise control: no seat of a team; only facilitators' orders come from it
GROUPS: tuple[str, ...] = ("observe", "contain", "recover", "tell", "money")


class Refused(ValueError):
    """An order that cannot be given now; `text` says what is missing, for the player."""

    def __init__(self, text: Text) -> None:
        super().__init__(str(text))
        self.text = text


class LateEntry(ValueError):
    """A log entry is due at or before the step reached: restore an older checkpoint, replay."""


class StaleCheckpoint(ValueError):
    """The saved world comes from another version of the simulation and is discarded."""


@dataclass(frozen=True)
class Entry:
    """One row of a team's log as the world sees it. Router numbers are the world's own."""

    seq: int
    due: int
    action: str
    args: Args = field(default_factory=dict)
    seats: tuple[str, ...] = ALL_SEATS
    actor: str = ""


@dataclass(frozen=True)
class Event:
    """Something that happened at a step, in the past tense."""

    step: int
    kind: str
    text: Text
    seq: int | None = None


@dataclass(frozen=True)
class Field:
    """An argument of an action. kind: router, routers, choice, text, evidence, int."""

    name: str
    kind: str
    label: Text
    choices: tuple[tuple[str, Text], ...] = ()
    required: bool = True
    absent: str = ""  # the choice that leaving it out stands for; a person is asked all the same

    @property
    def asked(self) -> bool:
        """Must whoever fills in a form say it?"""
        return self.required or bool(self.absent)


class Action:
    """Something a team can order. One file in actions/ defines exactly one subclass.

    `check` is asked when the order is taken, when it is due and to grey the button;
    `begin` happens when it is due, `effect` after its latency.
    """

    name: ClassVar[str]
    title: ClassVar[Text]
    help: ClassVar[Text]
    group: ClassVar[str] = "contain"
    fields: ClassVar[tuple[Field, ...]] = ()
    seats: ClassVar[tuple[str, ...]] = ALL_SEATS
    latency_s: ClassVar[int] = 0
    irreversible: ClassVar[bool] = False
    era: ClassVar[str] = ""  # "today": not on a desk of 2012
    alone_only: ClassVar[bool] = False  # asks the cast, who hold the seats of a sole player's desk
    two_keys: ClassVar[str] = ""  # seat whose holder must approve it; who holds both needs nobody
    prepares: ClassVar[bool] = False  # only arms something beforehand: no intervention yet
    quiet: ClassVar[bool] = False  # no order of the desk: not offered, not logged; it only begins

    def fields_in(self, routers: int) -> tuple[Field, ...]:
        """Its arguments with a fleet of so many routers."""
        return self.fields

    def latency_in(self, world: World) -> int:
        """Seconds before the seed's spread; some controls are quicker today than in 2012."""
        return self.latency_s

    def latency_for(self, world: World, args: Args) -> int:
        """Seconds before the seed's spread with these arguments; some take longer than others."""
        return self.latency_in(world)

    def seats_in(self, world: World) -> tuple[str, ...]:
        """Seats that have this power now."""
        return self.seats

    def called(self, args: Args) -> Text:
        """What the log calls it with these arguments; one of `titles`."""
        return self.title

    @property
    def titles(self) -> tuple[Text, ...]:
        """Everything that the log may call it."""
        return (self.title,)

    def offered(self, world: World) -> None:
        """Raise Refused when no arguments at all would do; else the button is live."""

    def check(self, world: World, args: Args) -> None:
        """Raise Refused when these arguments will not do now."""

    def begin(self, world: World, args: Args, entry: Entry) -> None:
        """What happens at once."""

    def effect(self, world: World, args: Args, entry: Entry) -> None:
        """What has happened after the latency."""

    def done(self, world: World, args: Args) -> Text:
        """The line of the team log when it took effect."""
        title = world.title(self, args)
        if self.group != "observe":
            return title
        return text("{what}. The result is under Evidence.", what=title)


class Alert:
    """Something that reaches the desk by itself. One file in alerts/ each.

    `due` may look only at what its fictional sender could know.
    """

    name: ClassVar[str]
    every_s: ClassVar[int] = 5
    channel: ClassVar[str] = "alert"
    severity: ClassVar[str] = "info"
    seats: ClassVar[tuple[str, ...]] = ALL_SEATS  # whose desk it reaches
    sender: ClassVar[Text]
    subject: ClassVar[Text] = Text("")  # of alerts that the engine itself raises

    def due(self, world: World) -> Iterable[tuple[Text, Text]]:
        """Subjects and bodies to deliver now; usually none."""
        return ()


class EvidenceItem:
    """Something a team can come to know. One file in evidence/ each.

    `klass` is the diagnosticity of exercise-design section 2: 0 noise to 3 decisive, the rounded
    natural logarithm of `ratio`, the likelihood ratio that the study holds it to (20 at most).
    `hypothesis` says of what: "fault" (something is wrong this morning) or "host" (of a router
    that it points at).
    """

    key: ClassVar[str]
    title: ClassVar[Text]
    klass: ClassVar[int] = 1
    ratio: ClassVar[float] = 1.0
    hypothesis: ClassVar[str] = "fault"
    seats: ClassVar[tuple[str, ...]] = ALL_SEATS  # who reads it without being shown it
    suffices: ClassVar[bool] = True  # may a declaration stand on it alone?

    def lines(self, world: World, args: Args) -> list[Text]:
        """What is shown at this second. It is kept as it was."""
        raise NotImplementedError

    def speaks(self, world: World, args: Args) -> list[int]:
        """What it points at as shown now, as a careful reader takes it, not as the truth has it:
        inner hosts, or [-1] for the morning as a whole; nothing when it shows nothing wrong."""
        return []


@dataclass(frozen=True)
class Deduction:
    """Whole points lost, why, and the line of the team's log that caused it, if one did."""

    points: int
    text: Text
    seq: int | None = None
    step: int | None = None


@dataclass(frozen=True)
class ScorePart:
    """One part of a score: value in [-1, 1], points it earned of max, and what it lost on the way.

    The points of the deductions sum up to max less points, exactly.
    """

    key: str
    title: Text
    value: float
    points: int
    max: int
    lines: tuple[Text, ...] = ()
    deductions: tuple[Deduction, ...] = ()
