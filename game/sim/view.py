"""The words of the gate: what a view is made of. Everything in it may reach that browser."""

from __future__ import annotations

from dataclasses import dataclass

from game.sim.draws import ROUTERS
from game.sim.parts import Field
from game.sim.text import Text

PANES = ("fleet", "messages", "mail", "positions", "tape", "clients", "limits", "rules", "incident",
         "actions", "log", "probe")  # fmt: skip
PER_ROUTER = ("state", "beat", "in", "out", "ratio")
FRAME_FIELDS: tuple[str, ...] = (
    "pnl_cents", "pnl_asof", "gross_cents", "net_cents", "long_cents", "short_cents",
    "in_rate", "out_rate", "rej_rate", "mails", "messages", "pending",
    *(f"r{n}_{what}" for n in range(1, ROUTERS + 1) for what in PER_ROUTER),
)  # fmt: skip
# Fields of the frame that only seats with a pane may see.
HIDDEN_BY = {
    "pnl": ("pnl_cents", "pnl_asof", "gross_cents", "net_cents", "long_cents", "short_cents"),
    "rates": ("in_rate", "out_rate", "rej_rate"),
    "mail": ("mails",),
    "fleet": FRAME_FIELDS[FRAME_FIELDS.index("r1_state") :],
}


@dataclass(frozen=True)
class RouterRow:
    shown: int
    state: str
    beat: int
    in_rate: int | None
    out_rate: int | None
    ratio: int | None
    notes: tuple[Text, ...]


@dataclass(frozen=True)
class Message:
    id: int
    step: int
    channel: str
    severity: str
    sender: Text
    subject: Text
    body: Text
    words: int | None = None  # id of the row that keeps what a facilitator wrote, if one did


@dataclass(frozen=True)
class MailItem:
    step: int
    body: Text


@dataclass(frozen=True)
class MailGroup:
    key: str
    sender: Text
    subject: Text
    count: int
    first_step: int
    last_step: int
    opened: bool
    latest: tuple[MailItem, ...]


@dataclass(frozen=True)
class PositionRow:
    symbol: str
    shares: int
    price_cents: int
    value_cents: int


@dataclass(frozen=True)
class Incident:
    declared_step: int | None
    severity: str
    declared_by: str
    cited: tuple[str, ...]
    contained: str
    claimed_step: int | None
    withdrawn: int


@dataclass(frozen=True)
class Evidence:
    key: str
    step: int
    title: Text
    lines: tuple[Text, ...]
    shared: bool  # on the team's board, so that every seat reads it


@dataclass(frozen=True)
class MoverRow:
    """A name on the trading desk's screen. Prices in cents, moves in hundredths of a percent."""

    symbol: str
    price_cents: int
    move: int
    own_shares: int  # traded by the firm in the last minute
    paused: bool


@dataclass(frozen=True)
class ClientOrders:
    """What a feed's clients entered in the last minute; an order counts once. They add up."""

    feed: Text
    received: int
    open: int
    filled: int
    rejected: int

    @property
    def counts(self) -> tuple[int, int, int, int]:
        return self.received, self.open, self.filled, self.rejected


@dataclass(frozen=True)
class Limit:
    """Something that may stop orders or bounds a position. `on`: does it stop anything now?"""

    key: str
    title: Text
    state: Text
    on: bool


@dataclass(frozen=True)
class Limits:
    """What risk control knows of limits and capital. PMON's figures are in the numbers."""

    account_cents: int  # the limit of account 33, gross
    passed: bool  # does PMON, as of its own time, show more than that?
    opened: bool  # has anybody opened PMON, so that it can be cited?
    rows: tuple[Limit, ...]


@dataclass(frozen=True)
class RuleCard:
    """A rule in plain words; says the same on every morning of an era."""

    key: str
    title: Text
    lines: tuple[Text, ...]
    source: Text


@dataclass(frozen=True)
class Board:
    """The belief board: percent by shown router number, and the mechanism."""

    p: tuple[int, ...]
    mechanism: str
    step: int | None
    by: str = ""  # the actor who saved it last


@dataclass(frozen=True)
class Record:
    """Something said in a form: a decision, a task, a read-back, a notice."""

    step: int
    seq: int
    kind: str
    data: dict[str, object]


@dataclass(frozen=True)
class Check:
    """A sign that somebody should look into; `step`: when the team closed it."""

    key: str
    title: Text
    step: int | None


@dataclass(frozen=True)
class Pending:
    seq: int
    action: str
    title: Text
    actor: str
    ordered: int
    effect: int

    @property
    def waits(self) -> bool:
        """Does it wait for the second key of the seat that its title names?"""
        return "seat" in self.title.params


@dataclass(frozen=True)
class Offer:
    name: str
    title: Text
    help: Text
    group: str
    fields: tuple[Field, ...]
    latency_s: int
    irreversible: bool
    why_not: Text | None


@dataclass(frozen=True)
class LogLine:
    seq: int
    step: int
    actor: str
    kind: str
    text: Text


@dataclass(frozen=True)
class HintLadder:
    """What help stands ready: four rungs, numbered from 1, and the units that each costs now."""

    on: bool
    rungs: tuple[Text, ...]
    price: tuple[int, ...]  # 0: paid for, or free
    units: int  # taken so far; 20 points each


@dataclass(frozen=True)
class Probe:
    """A freeze: questions to answer from memory, without what is right."""

    step: int
    questions: tuple[tuple[str, Text, tuple[tuple[str, Text], ...]], ...]  # key, title, choices


@dataclass(frozen=True)
class View:
    """What a seat's screen is drawn from. Everything in it may reach that browser."""

    step: int
    phase: str
    seats: tuple[str, ...]
    routers: int  # how many the fleet has, whoever sees it
    shown: tuple[str, ...]  # exclusive panes of these seats
    numbers: tuple[int, ...]
    panes: dict[str, int]
    fleet: tuple[RouterRow, ...]
    messages: tuple[Message, ...]
    mail: tuple[MailGroup, ...]
    positions: tuple[PositionRow, ...]
    positions_asof: int
    movers: tuple[MoverRow, ...]
    clients: tuple[ClientOrders, ...]
    limits: Limits | None  # None: not these seats'
    rules: tuple[RuleCard, ...]
    incident: Incident
    board: Board
    records: tuple[Record, ...]
    checks: tuple[Check, ...]
    evidence: tuple[Evidence, ...]
    pending: tuple[Pending, ...]
    offers: tuple[Offer, ...]
    log: tuple[LogLine, ...]
    history: tuple[tuple[int, int, int], ...]  # step, orders in and out per second; ten minutes
    over: bool
    hints: HintLadder
    probe: Probe | None = None


@dataclass(frozen=True)
class Glance:
    """The part of a view that changes every second: cheap enough for every frame."""

    step: int
    phase: str
    numbers: tuple[int, ...]
    panes: dict[str, int]
    over: bool
